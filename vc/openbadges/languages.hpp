// Texts in several languages. Credentials carry one: the classes of Open Badges 3.0 know texts as strings, and a map by
// language is no JSON-LD that its context defines. What an issuer keeps may have them all.
#pragma once

#include <string_view>

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// Puts one text in the place of every language map below an object of that class: the wanted language, else another
/// form of it ("fr" for "fr-CA"), else the fallback, else the first. Endorsements are signed and stay as they are.
/// Nothing is done when there is no class of that name.
void choose_language(json::Object& object, std::string_view class_name, std::string_view wanted,
                     std::string_view fallback);

/// {"en": "...", "fr": "..."}: an object of texts by language, and no JSON-LD value object.
bool is_language_map(const json::Value& value);

}  // namespace blason::openbadges
