// One function for each row of routes.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::oauth {

http::Response register_client(const http::Request& request, Services& services);
http::Response pushed_request(const http::Request& request, Services& services);
http::Response attestation_challenge(const http::Request& request, Services& services);
http::Response token(const http::Request& request, Services& services);
/// The kinds of grant that `token` knows, for the metadata.
std::vector<std::string_view> grant_types();
http::Response revoke(const http::Request& request, Services& services);
http::Response introspect(const http::Request& request, Services& services);
http::Response metadata(const http::Request& request, Services& services);

}  // namespace blason::api::oauth
