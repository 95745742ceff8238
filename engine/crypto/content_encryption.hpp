// Authenticated encryption of content: the `enc` algorithms of JWE that we offer (RFC 7518 section 5).
#pragma once

#include <span>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::crypto {

enum class ContentEncryption { A128Gcm, A256Gcm, A128CbcHs256, A256CbcHs512 };

struct ContentEncryptionInfo {
    ContentEncryption encryption;
    std::string_view name;  ///< JOSE `enc`
    std::size_t key_size;   ///< bytes; for CBC the MAC key, then the encryption key
    std::size_t iv_size;    ///< bytes
    std::size_t tag_size;   ///< bytes
};

std::span<const ContentEncryptionInfo> content_encryptions();
const ContentEncryptionInfo& info(ContentEncryption encryption);
const ContentEncryptionInfo* find_content_encryption(std::string_view jose_name);

struct EncryptedContent {
    Bytes ciphertext;
    Bytes tag;
};

/// Key and iv have the sizes of the table (else std::logic_error), and are never used together twice.
EncryptedContent encrypt_content(ContentEncryption encryption, const SecretBytes& key, ByteView iv, ByteView additional,
                                 ByteView plain);
/// Error "content-broken" for a wrong key, a wrong size, changed bytes or padding: never says which.
Result<Bytes> decrypt_content(ContentEncryption encryption, const SecretBytes& key, ByteView iv, ByteView additional,
                              ByteView ciphertext, ByteView tag);

}  // namespace blason::crypto
