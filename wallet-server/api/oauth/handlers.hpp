// One function for each row of routes.cpp.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::oauth {

http::Response register_client(const http::Request& request, Services& services);
http::Response token(const http::Request& request, Services& services);
http::Response revoke(const http::Request& request, Services& services);
http::Response introspect(const http::Request& request, Services& services);
http::Response metadata(const http::Request& request, Services& services);

}  // namespace blason::api::oauth
