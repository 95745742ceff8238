// RSA signatures (RFC 8017): RS256 and PS256, for verify, signer and key reading; everything else asks those.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/rsa_der.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signer.hpp"

namespace blason::crypto {

inline constexpr int kRsaGeneratedBits = 2048;
inline constexpr std::size_t kRsaMaxPrivateBits = 4096;

/// `der` is an RSAPublicKey that has been checked; the signature has exactly the length of the modulus.
bool rsa_verify(SignatureAlgorithm algorithm, ByteView der, ByteView message, ByteView signature);
/// `secret` is an RSAPrivateKey that has been checked.
std::unique_ptr<Signer> rsa_signer(const SecretBytes& secret, PublicKey public_key);
/// RSAPrivateKey in DER, exponent 65537. OpenSSL draws the primes from its own generator: our random seam cannot feed
/// it.
SecretBytes rsa_generate(int bits);
/// The numbers belong together (RFC 8017 section 3.2: n = pq, e d = 1, e dP = 1, e dQ = 1, q qInv = 1) and the modulus
/// has at most kRsaMaxPrivateBits bits.
bool is_consistent_rsa(const RsaPrivate& key);

}  // namespace blason::crypto
