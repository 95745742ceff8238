// Languages and base directions as texts that compare.
#pragma once

#include <string>
#include <string_view>

#include "engine/jsonld/active_context.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {

/// "ltr", "rtl" or nothing.
inline std::string_view direction_text(Direction direction) {
    return direction == Direction::Ltr ? "ltr" : direction == Direction::Rtl ? "rtl" : "";
}

/// Default language and base direction as one key: "en", "en_ltr", "_ltr" or "@none".
inline std::string default_language_key(const ActiveContext& active) {
    std::string key = active.language ? text::lower(*active.language) : std::string();
    if (active.direction != Direction::Unset) return key + "_" + std::string(direction_text(active.direction));
    return key.empty() ? "@none" : key;
}

}  // namespace blason::jsonld
