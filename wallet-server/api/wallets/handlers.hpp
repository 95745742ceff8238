// One function for each row of routes.cpp.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::wallets {

http::Response list(const http::Request& request, Services& services);
/// The body is the credential in any form that is verified here, or `{"url"}`.
http::Response bring(const http::Request& request, Services& services);
/// The bytes as they are held; with ".png" or ".svg" after the id baked into an image.
http::Response read(const http::Request& request, Services& services);
http::Response remove(const http::Request& request, Services& services);

}  // namespace blason::api::wallets
