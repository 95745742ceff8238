// ecdsa-rdfc-2019 and ecdsa-jcs-2019 with keys of both curves, from issuing to verifying.
#include <gtest/gtest.h>

#include "engine/text/multibase.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using crypto::KeyType;
using vc::Outcome;

using test::test_key;

Result<vc::Secured> issue(const crypto::Signer& signer, std::string_view suite) {
    vc::IssueOptions options;
    options.cryptosuite = suite;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    return vc::issue(test::badge(), signer, options, test::environment());
}

struct Way {
    std::string_view name;
    std::string_view suite;
    KeyType key;
    std::size_t signature_size;
};

class Ecdsa : public testing::TestWithParam<Way> {};

TEST_P(Ecdsa, IssuedBadgeVerifies) {
    const auto signer = test_key(GetParam().key, 1);
    const auto secured = issue(*signer, GetParam().suite);
    ASSERT_TRUE(secured) << secured.error().code << secured.error().detail;
    const vc::Report report = test::verify(secured->text);
    EXPECT_EQ(report.verdict(), vc::Verdict::Valid) << test::show(report);
    const auto value = json::view(secured->document.at("proof").at("proofValue"));
    EXPECT_EQ(text::multibase_decode(text::Base::Base58Btc, value)->size(), GetParam().signature_size);
}

TEST_P(Ecdsa, AnyChangeIsSeen) {
    const auto signer = test_key(GetParam().key, 1);
    const json::Value good = issue(*signer, GetParam().suite)->document;
    json::Value changed = good;
    test::set(changed, "/credentialSubject/achievement/name", R"("Leadership")");
    EXPECT_TRUE(test::has(test::verify(changed), "proof", Outcome::Fail, "signature-mismatch", "/proof/proofValue"));
    changed = good;
    test::set(changed, "/proof/created", R"("2025-01-01T00:00:01Z")");
    EXPECT_TRUE(test::has(test::verify(changed), "proof", Outcome::Fail, "signature-mismatch", "/proof/proofValue"));
}

TEST_P(Ecdsa, LD17_ASignatureOfAnotherSizeIsRefused) {
    const auto signer = test_key(GetParam().key, 1);
    const json::Value good = issue(*signer, GetParam().suite)->document;
    Bytes bytes = *text::multibase_decode(text::Base::Base58Btc, json::view(good.at("proof").at("proofValue")));
    const auto refused = [&](const Bytes& value, text::Base base = text::Base::Base58Btc) {
        json::Value changed = good;
        changed.at("proof").as_object()["proofValue"] = text::multibase_encode(base, value);
        return test::has(test::verify(changed), "proof", Outcome::Fail, "proof-value-malformed", "/proof/proofValue");
    };
    EXPECT_TRUE(refused(bytes, text::Base::Base64Url));
    Bytes longer = bytes;
    longer.push_back(0);
    EXPECT_TRUE(refused(longer));
    longer.insert(longer.begin(), 0);
    longer.pop_back();
    EXPECT_TRUE(refused(longer));
    bytes.pop_back();
    EXPECT_TRUE(refused(bytes));
}

// A signature as long as the other curve makes them: the key decides, not the proof.
TEST_P(Ecdsa, LD17_TheSizeOfTheOtherCurveIsRefused) {
    const auto signer = test_key(GetParam().key, 1);
    json::Value credential = issue(*signer, GetParam().suite)->document;
    const Bytes other(GetParam().key == KeyType::P256 ? 96 : 64, 1);
    credential.at("proof").as_object()["proofValue"] = text::multibase_encode(text::Base::Base58Btc, other);
    EXPECT_TRUE(
        test::has(test::verify(credential), "proof", Outcome::Fail, "key-type-mismatch", "/proof/verificationMethod"));
}

INSTANTIATE_TEST_SUITE_P(Suites, Ecdsa,
                         testing::Values(Way{"rdfc_p256", "ecdsa-rdfc-2019", KeyType::P256, 64},
                                         Way{"rdfc_p384", "ecdsa-rdfc-2019", KeyType::P384, 96},
                                         Way{"jcs_p256", "ecdsa-jcs-2019", KeyType::P256, 64},
                                         Way{"jcs_p384", "ecdsa-jcs-2019", KeyType::P384, 96}),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(EcdsaKeys, OfAnotherKindAreRefused) {
    const auto refused = issue(test::key(1), "ecdsa-rdfc-2019");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "key-type-mismatch");
    EXPECT_EQ(refused.error().detail, "ecdsa-rdfc-2019 needs a key of type P-256 or P-384.");
    const auto koblitz = issue(*test_key(KeyType::Secp256k1, 1), "ecdsa-jcs-2019");
    ASSERT_FALSE(koblitz);
    EXPECT_EQ(koblitz.error().code, "key-type-mismatch");
    const auto edwards = issue(*test_key(KeyType::P256, 1), "eddsa-jcs-2022");
    ASSERT_FALSE(edwards);
    EXPECT_EQ(edwards.error().detail, "eddsa-jcs-2022 needs a key of type Ed25519.");
}

}  // namespace
}  // namespace blason
