// The only way to a private key: it signs, and says which public key it is.
#pragma once

#include <memory>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/random.hpp"
#include "engine/crypto/secret_bytes.hpp"
#include "engine/crypto/signature_algorithm.hpp"

namespace blason::crypto {

class Signer {
  public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual const PublicKey& public_key() const = 0;
    /// Raw signature: 64 bytes for Ed25519, IEEE P1363 r||s for ECDSA. Safe from every thread. An RSA key, which allows
    /// two algorithms, answers "key-needs-algorithm".
    [[nodiscard]] virtual Result<Bytes> sign(ByteView message) const = 0;
    /// The same, with the algorithm named; error "key-alg-mismatch" when the key does not allow it.
    [[nodiscard]] virtual Result<Bytes> sign_with(SignatureAlgorithm algorithm, ByteView message) const;
    /// For many signatures in a row: while the answer lives (no longer than the signer), the pages of the key stay
    /// readable. Otherwise each signature opens and closes them, two system calls that cost a tenth of an Ed25519
    /// signature. Nothing happens for a signer without such pages.
    [[nodiscard]] virtual std::shared_ptr<const void> keep_open() const { return nullptr; }
};

/// From a private key as bytes (32-byte seed for Ed25519, the scalar for ECDSA). Errors "key-size", "key-unsupported",
/// "key-invalid-secret".
Result<std::unique_ptr<Signer>> make_signer(KeyType type, SecretBytes secret);

}  // namespace blason::crypto
