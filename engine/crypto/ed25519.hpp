// Ed25519 (RFC 8032), for verify, signer and key reading; everything else asks those.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/bytes.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signer.hpp"

namespace blason::crypto {

inline constexpr std::size_t kEd25519SeedSize = 32;

/// `key` (32 bytes) decodes to a point of the curve, and is the one encoding of it.
bool ed25519_is_point(ByteView key);
/// RFC 8032 section 5.1.5; `seed` has 32 bytes.
Bytes ed25519_public_from_seed(ByteView seed);
/// RFC 8032 section 5.1.7 without cofactor; small-order keys and R, and S >= L, are refused.
bool ed25519_verify(ByteView key, ByteView message, ByteView signature);
/// `seed` has 32 bytes.
std::unique_ptr<Signer> ed25519_signer(const SecretBytes& seed);
/// RFC 7748: the X25519 public key of a 32-byte secret.
Bytes x25519_public_from_secret(ByteView secret);
/// RFC 7748 section 4.1: the X25519 key that belongs to an Ed25519 key (32 bytes); nothing for a point of small order.
std::optional<Bytes> x25519_public_from_ed25519(ByteView key);
/// RFC 7748 section 6.1; nothing when the result is zero. Both have 32 bytes.
std::optional<SecretBytes> x25519_agree(ByteView secret, ByteView their_public);

}  // namespace blason::crypto
