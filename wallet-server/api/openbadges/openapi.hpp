// The parts of the service description that are the same everywhere: the five operations and what they carry.
#pragma once

#include <string_view>

namespace blason::api::openbadges {

extern const std::string_view kPaths;      ///< OpenAPI 3.0 `paths`, JSON
extern const std::string_view kResponses;  ///< OpenAPI 3.0 `components.responses`, JSON: how requests fail
extern const std::string_view kSchemas;    ///< OpenAPI 3.0 `components.schemas`, JSON

}  // namespace blason::api::openbadges
