// Keys for one purpose each, made of the master key.
#pragma once

#include <string_view>

#include "engine/crypto/hmac.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::service {

/// 32 bytes, another key for every purpose (HMAC-SHA-256 as a pseudo-random function).
inline crypto::SecretBytes derived_key(const crypto::SecretBytes& master, std::string_view purpose) {
    const auto reading = master.read();
    auto digest = crypto::hmac(crypto::HashAlgorithm::Sha256, reading.bytes(), as_bytes(purpose));
    crypto::SecretBytes key(digest.bytes());
    crypto::wipe(digest.data);
    return key;
}

}  // namespace blason::service
