// Why and where a JSON text was refused: the slow, second reading that runs only when something is wrong.
#pragma once

#include <string_view>

#include "engine/base/error.hpp"
#include "engine/json/parse.hpp"

namespace blason::json {

/// Reads the text again, keeping the path and the names of every open object, and describes the first fault:
/// stable code, RFC 6901 pointer, line and column. `text` is a text that `parse` refused, under the same limits.
Error describe_fault(std::string_view text, const ParseLimits& limits);

}  // namespace blason::json
