// One function for each row of routes.cpp.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::receiver {

http::Response list(const http::Request& request, Services& services);
http::Response add(const http::Request& request, Services& services);
http::Response view(const http::Request& request, Services& services);
http::Response accept(const http::Request& request, Services& services);
http::Response fetch(const http::Request& request, Services& services);
http::Response forget(const http::Request& request, Services& services);

}  // namespace blason::api::receiver
