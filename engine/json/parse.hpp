// The strict JSON reader (RFC 8259, I-JSON RFC 7493 where it matters to signatures).
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::json {

struct ParseLimits {
    std::size_t max_bytes = 16U << 20U;  ///< size of the text, in bytes
    std::size_t max_depth = 64;          ///< nesting of arrays and objects
};

/// Reads one JSON text. Doubles are exact (std::from_chars), integers outside 64 bits become doubles.
/// Errors, kind Malformed or TooLarge, with the pointer to the place where it is known: "json-syntax",
/// "json-duplicate-key" (also escaped twins), "json-number-overflow", "json-invalid-utf8", "json-depth", "json-size".
/// `storage`: where the tree lives; the default heap, or an arena that must outlive the value.
Result<Value> parse(std::string_view text, Storage storage = {}, const ParseLimits& limits = {});

}  // namespace blason::json
