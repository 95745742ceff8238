#include <gtest/gtest.h>

#include "tests/engine/jose/keys.hpp"

namespace blason::jose {
namespace {

using namespace test;

constexpr std::string_view kEd = R"("kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")";

TEST(JwkSet, FindsByKidAndThumbprint) {
    const auto set = JwkSet::parse(fmt::format(
        R"({{"keys":[{{"kty":"future"}},{{{},"kid":"a","use":"sig","key_ops":["verify"],"alg":"EdDSA"}}]}})", kEd));
    ASSERT_TRUE(set) << set.error().detail;
    ASSERT_EQ(set->keys().size(), 1U);
    EXPECT_EQ(set->find("a", crypto::SignatureAlgorithm::EdDsa), &set->keys()[0]);
    EXPECT_EQ(set->find("a", crypto::SignatureAlgorithm::Es256), nullptr);
    EXPECT_EQ(set->find("", crypto::SignatureAlgorithm::EdDsa), nullptr);
    EXPECT_EQ(set->find_by_thumbprint("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"), &set->keys()[0]);
    EXPECT_EQ(set->find_by_thumbprint(""), nullptr);
}

TEST(JwkSet, JW11_KidIsOnlyCompared) {
    const auto set = JwkSet::parse(fmt::format(R"({{"keys":[{{{},"kid":"a"}}]}})", kEd));
    for (const auto& kid : {std::string("../../etc/passwd"), std::string("' OR 1=1"), std::string(65536, 'a'),
                            std::string("a\0", 2), std::string("did:example:other#a")}) {
        EXPECT_EQ(set->find(kid, crypto::SignatureAlgorithm::EdDsa), nullptr);
    }
}

TEST(JwkSet, Refusals) {
    const auto refusal = [](std::string_view text) {
        const auto set = JwkSet::parse(text);
        return set ? std::string("read") : set.error().code + " " + set.error().pointer;
    };
    EXPECT_EQ(refusal("[]"), "jwk-set-malformed /keys");
    EXPECT_EQ(refusal(R"({"keys":[7]})"), "jwk-set-malformed /keys/0");
    EXPECT_EQ(refusal(R"({"keys":[{"kty":"oct","k":"AA"}]})"), "jwk-private-member /keys/0/k");
    EXPECT_EQ(refusal(fmt::format(R"({{"keys":[{{{},"d":"AA"}}]}})", kEd)), "jwk-private-member /keys/0/d");
    EXPECT_EQ(refusal(fmt::format(R"({{"keys":[{{{0},"kid":"a"}},{{{0},"kid":"a"}}]}})", kEd)),
              "jwk-set-ambiguous /keys/1/kid");
    EXPECT_EQ(refusal(fmt::format(R"({{"keys":[{{{},"kid":1}}]}})", kEd)), "jwk-malformed /keys/0/kid");
    EXPECT_EQ(refusal(fmt::format(R"({{"keys":[{{{},"key_ops":"x"}}]}})", kEd)), "jwk-malformed /keys/0/key_ops");
    std::string many = R"({"keys":[{})";
    for (int i = 0; i < 256; ++i) many += ",{}";
    EXPECT_EQ(refusal(many + "]}"), "jwk-set-malformed /keys");
}

}  // namespace
}  // namespace blason::jose
