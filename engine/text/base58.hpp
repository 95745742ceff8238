// base58btc (Bitcoin alphabet), as multibase `z` uses it.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"

namespace blason::text {

std::string base58_encode(ByteView bytes);
/// Decoding is quadratic, so the length is bounded: `max_chars` characters, enough for an RSA-4096 key.
/// Errors "base58-syntax", "base58-size".
Result<Bytes> base58_decode(std::string_view text, std::size_t max_chars = 2048);

}  // namespace blason::text
