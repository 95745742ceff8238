// The door of every resource that is opened by an access token: as Bearer (RFC 6750), or as DPoP together with a proof
// of the key it is bound to (RFC 9449 section 7): the Open Badges API, and that of OpenID4VCI.
//
// Where a scope decides, the resource is a row of a table for mount_protected (protected.hpp). Where it is what else
// the token carries (Access::details, Access::issuer_state), its row is Access::Public, and the handler itself begins
// with
//
//     const auto access = oauth::check_token(request, services);
//     if (!access) return oauth::with_challenge(my_error_body(access.error()), access.error(), "", services);
//
// Tests get a token from tests/support/access_token.hpp.
#pragma once

#include <string_view>

#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/service/oauth/access.hpp"

namespace blason::api::oauth {

/// Who may act here, by the token of the request, whatever it was granted for. Errors, with the codes of RFC 6750
/// section 3.1 and RFC 9449 section 7.1:
/// - "token-missing" (Unauthorized, 401): the request has no token;
/// - "invalid_token" (Unauthorized, 401): unknown, changed, expired, withdrawn, for another audience; a token that is
///   bound to a key sent as Bearer, or the other way round;
/// - "invalid_dpop_proof", "use_dpop_nonce" (Unauthorized, 401): the proof of a bound token;
/// - "insufficient_scope" (Forbidden, 403): of another organisation than {issuer} in the path;
/// - "invalid_request" (Malformed, 400): two Authorization fields, or a token in the query;
/// - those of the store (Unavailable, 503).
Result<service::oauth::Access> check_token(const http::Request& request, Services& services);
/// The same for a token that has the scope; "insufficient_scope" for one that has not.
Result<service::oauth::Access> check_access(const http::Request& request, Services& services, std::string_view scope);

/// The answer with the WWW-Authenticate field that belongs to the error, and the nonce for the next try; its status and
/// body are the caller's. `scope`: that was needed; may be empty.
http::Response with_challenge(http::Response response, const Error& error, std::string_view scope, Services& services);

}  // namespace blason::api::oauth
