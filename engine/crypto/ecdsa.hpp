// The NIST curves and secp256k1: points (SEC 1 section 2.3) and ECDSA (FIPS 186-5), for verify, signer and key reading.
#pragma once

#include <memory>
#include <optional>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signer.hpp"

namespace blason::crypto {

/// The compressed form of a point in any SEC 1 form; nothing when it is not on the curve.
std::optional<Bytes> ec_compress(KeyType type, ByteView point);
/// Whether this is the compressed form of a point, and a key that can verify. Remembers it for `ecdsa_verify`.
bool ec_is_public_key(KeyType type, ByteView compressed);
/// 0x04 || x || y of a compressed point that has been checked.
Bytes ec_uncompress(KeyType type, ByteView compressed);
/// The compressed public key of a secret scalar (big-endian, exact length); nothing when it is 0 or not below the
/// order of the curve.
std::optional<Bytes> ec_public_from_secret(KeyType type, ByteView secret);
/// IEEE P1363 r||s with the hash that belongs to the curve. `compressed` has been checked.
bool ecdsa_verify(KeyType type, ByteView compressed, ByteView message, ByteView signature);
/// Deterministic (RFC 6979), without low-S. The two halves have been checked against each other.
std::unique_ptr<Signer> ecdsa_signer(SecretBytes secret, PublicKey public_key);
/// The x coordinate of secret times point (SEC 1 section 3.3.1). Both have been checked.
std::optional<SecretBytes> ecdh_agree(KeyType type, ByteView secret, ByteView compressed);
/// The hash that belongs to a curve (RFC 7518 section 3.4, RFC 8812 section 3.2).
HashAlgorithm hash_of(KeyType type);

}  // namespace blason::crypto
