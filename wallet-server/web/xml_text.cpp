#include "wallet-server/web/xml_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace blason::web {

namespace {

/// Length in bytes of the well-formed UTF-8 sequence at the front, 0 when there is none (Unicode 15 table 3-7).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U; };
    const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

/// The escape for a character of markup; empty for any other.
std::string_view escape_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

bool is_allowed(std::string_view sequence) {
    if (sequence.size() > 1) return sequence != "\xEF\xBF\xBE" && sequence != "\xEF\xBF\xBF";
    const char c = sequence.front();
    return static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r';
}

std::string cleaned(std::string_view text, bool escape) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const std::string_view sequence = text.substr(0, std::max<std::size_t>(length, 1));
        text.remove_prefix(sequence.size());
        if (length == 0 || !is_allowed(sequence)) continue;
        const std::string_view escaped = escape ? escape_of(sequence.front()) : std::string_view();
        out += escaped.empty() ? sequence : escaped;
    }
    return out;
}

}  // namespace

std::string xml_text(std::string_view text) {
    return cleaned(text, true);
}

std::string plain_text(std::string_view text) {
    return cleaned(text, false);
}

}  // namespace blason::web
