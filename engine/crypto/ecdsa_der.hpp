// ECDSA signatures as X.509 and most hardware write them (RFC 3279 section 2.2.3): SEQUENCE { r INTEGER, s INTEGER }.
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"
#include "engine/crypto/key_type.hpp"

namespace blason::crypto {

/// The same signature as IEEE P1363, the only form that verify takes. Nothing for any byte that DER would not have
/// written, and for a number that is 0 or longer than the curve's order; whether it is below it, verify says.
std::optional<Bytes> ecdsa_from_der(KeyType type, ByteView signature);

}  // namespace blason::crypto
