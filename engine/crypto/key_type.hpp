// The one table of key types: multicodec code, sizes, JOSE names. Everything else asks this table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace blason::crypto {

enum class KeyType { Ed25519, X25519, P256, P384, P521, Secp256k1, Rsa };

struct KeyTypeInfo {
    KeyType type;
    std::string_view name;       ///< "Ed25519", "P-256", ...
    std::uint32_t public_codec;  ///< multicodec code of the public key (0xed, 0x1200, ...)
    std::uint32_t secret_codec;  ///< multicodec code of the private key; 0 where none is registered for us
    std::size_t public_size;     ///< bytes of the raw or compressed public key; 0: variable (RSA, DER)
    std::size_t secret_size;     ///< bytes of the private key; 0: variable
    std::size_t signature_size;  ///< bytes; 0: key agreement only, or as long as the modulus (RSA)
    std::string_view jwk_kty;    ///< "OKP", "EC", "RSA"
    std::string_view jwk_crv;    ///< "Ed25519", "P-256", ...; empty for RSA
    std::string_view cli_name;   ///< "ed25519", "p256", ... (interfaces.md `--type`); empty: not offered
};

std::span<const KeyTypeInfo> key_types();
const KeyTypeInfo& info(KeyType type);
const KeyTypeInfo* find_by_codec(std::uint64_t public_codec);
const KeyTypeInfo* find_by_jwk(std::string_view kty, std::string_view crv);

}  // namespace blason::crypto
