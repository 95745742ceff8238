// Half an object is none: what the classes require beside a part of a badge that is shown by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// Pointers to the required properties, as far as the credential has them, of every object that `pointer` goes into;
/// of the credential itself and what is no class of Open Badges, none. Empty too when `pointer` leads nowhere.
std::vector<std::string> required_beside(const json::Value& credential, std::string_view pointer);

}  // namespace blason::openbadges
