// What a credential with selective disclosure shows in every case.
#pragma once

#include <string>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::vc {

/// Pointers to what verification stands on: who issued it, when it is valid, its status and schema, that there is a
/// subject, and of a badge all that Open Badges 3.0 requires. Without them a holder could hide that a credential has
/// expired or was revoked, and what is shown would be no valid credential by itself.
std::vector<std::string> always_disclosed(const json::Value& credential);

}  // namespace blason::vc
