// Languages and base directions as texts that compare.
#pragma once

#include <string>
#include <string_view>

#include "engine/jsonld/active_context.hpp"

namespace blason::jsonld {

inline std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// "ltr", "rtl" or nothing.
inline std::string_view direction_text(Direction direction) {
    return direction == Direction::Ltr ? "ltr" : direction == Direction::Rtl ? "rtl" : "";
}

/// Default language and base direction as one key: "en", "en_ltr", "_ltr" or "@none".
inline std::string default_language_key(const ActiveContext& active) {
    std::string key = active.language ? lower_case(*active.language) : std::string();
    if (active.direction != Direction::Unset) return key + "_" + std::string(direction_text(active.direction));
    return key.empty() ? "@none" : key;
}

}  // namespace blason::jsonld
