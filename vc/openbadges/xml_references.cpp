#include "vc/openbadges/xml_references.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace blason::openbadges {

namespace {

/// The character as UTF-8; nothing when XML does not allow it.
std::optional<std::string> character(std::uint32_t code) {
    const bool allowed = code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
                         (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
    if (!allowed) return std::nullopt;
    if (code < 0x80) return std::string(1, static_cast<char>(code));
    std::string out;
    const unsigned follow = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    constexpr std::array<std::uint32_t, 4> kLead{0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(kLead[follow] | (code >> (6U * follow)));
    for (unsigned left = follow; left-- > 0;) out += static_cast<char>(0x80U | ((code >> (6U * left)) & 0x3FU));
    return out;
}

/// What stands between "&" and ";".
std::optional<std::string> referenced(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [entity, c] : kEntities) {
        if (name == entity) return std::string(1, c);
    }
    if (!name.starts_with('#')) return std::nullopt;
    const bool hexadecimal = name.starts_with("#x");
    name.remove_prefix(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, status] = std::from_chars(name.data(), name.data() + name.size(), code, hexadecimal ? 16 : 10);
    if (name.empty() || status != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return character(code);
}

}  // namespace

std::optional<std::size_t> first_forbidden_character(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return i;
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        if (byte == 0xEF && utf8.substr(i + 1).starts_with("\xBF") && i + 2 < utf8.size() &&
            static_cast<unsigned char>(utf8[i + 2]) >= 0xBE)
            return i;
    }
    return std::nullopt;
}

std::optional<std::string> resolve_references(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t mark = text.find('&');
        out.append(text.substr(0, mark));
        if (mark == std::string_view::npos) break;
        text.remove_prefix(mark + 1);
        const std::size_t end = text.substr(0, 16).find(';');
        if (end == std::string_view::npos) return std::nullopt;
        auto found = referenced(text.substr(0, end));
        if (!found) return std::nullopt;
        out.append(*found);
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace blason::openbadges
