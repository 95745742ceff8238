// POST /credentials/derive, and the options of issuing that go with it.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class DeriveApi : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {})); }
    /// A credential of an issuer elsewhere, as a holder got it.
    static std::string base_credential() {
        vc::IssueOptions options;
        options.cryptosuite = "ecdsa-sd-2023";
        options.created = test::instant("2025-01-01T00:00:00Z");
        options.set_issuer = true;
        const auto key = test::test_key(crypto::KeyType::P256, 3);
        auto secured = vc::issue(test::badge(), *key, options, test::environment());
        EXPECT_TRUE(secured);
        return secured->text;
    }
    http::Response derive(const std::string& credential, const std::string& options) {
        return app.post("/credentials/derive", R"({"verifiableCredential":)" + credential + options + "}");
    }
    static std::string pointer_of(const http::Response& response) { return text_at(body_of(response), "pointer"); }

    test::TestApp app;
};

TEST_F(DeriveApi, ShowsWhatIsSelected) {
    const auto derived = derive(base_credential(), R"(,"options":{"selectivePointers":["/evidence"]})");
    ASSERT_EQ(derived.status, 201) << derived.body;
    const auto shown = body_of(derived);
    EXPECT_NE(json::find(shown, "evidence"), nullptr);
    EXPECT_EQ(json::find(shown, "awardedDate"), nullptr);
    const auto verified = app.post("/credentials/verify", R"({"verifiableCredential":)" + derived.body + "}");
    EXPECT_EQ(verified.status, 200) << verified.body;
}

TEST_F(DeriveApi, WithoutOptionsShowsWhatIsMandatory) {
    const auto derived = derive(base_credential(), "");
    ASSERT_EQ(derived.status, 201) << derived.body;
    EXPECT_FALSE(body_of(derived).as_object().contains("evidence"));
}

TEST_F(DeriveApi, TheBaseProofItselfDoesNotVerify) {
    const auto verified = app.post("/credentials/verify", R"({"verifiableCredential":)" + base_credential() + "}");
    EXPECT_EQ(verified.status, 400);
    EXPECT_EQ(text_at(body_of(verified), "code"), "base-proof");
}

TEST_F(DeriveApi, EveryBadInputIsRefusedAtItsPlace) {
    const std::string base = base_credential();
    const auto code = [](const http::Response& response) {
        EXPECT_EQ(response.status, 400) << response.body;
        return text_at(body_of(response), "code");
    };
    EXPECT_EQ(code(app.post("/credentials/derive", "{}")), "missing-member");
    EXPECT_EQ(code(derive(base, R"(,"options":{"selectivePointers":"/evidence"})")), "wrong-type");
    EXPECT_EQ(code(derive(base, R"(,"options":{"selectivePointers":[1]})")), "wrong-type");
    EXPECT_EQ(code(derive(base, R"(,"options":{"reveal":[]})")), "option-unknown");
    EXPECT_EQ(code(derive(base, R"(,"options":{"selectivePointers":["/nothing"]})")), "pointer-not-found");
    EXPECT_EQ(code(derive(json::serialize(test::badge()), "")), "proof-missing");
    EXPECT_EQ(code(derive(json::serialize(test::issued(test::badge())), "")), "base-proof-missing");
    EXPECT_EQ(code(app.post("/credentials/issue", R"({"credential":{},"options":{"mandatoryPointers":7}})")),
              "wrong-type");
}

// The hosted issuer of an installation without https is the did:key of one Ed25519 key.
TEST_F(DeriveApi, AnIssuerWithoutAKeyForTheSuiteSaysSo) {
    const auto refused = app.post("/credentials/issue", R"({"credential":{
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:subject"}},
        "options": {"cryptosuite": "ecdsa-sd-2023", "mandatoryPointers": ["/issuer"]}})");
    EXPECT_GE(refused.status, 400) << refused.body;
    EXPECT_LT(refused.status, 500) << refused.body;
    EXPECT_NE(text_at(body_of(refused), "code"), "");
}

}  // namespace
}  // namespace blason
