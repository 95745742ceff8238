// What the OAuth endpoints have in common: their answers, and who asks.
#pragma once

#include "engine/json/value.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/oauth/client.hpp"
#include "wallet-server/service/oauth/parameters.hpp"

namespace blason::api::oauth {

/// JSON that nobody keeps (RFC 6749 section 5.1).
http::Response unstored(int status, const json::Value& body);

/// The error body of RFC 6749 section 5.2. 400 for every error of the client, invalid_client among them, as Open Badges
/// 3.0 wants it; 429, 503 "temporarily_unavailable" and 500 "server_error" for the others.
http::Response refusal(const Error& error);

/// The parameters of a form. Error "invalid_request": no urlencoded form, or a parameter twice.
Result<service::oauth::Parameters> form_parameters(const http::Request& request);

/// The client of `Authorization: Basic` (RFC 6749 section 2.3.1). Errors "invalid_client", "invalid_request" (two ways
/// of authentication at once).
Result<service::oauth::Client> client_of(const http::Request& request, const service::oauth::Parameters& parameters,
                                         Services& services);

/// Who acts, for the audit.
service::Actor actor_for(const http::Request& request, const service::oauth::Client& client);

}  // namespace blason::api::oauth
