#include "engine/text/bit_base.hpp"

namespace blason::text {

void append_bit_base(std::string& out, const Alphabet& alphabet, unsigned bits, ByteView bytes) {
    out.reserve(out.size() + (bytes.size() * 8 + bits - 1) / bits);
    const std::uint32_t mask = (1U << bits) - 1;
    std::uint32_t pending = 0;
    unsigned held = 0;
    for (const auto byte : bytes) {
        pending = pending << 8U | byte;
        for (held += 8; held >= bits;) {
            held -= bits;
            out.push_back(alphabet.characters[pending >> held & mask]);
        }
    }
    if (held > 0) out.push_back(alphabet.characters[pending << (bits - held) & mask]);
}

std::optional<Bytes> decode_bit_base(const Alphabet& alphabet, unsigned bits, std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() * bits / 8);
    std::uint32_t pending = 0;
    unsigned held = 0;
    for (const char c : text) {
        const auto digit = alphabet.digit(c);
        if (digit == Alphabet::kNone) return std::nullopt;
        pending = pending << bits | digit;
        held += bits;
        if (held >= 8) {
            held -= 8;
            bytes.push_back(static_cast<std::uint8_t>(pending >> held));
        }
    }
    // A whole character left over would be a length that no encoder makes.
    if (held >= bits || (pending & ((1U << held) - 1)) != 0) return std::nullopt;
    return bytes;
}

}  // namespace blason::text
