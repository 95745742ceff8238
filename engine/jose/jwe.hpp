// JSON Web Encryption (RFC 7516), compact, with ECDH-ES (RFC 7518 section 4.6, RFC 8037 section 3.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/crypto/content_encryption.hpp"
#include "engine/crypto/key_agreement.hpp"
#include "engine/jose/jwk_set.hpp"

namespace blason::jose {

inline constexpr std::size_t kMaxJweBytes = 2U << 20U;

enum class KeyManagement { EcdhEs, EcdhEsA128Kw, EcdhEsA256Kw };

/// "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW".
std::string_view name_of(KeyManagement management);
/// Nothing for any other name.
std::optional<KeyManagement> find_key_management(std::string_view name);

struct JweChoice {
    KeyManagement management = KeyManagement::EcdhEs;
    crypto::ContentEncryption encryption = crypto::ContentEncryption::A256Gcm;
    std::string_view party_u{};  ///< `apu`, not encoded; empty: left out
    std::string_view party_v{};  ///< `apv`, not encoded; empty: left out
    json::Object header{};       ///< further protected members: `kid`, `typ`, `cty`
};

struct Jwe {
    json::Object header;
    Bytes plaintext;
};

/// Errors "key-alg-mismatch" for a recipient key that does not agree or is not meant for this, "jose-size" above 1 MiB.
Result<std::string> encrypt_compact(const Jwk& recipient, const JweChoice& choice, ByteView plaintext,
                                    crypto::Random& random);
/// Whatever is wrong, the answer is "jwe-refused" in the same words: an attacker learns nothing from it. Compressed
/// content, passwords (PBES2), RSA and shared keys are never tried. `algorithm`: the only `alg` allowed (the `alg` of
/// the key); empty: each of the three.
Result<Jwe> decrypt_compact(std::string_view text, const crypto::KeyAgreement& key, std::string_view algorithm = {});

}  // namespace blason::jose
