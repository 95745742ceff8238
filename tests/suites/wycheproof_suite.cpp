// C2SP Wycheproof: signatures that libraries have got wrong. Every case goes through PublicKey and verify, as a
// credential would.
#include <gtest/gtest.h>

#include <iostream>

#include "engine/crypto/ecdsa_der.hpp"
#include "engine/crypto/verify.hpp"
#include "tests/support/suites.hpp"

namespace blason::crypto {
namespace {

struct File {
    const char* name;
    KeyType type;
    std::size_t cases;  ///< what the file had when it was last looked at: fewer is a broken copy
    bool der = false;   ///< the signatures are in DER, not in IEEE P1363
};

constexpr std::array kFiles{
    File{"ed25519_test", KeyType::Ed25519, 151},
    File{"ecdsa_secp256r1_sha256_p1363_test", KeyType::P256, 262},
    File{"ecdsa_secp384r1_sha384_p1363_test", KeyType::P384, 280},
    File{"ecdsa_secp521r1_sha512_p1363_test", KeyType::P521, 318},
    File{"ecdsa_secp256k1_sha256_p1363_test", KeyType::Secp256k1, 252},
    File{"ecdsa_secp256r1_sha256_test", KeyType::P256, 484, true},
    File{"ecdsa_secp384r1_sha384_test", KeyType::P384, 504, true},
};

Bytes hex(const json::Value& value) {
    return from_hex(json::view(value)).value();
}

/// SEC 1 section 2.3.3: the compressed form of 0x04 || x || y.
Bytes compress(const Bytes& uncompressed) {
    Bytes out(uncompressed.begin(), uncompressed.begin() + static_cast<std::ptrdiff_t>(1 + uncompressed.size() / 2));
    out.front() = static_cast<std::uint8_t>(2 + (uncompressed.back() & 1U));
    return out;
}

Result<PublicKey> key_of(const json::Object& group, KeyType type) {
    const auto& key = group.at("publicKey").as_object();
    return PublicKey::from_bytes(type,
                                 type == KeyType::Ed25519 ? hex(key.at("pk")) : compress(hex(key.at("uncompressed"))));
}

bool accepts(const File& file, const PublicKey& key, const json::Value& one) {
    auto signature = hex(one.at("sig"));
    if (file.der) {
        auto read = ecdsa_from_der(file.type, signature);
        if (!read) return false;
        signature = std::move(*read);
    }
    return verify(key, hex(one.at("msg")), signature);
}

class Wycheproof : public testing::TestWithParam<File> {};

TEST_P(Wycheproof, Verify) {
    const auto& [name, type, cases, der] = GetParam();
    const auto file = test::read_json(test::suites_root() / "wycheproof" / (std::string(name) + ".json"));
    std::size_t seen = 0;
    std::size_t valid = 0;
    for (const auto& group : file.at("testGroups").as_array()) {
        const auto key = key_of(group.as_object(), type);
        if (const auto* jwk = group.as_object().if_contains("publicKeyJwk"); jwk != nullptr && key) {
            const auto same = PublicKey::from_jwk(jwk->as_object());
            ASSERT_TRUE(same) << same.error().detail;
            EXPECT_EQ(*same, *key);
        }
        for (const auto& one : group.at("tests").as_array()) {
            const bool expected = json::view(one.at("result")) == "valid";
            const bool accepted = key && accepts(GetParam(), *key, one);
            EXPECT_EQ(accepted, expected)
                << name << " tcId " << one.at("tcId").to_number<int>() << ": " << json::view(one.at("comment"));
            ++seen;
            valid += expected ? 1 : 0;
        }
    }
    EXPECT_EQ(seen, file.at("numberOfTests").to_number<std::size_t>());
    EXPECT_GE(seen, cases);
    EXPECT_GT(valid, 0U);
    RecordProperty("cases", static_cast<int>(seen));
    std::cout << name << ": " << valid << " valid, " << seen - valid << " invalid\n";
}

INSTANTIATE_TEST_SUITE_P(Suite, Wycheproof, testing::ValuesIn(kFiles),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace blason::crypto
