// One function per operation. What the token allows has been asked.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/service/oauth/access.hpp"

namespace blason::api::badge_connect {

using Access = service::oauth::Access;

http::Response get_assertions(const http::Request& request, Services& services, const Access& access);
http::Response post_assertion(const http::Request& request, Services& services, const Access& access);
http::Response get_profile(const http::Request& request, Services& services, const Access& access);
http::Response post_profile(const http::Request& request, Services& services, const Access& access);

/// `/.well-known/badgeconnect.json`
http::Response get_manifest(const http::Request& request, Services& services);

}  // namespace blason::api::badge_connect
