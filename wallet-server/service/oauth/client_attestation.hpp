// Attestation-based client authentication (draft-ietf-oauth-attestation-based-client-auth-07, which OpenID4VCI 1.0 and
// HAIP 1.0 pin): the maker of a wallet vouches for one instance of it and its key, and the instance shows that it has
// the key. Drafts since -08 have no `iss` in either token; both are read.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/jose/jwk_set.hpp"
#include "engine/jose/jwt.hpp"

namespace blason::service::oauth {

/// Who may vouch for clients, by the `iss` of their attestations.
using WalletProviders = std::map<std::string, jose::JwkSet, std::less<>>;

/// The two fields of a request.
struct AttestedRequest {
    std::string attestation;  ///< OAuth-Client-Attestation
    std::string possession;   ///< OAuth-Client-Attestation-PoP
};

struct CheckedAttestation {
    std::string client;     ///< `sub`: the client_id
    std::string instance;   ///< thumbprint of the instance's key
    std::string id;         ///< `jti` of the proof of possession: must not come twice before `expires`
    std::string challenge;  ///< that the proof answers; empty: none
    Instant expires;
};

/// `issuer`: of this authorization server, which the proof is made for. Error "invalid_client_attestation"
/// (Unauthorized).
Result<CheckedAttestation> check_attestation(const AttestedRequest& request, const WalletProviders& providers,
                                             std::string_view issuer, Instant now);

}  // namespace blason::service::oauth
