// Values as JSON Schema (Core section 4.2.2) and JSONPath compare them: numbers by what they are worth, objects without
// order.
#pragma once

#include <string>
#include <string_view>

#include "engine/json/value.hpp"

namespace blason::json {

/// "null", "boolean", "object", "array", "number", "string".
std::string_view type_name(const Value& value);
/// A number without a fraction, 1.0 included.
bool is_integer(const Value& value);
/// As a double; only for numbers.
double number_of(const Value& value);
/// -1, 0 or 1; exact also where a double would round.
int compare_numbers(const Value& a, const Value& b);
bool is_multiple(const Value& value, const Value& of);
bool equal(const Value& a, const Value& b);

}  // namespace blason::json
