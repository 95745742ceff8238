#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/rsa_der.hpp"
#include "engine/crypto/verify.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::crypto {
namespace {

using enum SignatureAlgorithm;

PrivateKey test_key() {
    return *generate_key(KeyType::Rsa, system_random());
}

json::Object jwk_of(const PrivateKey& key) {
    return json::parse(private_jwk_text(key))->as_object();
}

TEST(Rsa, SignsWithBothAlgorithmsAndOnlyThose) {
    auto key = test_key();
    const auto public_key = key.public_key;
    const auto signer = make_signer(std::move(key));
    ASSERT_TRUE(signer);
    const auto message = as_bytes("message");
    EXPECT_EQ((*signer)->sign(message).error().code, "key-needs-algorithm");
    EXPECT_EQ((*signer)->sign_with(Es256, message).error().code, "key-alg-mismatch");
    for (const auto algorithm : {Rs256, Ps256}) {
        auto signature = (*signer)->sign_with(algorithm, message);
        ASSERT_TRUE(signature);
        EXPECT_EQ(signature->size(), 256U);
        EXPECT_TRUE(verify(algorithm, public_key, message, *signature));
        EXPECT_FALSE(verify(algorithm == Rs256 ? Ps256 : Rs256, public_key, message, *signature));
        EXPECT_FALSE(verify(Es256, public_key, message, *signature));
        EXPECT_FALSE(verify(public_key, message, *signature));
        EXPECT_FALSE(verify(algorithm, public_key, as_bytes("other"), *signature));
        EXPECT_FALSE(verify(algorithm, public_key, message, {}));
        signature->push_back(0);
        EXPECT_FALSE(verify(algorithm, public_key, message, *signature));
    }
}

TEST(Rsa, PrivateJwkBothWays) {
    const auto key = test_key();
    const auto text = private_jwk_text(key);
    const auto again = parse_key_file(text);
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->public_key, key.public_key);
    EXPECT_EQ(private_jwk_text(*again), text);
    EXPECT_EQ(PublicKey::from_jwk(jwk_of(key)).error().code, "jwk-private-member");
}

TEST(Rsa, NumbersThatDoNotBelongTogether) {
    const auto key = test_key();
    const auto other = jwk_of(test_key());
    for (const auto* name : {"d", "p", "q", "dp", "dq", "qi", "n"}) {
        auto jwk = jwk_of(key);
        jwk[name] = other.at(name);
        EXPECT_EQ(parse_key_file(json::serialize(jwk)).error().code, "key-mismatch") << name;
    }
    for (const auto* name : {"d", "p", "q", "dp", "dq", "qi"}) {
        auto jwk = jwk_of(key);
        jwk.erase(name);
        const auto refused_key = parse_key_file(json::serialize(jwk));
        EXPECT_EQ(refused_key.error().code, "jwk-malformed") << name;
        EXPECT_EQ(refused_key.error().pointer, std::string("/") + name);
    }
    auto many = jwk_of(key);
    many["oth"] = json::Array();
    EXPECT_EQ(parse_key_file(json::serialize(many)).error().code, "key-unsupported");
}

TEST(Rsa, JW9_WeakPublicKeys) {
    const auto good = *read_rsa_public(test_key().public_key.bytes());
    EXPECT_TRUE(is_usable_rsa(good));
    for (const Bytes& exponent : {Bytes{1}, Bytes{2}, Bytes{1, 0, 0}, Bytes{}, Bytes(9, 1)}) {
        EXPECT_FALSE(is_usable_rsa({good.modulus, exponent}));
    }
    EXPECT_FALSE(is_usable_rsa({Bytes(128, 0xff), good.exponent}));
    Bytes even = good.modulus;
    even.back() &= 0xfeU;
    EXPECT_FALSE(is_usable_rsa({even, good.exponent}));
    EXPECT_FALSE(is_usable_rsa({Bytes(1025, 0xff), good.exponent}));
}

TEST(Rsa, PrivateDerIsExact) {
    const auto key = test_key();
    const auto reading = key.secret.read();
    Bytes der(reading.bytes().begin(), reading.bytes().end());
    EXPECT_TRUE(private_key_from_bytes(KeyType::Rsa, der));
    der.push_back(0);
    EXPECT_EQ(private_key_from_bytes(KeyType::Rsa, der).error().code, "key-invalid-secret");
    der.resize(der.size() - 2);
    EXPECT_EQ(private_key_from_bytes(KeyType::Rsa, der).error().code, "key-invalid-secret");
}

TEST(SignatureAlgorithms, TheKeyDecides) {
    for (const auto& row : key_types()) {
        std::size_t allowed = 0;
        for (const auto& algorithm : signature_algorithms()) allowed += algorithm.key_type == row.type ? 1 : 0;
        EXPECT_EQ(allowed, row.type == KeyType::X25519 ? 0U : row.type == KeyType::Rsa ? 2U : 1U) << row.name;
    }
    for (const auto* name : {"none", "None", "", "HS256", "RS1", "es256", "ES256 ", "RS384"}) {
        EXPECT_EQ(find_signature_algorithm(name), nullptr) << name;
    }
    EXPECT_EQ(find_signature_algorithm("Ed25519"), find_signature_algorithm("EdDSA"));
}

}  // namespace
}  // namespace blason::crypto
