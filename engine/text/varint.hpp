// Unsigned varints of multiformats: seven bits a byte, least significant first, minimal.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::text {

struct Varint {
    std::uint64_t value;
    std::size_t size;  ///< bytes it took
};
/// Nothing when cut short, longer than 9 bytes or not minimal.
std::optional<Varint> read_varint(ByteView bytes);
void append_varint(Bytes& out, std::uint64_t value);

}  // namespace blason::text
