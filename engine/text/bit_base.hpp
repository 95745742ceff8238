// Bases whose characters stand for a fixed number of bits (RFC 4648 and its relatives: 2, 8, 16, 32, 64).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/text/alphabet.hpp"

namespace blason::text {

/// Characters of `bits` bits each, most significant first; the last one is filled up with zero bits.
void append_bit_base(std::string& out, const Alphabet& alphabet, unsigned bits, ByteView bytes);

/// The reverse, without padding characters. Nothing for a character outside the alphabet, a length no byte string
/// has, or fill bits that are not zero: every byte string has exactly one text.
std::optional<Bytes> decode_bit_base(const Alphabet& alphabet, unsigned bits, std::string_view text);

}  // namespace blason::text
