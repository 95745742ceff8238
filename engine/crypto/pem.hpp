// Public keys as PEM (RFC 7468), the form in which Open Badges 2.0 publishes them.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::crypto {

/// An RSA key: "PUBLIC KEY" (RFC 5280 SubjectPublicKeyInfo) or "RSA PUBLIC KEY" (RFC 8017 RSAPublicKey). Errors
/// "pem-malformed", "key-unsupported" (of another kind), and those of PublicKey.
Result<PublicKey> public_key_from_pem(std::string_view pem);

}  // namespace blason::crypto
