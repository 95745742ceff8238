// The strict CBOR reader (RFC 8949).
#pragma once

#include <cstddef>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/cbor/value.hpp"

namespace blason::cbor {

struct DecodeLimits {
    std::size_t max_depth = 16;       ///< nesting of arrays and maps
    std::size_t max_items = 100'000;  ///< data items in all
};

/// Reads exactly one data item. Everything that could be written in two ways is refused in all but one, save for the
/// order of map entries, which senders do not agree on. Memory stays in proportion to `bytes`, whatever lengths they
/// claim. Errors, kind Malformed or TooLarge, `detail` names the offset: "cbor-truncated", "cbor-trailing-bytes",
/// "cbor-not-shortest", "cbor-indefinite-length", "cbor-unsupported" (tags, floats, simple values, map keys that are
/// no integers, reserved heads), "cbor-integer-range", "cbor-invalid-utf8", "cbor-duplicate-key", "cbor-depth",
/// "cbor-items".
Result<Value> decode(ByteView bytes, const DecodeLimits& limits = {});

}  // namespace blason::cbor
