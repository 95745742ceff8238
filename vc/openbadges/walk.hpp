// Walks an object against the table of classes.
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"
#include "vc/openbadges/classes.hpp"

namespace blason::openbadges {

/// Checks every property that the class names, and the objects below.
void walk(const json::Value& value, const Class& expected, const json::Path& path, vc::model::Findings& findings);

}  // namespace blason::openbadges
