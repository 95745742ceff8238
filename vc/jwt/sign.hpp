// Signs a credential or presentation as a JWT (VC-JOSE-COSE section 3.1).
#pragma once

#include <optional>
#include <string>

#include "did/document.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::jwt {

struct SignOptions {
    did::Purpose purpose = did::Purpose::AssertionMethod;  ///< AssertionMethod: a credential, else a presentation
    std::string verification_method;                       ///< absolute URL, becomes `kid` (see below)
    Instant created;
    std::optional<std::string> challenge;                   ///< `nonce`
    std::optional<std::string> domain;                      ///< `aud`
    std::optional<crypto::SignatureAlgorithm> algorithm{};  ///< the key's usual one when absent
};

/// The document is the payload, with the claims beside its members. Open Badges and CLRs have the header that Open
/// Badges 3.0 section 8.2.1 allows: `typ` "JWT", and, instead of a `kid` that is a did:key, whose readers find no JWK
/// there, the key itself as `jwk` where it signs as RS256 or ES256. Errors of algorithm_of, "reserved-claim" (the
/// document has a member with the name of a claim), those of the signer.
Result<std::string> sign(const json::Value& document, const crypto::Signer& signer, const SignOptions& options);

/// `alg` of a key: the only one, or of an RSA key RS256 unless `wanted` says PS256. Errors "key-unsupported",
/// "key-alg-mismatch" (not one of the key's).
Result<crypto::SignatureAlgorithm> algorithm_of(const crypto::Signer& signer,
                                                std::optional<crypto::SignatureAlgorithm> wanted);

}  // namespace blason::vc::jwt
