#include "engine/iri/iri.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/text/utf8.hpp"

namespace blason::iri {
namespace {

constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_white_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Length of the scheme, 0 when there is none. RFC 3986 section 3.1.
std::size_t scheme_length(std::string_view text) {
    if (text.empty() || !is_alpha(text.front())) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ':') return i;
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return 0;
    }
    return 0;
}

// RFC 3987 section 2.2, ucschar: neither controls nor what is no character, and nothing for private use.
constexpr bool is_ucschar(std::uint32_t c) {
    if (c < 0x10000) return (c >= 0xA0 && c < 0xD800) || (c >= 0xF900 && c < 0xFDD0) || (c >= 0xFDF0 && c < 0xFFF0);
    return c < 0xF0000 && (c & 0xFFFFU) < 0xFFFE && (c < 0xE0000 || c >= 0xE1000);
}
// iprivate: in the query only.
constexpr bool is_iprivate(std::uint32_t c) {
    return (c >= 0xE000 && c < 0xF900) || (c >= 0xF0000 && (c & 0xFFFFU) < 0xFFFE);
}

bool beyond_ascii_well_formed(std::string_view text) {
    if (text::first_invalid_utf8(text)) return false;
    bool in_query = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at++]);
        if (lead == '?') in_query = true;
        if (lead == '#') in_query = false;
        if (lead < 0x80) continue;
        std::uint32_t c = lead < 0xE0 ? lead & 0x1FU : lead < 0xF0 ? lead & 0x0FU : lead & 0x07U;
        for (; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80; ++at)
            c = c << 6U | (static_cast<unsigned char>(text[at]) & 0x3FU);
        if (!is_ucschar(c) && !(in_query && is_iprivate(c))) return false;
    }
    return true;
}

// What the IRIREF production of N-Quads leaves out: the characters without which an IRI could not be written and read
// back. RFC 3987 is a little narrower ("[" only in an IP literal, "%" only before two digits), but such IRIs are common
// in signed documents, and dropping them would make us disagree with every other processor.
constexpr std::uint8_t is_forbidden(std::uint8_t c) {
    return static_cast<std::uint8_t>(c <= 0x20) | static_cast<std::uint8_t>(c == '<') |
           static_cast<std::uint8_t>(c == '>') | static_cast<std::uint8_t>(c == '"') |
           static_cast<std::uint8_t>(c == '\\') | static_cast<std::uint8_t>(c == '^') |
           static_cast<std::uint8_t>(c == '`') | static_cast<std::uint8_t>(c == '{') |
           static_cast<std::uint8_t>(c == '|') | static_cast<std::uint8_t>(c == '}');
}

bool characters_well_formed(std::string_view text) {
    // Without a way out, so that the compiler looks at many characters at once: a fault is hardly ever there.
    std::uint8_t fault = 0;
    std::uint8_t bits = 0;
    for (const char character : text) {
        const auto c = static_cast<std::uint8_t>(character);
        fault |= is_forbidden(c);
        bits |= c;
    }
    if (fault != 0) return false;
    const auto hash = text.find('#');  // a fragment holds no other one
    if (hash != std::string_view::npos && text.find('#', hash + 1) != std::string_view::npos) return false;
    return bits < 0x80 || beyond_ascii_well_formed(text);
}

// RFC 3986 section 5.2.4.
std::string remove_dot_segments(std::string_view input) {
    std::string output;
    output.reserve(input.size());
    const auto drop_last_segment = [&output] {
        const auto slash = output.rfind('/');
        output.resize(slash == std::string::npos ? 0 : slash);
    };
    while (!input.empty()) {
        if (input.starts_with("../")) {
            input.remove_prefix(3);
        } else if (input.starts_with("./") || input.starts_with("/./")) {
            input.remove_prefix(2);
        } else if (input == "/.") {
            input = "/";
        } else if (input.starts_with("/../")) {
            input.remove_prefix(3);
            drop_last_segment();
        } else if (input == "/..") {
            input = "/";
            drop_last_segment();
        } else if (input == "." || input == "..") {
            input = {};
        } else {
            const auto end = input.find('/', input.front() == '/' ? 1 : 0);
            output.append(input.substr(0, end));
            input.remove_prefix(end == std::string_view::npos ? input.size() : end);
        }
    }
    return output;
}

// RFC 3986 section 5.3.
std::string compose(const Parts& parts, std::string_view path) {
    std::string text;
    text.reserve(parts.scheme.size() + parts.authority.size() + path.size() + parts.query.size() +
                 parts.fragment.size() + 5);
    if (parts.has_scheme) text.append(parts.scheme).push_back(':');
    if (parts.has_authority) text.append("//").append(parts.authority);
    text.append(path);
    if (parts.has_query) text.append("?").append(parts.query);
    if (parts.has_fragment) text.append("#").append(parts.fragment);
    return text;
}

// RFC 3986 section 5.2.3.
std::string merge_paths(const Parts& base, std::string_view reference_path) {
    if (base.has_authority && base.path.empty()) return "/" + std::string(reference_path);
    const auto slash = base.path.rfind('/');
    std::string merged(slash == std::string_view::npos ? std::string_view{} : base.path.substr(0, slash + 1));
    return merged.append(reference_path);
}

// The path of `target` seen from the folder of `base` (both start with "/"): "../x", "x" or "./".
std::string relative_path(std::string_view base, std::string_view target) {
    std::size_t common = 0;  // length of the folders both share, up to and with a "/"
    for (std::size_t i = 0; i < base.size() && i < target.size() && base[i] == target[i]; ++i)
        if (base[i] == '/') common = i + 1;
    std::string relative;
    for (std::size_t i = common; i < base.size(); ++i)
        if (base[i] == '/') relative.append("../");
    const auto rest = target.substr(common);
    relative.append(rest);
    // An empty reference would mean the base itself, a colon in the first segment would look like a scheme, and an
    // empty first segment like an authority.
    const auto first = relative.substr(0, relative.find('/'));
    if (relative.empty() || first.empty() || first.find(':') != std::string::npos) relative.insert(0, "./");
    return relative;
}

}  // namespace

Parts split(std::string_view text) {
    Parts parts;
    if (const auto length = scheme_length(text); length != 0) {
        parts.has_scheme = true;
        parts.scheme = text.substr(0, length);
        text.remove_prefix(length + 1);
    }
    if (const auto hash = text.find('#'); hash != std::string_view::npos) {
        parts.has_fragment = true;
        parts.fragment = text.substr(hash + 1);
        text = text.substr(0, hash);
    }
    if (const auto mark = text.find('?'); mark != std::string_view::npos) {
        parts.has_query = true;
        parts.query = text.substr(mark + 1);
        text = text.substr(0, mark);
    }
    if (text.starts_with("//")) {
        parts.has_authority = true;
        const auto end = text.find('/', 2);
        parts.authority = text.substr(2, end == std::string_view::npos ? end : end - 2);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end);
    }
    parts.path = text;
    return parts;
}

bool is_absolute(std::string_view text) {
    return scheme_length(text) != 0 && std::none_of(text.begin(), text.end(), [](char c) { return is_white_space(c); });
}

bool is_well_formed(std::string_view text) {
    return scheme_length(text) != 0 && characters_well_formed(text);
}

std::string resolve(std::string_view base, std::string_view reference) {
    if (base.empty()) return std::string(reference);
    const Parts r = split(reference);
    // Section 5.2.2, in its order.
    if (r.has_scheme) return compose(r, remove_dot_segments(r.path));
    const Parts b = split(base);
    Parts target = r;
    target.scheme = b.scheme;
    target.has_scheme = b.has_scheme;
    if (r.has_authority) return compose(target, remove_dot_segments(r.path));
    target.authority = b.authority;
    target.has_authority = b.has_authority;
    if (r.path.empty()) {
        if (!r.has_query) {
            target.query = b.query;
            target.has_query = b.has_query;
        }
        return compose(target, b.path);
    }
    if (r.path.front() == '/') return compose(target, remove_dot_segments(r.path));
    return compose(target, remove_dot_segments(merge_paths(b, r.path)));
}

std::string relativize(std::string_view base, std::string_view target) {
    const Parts b = split(base);
    const Parts t = split(target);
    if (!b.has_scheme || b.scheme != t.scheme || b.has_authority != t.has_authority || b.authority != t.authority)
        return std::string(target);
    // Opaque paths (urn:a:b) have no folders to go through.
    if ((!b.path.empty() && b.path.front() != '/') || (!t.path.empty() && t.path.front() != '/'))
        return std::string(target);
    Parts relative = t;
    relative.has_scheme = relative.has_authority = false;
    if (b.path == t.path && b.has_query == t.has_query && b.query == t.query && t.has_fragment) {
        relative.has_query = false;
        return compose(relative, "");
    }
    if (b.path == t.path && t.has_query) return compose(relative, "");
    const std::string folder = b.path.empty() ? "/" : remove_dot_segments(b.path);
    std::string shorter = compose(relative, relative_path(folder, t.path));
    // Paths with empty segments, or none at all, cannot always be reached by a relative reference.
    return resolve(base, shorter) == target ? shorter : std::string(target);
}

}  // namespace blason::iri
