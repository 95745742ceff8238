// Diffie-Hellman key agreement: X25519 (RFC 7748 section 6.1) and ECDH on the NIST curves (SEC 1 section 3.3.1), and
// the key derivation JOSE puts on top of it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/private_key.hpp"

namespace blason::crypto {

/// The other way to a private key beside Signer: it agrees on a secret, and says which public key it is.
class KeyAgreement {
  public:
    virtual ~KeyAgreement() = default;
    [[nodiscard]] virtual const PublicKey& public_key() const = 0;
    /// The shared secret Z, as long as the field. Safe from every thread. Error "key-agreement-failed" for a key of
    /// another type, and for X25519 when the result is zero (RFC 7748 section 6.1: a point of small order).
    [[nodiscard]] virtual Result<SecretBytes> agree(const PublicKey& theirs) const = 0;
};

/// X25519, P-256, P-384, P-521. Error "key-unsupported" for every other type.
Result<std::unique_ptr<KeyAgreement>> make_key_agreement(PrivateKey key);

/// The X25519 key of the same secret as an Ed25519 key (the birational map of RFC 7748 section 4.1); nothing for any
/// other type and for a point of small order.
std::optional<PublicKey> x25519_of(const PublicKey& ed25519);

/// Concat KDF with SHA-256 as RFC 7518 section 4.6.2 fills it in. `size`: bytes of the key, at most 64.
SecretBytes concat_kdf(const SecretBytes& z, std::string_view algorithm, ByteView party_u, ByteView party_v,
                       std::size_t size);

}  // namespace blason::crypto
