// Which authority's key stands behind an X.509 certificate, by the identifier that the certificate gives it.
#pragma once

#include <optional>

#include "engine/base/bytes.hpp"

namespace blason::crypto {

/// KeyIdentifier of the extension AuthorityKeyIdentifier (RFC 5280 section 4.2.1.1) of a certificate in DER; nothing
/// when it has none, or is no certificate. The signature is not checked: whoever relies on it checks the chain.
std::optional<Bytes> authority_key_identifier(ByteView certificate);

}  // namespace blason::crypto
