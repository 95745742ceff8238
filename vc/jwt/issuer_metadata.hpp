// JWT VC issuer metadata (SD-JWT VC, "JWT VC Issuer Metadata"): the keys that an https issuer publishes below its own
// origin.
#pragma once

#include <string_view>

#include "engine/crypto/public_key.hpp"
#include "engine/crypto/signature_algorithm.hpp"
#include "vc/jwt/key.hpp"

namespace blason::vc::jwt {

/// What a header says about the key.
struct NamedKey {
    std::string_view kid;          ///< compared as it is; empty: none
    const crypto::PublicKey* jwk;  ///< nullptr: none
    const crypto::SignatureAlgorithmInfo* algorithm;
};

/// The key of the issuer's metadata that `named` means; it is the issuer's, because the metadata stand where only the
/// issuer can put them and name it. Errors with the pointer into the header: "issuer-metadata-mismatch",
/// "key-not-named", "key-not-of-issuer", "alg-not-allowed"; without: those of the resolver.
Result<did::VerificationMethod> key_of_metadata(std::string_view issuer, const NamedKey& named,
                                                const KeyLookup& lookup);

}  // namespace blason::vc::jwt
