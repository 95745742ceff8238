#include "engine/text/base64url.hpp"

#include "engine/text/alphabet.hpp"

namespace blason::text {
namespace {

constexpr Alphabet kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

Error wrong() {
    return malformed("base64url-syntax", "This is not base64url without padding.");
}

}  // namespace

// Tokens are base64url from end to end, so this does not go through bit_base.hpp one bit group at a time: three bytes
// make four characters (RFC 4648 section 5).
std::string base64url_encode(ByteView bytes) {
    const std::size_t rest = bytes.size() % 3;
    std::string text(bytes.size() / 3 * 4 + (rest == 0 ? 0 : rest + 1), '\0');
    char* out = text.data();
    const auto put = [&](std::uint32_t group, unsigned characters) {
        for (unsigned shift = 18; characters > 0; --characters, shift -= 6)
            *out++ = kAlphabet.characters[group >> shift & 0x3FU];
    };
    const std::size_t whole = bytes.size() - rest;
    for (std::size_t i = 0; i < whole; i += 3)
        put(std::uint32_t{bytes[i]} << 16U | std::uint32_t{bytes[i + 1]} << 8U | bytes[i + 2], 4);
    if (rest == 1) put(std::uint32_t{bytes[whole]} << 16U, 2);
    if (rest == 2) put(std::uint32_t{bytes[whole]} << 16U | std::uint32_t{bytes[whole + 1]} << 8U, 3);
    return text;
}

bool is_base64url(std::string_view text) {
    return is_base64url_with(text, '-', '_');
}

// Arithmetic on bytes without a way out or a table: so the compiler looks at many characters at once.
bool is_base64url_with(std::string_view text, char one, char other) {
    const auto in_range = [](std::uint8_t c, std::uint8_t first, std::uint8_t count) {
        return static_cast<std::uint8_t>(static_cast<std::uint8_t>(c - first) < count ? 1 : 0);
    };
    const auto is = [](std::uint8_t c, char expected) {
        return static_cast<std::uint8_t>(c == static_cast<std::uint8_t>(expected) ? 1 : 0);
    };
    std::uint8_t all = 1;
    for (const char character : text) {
        const auto c = static_cast<std::uint8_t>(character);
        const auto lower = static_cast<std::uint8_t>(c | 0x20U);
        all &= static_cast<std::uint8_t>(in_range(lower, 'a', 26) | in_range(c, '0', 10) | is(c, '-') | is(c, '_') |
                                         is(c, one) | is(c, other));
    }
    return all != 0;
}

Result<Bytes> base64url_decode(std::string_view text) {
    const std::size_t rest = text.size() % 4;
    if (rest == 1) return wrong();  // six bits are no byte
    Bytes bytes(text.size() / 4 * 3 + (rest == 0 ? 0 : rest - 1));
    auto* out = bytes.data();
    unsigned faults = 0;  // a digit has six bits: what is no digit sets the others
    const auto group_of = [&](std::size_t at, std::size_t characters) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const unsigned digit = i < characters ? kAlphabet.digit(text[at + i]) : 0U;
            faults |= digit;
            group = group << 6U | (digit & 0x3FU);
        }
        return group;
    };
    const std::size_t whole = text.size() - rest;
    for (std::size_t i = 0; i < whole; i += 4) {
        const std::uint32_t group = group_of(i, 4);
        *out++ = static_cast<std::uint8_t>(group >> 16U);
        *out++ = static_cast<std::uint8_t>(group >> 8U);
        *out++ = static_cast<std::uint8_t>(group);
    }
    if (rest != 0) {
        const std::uint32_t group = group_of(whole, rest);
        *out++ = static_cast<std::uint8_t>(group >> 16U);
        if (rest == 3) *out++ = static_cast<std::uint8_t>(group >> 8U);
        // Every byte string has exactly one text: bits beyond the last byte are zero.
        if ((group & (rest == 3 ? 0xFFU : 0xFFFFU)) != 0) return wrong();
    }
    if (faults > 0x3F) return wrong();
    return bytes;
}

}  // namespace blason::text
