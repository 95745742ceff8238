// Signature verification. The key decides the algorithm.
#pragma once

#include "engine/base/bytes.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::crypto {

/// False for anything but a valid signature of exactly the right length: Ed25519 as RFC 8032 with libsodium's
/// strictness (small-order and non-canonical refused), ECDSA in IEEE P1363 form with the hash of its curve, high S
/// accepted.
bool verify(const PublicKey& key, ByteView message, ByteView signature);

}  // namespace blason::crypto
