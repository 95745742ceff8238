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

TEST(Ed25519, JW8_AnyOtherLengthIsNoSignature) {
    const auto key = *PublicKey::from_bytes(KeyType::Ed25519, hex(kPublic));
    Bytes signature = hex(kSignature);
    for (std::size_t size = 0; size < signature.size(); ++size) {
        EXPECT_FALSE(verify(key, hex("af82"), ByteView(signature).first(size)));
    }
    signature.push_back(0);
    EXPECT_FALSE(verify(key, hex("af82"), signature));
}

// RFC 8032 section 5.1.7: S is below the order of the group; and keys of small order sign everything.
TEST(Ed25519, JW8_OtherFormsAndWeakKeys) {
    const auto key = *PublicKey::from_bytes(KeyType::Ed25519, hex(kPublic));
    // The same S plus the order L.
    const Bytes order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    Bytes shifted = hex(kSignature);
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += shifted[32 + i] + static_cast<unsigned>(order[i]);
        shifted[32 + i] = static_cast<std::uint8_t>(carry & 0xFFU);
        carry >>= 8U;
    }
    EXPECT_FALSE(verify(key, hex("af82"), shifted));
    for (const char* point : {"0100000000000000000000000000000000000000000000000000000000000000",
                              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                              "0000000000000000000000000000000000000000000000000000000000000000",
                              "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"}) {
        const auto weak = PublicKey::from_bytes(KeyType::Ed25519, hex(point));
        // With R the same point and S zero, the equation would hold for many messages.
        const Bytes signature = hex(std::string(point) + std::string(64, '0'));
        for (const char* message : {"", "00", "01", "02", "03", "04", "05", "06", "07"}) {
            EXPECT_FALSE(verify(key, hex(message), signature));
            EXPECT_FALSE(weak && verify(*weak, hex(message), signature)) << point;
        }
    }
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

struct Rfc6979 {
    KeyType type;
    const char* secret;
    const char* message;
    const char* signature;
};

// RFC 6979 appendix A.2.5 to A.2.7, each curve with its own hash.
TEST(Ecdsa, JW27_Rfc6979Signatures) {
    for (const auto& [type, secret, message, expected] : {
             Rfc6979{KeyType::P256, "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", "sample",
                     "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                     "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"},
             Rfc6979{KeyType::P256, "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", "test",
                     "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
                     "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"},
             Rfc6979{KeyType::P384,
                     "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
                     "96d5724e4c70a825f872c9ea60d2edf5",
                     "sample",
                     "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
                     "81a648152e44acf96e36dd1e80fabe46"
                     "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
                     "a329c145786e679e7b82c71a38628ac8"},
             Rfc6979{KeyType::P521,
                     "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa8"
                     "96eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
                     "sample",
                     "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e"
                     "25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa"
                     "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af2826"
                     "23eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a"},
         }) {
        const auto signer = make_signer(type, SecretBytes(hex(secret)));
        ASSERT_TRUE(signer);
        EXPECT_EQ(to_hex(*(*signer)->sign(as_bytes(message))), expected) << info(type).name << ' ' << message;
        EXPECT_TRUE(verify((*signer)->public_key(), as_bytes(message), hex(expected)));
    }
}

TEST(Signer, EveryTypeThatSignsVerifies) {
    for (const auto& row : key_types()) {
        if (row.signature_size == 0) continue;
        auto key = generate_key(row.type, system_random());
        ASSERT_TRUE(key);
        const auto public_key = key->public_key;
        const auto signer = make_signer(std::move(*key));
        ASSERT_TRUE(signer) << row.name;
        EXPECT_EQ((*signer)->public_key(), public_key);
        const auto open = (*signer)->keep_open();
        EXPECT_NE(open, nullptr);
        for (int i = 0; i < 20; ++i) {
            const Bytes message(static_cast<std::size_t>(i), 'm');
            const auto signature = (*signer)->sign(message);
            ASSERT_TRUE(signature);
            EXPECT_EQ(signature->size(), row.signature_size);
            EXPECT_TRUE(verify(public_key, message, *signature)) << row.name;
            EXPECT_FALSE(verify(public_key, as_bytes("other"), *signature)) << row.name;
        }
    }
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
    EXPECT_EQ(make_signer(KeyType::P256, SecretBytes(32)).error().code, "key-invalid-secret");
    EXPECT_EQ(make_signer(KeyType::Rsa, SecretBytes(32)).error().code, "key-invalid-secret");
}

}  // namespace
}  // namespace blason::crypto
