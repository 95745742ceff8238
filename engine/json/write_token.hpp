// The text of strings and numbers, the same for canonical and plain JSON (RFC 8785 section 3.2.2).
#pragma once

#include <string>
#include <string_view>

namespace blason::json {

/// With its quotes; only what must be escaped is escaped (RFC 8785 section 3.2.2.2).
void append_string(std::string& out, std::string_view text);
/// ECMA-262 Number::toString; `number` must be finite, otherwise std::invalid_argument: JSON has no text for it.
void append_double(std::string& out, double number);

}  // namespace blason::json
