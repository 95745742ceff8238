#include "engine/crypto/private_key.hpp"

#include <gtest/gtest.h>

namespace blason::crypto {
namespace {

/// The first draw is out of range for every curve, the second is the number 1.
class FirstTooLarge final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override {
        std::fill(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(draws_ == 0 ? 0xff : 0));
        if (draws_++ > 0) bytes.back() = 1;
    }
    int draws_ = 0;
};

TEST(PrivateKey, GeneratesEveryType) {
    for (const auto& row : key_types()) {
        const auto key = generate_key(row.type, system_random());
        ASSERT_TRUE(key) << row.name;
        if (row.type != KeyType::Rsa) {
            EXPECT_EQ(key->secret.size(), row.secret_size);
            EXPECT_EQ(key->public_key.bytes().size(), row.public_size);
        }
        const auto again = private_key_from_bytes(row.type, key->secret.read().bytes());
        ASSERT_TRUE(again) << row.name;
        EXPECT_EQ(again->public_key, key->public_key);
    }
}

TEST(PrivateKey, DrawsAgainUntilInRange) {
    for (const auto type : {KeyType::P256, KeyType::P384, KeyType::P521, KeyType::Secp256k1}) {
        FirstTooLarge random;
        EXPECT_TRUE(generate_key(type, random));
        EXPECT_EQ(random.draws_, 2);
    }
}

TEST(PrivateKey, RefusesWrongSizesAndNumbersOutOfRange) {
    for (const auto& row : key_types()) {
        if (row.secret_size == 0) continue;
        EXPECT_EQ(private_key_from_bytes(row.type, Bytes(row.secret_size - 1, 1)).error().code, "key-size");
        EXPECT_EQ(private_key_from_bytes(row.type, Bytes(row.secret_size + 1, 1)).error().code, "key-size");
        EXPECT_EQ(private_key_from_bytes(row.type, {}).error().code, "key-size");
    }
    EXPECT_EQ(private_key_from_bytes(KeyType::P256, Bytes(32)).error().code, "key-invalid-secret");
    EXPECT_EQ(private_key_from_bytes(KeyType::P256, Bytes(32, 0xff)).error().code, "key-invalid-secret");
    const Bytes order = *from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    EXPECT_EQ(private_key_from_bytes(KeyType::P256, order).error().code, "key-invalid-secret");
    Bytes below = order;
    below.back() -= 1;
    EXPECT_TRUE(private_key_from_bytes(KeyType::P256, below));
}

}  // namespace
}  // namespace blason::crypto
