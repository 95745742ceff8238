// Requests of clients for a person's consent (RFC 6749 section 4.1.1, with PKCE, RFC 7636), and the addresses that
// answer them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/service/oauth/authorization_details.hpp"
#include "wallet-server/service/oauth/client_service.hpp"
#include "wallet-server/service/oauth/offered_credentials.hpp"
#include "wallet-server/service/oauth/parameters.hpp"

namespace blason::service::oauth {

struct AuthorizationRequest {
    Client client;
    std::string redirect_uri;  ///< one of the client's
    std::string state;
    std::string code_challenge;
    Scopes scopes;  ///< among the client's, or of credentials; may be empty beside details
    AuthorizationDetails details = {};
    std::vector<OfferedCredential> credentials = {};  ///< what scopes and details stand for, each once
    std::string issuer_state = {};  ///< of the offer, as whoever sends the browser says (OpenID4VCI 1.0 section 5.1.3)
    std::string jkt = {};           ///< `dpop_jkt` (RFC 9449 section 10); empty: the code is bound to no key
    Bytes pushed = {};              ///< what the request was pushed as, see AuthorizationService; empty: it was not
};

/// A request that is refused. Without `redirect_uri` the client or its address are not known, so the browser is sent
/// nowhere (RFC 6749 section 4.1.2.1).
struct Refusal {
    Error error;  ///< with a redirect_uri: a code of RFC 6749 section 4.1.2.1
    std::string redirect_uri;
    std::string state;
};

using CheckedAuthorization = std::variant<AuthorizationRequest, Refusal>;

/// What a request is checked against.
struct AuthorizationRules {
    OfferedCredentials* offered = nullptr;  ///< nullptr: no credentials can be asked for
    /// The client has authenticated and pushed the request (RFC 9126): an attested one may name any address, and
    /// `state` may be absent, because PKCE is there (RFC 9700 section 4.7.1).
    bool pushed = false;
};
/// Errors without redirect_uri: "client-not-found", "redirect-uri-unknown", and those of the store.
CheckedAuthorization check_authorization(std::string_view org, const Parameters& parameters, ClientService& clients,
                                         const AuthorizationRules& rules = {});

/// `uri` with parameters added to its query.
std::string with_parameters(std::string_view uri,
                            const std::vector<std::pair<std::string_view, std::string_view>>& parameters);
/// Where the browser goes with a refusal, or with a code and the scopes that were granted; with `iss` (RFC 9207).
std::string refusal_address(const Refusal& refusal, std::string_view issuer);
std::string code_address(const AuthorizationRequest& request, std::string_view code, const Scopes& granted,
                         std::string_view issuer);

}  // namespace blason::service::oauth
