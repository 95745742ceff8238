// The verifiable credentials API: issuing and verifying credentials.
#include "tests/wallet-server/api/vcapi.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kCredential;
using test::text_at;
using test::VcApi;

TEST_F(VcApi, IssuesAndTheBodyIsTheCredentialAsStored) {
    const auto response = app.post("/credentials/issue", issue_body(kCredential));
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_EQ(response.fields.find("Content-Type"), "application/json");
    const auto credential = body_of(response);
    EXPECT_EQ(text_at(credential, "issuer"), issuer.id);
    const auto id = text_at(credential, "id");
    ASSERT_TRUE(id.starts_with("http://127.0.0.1:8080/issuers/alpha/credentials/")) << id;
    EXPECT_EQ(response.fields.find("Location"), id);
    EXPECT_NE(json::find(credential, "proof"), nullptr);

    const auto read = app.get(id.substr(std::string("http://127.0.0.1:8080").size()));
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.body, response.body);
    EXPECT_EQ(app.get("/credentials/" + id.substr(id.rfind('/') + 1)).body, response.body);
}

TEST_F(VcApi, AsATokenInAnEnvelope) {
    for (const std::string format : {"jwt", "sd-jwt"}) {
        const auto response = app.post("/credentials/issue", "{\"credential\":" + std::string(kCredential) +
                                                                 ",\"options\":{\"format\":\"" + format + "\"}}");
        ASSERT_EQ(response.status, 201) << response.body;
        const auto envelope = body_of(response);
        EXPECT_EQ(text_at(envelope, "type"), "EnvelopedVerifiableCredential");
        const std::string media_type = "application/vc+" + format;
        const std::string id = text_at(envelope, "id");
        ASSERT_TRUE(id.starts_with("data:" + media_type + ",")) << id;

        const std::string path(response.fields.find("Location")->substr(std::string("http://127.0.0.1:8080").size()));
        const auto read = app.get(path);
        EXPECT_EQ(read.fields.find("Content-Type"), media_type);
        EXPECT_EQ("data:" + media_type + "," + read.body, id);

        EXPECT_EQ(app.post("/credentials/verify", verify_body(response.body)).status, 200);
        EXPECT_EQ(app.post("/credentials/verify", verify_body("\"" + read.body + "\"")).status, 200);
        std::string changed = read.body;
        changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
        EXPECT_EQ(app.post("/credentials/verify", verify_body("\"" + changed + "\"")).status, 400);

        auto holder = app.services().wallets.create_holder("alpha", "Test wallet", {});
        ASSERT_TRUE(holder);
        auto received = app.services().wallets.receive("alpha", holder->id, read.body, {});
        ASSERT_TRUE(received && received->kept);
        EXPECT_EQ(received->kept->media_type, media_type);
        const auto challenge = new_challenge();
        auto presented = app.services().wallets.present(
            {"alpha", holder->id, {received->kept->id}, challenge, "https://verifier.example"});
        ASSERT_TRUE(presented) << presented.error().detail;
        EXPECT_EQ(verify_presentation(presented->text, challenge).status, 200);

        const auto proven = app.post(
            "/presentations/prove",
            R"({"presentation":{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"holder":")" +
                holder->did + R"("},"options":{"format":"jwt","challenge":"c","domain":"https://verifier.example"}})");
        ASSERT_EQ(proven.status, 201) << proven.body;
        EXPECT_EQ(text_at(body_of(proven), "type"), "EnvelopedVerifiablePresentation");
        EXPECT_EQ(verify_presentation(proven.body, "c").status, 200);
        EXPECT_EQ(verify_presentation(proven.body, "d").status, 400);
    }
}

TEST_F(VcApi, TheSameBelowAnIssuer) {
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "", ""}, {}));
    const auto response = app.post("/issuers/beta/credentials/issue", issue_body(kCredential));
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_NE(text_at(body_of(response), "issuer"), issuer.id);
    EXPECT_EQ(app.services().issuers.credentials("beta")->size(), 1U);
    EXPECT_EQ(app.post("/issuers/nobody/credentials/issue", issue_body(kCredential)).status, 404);
}

TEST_F(VcApi, WhatIsIssuedVerifies) {
    const auto response = app.post("/credentials/verify", verify_body(issued(), R"({"checks":["proof"]})"));
    ASSERT_EQ(response.status, 200) << response.body;
    const auto report = body_of(response);
    EXPECT_TRUE(json::find(report, "verified")->get_bool());
    EXPECT_EQ(text_at(report, "outcome"), "valid");
    EXPECT_EQ(json::find(report, "errors"), nullptr);
}

TEST_F(VcApi, TextsInTheLanguageAskedFor) {
    auto request = test::request_with("POST", "/credentials/verify", verify_body(issued(), R"({"strict": false})"));
    request.fields.set("Accept-Language", "fr-CA, en;q=0.5");
    const auto answer = app.call(std::move(request));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(text_at(body_of(answer), "language"), "fr");
    EXPECT_EQ(text_at(body_of(answer), "signature"), "pass");
    EXPECT_EQ(text_at(body_of(answer), "issuerAuthenticated"), "pass");
    EXPECT_EQ(text_at(body_of(app.post("/credentials/verify", verify_body(issued()))), "language"), "");
}

TEST_F(VcApi, AnAddressInPlaceOfACredentialIsFetchedByTheRules) {
    // There is no network here: the error is that of the fetch, at its place, and never a verdict.
    const auto answer = app.post("/credentials/verify", verify_body(R"("https://badges.example/1.png")"));
    EXPECT_GE(answer.status, 400) << answer.body;
    EXPECT_EQ(text_at(body_of(answer), "code"), "fetch-offline");
    EXPECT_EQ(text_at(body_of(answer), "pointer"), "/verifiableCredential");
}

TEST_F(VcApi, ATokenMayBeTheBody) {
    auto token = body_of(app.post(
        "/credentials/issue", std::string("{\"credential\":") + kCredential + ",\"options\":{\"format\":\"jwt\"}}"));
    const std::string id = text_at(token, "id");
    ASSERT_NE(id.find(','), std::string::npos) << id;
    auto request = test::request_with("POST", "/credentials/verify", id.substr(id.find(',') + 1),
                                      "application/vc+jwt; charset=utf-8");
    EXPECT_EQ(app.call(std::move(request)).status, 200);
}

TEST_F(VcApi, WhatMayBeTheBodyIsSaidWhereItIsNot) {
    const auto response = app.call(test::request_with("POST", "/credentials/verify", "badge", "text/html"));
    EXPECT_EQ(response.status, 415) << response.body;
    const auto problem = body_of(response);
    EXPECT_EQ(text_at(problem, "code"), "unsupported-media-type");
    for (const auto* type : {"application/json", "image/png", "application/vc+jwt"})
        EXPECT_NE(text_at(problem, "detail").find(type), std::string::npos) << response.body;
}

TEST_F(VcApi, AfterAReopenTheKeyAndTheCredentialsAreThere) {
    const auto credential = issued();
    app.reopen();
    EXPECT_EQ(app.post("/credentials/verify", verify_body(credential)).status, 200);
    EXPECT_EQ(text_at(body_of(app.post("/credentials/issue", issue_body(kCredential))), "issuer"), issuer.id);
    EXPECT_EQ(stored(), 2U);
}

TEST_F(VcApi, ATamperedCredentialGetsAProblemWithTheReport) {
    auto credential = issued();
    credential.replace(credential.find("A test subject"), 6, "B test");
    const auto response = app.post("/credentials/verify", verify_body(credential));
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
    const auto problem = body_of(response);
    EXPECT_FALSE(json::find(problem, "verified")->get_bool());
    EXPECT_EQ(text_at(problem, "outcome"), "invalid");
    EXPECT_TRUE(text_at(problem, "pointer").starts_with("/verifiableCredential/proof")) << response.body;
}

TEST_F(VcApi, AnUnreachableIssuerIsUnknownAndNeverValid) {
    auto credential = body_of(app.post("/credentials/issue", issue_body(kCredential)));
    credential.as_object()["proof"].as_object()["verificationMethod"] = "did:web:unreachable.example#key-1";
    credential.as_object()["issuer"] = "did:web:unreachable.example";
    const auto response = app.post("/credentials/verify", verify_body(json::serialize(credential)));
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(text_at(body_of(response), "outcome"), "unknown") << response.body;
}

}  // namespace
}  // namespace blason
