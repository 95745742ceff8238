// RFC 8785, JSON Canonicalization Scheme.
#pragma once

#include <string>

#include "engine/json/value.hpp"

namespace blason::json {

/// The canonical text. Numbers are written as ECMAScript's Number::toString does; integers beyond 2^53 are read as the
/// double they round to. A value that JSON has no text for (infinity, NaN) is a programming fault:
/// std::invalid_argument; `parse` never yields one.
std::string canonicalize(const Value& value);
/// Appends to `out`, for callers on a hot path.
void canonicalize(const Value& value, std::string& out);

/// ECMA-262 Number::toString (radix 10) of a finite double.
std::string number_text(double number);

}  // namespace blason::json
