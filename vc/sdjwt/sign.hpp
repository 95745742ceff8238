// Signs a credential as an SD-JWT: of VCDM 2.0 (VC-JOSE-COSE section 3.2), or an SD-JWT VC.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/crypto/random.hpp"
#include "vc/jwt/sign.hpp"

namespace blason::vc::sdjwt {

struct SignOptions {
    std::string verification_method;  ///< absolute URL, becomes `kid`
    Instant created;
    std::optional<std::vector<std::string>> disclosable;  ///< pointers; disclosable_by_default when not given
    std::size_t decoys = 0;                               ///< in each object and array with digests
    std::optional<crypto::PublicKey> holder_key;          ///< `cnf`; the subject's own, when it is a did:key or did:jwk
    std::optional<crypto::SignatureAlgorithm> algorithm{};  ///< the key's usual one when absent
};

struct Signed {
    std::string text;
    std::string media_type;  ///< "application/vc+sd-jwt"; of a payload without contexts "application/dc+sd-jwt"
};

/// Errors "reserved-claim", "not-disclosable" (must_stay), those of engine/sdjwt/conceal and of the signer; and those
/// of the data model, with the pointer, when the credential would not be one with everything kept back.
Result<Signed> sign(const json::Value& credential, const crypto::Signer& signer, const SignOptions& options,
                    crypto::Random& random);

}  // namespace blason::vc::sdjwt
