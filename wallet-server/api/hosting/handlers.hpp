// One function per operation: parse, call, render.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::hosting {

http::Response get_image(const http::Request& request, Services& services);
http::Response list_issuers(const http::Request& request, Services& services);
http::Response list_achievements(const http::Request& request, Services& services);
http::Response list_versions(const http::Request& request, Services& services);
http::Response get_version(const http::Request& request, Services& services);

http::Response create_issuer(const http::Request& request, Services& services);
http::Response create_achievement(const http::Request& request, Services& services);
http::Response create_wallet(const http::Request& request, Services& services);
http::Response create_key(const http::Request& request, Services& services);

http::Response list_signing_keys(const http::Request& request, Services& services);
http::Response publish_signing_key(const http::Request& request, Services& services);
http::Response activate_signing_key(const http::Request& request, Services& services);
http::Response retire_signing_key(const http::Request& request, Services& services);
http::Response revoke_signing_key(const http::Request& request, Services& services);

}  // namespace blason::api::hosting
