// Open Badges 2.0, as far as it is told from 3.0.
#pragma once

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// A JSON document that says it is an Open Badges 2.0 (or 1.1) assertion: by its type and its context.
bool is_ob2_assertion(const json::Value& document);

}  // namespace blason::openbadges
