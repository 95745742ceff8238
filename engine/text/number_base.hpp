// Bases that read the bytes as one large number (10, 36, 58); a leading zero byte is a leading zero digit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/text/alphabet.hpp"

namespace blason::text {

/// Quadratic in the number of bytes: for keys, hashes and signatures. The alphabet has 10, 36 or 58 characters.
void append_number_base(std::string& out, const Alphabet& alphabet, ByteView bytes);

/// Nothing for a character outside the alphabet. Quadratic: bound the length first.
std::optional<Bytes> decode_number_base(const Alphabet& alphabet, std::string_view text);

}  // namespace blason::text
