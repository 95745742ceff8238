#include "engine/text/utf8.hpp"

#include <cstdint>

namespace blason::text {
namespace {

/// What the lead byte demands: the number of bytes that follow, and the range of the first of them.
struct Sequence {
    std::size_t following;
    std::uint8_t low;
    std::uint8_t high;
};

std::optional<Sequence> sequence(std::uint8_t lead) {
    if (lead < 0x80) return Sequence{0, 0, 0};
    if (lead < 0xC2) return std::nullopt;
    if (lead < 0xE0) return Sequence{1, 0x80, 0xBF};
    if (lead == 0xE0) return Sequence{2, 0xA0, 0xBF};
    if (lead == 0xED) return Sequence{2, 0x80, 0x9F};
    if (lead < 0xF0) return Sequence{2, 0x80, 0xBF};
    if (lead == 0xF0) return Sequence{3, 0x90, 0xBF};
    if (lead < 0xF4) return Sequence{3, 0x80, 0xBF};
    if (lead == 0xF4) return Sequence{3, 0x80, 0x8F};
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        const auto expected = sequence(byte(at));
        if (!expected || text.size() - at <= expected->following) return at;
        for (std::size_t i = 1; i <= expected->following; ++i) {
            const auto low = i == 1 ? expected->low : std::uint8_t{0x80};
            const auto high = i == 1 ? expected->high : std::uint8_t{0xBF};
            if (byte(at + i) < low || byte(at + i) > high) return at;
        }
        at += 1 + expected->following;
    }
    return std::nullopt;
}

}  // namespace blason::text
