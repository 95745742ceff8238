#include "engine/text/percent.hpp"

#include "engine/text/ascii.hpp"

namespace blason::text {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The byte of the escape that begins at `at`, a percent sign; nothing when it is none.
std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
    if (text.size() - at < 3) return std::nullopt;
    const int high = hex_value(text[at + 1]);
    const int low = hex_value(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

}  // namespace

std::string percent_encode(std::string_view text, std::string_view kept) {
    constexpr std::string_view kUnreserved = "-._~";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_alpha(c) || is_digit(c) || kUnreserved.find(c) != std::string_view::npos ||
            kept.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
        }
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' && plus == Plus::Space ? ' ' : text[i];
            continue;
        }
        const auto byte = escaped_byte(text, i);
        if (!byte) return std::nullopt;
        out += *byte;
        i += 2;
    }
    return out;
}

std::string percent_decode_leniently(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? escaped_byte(text, i) : std::nullopt;
        out += byte.value_or(text[i]);
        if (byte) i += 2;
    }
    return out;
}

}  // namespace blason::text
