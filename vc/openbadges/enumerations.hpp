// The enumerations of Open Badges 3.0 (data model, section B.2).
#pragma once

#include <string_view>

namespace blason::openbadges {

/// Whether `value` is of the enumeration, or an extension of it (`ext:` and at least one of letters, digits, `.`, `-`,
/// `|`, `_`) where extensions are allowed. `enumeration` is "achievementType", "targetType", "resultType", "status" or
/// "identifierType".
bool is_enumerated(std::string_view enumeration, std::string_view value);

}  // namespace blason::openbadges
