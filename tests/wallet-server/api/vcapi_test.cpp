// The verifiable credentials API from issue to presentation, and every bad input of it.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kCredential = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2"],
  "type": ["VerifiableCredential"],
  "credentialSubject": {"id": "did:example:subject", "name": "A test subject"}
})";

class VcApi : public testing::Test {
  protected:
    void SetUp() override {
        const auto made = app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        ASSERT_TRUE(made) << made.error().detail;
        issuer = *made;
    }
    static std::string issue_body(const std::string& credential) { return "{\"credential\":" + credential + "}"; }
    static std::string verify_body(const std::string& credential, const std::string& options = "{}") {
        return "{\"verifiableCredential\":" + credential + ",\"options\":" + options + "}";
    }
    std::string issued() {
        auto response = app.post("/credentials/issue", issue_body(kCredential));
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    std::size_t stored() { return app.services().issuers.credentials("alpha")->size(); }
    std::string new_challenge() { return text_at(body_of(app.post("/challenges", "")), "challenge"); }
    /// A presentation of one credential with a challenge, signed by a wallet of ours.
    std::string presented(const std::string& challenge) {
        auto holder = app.services().wallets.create_holder("alpha", "Test wallet", {});
        EXPECT_TRUE(holder);
        auto received = app.services().wallets.receive("alpha", holder->id, issued(), {});
        EXPECT_TRUE(received && received->kept);
        if (!received || !received->kept) return "{}";
        auto secured = app.services().wallets.present(
            {"alpha", holder->id, {received->kept->id}, challenge, "https://verifier.example"});
        EXPECT_TRUE(secured);
        return secured ? secured->text : "{}";
    }
    http::Response verify_presentation(const std::string& presentation, const std::string& challenge) {
        return app.post("/presentations/verify", "{\"verifiablePresentation\":" + presentation +
                                                     ",\"options\":{\"challenge\":\"" + challenge +
                                                     "\",\"domain\":\"https://verifier.example\"}}");
    }

    test::TestApp app;
    service::Issuer issuer;
};

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
    http::Request request;
    request.method = "POST";
    request.path = "/credentials/verify";
    request.body = verify_body(issued(), R"({"strict": false})");
    request.fields.set("Content-Type", "application/json");
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
    http::Request request;
    request.method = "POST";
    request.path = "/credentials/verify";
    request.body = id.substr(id.find(',') + 1);
    request.fields.set("Content-Type", "application/vc+jwt; charset=utf-8");
    EXPECT_EQ(app.call(std::move(request)).status, 200);
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

struct BadInput {
    const char* name;
    const char* path;
    std::string body;
    int status;
    const char* code;
    const char* pointer;  ///< nullptr: the reader cannot know the place
};

std::string nested(std::size_t depth) {
    return "{\"credential\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}
std::string with(const char* member_and_value) {
    return std::string(R"({"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],)") +
           R"("type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"},)" + member_and_value + "}}";
}
std::string option(const char* text) {
    return std::string("{\"credential\":") + kCredential + ",\"options\":" + text + "}";
}

const BadInput kBadInputs[] = {
    {"NotJson", "/credentials/issue", "credential", 400, "json-syntax", ""},
    {"Empty", "/credentials/issue", "", 400, "json-syntax", ""},
    {"NotAnObject", "/credentials/issue", "[]", 400, "wrong-type", ""},
    {"DuplicateKey", "/credentials/issue", R"({"credential":{"a":1,"a":2}})", 400, "json-duplicate-key",
     "/credential/a"},
    {"Depth", "/credentials/issue", nested(100'000), 413, "json-depth", nullptr},
    {"HugeNumber", "/credentials/issue", R"({"credential":{"n":1e400}})", 400, "json-number-overflow", "/credential/n"},
    {"InvalidUtf8", "/credentials/issue", "{\"credential\":\"\xFF\"}", 400, "json-invalid-utf8", nullptr},
    {"EscapedNul", "/credentials/issue", with(R"("name":"a\u0000b")"), 400, "json-nul", "/credential/name"},
    {"EscapedNulToVerify", "/credentials/verify", R"({"verifiableCredential":{"a\u0000":1}})", 400, "json-nul",
     nullptr},
    {"NoCredential", "/credentials/issue", "{}", 400, "missing-member", "/credential"},
    {"CredentialIsAString", "/credentials/issue", R"({"credential":"x"})", 400, "wrong-type", "/credential"},
    {"ForeignIssuer", "/credentials/issue", with(R"("issuer":"did:example:other")"), 400, "issuer-not-hosted",
     "/credential/issuer"},
    {"ForeignIssuerObject", "/credentials/issue", with(R"("issuer":{"id":"did:example:other"})"), 400,
     "issuer-not-hosted", "/credential/issuer/id"},
    {"OptionsNoObject", "/credentials/issue", option("[]"), 400, "wrong-type", "/options"},
    {"UnknownOption", "/credentials/issue", option(R"({"nonsense":1})"), 400, "option-unknown", "/options/nonsense"},
    {"Format", "/credentials/issue", option(R"({"format":"cose"})"), 400, "option-not-supported", "/options/format"},
    {"FormatAndSuite", "/credentials/issue", option(R"({"format":"jwt","cryptosuite":"eddsa-rdfc-2022"})"), 400,
     "option-not-supported", "/options/cryptosuite"},
    {"DisclosableOfJwt", "/credentials/issue", option(R"({"format":"jwt","disclosable":[]})"), 400,
     "option-not-supported", "/options/disclosable"},
    {"DisclosableType", "/credentials/issue", option(R"({"format":"sd-jwt","disclosable":[1]})"), 400, "wrong-type",
     "/options/disclosable"},
    {"NotDisclosable", "/credentials/issue", option(R"({"format":"sd-jwt","disclosable":["/issuer"]})"), 400,
     "not-disclosable", "/credential/issuer"},
    {"MandatoryPointers", "/credentials/issue", option(R"({"mandatoryPointers":["/issuer"]})"), 400,
     "mandatory-pointers-unused", "/options/mandatoryPointers"},
    {"CredentialStatus", "/credentials/issue", option(R"({"credentialStatus":"yes"})"), 400, "wrong-type",
     "/options/credentialStatus"},
    {"UnknownSuite", "/credentials/issue", option(R"({"cryptosuite":"rot13-2099"})"), 400, "cryptosuite-unknown",
     "/options/cryptosuite"},
    {"SuiteNoText", "/credentials/issue", option(R"({"cryptosuite":1})"), 400, "wrong-type", "/options/cryptosuite"},
    {"NothingToVerify", "/credentials/verify", "{}", 400, "missing-member", "/verifiableCredential"},
    {"VerifyAString", "/credentials/verify", R"({"verifiableCredential":"{}"})", 400, "wrong-type",
     "/verifiableCredential"},
    {"VerifyUnknownOption", "/credentials/verify", R"({"verifiableCredential":{},"options":{"x":1}})", 400,
     "option-unknown", "/options/x"},
    {"NothingToPresent", "/presentations/prove", "{}", 400, "missing-member", "/presentation"},
    {"HolderMissing", "/presentations/prove", R"({"presentation":{}})", 400, "holder-missing", "/presentation/holder"},
    {"HolderNotHosted", "/presentations/prove", R"({"presentation":{"holder":"did:example:h"}})", 400,
     "holder-not-hosted", "/presentation/holder"},
    {"NoPresentation", "/presentations/verify", "{}", 400, "missing-member", "/verifiablePresentation"},
};

class VcApiBadInput : public VcApi, public testing::WithParamInterface<BadInput> {};

TEST_P(VcApiBadInput, HasItsCodePlaceAndStatusAndStoresNothing) {
    const auto& bad = GetParam();
    const auto response = app.post(bad.path, bad.body);
    EXPECT_EQ(response.status, bad.status) << response.body;
    EXPECT_EQ(response.fields.find("Content-Type"), "application/problem+json");
    const auto problem = body_of(response);
    EXPECT_EQ(text_at(problem, "code"), bad.code) << response.body;
    EXPECT_EQ(text_at(problem, "type"), std::string("urn:blason:error:") + bad.code);
    if (bad.pointer != nullptr) {
        EXPECT_EQ(text_at(problem, "pointer"), bad.pointer);
    }
    EXPECT_EQ(stored(), 0U);
    // The issuer's own making, and the status lists that were opened for what might have come.
    const auto rows = app.services().store.audit("alpha", 0, 10);
    for (const auto& row : *rows) {
        const auto act = text_at(*json::parse(row.entry), "act");
        EXPECT_TRUE(act == "issuer.create" || act == "status-list.create") << act;
    }
}

INSTANTIATE_TEST_SUITE_P(Table, VcApiBadInput, testing::ValuesIn(kBadInputs),
                         [](const auto& tested) { return std::string(tested.param.name); });

/// Credentials that the data model, JSON-LD or the dates refuse: the place is inside the credential.
struct BadCredential {
    const char* name;
    const char* credential;
    const char* pointer;
};

const BadCredential kBadCredentials[] = {
    {"NoContext", R"({"type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"}})", "/credential"},
    {"UnknownContext",
     R"({"@context":["https://www.w3.org/ns/credentials/v2","https://unknown.example/c"],
         "type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:s"}})",
     "/credential/@context/1"},
    {"UndefinedTerm",
     R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
         "credentialSubject":{"id":"did:example:s","undefinedTerm":1}})",
     "/credential/credentialSubject/undefinedTerm"},
    {"NoSubject", R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]})",
     "/credential"},
    {"WrongDate",
     R"({"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
         "validFrom":"yesterday","credentialSubject":{"id":"did:example:s"}})",
     "/credential/validFrom"},
};

class VcApiBadCredential : public VcApi, public testing::WithParamInterface<BadCredential> {};

TEST_P(VcApiBadCredential, IsRefusedWithItsPlaceAndNothingIsStored) {
    const auto response = app.post("/credentials/issue", issue_body(GetParam().credential));
    EXPECT_EQ(response.status, 400) << response.body;
    EXPECT_EQ(text_at(body_of(response), "pointer"), GetParam().pointer) << response.body;
    EXPECT_EQ(stored(), 0U);
}

INSTANTIATE_TEST_SUITE_P(Table, VcApiBadCredential, testing::ValuesIn(kBadCredentials),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST_F(VcApi, AnotherContentTypeIs415) {
    http::Request request;
    request.method = "POST";
    request.path = "/credentials/issue";
    request.body = issue_body(kCredential);
    request.fields.set("Content-Type", "text/plain");
    const auto response = app.call(request);
    EXPECT_EQ(response.status, 415);
    EXPECT_EQ(text_at(body_of(response), "code"), "unsupported-media-type");
    EXPECT_EQ(stored(), 0U);
}

TEST_F(VcApi, AnotherMethodIs405) {
    http::Request request;
    request.method = "DELETE";
    request.path = "/credentials/issue";
    EXPECT_EQ(app.call(request).status, 405);
}

TEST_F(VcApi, AChallengeCountsOnce) {
    const auto challenge = new_challenge();
    ASSERT_EQ(challenge.size(), 64U);
    const auto presentation = presented(challenge);
    const auto first = verify_presentation(presentation, challenge);
    EXPECT_EQ(first.status, 200) << first.body;
    const auto second = verify_presentation(presentation, challenge);
    EXPECT_EQ(second.status, 400);
    EXPECT_EQ(text_at(body_of(second), "code"), "challenge-used");
    EXPECT_EQ(text_at(body_of(second), "pointer"), "/options/challenge");
    app.reopen();
    EXPECT_EQ(text_at(body_of(verify_presentation(presentation, challenge)), "code"), "challenge-used");
}

TEST_F(VcApi, OfManyEqualPresentationsInParallelOneSucceeds) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    std::atomic<int> verified{0};
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto response = verify_presentation(presentation, challenge);
            if (response.status == 200) ++verified;
            if (text_at(body_of(response), "code") == "challenge-used") ++used;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(verified, 1);
    EXPECT_EQ(used, 7);
}

TEST_F(VcApi, AnExpiredChallengeHasItsOwnCode) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    app.pass_seconds(service::ChallengeBox::kLifetime.count());
    const auto response = verify_presentation(presentation, challenge);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(text_at(body_of(response), "code"), "challenge-expired");
}

TEST_F(VcApi, AChallengeThatIsNotOursIsCompared) {
    const auto presentation = presented("theirs");
    EXPECT_EQ(verify_presentation(presentation, "theirs").status, 200);
    EXPECT_EQ(verify_presentation(presentation, "theirs").status, 200);
    EXPECT_EQ(verify_presentation(presentation, "another").status, 400);
}

TEST_F(VcApi, AFailedPresentationDoesNotUseUpTheChallenge) {
    const auto challenge = new_challenge();
    const auto presentation = presented(challenge);
    auto broken = presentation;
    broken.replace(broken.find("A test subject"), 6, "B test");
    EXPECT_EQ(verify_presentation(broken, challenge).status, 400);
    EXPECT_EQ(verify_presentation(presentation, challenge).status, 200);
}

TEST_F(VcApi, ProvesAPresentationWithTheHoldersKey) {
    const auto holder = app.services().wallets.create_holder("alpha", "Test wallet", {});
    const std::string options = R"(,"options":{"challenge":"c","domain":"d"}})";
    const auto presentation = R"({"@context":["https://www.w3.org/ns/credentials/v2"],)"
                              R"("type":["VerifiablePresentation"],"holder":")" +
                              holder->did + R"(","verifiableCredential":[)" + issued() + "]}";
    const auto proven = app.post("/presentations/prove", "{\"presentation\":" + presentation + options);
    ASSERT_EQ(proven.status, 201) << proven.body;
    const auto verified = app.post("/presentations/verify", "{\"verifiablePresentation\":" + proven.body + options);
    EXPECT_EQ(verified.status, 200) << verified.body;
}

}  // namespace
}  // namespace blason
