#include "engine/crypto/public_key.hpp"

#include <fmt/format.h>

#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/ed25519.hpp"
#include "engine/crypto/rsa_der.hpp"
#include "engine/text/multibase.hpp"
#include "engine/text/varint.hpp"

namespace blason::crypto {
namespace {

bool is_point(KeyType type, ByteView bytes) {
    switch (type) {
        case KeyType::Ed25519:
            return ed25519_is_point(bytes);
        case KeyType::X25519:
            return true;  // RFC 7748 section 5: every 32-byte string is a coordinate
        case KeyType::Rsa: {
            const auto key = read_rsa_public(bytes);
            return key && is_usable_rsa(*key);
        }
        default:
            return ec_is_public_key(type, bytes);
    }
}

}  // namespace

Result<PublicKey> PublicKey::from_bytes(KeyType type, ByteView bytes) {
    const auto& row = info(type);
    if (row.public_size != 0 && bytes.size() != row.public_size) {
        return refused("key-size",
                       fmt::format("A {} public key has {} bytes, not {}.", row.name, row.public_size, bytes.size()));
    }
    if (!is_point(type, bytes)) {
        return refused("key-invalid-point", type == KeyType::Rsa
                                                ? "This is not an RSA public key of 2048 to 8192 bits in DER."
                                                : fmt::format("The bytes are not a point of {}.", row.name));
    }
    return PublicKey(type, Bytes(bytes.begin(), bytes.end()));
}

Result<PublicKey> PublicKey::from_multikey(std::string_view text) {
    const auto decoded = text::multibase_decode(text::Base::Base58Btc, text);
    if (!decoded) return decoded.error();
    const auto codec = text::read_varint(*decoded);
    const KeyTypeInfo* row = codec ? find_by_codec(codec->value) : nullptr;
    if (row == nullptr) {
        return refused("key-unknown-codec",
                       "The multicodec in front of the key names no type of public key known here.");
    }
    return from_bytes(row->type, ByteView(*decoded).subspan(codec->size));
}

std::string PublicKey::multikey() const {
    Bytes prefixed;
    text::append_varint(prefixed, info(type_).public_codec);
    prefixed.insert(prefixed.end(), bytes_.begin(), bytes_.end());
    return text::multibase_encode(text::Base::Base58Btc, prefixed);
}

}  // namespace blason::crypto
