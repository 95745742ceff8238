// HMAC (RFC 2104) with SHA-2.
#pragma once

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"

namespace blason::crypto {

/// As long as the hash. A key of any length; as long as the hash is the recommendation.
Digest hmac(HashAlgorithm algorithm, ByteView key, ByteView message);

}  // namespace blason::crypto
