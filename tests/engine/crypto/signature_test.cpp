#include <gtest/gtest.h>

#include <thread>

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/verify.hpp"

namespace blason::crypto {
namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

// RFC 8032 section 7.1, TEST 3.
constexpr std::string_view kSeed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
constexpr std::string_view kPublic = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
constexpr std::string_view kSignature =
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

TEST(Ed25519, Rfc8032Test3) {
    auto key = private_key_from_bytes(KeyType::Ed25519, hex(kSeed));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key.bytes()), kPublic);
    const auto signer = make_signer(std::move(*key));
    ASSERT_TRUE(signer);
    const auto signature = (*signer)->sign(hex("af82"));
    ASSERT_TRUE(signature);
    EXPECT_EQ(to_hex(*signature), kSignature);
    EXPECT_TRUE(verify((*signer)->public_key(), hex("af82"), *signature));
    EXPECT_FALSE(verify((*signer)->public_key(), hex("af83"), *signature));
}

TEST(Ed25519, AnyOtherLengthIsNoSignature) {
    const auto key = *PublicKey::from_bytes(KeyType::Ed25519, hex(kPublic));
    Bytes signature = hex(kSignature);
    for (std::size_t size = 0; size < signature.size(); ++size) {
        EXPECT_FALSE(verify(key, hex("af82"), ByteView(signature).first(size)));
    }
    signature.push_back(0);
    EXPECT_FALSE(verify(key, hex("af82"), signature));
}

TEST(Ed25519, OneSignerServesManyThreads) {
    const auto signer = make_signer(KeyType::Ed25519, SecretBytes(hex(kSeed)));
    ASSERT_TRUE(signer);
    std::array<bool, 4> same{};
    std::vector<std::thread> threads;
    for (auto& mine : same) {
        threads.emplace_back([&] {
            mine = true;
            for (int i = 0; i < 50; ++i) mine = mine && to_hex(*(*signer)->sign(hex("af82"))) == kSignature;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(same, (std::array{true, true, true, true}));
}

// RFC 6979 appendix A.2.5, P-256 with SHA-256, message "sample".
TEST(Ecdsa, Rfc6979SampleVerifies) {
    const auto key =
        private_key_from_bytes(KeyType::P256, hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key.bytes()), "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
    Bytes signature =
        hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    EXPECT_TRUE(verify(key->public_key, as_bytes("sample"), signature));  // a high S, accepted
    EXPECT_FALSE(verify(key->public_key, as_bytes("simple"), signature));
    for (std::size_t size = 0; size < signature.size(); ++size) {
        EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), ByteView(signature).first(size)));
    }
    signature.insert(signature.begin() + 32, 0);  // r || 0 || s
    EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), signature));
    EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), Bytes(64)));
    EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), Bytes(64, 0xff)));
    EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), Bytes(21'830, 0x41)));
}

TEST(Ecdsa, MoreKeysThanAThreadKeeps) {
    const Bytes no_signature(64, 1);
    for (std::uint8_t round = 0; round < 2; ++round) {
        for (std::uint8_t i = 1; i <= 20; ++i) {
            Bytes secret(32);
            secret.back() = i;
            const auto key = private_key_from_bytes(KeyType::P256, secret);
            ASSERT_TRUE(key);
            EXPECT_FALSE(verify(key->public_key, as_bytes("sample"), no_signature));
        }
    }
}

TEST(Verify, KeysThatDoNotSign) {
    auto key = generate_key(KeyType::X25519, system_random());
    ASSERT_TRUE(key);
    EXPECT_FALSE(verify(key->public_key, as_bytes("x"), Bytes(64)));
    EXPECT_EQ(make_signer(std::move(*key)).error().code, "key-unsupported");
}

TEST(Signer, WrongSeedSize) {
    EXPECT_EQ(make_signer(KeyType::Ed25519, SecretBytes(31)).error().code, "key-size");
}

}  // namespace
}  // namespace blason::crypto
