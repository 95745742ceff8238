#include "engine/crypto/seal.hpp"

#include <gtest/gtest.h>

namespace blason::crypto {
namespace {

const SecretBytes& test_key() {
    static const SecretBytes key(Bytes(kSealKeySize, 42));
    return key;
}

TEST(Seal, OpensOnlyWithTheSameKeyAndContext) {
    const Bytes plain{1, 2, 3, 4};
    const Bytes sealed = seal(test_key(), plain, "issuer 7", system_random());
    EXPECT_EQ(sealed.size(), 24 + 4 + 16);

    const auto opened = unseal(test_key(), sealed, "issuer 7");
    ASSERT_TRUE(opened);
    EXPECT_TRUE(constant_time_equal(opened->read().bytes(), plain));

    EXPECT_EQ(unseal(test_key(), sealed, "issuer 8").error().code, "seal-broken");
    const SecretBytes other_key(Bytes(kSealKeySize, 43));
    EXPECT_EQ(unseal(other_key, sealed, "issuer 7").error().code, "seal-broken");
    const SecretBytes short_key(Bytes(kSealKeySize - 1, 42));
    EXPECT_EQ(unseal(short_key, sealed, "issuer 7").error().code, "seal-broken");
    EXPECT_THROW(seal(short_key, plain, "issuer 7", system_random()), std::logic_error);
}

TEST(Seal, EveryChangedByteIsNoticed) {
    const Bytes sealed = seal(test_key(), Bytes{1, 2, 3, 4}, "row", system_random());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] ^= 1U;
        EXPECT_FALSE(unseal(test_key(), changed, "row")) << i;
        EXPECT_FALSE(unseal(test_key(), ByteView(sealed).first(i), "row")) << i;
    }
}

TEST(Seal, TwoSealsOfOneTextDiffer) {
    EXPECT_NE(seal(test_key(), Bytes{1}, "", system_random()), seal(test_key(), Bytes{1}, "", system_random()));
}

TEST(Seal, NothingCanBeSealed) {
    const Bytes sealed = seal(test_key(), {}, "", system_random());
    const auto opened = unseal(test_key(), sealed, "");
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->empty());
}

TEST(Passphrase, SameInputSameKey) {
    const Bytes salt(16, 1);
    const auto key = key_from_passphrase("test passphrase", salt, kTestCost);
    const auto again = key_from_passphrase("test passphrase", salt, kTestCost);
    const auto other_salt = key_from_passphrase("test passphrase", Bytes(16, 2), kTestCost);
    const auto other_text = key_from_passphrase("test passphrasf", salt, kTestCost);
    ASSERT_TRUE(key && again && other_salt && other_text);
    EXPECT_EQ(key->size(), kSealKeySize);
    EXPECT_TRUE(constant_time_equal(key->read().bytes(), again->read().bytes()));
    EXPECT_FALSE(constant_time_equal(key->read().bytes(), other_salt->read().bytes()));
    EXPECT_FALSE(constant_time_equal(key->read().bytes(), other_text->read().bytes()));
}

TEST(Passphrase, AbsurdCostsAreRefused) {
    const Bytes salt(16, 1);
    EXPECT_EQ(key_from_passphrase("x", salt, {17, 8U << 10U}).error().code, "kdf-limits");
    EXPECT_EQ(key_from_passphrase("x", salt, {0, 8U << 10U}).error().code, "kdf-limits");
    EXPECT_EQ(key_from_passphrase("x", salt, {1, (2ULL << 30U) + 1}).error().code, "kdf-limits");
    EXPECT_EQ(key_from_passphrase("x", salt, {1, 1}).error().code, "kdf-limits");
    EXPECT_EQ(key_from_passphrase("x", Bytes(15), kTestCost).error().code, "kdf-limits");
}

TEST(ConstantTimeEqual, ComparesLengthAndContent) {
    EXPECT_TRUE(constant_time_equal({}, {}));
    EXPECT_TRUE(constant_time_equal(Bytes{1, 2}, Bytes{1, 2}));
    EXPECT_FALSE(constant_time_equal(Bytes{1, 2}, Bytes{1, 3}));
    EXPECT_FALSE(constant_time_equal(Bytes{1, 2}, Bytes{1}));
}

}  // namespace
}  // namespace blason::crypto
