// Values as JSON Schema compares them (Core section 4.2.2): numbers by what they are worth, objects without order.
#pragma once

#include <string>
#include <string_view>

#include "engine/json/value.hpp"

namespace blason::vc::schema {

/// "null", "boolean", "object", "array", "number", "string".
std::string_view type_name(const json::Value& value);
/// A number without a fraction, 1.0 included.
bool is_integer(const json::Value& value);
/// As a double; only for numbers.
double number_of(const json::Value& value);
/// -1, 0 or 1; exact also where a double would round.
int compare_numbers(const json::Value& a, const json::Value& b);
bool is_multiple(const json::Value& value, const json::Value& of);
bool equal(const json::Value& a, const json::Value& b);

}  // namespace blason::vc::schema
