#include "did/did.hpp"

#include <algorithm>

namespace blason::did {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_alphanumeric(char c) {
    return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// idchar without pct-encoded (DID Core section 3.1).
bool is_id_char(char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
}
/// pchar without pct-encoded (RFC 3986 section 3.3).
bool is_path_char(char c) {
    return is_alphanumeric(c) || std::string_view("-._~!$&'()*+,;=:@").find(c) != std::string_view::npos;
}

/// Only characters of the rule, and "%" with two hexadecimal digits.
template <typename Rule>
bool is_made_of(std::string_view text, Rule rule) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            if (text.size() - at < 3 || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
            at += 2;
        } else if (!rule(text[at])) {
            return false;
        }
    }
    return true;
}

Error invalid_did(std::string detail) {
    return malformed("INVALID_DID", std::move(detail));
}
Error invalid_url(std::string detail) {
    return malformed("INVALID_DID_URL", std::move(detail));
}

/// What follows `mark`, cut off `text`; nothing when there is none.
std::optional<std::string> cut_after(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    auto tail = std::string(text.substr(at + 1));
    text = text.substr(0, at);
    return tail;
}

}  // namespace

// did = "did:" method-name ":" method-specific-id
Result<Did> Did::parse(std::string_view text) {
    if (!text.starts_with("did:")) return invalid_did("A DID begins with \"did:\".");
    const auto after_scheme = text.substr(4);
    const auto colon = after_scheme.find(':');
    if (colon == std::string_view::npos) return invalid_did("A DID has a method and an identifier.");
    const auto method = after_scheme.substr(0, colon);
    const auto specific_id = after_scheme.substr(colon + 1);
    if (method.empty() ||
        !std::all_of(method.begin(), method.end(), [](char c) { return is_lower(c) || is_digit(c); })) {
        return invalid_did("The method of a DID has lower-case letters and digits only.");
    }
    // method-specific-id = *( *idchar ":" ) 1*idchar
    if (specific_id.empty() || specific_id.back() == ':' ||
        !is_made_of(specific_id, [](char c) { return c == ':' || is_id_char(c); })) {
        return invalid_did("The identifier of the DID is empty or has a character that may not stand there.");
    }
    return Did{std::string(text), std::string(method), std::string(specific_id)};
}

// did-url = did path-abempty [ "?" query ] [ "#" fragment ]
Result<DidUrl> DidUrl::parse(std::string_view text) {
    auto rest = text;
    auto fragment = cut_after(rest, '#');
    auto query = cut_after(rest, '?');
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto path = rest.substr(slash);

    auto did = Did::parse(rest.substr(0, slash));
    if (!did) return invalid_url(did.error().detail);
    const auto query_char = [](char c) { return is_path_char(c) || c == '/' || c == '?'; };
    if (!is_made_of(path, [](char c) { return is_path_char(c) || c == '/'; }) ||
        (query && !is_made_of(*query, query_char)) || (fragment && !is_made_of(*fragment, query_char))) {
        return invalid_url("The DID URL has a character that may not stand there.");
    }
    return DidUrl{*std::move(did), std::string(path), std::move(query), std::move(fragment)};
}

}  // namespace blason::did
