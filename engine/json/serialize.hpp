// Plain JSON text: insertion order kept, numbers as RFC 8785 writes them (Boost.JSON's own writer says 1.1E0).
#pragma once

#include <string>

#include "engine/json/value.hpp"

namespace blason::json {

/// Compact, one line.
std::string serialize(const Value& value);
std::string serialize(const Object& object);
/// One object with the members of both, which have no name in common.
std::string serialize(const Object& object, const Object& more);
/// Indented by two spaces, for people.
std::string pretty(const Value& value);

}  // namespace blason::json
