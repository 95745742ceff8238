// The five operations of the Open Badges 3.0 API.
#pragma once

#include "wallet-server/api/services.hpp"
#include "wallet-server/service/oauth/access.hpp"

namespace blason::api::openbadges {

using service::oauth::Access;

http::Response get_credentials(const http::Request& request, Services& services, const Access& access);
http::Response upsert_credential(const http::Request& request, Services& services, const Access& access);
http::Response get_profile(const http::Request& request, Services& services, const Access& access);
http::Response put_profile(const http::Request& request, Services& services, const Access& access);

/// A JSON text that is answered again and again: with its ETag, and 304 to a client that has it.
http::Response conditional(const http::Request& request, std::string json_text);
/// The media type of the request's body in lower case; empty without one.
std::string media_type_of(const http::Request& request);

}  // namespace blason::api::openbadges
