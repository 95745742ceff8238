// Signature verification. The key decides the algorithm.
#pragma once

#include "engine/base/bytes.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/signature_algorithm.hpp"

namespace blason::crypto {

/// False for anything but a valid signature of exactly the right length: Ed25519 as RFC 8032 with libsodium's
/// strictness (small-order and non-canonical refused), ECDSA in IEEE P1363 form with the hash of its curve, high S
/// accepted. Always false for RSA keys, which allow two algorithms.
bool verify(const PublicKey& key, ByteView message, ByteView signature);
/// The same, with the algorithm named; false when the key does not allow it. RS256 is PKCS#1 v1.5 in its one DER form,
/// PS256 has a salt of 32 bytes (RFC 7518 sections 3.3 and 3.5).
bool verify(SignatureAlgorithm algorithm, const PublicKey& key, ByteView message, ByteView signature);

}  // namespace blason::crypto
