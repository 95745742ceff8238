// SD-JWTs over HTTP: issued, shown in part by their holder, with a key binding, and verified.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class SdJwtApi : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto wallet = app.services().wallets.create_holder("alpha", "Test wallet", {});
        ASSERT_TRUE(wallet);
        holder = wallet->did;
    }
    std::string issued(const std::string& subject) {
        const auto response = app.post("/credentials/issue", R"({"credential":{
            "@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
            "name":"Card","description":"For the test","credentialSubject":{"id":")" +
                                                                 subject + R"("}},
            "options":{"format":"sd-jwt","disclosable":["/name","/description"]}})");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    http::Response prove(const std::string& presentation, const std::string& more = "",
                         const std::string& who = R"("challenge":"c-1","domain":"verifier.example")") {
        return app.post("/presentations/prove",
                        R"({"presentation":)" + presentation + R"(,"options":{"format":"sd-jwt",)" + who + more + "}}");
    }
    http::Response verify(const std::string& presentation, const std::string& challenge) {
        return app.post("/presentations/verify", R"({"verifiablePresentation":)" + presentation +
                                                     R"(,"options":{"domain":"verifier.example","challenge":")" +
                                                     challenge + "\"}}");
    }
    static std::string token_in(const std::string& envelope) {
        const auto id = text_at(*json::parse(envelope), "id");
        return id.substr(id.find(',') + 1);
    }
    static json::Object shown(const http::Response& verified) {
        const auto body = body_of(verified);
        EXPECT_EQ(verified.status, 200) << verified.body;
        const auto* credential = json::find(body, "credential");
        return credential == nullptr ? json::Object() : credential->as_object();
    }
    static std::string code(const http::Response& response) { return text_at(body_of(response), "code"); }

    test::TestApp app;
    std::string holder;
};

TEST_F(SdJwtApi, IsDerived) {
    const auto whole = issued(holder);
    const auto derived = app.post("/credentials/derive", R"({"verifiableCredential":)" + whole +
                                                             R"(,"options":{"selectivePointers":["/name"]}})");
    ASSERT_EQ(derived.status, 201) << derived.body;
    const auto verified = app.post("/credentials/verify", R"({"verifiableCredential":)" + derived.body + "}");
    EXPECT_TRUE(shown(verified).contains("name"));
    EXPECT_FALSE(shown(verified).contains("description"));
    const auto as_text = app.post("/credentials/derive", R"({"verifiableCredential":")" + token_in(whole) + "\"}");
    ASSERT_EQ(as_text.status, 201) << as_text.body;
    EXPECT_EQ(token_in(as_text.body).find('~'), token_in(as_text.body).size() - 1) << "nothing is disclosed";
    const auto nowhere = app.post("/credentials/derive", R"({"verifiableCredential":)" + whole +
                                                             R"(,"options":{"selectivePointers":["/nothing"]}})");
    EXPECT_EQ(nowhere.status, 400);
    EXPECT_EQ(code(nowhere), "sd-pointer-not-found");
    EXPECT_EQ(text_at(body_of(nowhere), "pointer"), "/verifiableCredential/nothing");
}

TEST_F(SdJwtApi, IsShownWithAKeyBinding) {
    const auto whole = issued(holder);
    const std::string presentation = R"({"type":["VerifiablePresentation"],"verifiableCredential":[)" + whole + "]}";
    for (const auto& given : {whole, "\"" + token_in(whole) + "\"", presentation}) {
        const auto proven = prove(given);
        ASSERT_EQ(proven.status, 201) << proven.body;
        EXPECT_TRUE(shown(verify(proven.body, "c-1")).contains("description"));
        EXPECT_EQ(code(verify(proven.body, "c-2")), "challenge-mismatch");
    }
    const auto part = prove(whole, R"(,"selectivePointers":["/name"])");
    ASSERT_EQ(part.status, 201) << part.body;
    EXPECT_FALSE(shown(verify(part.body, "c-1")).contains("description"));
    EXPECT_NE(verify(whole, "c-1").body.find("key-binding-missing"), std::string::npos);
}

TEST_F(SdJwtApi, OnlyByItsHolderAndToSomebody) {
    const auto whole = issued(holder);
    EXPECT_EQ(code(prove(issued("did:example:subject"))), "holder-key-mismatch") << "bound to no key";
    const auto elsewhere = prove(issued("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"));
    EXPECT_EQ(elsewhere.status, 400);
    EXPECT_EQ(code(elsewhere), "holder-not-hosted");
    EXPECT_EQ(code(prove(whole, "", R"("challenge":"c-1")")), "missing-member");
    EXPECT_EQ(text_at(body_of(prove(whole, "", R"("domain":"d")")), "pointer"), "/options/challenge");
    EXPECT_EQ(code(prove(R"({"type":["VerifiablePresentation"],"verifiableCredential":[]})")), "sd-jwt-expected");
    EXPECT_EQ(
        code(prove(R"({"type":["VerifiablePresentation"],"verifiableCredential":[)" + whole + "," + whole + "]}")),
        "sd-jwt-expected");
    EXPECT_EQ(prove("\"a.b.c~\"").status, 400);
    EXPECT_EQ(code(app.post("/presentations/prove", R"({"presentation":{},"options":{"selectivePointers":[]}})")),
              "option-not-supported");
}

}  // namespace
}  // namespace blason
