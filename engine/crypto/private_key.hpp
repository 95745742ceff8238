// Private keys while they are made, read or stored; everything else sees only a Signer.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"

namespace blason::crypto {

/// A private key that has not become a Signer yet: what a key file or the key table holds. `secret` is the seed, the
/// scalar, or for RSA the RSAPrivateKey of RFC 8017 appendix A.1.2 in DER.
struct PrivateKey {
    KeyType type;
    SecretBytes secret;
    PublicKey public_key;
};

/// RSA keys have 2048 bits, and their primes come from OpenSSL's generator instead of `random`.
Result<PrivateKey> generate_key(KeyType type, Random& random);
/// Computes the public half. Errors "key-size", "key-invalid-secret" (a number out of range; for RSA anything but
/// a consistent key of 2048 to 4096 bits), and those of PublicKey.
Result<PrivateKey> private_key_from_bytes(KeyType type, ByteView secret);
/// Reads a private JWK, or {"publicKeyMultibase", "secretKeyMultibase" | "privateKeyMultibase"} (interfaces.md, KEY).
/// The halves must belong together. Errors of the JSON reader, of PublicKey and of private_key_from_bytes,
/// "key-file-unknown-form", "key-mismatch", "jwk-malformed".
Result<PrivateKey> parse_key_file(std::string_view text);
/// The private JWK; wipe it after use.
std::string private_jwk_text(const PrivateKey& key);

/// Error "key-unsupported" for a type that does not sign.
Result<std::unique_ptr<Signer>> make_signer(PrivateKey key);

}  // namespace blason::crypto
