// AES Key Wrap (RFC 3394) with the default initial value, as JOSE's A128KW and A256KW use it.
#pragma once

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::crypto {

/// The wrapping key has 16 or 32 bytes; the key inside has a multiple of 8 bytes, at least 16 (RFC 3394 section 2: n is
/// at least 2). Other sizes are a programming fault: std::logic_error.
Bytes wrap_key(const SecretBytes& wrapping_key, const SecretBytes& key);
/// Errors "key-wrap-broken": wrong key, wrong size or changed bytes.
Result<SecretBytes> unwrap_key(const SecretBytes& wrapping_key, ByteView wrapped);

}  // namespace blason::crypto
