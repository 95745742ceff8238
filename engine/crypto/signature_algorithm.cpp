#include "engine/crypto/signature_algorithm.hpp"

#include <array>

namespace blason::crypto {
namespace {

using enum SignatureAlgorithm;

constexpr std::array kTable{
    SignatureAlgorithmInfo{EdDsa, "EdDSA", "Ed25519", KeyType::Ed25519, HashAlgorithm::Sha512},
    SignatureAlgorithmInfo{Es256, "ES256", "", KeyType::P256, HashAlgorithm::Sha256},
    SignatureAlgorithmInfo{Es384, "ES384", "", KeyType::P384, HashAlgorithm::Sha384},
    SignatureAlgorithmInfo{Es512, "ES512", "", KeyType::P521, HashAlgorithm::Sha512},
    SignatureAlgorithmInfo{Es256k, "ES256K", "", KeyType::Secp256k1, HashAlgorithm::Sha256},
    SignatureAlgorithmInfo{Rs256, "RS256", "", KeyType::Rsa, HashAlgorithm::Sha256},
    SignatureAlgorithmInfo{Ps256, "PS256", "", KeyType::Rsa, HashAlgorithm::Sha256},
};

constexpr bool in_enum_order() {
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].algorithm) != i) return false;
    }
    return true;
}
static_assert(in_enum_order(), "info() indexes the table by the enum");

}  // namespace

std::span<const SignatureAlgorithmInfo> signature_algorithms() {
    return kTable;
}

const SignatureAlgorithmInfo& info(SignatureAlgorithm algorithm) {
    return kTable[static_cast<std::size_t>(algorithm)];
}

const SignatureAlgorithmInfo* find_signature_algorithm(std::string_view jose_name) {
    if (jose_name.empty()) return nullptr;
    for (const auto& row : kTable) {
        if (row.name == jose_name || row.other_name == jose_name) return &row;
    }
    return nullptr;
}

std::optional<SignatureAlgorithm> usual_algorithm(KeyType type) {
    for (const auto& row : kTable) {
        if (row.key_type == type) return row.algorithm;
    }
    return std::nullopt;
}

}  // namespace blason::crypto
