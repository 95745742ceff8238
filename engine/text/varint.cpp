#include "engine/text/varint.hpp"

namespace blason::text {

std::optional<Varint> read_varint(ByteView bytes) {
    static constexpr std::size_t kMaxBytes = 9;  // the multiformats limit: 63 bits
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size() && i < kMaxBytes; ++i) {
        value |= static_cast<std::uint64_t>(bytes[i] & 0x7FU) << (7 * i);
        if ((bytes[i] & 0x80U) != 0) continue;
        if (i > 0 && bytes[i] == 0) return std::nullopt;  // a shorter form exists
        return Varint{value, i + 1};
    }
    return std::nullopt;
}

void append_varint(Bytes& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) out.push_back(static_cast<std::uint8_t>(value | 0x80U));
    out.push_back(static_cast<std::uint8_t>(value));
}

}  // namespace blason::text
