// Multihash (multiformats): a digest that says with which function it was made. Only SHA-256 is used here.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"

namespace blason::did {

/// 0x12 (sha2-256), 0x20 (32 bytes), then the SHA-256 digest of the text.
Bytes sha256_multihash(std::string_view text);
/// The same in base58btc, without a multibase prefix: "Qm..." (46 characters).
std::string sha256_multihash_base58(std::string_view text);

}  // namespace blason::did
