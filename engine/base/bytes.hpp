// Byte strings, and the two ways text and bytes look at each other.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blason {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal, two characters a byte.
std::string to_hex(ByteView bytes);
/// The reverse; upper and lower case are read, an odd length or any other character gives nothing.
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace blason
