// Texts of another host, before they are shown or sent on.
#pragma once

#include <string>
#include <string_view>

#include "engine/json/value.hpp"
#include "engine/text/utf8.hpp"

namespace blason::service::badge_host {

/// At most 200 bytes, without control characters; "(not UTF-8)" for what is not text.
inline std::string shortened(std::string_view text) {
    constexpr std::size_t kMost = 200;
    if (text::first_invalid_utf8(text)) return "(not UTF-8)";
    std::string out;
    for (const char c : text.substr(0, kMost)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    // A character that was cut in two is left out.
    while (!out.empty() && text::first_invalid_utf8(out)) out.pop_back();
    return out;
}

/// A member that is shown to people; empty without it.
inline std::string foreign_text(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value != nullptr && value->is_string() ? shortened(json::view(*value)) : std::string();
}

/// A member that we send back: only what can stand in a header field; empty else.
inline std::string secret_text(const json::Value& object, std::string_view name) {
    constexpr std::size_t kMost = 16384;
    const auto* value = json::find(object, name);
    if (value == nullptr || !value->is_string() || value->get_string().size() > kMost) return {};
    for (const char c : json::view(*value))
        if (c < 0x20 || c > 0x7e) return {};
    return std::string(json::view(*value));
}

}  // namespace blason::service::badge_host
