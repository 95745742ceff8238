// RSA keys in DER (RFC 8017 appendix A.1): SEQUENCE { modulus INTEGER, publicExponent INTEGER }, and the private form.
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
/// RSAPrivateKey (appendix A.1.2) of two primes; every number as in RsaPublic. Wiped when it goes.
struct RsaPrivate {
    RsaPublic public_half;
    Bytes d, p, q, dp, dq, qi;

    RsaPrivate() = default;
    RsaPrivate(RsaPrivate&&) noexcept = default;
    RsaPrivate& operator=(RsaPrivate&&) = delete;
    ~RsaPrivate();
};

/// Nothing for any byte that DER would not have written, and for more than two primes.
std::optional<RsaPrivate> read_rsa_private(ByteView der);
/// The caller wipes it.
Bytes write_rsa_private(const RsaPrivate& key);
/// A modulus of 2048 to 8192 bits and odd; an exponent that is odd, at least 3 and at most 64 bits long; not
/// made by the broken generator of CVE-2017-15361 (ROCA), whose keys can be factored.
bool is_usable_rsa(const RsaPublic& key);

}  // namespace blason::crypto
