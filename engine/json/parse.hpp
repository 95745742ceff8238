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
    bool allow_nul = true;  ///< U+0000 in strings and names; valid JSON, but poison for C strings and stores
};

/// Reads one JSON text. Doubles are exact (std::from_chars), integers outside 64 bits become doubles.
/// Errors, kind Malformed or TooLarge, with the pointer to the place where it is known: "json-syntax",
/// "json-duplicate-key" (also escaped twins), "json-number-overflow", "json-invalid-utf8" (bad bytes, lone surrogates),
/// "json-depth", "json-size", "json-nul". `-0` is the double -0.0.
/// `storage`: where the tree lives; the default heap, or an arena that must outlive the value.
Result<Value> parse(std::string_view text, Storage storage = {}, const ParseLimits& limits = {});

}  // namespace blason::json
