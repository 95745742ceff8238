// What the keys of an ecdsa-sd-2023 proof sign: the issuer's, and the one that is made for the proof alone (VC-DI-ECDSA
// sections 3.5.1 and 3.6.5).
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::vc::proof::sd {

/// Multicodec p256-pub as a varint, and the compressed point.
inline constexpr std::size_t kPublicKeySize = 35;

Bytes write_public_key(const crypto::PublicKey& key);
/// Nothing for anything but a P-256 key.
std::optional<crypto::PublicKey> read_public_key(ByteView bytes);

/// Section 3.5.1, serializeSignData.
Bytes sign_data(const crypto::Digest& proof_hash, ByteView public_key, const crypto::Digest& mandatory_hash);

}  // namespace blason::vc::proof::sd
