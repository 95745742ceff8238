// The little of DER (X.690 section 10) that keys and signatures need. Nothing for any byte that DER would not have
// written.
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::crypto::der {

inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kSequence = 0x30;

/// Takes one element of at most 65,535 bytes off the front of `rest`, and answers its content.
std::optional<ByteView> take(ByteView& rest, std::uint8_t tag);
/// Takes an INTEGER above 0: big-endian, without the zero that keeps it positive.
std::optional<Bytes> take_positive(ByteView& rest);

/// Content of at most 65,535 bytes.
void append(Bytes& out, std::uint8_t tag, ByteView content);
/// `digits`: big-endian, without leading zeros. Its copies are wiped.
void append_positive(Bytes& out, const Bytes& digits);

}  // namespace blason::crypto::der
