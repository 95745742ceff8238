// The bytes of a part of a JSON text: what another host signed is kept as it came, not as we would write it.
#pragma once

#include <string_view>
#include <vector>

namespace blason::service::badge_host {

/// The elements of the array that the member `name` of the object holds, or the member's value itself when it is no
/// array; without the white space around them. Empty without such a member. `object`: one valid JSON object.
std::vector<std::string_view> raw_elements(std::string_view object, std::string_view name);

}  // namespace blason::service::badge_host
