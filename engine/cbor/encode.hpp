// Writes CBOR in its deterministic form (RFC 8949 section 4.2.1).
#pragma once

#include "engine/base/bytes.hpp"
#include "engine/cbor/value.hpp"

namespace blason::cbor {

/// Shortest heads, definite lengths, map entries in the order of their encoded keys. A key that stands twice in a map
/// is a programming fault: std::invalid_argument.
Bytes encode(const Value& value);

}  // namespace blason::cbor
