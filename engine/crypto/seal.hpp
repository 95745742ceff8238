// Encryption at rest: XChaCha20-Poly1305, and Argon2id to make its key from a passphrase.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::crypto {

inline constexpr std::size_t kSealKeySize = 32;

/// nonce (24 bytes) || ciphertext || tag (16 bytes). `context` is authenticated, not stored: a sealed row moved to
/// another place no longer opens.
Bytes seal(const SecretBytes& key, ByteView plain, std::string_view context, Random& random);
/// Error "seal-broken": wrong key, wrong context or changed bytes.
Result<SecretBytes> unseal(const SecretBytes& key, ByteView sealed, std::string_view context);

struct Argon2Cost {
    std::uint64_t operations;
    std::uint64_t memory_bytes;
};
inline constexpr Argon2Cost kModerateCost{3, 256U << 20U};
inline constexpr Argon2Cost kTestCost{1, 8U << 10U};  ///< for tests only
/// 32 bytes; salt is 16 bytes. Error "kdf-limits" for absurd costs (over 2 GiB or 16 passes).
Result<SecretBytes> key_from_passphrase(std::string_view passphrase, ByteView salt, Argon2Cost cost);

/// Equal in content, in time that depends on the length only.
bool constant_time_equal(ByteView a, ByteView b);

}  // namespace blason::crypto
