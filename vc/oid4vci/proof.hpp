// Key proofs of type `jwt` (OpenID4VCI 1.0 appendix F.1) and key attestations (appendix D): made by wallets, read by
// issuers. What a key means, and whether a nonce is fresh, the issuer knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/certificate.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/jose/jwt.hpp"

namespace blason::vc::oid4vci {

inline constexpr std::string_view kProofJwt = "openid4vci-proof+jwt";
inline constexpr std::string_view kKeyAttestation = "key-attestation+jwt";

/// A proof whose form is right and whose signature nobody has looked at yet.
struct JwtProof {
    jose::Jws jws;
    json::Object claims;
    std::optional<jose::Jwk> jwk;  ///< the key itself, of `jwk` or of the first certificate; else `kid` names it
    std::vector<crypto::Certificate> certificates;  ///< `x5c`; nobody vouches for the last
    std::string kid;                                ///< a DID URL, or what the wallet calls its key
    std::string algorithm;                          ///< `alg`
    std::string nonce;                              ///< empty: none
    std::string issuer;                             ///< `iss`: the client; empty: none
    std::string key_attestation;                    ///< a JWT; empty: none
};

/// Form, type, and that exactly one of `kid`, `jwk` and `x5c` says which key it is. Error "invalid_proof".
Result<JwtProof> read_jwt_proof(std::string_view text);

struct ProofRules {
    std::string_view credential_issuer;  ///< must be the audience, alone
    std::string_view client;             ///< `iss`, where there is one, must be this client; empty: `iss` is absent
    Instant now;
    std::int64_t most_seconds_old = 300;  ///< `iat` may not be older, nor more than 60 seconds ahead
};
/// Signature, audience, issuer and times; certificates are in force, and each has issued the one before. The nonce is
/// the caller's part. Error "invalid_proof".
Result<void> check_jwt_proof(const JwtProof& proof, const jose::Jwk& key, const ProofRules& rules);

/// What a wallet puts into a proof.
struct NewProof {
    std::string credential_issuer;
    std::string nonce;   ///< empty: none
    std::string client;  ///< `iss`; empty: an anonymous wallet
    std::string kid;     ///< a DID URL; empty: the key itself stands in the header
    Instant now;
    std::string key_attestation{};  ///< empty: none
};
Result<std::string> make_jwt_proof(const crypto::Signer& signer, const NewProof& proof);

/// Who makes wallets vouches for keys. Read, not verified.
struct KeyAttestation {
    jose::Jws jws;
    json::Object claims;
    std::vector<jose::Jwk> keys;  ///< `attested_keys`: at least one, each once
    std::string nonce;            ///< empty: none
};
/// `expiry_required`: with a proof of type jwt. The type of drafts, `keyattestation+jwt`, is taken too. Error
/// "invalid_proof".
Result<KeyAttestation> read_key_attestation(std::string_view text, Instant now, bool expiry_required);

}  // namespace blason::vc::oid4vci
