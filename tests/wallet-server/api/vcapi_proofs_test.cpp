// POST /credentials/issue and /presentations/prove: what a proof may say, and proofs beside others.
#include "tests/wallet-server/api/vcapi.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class VcApiProofs : public test::VcApi {
  protected:
    http::Response issue(const std::string& credential, const std::string& options) {
        return app.post("/credentials/issue", "{\"credential\":" + credential + ",\"options\":" + options + "}");
    }
    int verified(const std::string& credential) {
        return app.post("/credentials/verify", verify_body(credential)).status;
    }
};

TEST_F(VcApiProofs, AnIssuedCredentialGetsMore) {
    const auto first = issue(test::kCredential, R"({"proofId": "urn:a", "credentialStatus": false})");
    ASSERT_EQ(first.status, 201) << first.body;
    const auto plain = issue(first.body, "{}");
    EXPECT_EQ(text_at(body_of(plain), "code"), "already-secured");

    const auto second = issue(first.body, R"({"addProof": true, "previousProof": "urn:a", "proofId": "urn:b",
                                              "cryptosuite": "eddsa-jcs-2022", "expires": "2099-01-01T00:00:00Z",
                                              "nonce": "n-1", "challenge": "c-1", "domain": "archive.example"})");
    ASSERT_EQ(second.status, 201) << second.body;
    const auto chain = body_of(second);
    EXPECT_EQ(chain.at_pointer("/proof/0"), body_of(first).at("proof"));
    const auto& proof = chain.at_pointer("/proof/1");
    EXPECT_EQ(text_at(proof, "previousProof"), "urn:a");
    EXPECT_EQ(text_at(proof, "expires"), "2099-01-01T00:00:00Z");
    EXPECT_EQ(text_at(proof, "domain"), "archive.example");
    EXPECT_EQ(verified(second.body), 200);
    json::Value altered = chain;
    altered.at("proof").as_array()[0].as_object()["created"] = "2001-01-01T00:00:00Z";
    EXPECT_EQ(verified(json::serialize(altered)), 400);

    const auto third = issue(second.body, R"({"addProof": true, "previousProof": ["urn:a", "urn:b"]})");
    ASSERT_EQ(third.status, 201) << third.body;
    EXPECT_EQ(verified(third.body), 200);
}

TEST_F(VcApiProofs, ErrorsNameTheOption) {
    const auto first = issue(test::kCredential, R"({"proofId": "urn:a", "credentialStatus": false})").body;
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {R"({"addProof": true, "previousProof": "urn:x"})", "previous-proof-not-found", "/options/previousProof"},
        {R"({"addProof": true, "previousProof": 5})", "wrong-type", "/options/previousProof"},
        {R"({"addProof": true, "proofId": "urn:a"})", "proof-id-repeated", "/options/proofId"},
        {R"({"addProof": true, "proofId": "a"})", "proof-id-malformed", "/options/proofId"},
        {R"({"addProof": true, "expires": "2001-01-01T00:00:00Z"})", "proof-expired", "/options/expires"},
        {R"({"addProof": true, "expires": "tomorrow"})", "invalid-instant", "/options/expires"},
        {R"({"addProof": true, "credentialStatus": {"statusPurpose": "revocation"}})", "already-secured",
         "/credential/proof"},
        {R"({"addProof": true, "format": "jwt"})", "proof-members-unused", ""},
        {R"({"addProof": "yes"})", "wrong-type", "/options/addProof"},
    };
    const auto before = stored();
    for (const auto& [options, code, pointer] : cases) {
        const auto response = issue(first, options);
        EXPECT_EQ(response.status, 400) << options << response.body;
        EXPECT_EQ(text_at(body_of(response), "code"), code) << options;
        EXPECT_EQ(text_at(body_of(response), "pointer"), pointer) << options;
    }
    EXPECT_EQ(stored(), before);
}

TEST_F(VcApiProofs, APresentationSaysWhenItEndsAndWhenItWasMade) {
    ASSERT_TRUE(app.services().wallets.create_holder("alpha", "Test wallet", {}));
    const auto prove = [&](const std::string& options) {
        return app.post("/presentations/prove", R"({"presentation": {
            "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
            "verifiableCredential": []}, "options": )" +
                                                    options + "}");
    };
    const auto made = prove(R"({"type": "DataIntegrityProof", "created": "2020-01-01T00:00:00Z",
                                "expires": "2099-01-01T00:00:00Z", "challenge": "c-1", "domain": "d.example"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(text_at(body_of(made).at("proof"), "created"), "2020-01-01T00:00:00Z");
    EXPECT_EQ(text_at(body_of(made).at("proof"), "expires"), "2099-01-01T00:00:00Z");
    const auto ended = prove(R"({"created": "2020-01-01T00:00:00Z", "expires": "2020-01-02T00:00:00Z"})");
    ASSERT_EQ(ended.status, 201) << ended.body;
    const auto answer = app.post("/presentations/verify", R"({"verifiablePresentation": )" + ended.body + "}");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(text_at(body_of(answer), "code"), "proof-expired") << answer.body;
    const auto ahead = prove(R"({"created": "2199-01-01T00:00:00Z"})");
    EXPECT_EQ(ahead.status, 400);
    EXPECT_EQ(text_at(body_of(ahead), "pointer"), "/options/created") << ahead.body;
    EXPECT_EQ(prove(R"({"type": "Ed25519Signature2020"})").status, 201);
    EXPECT_EQ(prove(R"({"type": "NoSuchProof"})").status, 400);
}

}  // namespace
}  // namespace blason
