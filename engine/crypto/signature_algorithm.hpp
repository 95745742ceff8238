// The one table of signature algorithms (RFC 7518 section 3, RFC 8037 section 3.1, RFC 8812 section 3.2, RFC 9864).
// The key decides the algorithm: an RSA key allows two of them, every other key exactly one.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/crypto/hash.hpp"
#include "engine/crypto/key_type.hpp"

namespace blason::crypto {

enum class SignatureAlgorithm { EdDsa, Es256, Es384, Es512, Es256k, Rs256, Ps256 };

struct SignatureAlgorithmInfo {
    SignatureAlgorithm algorithm;
    std::string_view name;        ///< JOSE `alg`, as we write it
    std::string_view other_name;  ///< a second registered name of the same thing, read but not written; or empty
    KeyType key_type;             ///< the size of a signature is in the table of key types; RSA: that of the modulus
    HashAlgorithm hash;
};

std::span<const SignatureAlgorithmInfo> signature_algorithms();
const SignatureAlgorithmInfo& info(SignatureAlgorithm algorithm);
/// By JOSE name, exact case. Nothing for "none", for MACs, and for all that is not in the table.
const SignatureAlgorithmInfo* find_signature_algorithm(std::string_view jose_name);
/// The algorithm of a key that allows several: the first of them in the table (RS256). Nothing for a type that does not
/// sign.
std::optional<SignatureAlgorithm> usual_algorithm(KeyType type);

}  // namespace blason::crypto
