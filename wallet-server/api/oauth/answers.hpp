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
/// The same with the nonce or challenge that the next try needs.
http::Response refusal(const Error& error, Services& services);

/// The parameters of a form. Error "invalid_request": no urlencoded form, or a parameter twice.
Result<service::oauth::Parameters> form_parameters(const http::Request& request);

/// The client, by `Authorization: Basic`, client_assertion, attestation or, of a public client, its client_id. Errors
/// of ClientAuthentication, and "invalid_request" (two ways of authentication at once).
Result<service::oauth::Client> client_of(const http::Request& request, const service::oauth::Parameters& parameters,
                                         Services& services);
/// The request tries to show who its client is; a mere client_id does not.
bool authenticates(const http::Request& request, const service::oauth::Parameters& parameters);

/// The thumbprint of the key of the DPoP proof that came with the request, checked (RFC 9449 section 4.3); empty when
/// none came. `access_token`: that came, too; empty: none. Errors of DpopGuard.
Result<std::string> dpop_key_of(const http::Request& request, Services& services, std::string_view access_token = {});
/// The issuer identifier of the authorization server that the request was sent to: one for each organisation.
std::string server_of(const http::Request& request, const Services& services);
/// The public address that the request was sent to, without query.
std::string url_of(const http::Request& request, const Services& services);

/// Who acts, for the audit.
service::Actor actor_for(const http::Request& request, const service::oauth::Client& client);

}  // namespace blason::api::oauth
