// The parts of the service description that are the same everywhere: the five operations and what they carry.
#pragma once

#include <string_view>

namespace blason::api::openbadges {

/// OpenAPI 3.0 `paths`, JSON; but what can go wrong stands in a member `fails` of the operation: the keys of the
/// responses that all operations share.
extern const std::string_view kPaths;
extern const std::string_view kSchemas;  ///< OpenAPI 3.0 `components.schemas`, JSON

}  // namespace blason::api::openbadges
