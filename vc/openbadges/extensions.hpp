// The types of 1EdTech that are not in the context of Open Badges 3.0 but in one beside it.
#pragma once

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// Adds `extensions.json` to the contexts of a credential that uses 1EdTechJsonSchemaValidator2019,
/// 1EdTechRevocationList or 1EdTechCredentialRefresh, unless it is there. Without it these types mean nothing in safe
/// mode.
void add_extensions_context(json::Object& credential);

}  // namespace blason::openbadges
