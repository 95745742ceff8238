// DPoP proofs (RFC 9449): a JWT for one HTTP request that shows possession of a key. Both sides: made by clients, read
// by servers.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jwt.hpp"

namespace blason::jose {

/// The request that a proof belongs to.
struct DpopRequest {
    std::string_view method;          ///< "POST": compared letter by letter
    std::string_view url;             ///< query and fragment do not count
    std::string_view access_token{};  ///< that comes along; empty: none
};

/// What is known of whoever sent a proof that was checked.
struct DpopProof {
    std::string thumbprint;  ///< of its key (RFC 7638, SHA-256, base64url): `jkt`
    std::string id;          ///< `jti`: the same one must not come twice
    std::string nonce;       ///< empty: none
    Instant issued;
};

/// Section 4.3, except what needs a memory: whether `nonce` is one of ours and `jti` is new is the caller's part.
/// `iat` may be `skew_seconds` off in both directions. Error "invalid_dpop_proof".
Result<DpopProof> check_dpop(std::string_view proof, const DpopRequest& request, Instant now,
                             std::int64_t skew_seconds = 60);

/// Section 4.2, with a new `jti`. `nonce`: the server's latest; empty: none.
Result<std::string> make_dpop(const crypto::Signer& signer, const DpopRequest& request, std::string_view nonce,
                              Instant now, crypto::Random& random);

}  // namespace blason::jose
