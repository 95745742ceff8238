// The first byte of a CBOR data item (RFC 8949 section 3): three bits of major type, five of argument.
#pragma once

#include <cstdint>

namespace blason::cbor {

enum class MajorType : std::uint8_t { Unsigned, Negative, ByteString, TextString, List, Pairs, Tag, Simple };

/// Arguments below this stand in the first byte itself; this and the next three say that 1, 2, 4 or 8 bytes follow.
inline constexpr unsigned kOneByte = 24;

}  // namespace blason::cbor
