#include "engine/crypto/key_type.hpp"

#include <array>

namespace blason::crypto {
namespace {

// Codes: multicodec table (CID 1.0 section 2.2.2 names the ones of Multikey). Curve names: RFC 7518, RFC 8037, RFC
// 8812.
constexpr std::array kTable{
    KeyTypeInfo{KeyType::Ed25519, "Ed25519", 0xed, 0x1300, 32, 32, 64, "OKP", "Ed25519", "ed25519"},
    KeyTypeInfo{KeyType::X25519, "X25519", 0xec, 0x1302, 32, 32, 0, "OKP", "X25519", ""},
    KeyTypeInfo{KeyType::P256, "P-256", 0x1200, 0x1306, 33, 32, 64, "EC", "P-256", "p256"},
    KeyTypeInfo{KeyType::P384, "P-384", 0x1201, 0x1307, 49, 48, 96, "EC", "P-384", "p384"},
    KeyTypeInfo{KeyType::P521, "P-521", 0x1202, 0x1308, 67, 66, 132, "EC", "P-521", ""},
    KeyTypeInfo{KeyType::Secp256k1, "secp256k1", 0xe7, 0x1301, 33, 32, 64, "EC", "secp256k1", ""},
    KeyTypeInfo{KeyType::Rsa, "RSA", 0x1205, 0, 0, 0, 0, "RSA", "", "rsa2048"},
};

constexpr bool in_enum_order() {
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].type) != i) return false;
    }
    return true;
}
static_assert(in_enum_order(), "info() indexes the table by the enum");

}  // namespace

std::span<const KeyTypeInfo> key_types() {
    return kTable;
}

const KeyTypeInfo& info(KeyType type) {
    return kTable[static_cast<std::size_t>(type)];
}

const KeyTypeInfo* find_by_codec(std::uint64_t public_codec) {
    for (const auto& row : kTable) {
        if (row.public_codec == public_codec) return &row;
    }
    return nullptr;
}

const KeyTypeInfo* find_by_jwk(std::string_view kty, std::string_view crv) {
    for (const auto& row : kTable) {
        if (row.jwk_kty == kty && row.jwk_crv == crv) return &row;
    }
    return nullptr;
}

}  // namespace blason::crypto
