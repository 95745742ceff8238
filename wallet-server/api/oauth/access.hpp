// The door of every resource that is opened by an access token (RFC 6750): the Open Badges API, later that of
// OpenID4VCI.
//
// A handler's row in its table is Access::Public; the handler itself begins with
//
//     const auto access = oauth::check_access(request, services, kCredentialReadonly);
//     if (!access) return oauth::with_challenge(my_error_body(access.error()), access.error(), kCredentialReadonly);
//     services.wallets.credentials(access->org, access->holder) ...
//
// Tests get a token from tests/support/access_token.hpp.
#pragma once

#include <string_view>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/oauth/access.hpp"

namespace blason::api::oauth {

/// Who may act here, by the bearer token of the request, when the token has the scope. Errors, with the codes of RFC
/// 6750 section 3.1:
/// - "token-missing" (Unauthorized, 401): the request has no bearer token;
/// - "invalid_token" (Unauthorized, 401): unknown, changed, expired, withdrawn, or for another audience;
/// - "insufficient_scope" (Forbidden, 403): without the scope, or of another organisation than {issuer} in the path;
/// - "invalid_request" (Malformed, 400): two Authorization fields, or a token in the query;
/// - those of the store (Unavailable, 503).
Result<service::oauth::Access> check_access(const http::Request& request, Services& services, std::string_view scope);

/// The answer with the WWW-Authenticate field that belongs to the error; its status and body are the caller's.
http::Response with_challenge(http::Response response, const Error& error, std::string_view scope);

}  // namespace blason::api::oauth
