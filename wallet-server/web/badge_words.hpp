// The words of a credential that is to be shown: read leniently, because nothing that it says is trusted to be well
// formed.
#pragma once

#include <string>

#include "engine/json/value.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// The string, or nothing for what is none.
std::string as_string(const json::Value* value);

/// A text as VCDM 2.0 section 11.1 and Open Badges allow it: a string, {"@value","@language"}, a list of those, or a
/// language map {"en": "..."}.
std::string words(const json::Value* value, Language language);

}  // namespace blason::web
