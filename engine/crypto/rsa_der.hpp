// RSAPublicKey (RFC 8017 appendix A.1.1): SEQUENCE { modulus INTEGER, publicExponent INTEGER } in DER.
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

/// Unsigned big-endian, without leading zeros, as JWK writes them (RFC 7518 section 6.3.1).
struct RsaPublic {
    Bytes modulus;
    Bytes exponent;
};

/// Nothing for any byte that DER would not have written.
std::optional<RsaPublic> read_rsa_public(ByteView der);
Bytes write_rsa_public(const RsaPublic& key);
/// A modulus of 2048 to 8192 bits and odd; an exponent that is odd, at least 3 and at most 64 bits long.
bool is_usable_rsa(const RsaPublic& key);

}  // namespace blason::crypto
