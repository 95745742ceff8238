// A public key as a value that has been checked: right length for its type, a point on its curve.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/json/value.hpp"

namespace blason::crypto {

class PublicKey {
  public:
    /// `bytes`: raw (Ed25519, X25519), compressed point (NIST curves, secp256k1) or DER RSAPublicKey.
    /// Errors "key-size", "key-invalid-point".
    static Result<PublicKey> from_bytes(KeyType type, ByteView bytes);
    /// Multikey text (CID 1.0 section 2.2.2): 'z', multicodec, key. Errors of multibase, "key-unknown-codec",
    /// "key-size".
    static Result<PublicKey> from_multikey(std::string_view text);
    /// JWK (RFC 7517, 8037): a private member is an error "jwk-private-member"; also "jwk-malformed",
    /// "jwk-unsupported".
    static Result<PublicKey> from_jwk(const json::Object& jwk);

    [[nodiscard]] KeyType type() const { return type_; }
    [[nodiscard]] ByteView bytes() const { return bytes_; }
    [[nodiscard]] std::string multikey() const;
    [[nodiscard]] json::Object jwk() const;
    /// RFC 7638, SHA-256, base64url.
    [[nodiscard]] std::string thumbprint() const;

    bool operator==(const PublicKey&) const = default;

  private:
    PublicKey(KeyType type, Bytes bytes) : type_(type), bytes_(std::move(bytes)) {}

    KeyType type_;
    Bytes bytes_;
};

}  // namespace blason::crypto
