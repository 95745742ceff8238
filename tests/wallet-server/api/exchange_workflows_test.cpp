// Workflows from the coordinator's side: templates, the forms of credentials, what is refused, and who may set them up.
#include "tests/wallet-server/api/workflows.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kAsking;
using test::text_at;
using test::Workflows;

TEST_F(Workflows, TemplatesMakeStepsAndCredentialsOfVariables) {
    const auto exchange = begin(R"({
      "initialStep": "who",
      "credentialTemplates": [{"type": "jsonata", "template":
        "{\"credential\": {\"@context\": ['https://www.w3.org/ns/credentials/v2'], \"type\": [\"VerifiableCredential\"], \"credentialSubject\": {\"id\": results.who.did, \"name\": person.given & \" \" & person.family, \"missing\": nothing.there}}, \"options\": {\"cryptosuite\": \"eddsa-jcs-2022\"}}"}],
      "steps": {
        "who": {"stepTemplate": {"type": "jsonata", "template":
          "{\"verifiablePresentationRequest\": request, \"nextStep\": \"give\"}"}},
        "give": {"issueRequests": [{"credentialTemplateIndex": 0, "result": "/kept/credential"}]}}})",
                                R"({"variables": {"request": {"query": {"type": "DIDAuthentication"}},
                                     "person": {"given": "Test", "family": "Person"}}})");
    const auto answer = body_of(app.post(exchange, wallet.message({asked(start(exchange), "challenge")})));
    const auto* credential = first_credential(answer);
    ASSERT_NE(credential, nullptr) << json::serialize(answer);
    EXPECT_EQ(text_at(credential->at("credentialSubject"), "name"), "Test Person");
    EXPECT_EQ(text_at(credential->at("credentialSubject"), "id"), wallet.did());
    EXPECT_EQ(json::find(credential->at("credentialSubject"), "missing"), nullptr);
    EXPECT_EQ(text_at(credential->at("proof"), "cryptosuite"), "eddsa-jcs-2022");
    EXPECT_EQ(body_of(app.get(exchange)).at("variables").at("kept").at("credential"), *credential);
}

TEST_F(Workflows, AClientSaysInWhichFormItTakesCredentials) {
    const std::string give = R"({"initialStep":"give","credentialTemplates":[{"type":"achievement","template":
        "{\"achievement\":\"reader\",\"recipient\":{\"email\":email}}"}],
        "steps":{"give":{"issueRequests":[{"credentialTemplateIndex":0}]}}})";
    const std::string email = R"({"variables":{"email":"person@example.org"}})";
    const auto ask = [](const std::string& query) {
        return R"({"verifiablePresentationRequest":{"query":[{"type":"QueryByExample","credentialQuery":)" + query +
               "}]}}";
    };
    const auto old = body_of(app.post(begin(give, email), ask(R"({"acceptedCryptosuites":["Ed25519Signature2020"]})")));
    ASSERT_NE(first_credential(old), nullptr) << json::serialize(old);
    EXPECT_EQ(text_at(first_credential(old)->at("proof"), "type"), "Ed25519Signature2020");
    const auto token =
        body_of(app.post(begin(give, email), ask(R"({"acceptedEnvelopes":[{"mediaType":"application/jwt"}]})")));
    ASSERT_NE(first_credential(token), nullptr) << json::serialize(token);
    EXPECT_EQ(text_at(*first_credential(token), "type"), "EnvelopedVerifiableCredential");
    EXPECT_EQ(code_of(app.post(begin(give, email), ask(R"({"acceptedCryptosuites":["other-2030"]})"))),
              "form-not-accepted");
    // It is remembered until something is issued.
    const auto exchange =
        begin(R"({"initialStep":"who","credentialTemplates":[{"type":"achievement","template":"reader"}],
        "steps":{"who":{"verifiablePresentationRequest":{"query":{"type":"DIDAuthentication"}},"nextStep":"give"},
                 "give":{"issueRequests":[{"credentialTemplateIndex":0}]}}})");
    const auto first = body_of(app.post(exchange, ask(R"({"acceptedCryptosuites":["eddsa-jcs-2022"]})")));
    const auto later = body_of(app.post(exchange, wallet.message({asked(first, "challenge")})));
    ASSERT_NE(first_credential(later), nullptr) << json::serialize(later);
    EXPECT_EQ(text_at(first_credential(later)->at("proof"), "cryptosuite"), "eddsa-jcs-2022");
    // Something that we would have to show first.
    EXPECT_EQ(code_of(app.post(begin(kAsking), ask(R"({"example":{"type":"BusinessCredential"}})"))),
              "request-unsatisfied");
}

TEST_F(Workflows, BadWorkflows) {
    struct Case {
        const char* workflow;
        const char* code;
        const char* pointer;
    };
    const Case cases[] = {
        {R"({})", "missing-member", "/initialStep"},
        {R"({"initialStep":"a"})", "missing-member", "/steps"},
        {R"({"initialStep":"a","steps":{}})", "step-too-many", "/steps"},
        {R"({"initialStep":"b","steps":{"a":{}}})", "step-unknown", "/initialStep"},
        {R"({"initialStep":"a","steps":{"a":{"nextStep":"b"}}})", "step-unknown", "/steps/a/nextStep"},
        {R"({"initialStep":"a","steps":{"a":{"zap":1}}})", "option-unknown", "/steps/a/zap"},
        {R"({"initialStep":"a","steps":{"a":{"openId":{}}}})", "option-unknown", "/steps/a/openId"},
        {R"({"id":"a/b","initialStep":"a","steps":{"a":{}}})", "workflow-id-syntax", "/id"},
        {R"({"initialStep":"a","steps":{"a":{"redirectUrl":"https://a.example/","nextStep":"a"}}})",
         "redirect-not-last", "/steps/a/nextStep"},
        {R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":[]}}}})", "query-empty",
         "/steps/a/verifiablePresentationRequest/query"},
        {R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":{"type":"DIDAuthentication"},"challenge":"c"}}}})",
         "challenge-fixed", "/steps/a/verifiablePresentationRequest/challenge"},
        {R"({"initialStep":"a","steps":{"a":{"issueRequests":[{"credentialTemplateId":"x"}]}}})", "template-unknown",
         "/steps/a/issueRequests/0/credentialTemplateId"},
        {R"j({"initialStep":"a","steps":{"a":{}},"credentialTemplates":[{"type":"jsonata","template":"$now()"}]})j",
         "template-syntax", "/credentialTemplates/0/template"},
        {R"({"initialStep":"a","steps":{"a":{}},"credentialTemplates":[{"type":"xslt","template":"x"}]})",
         "template-type", "/credentialTemplates/0/type"},
    };
    for (const auto& one : cases) {
        const auto response = app.post("/workflows", one.workflow);
        EXPECT_EQ(response.status, 400) << one.workflow;
        EXPECT_EQ(code_of(response), one.code) << one.workflow << response.body;
        EXPECT_EQ(text_at(body_of(response), "pointer"), one.pointer) << one.workflow;
    }
    const auto workflow = post_workflow(kAsking);
    EXPECT_EQ(app.post("/workflows", kAsking).status, 409);
    EXPECT_EQ(text_at(body_of(app.get(workflow)), "initialStep"), "show");
    EXPECT_EQ(app.get("/workflows/none").status, 404);
    EXPECT_EQ(code_of(app.post(workflow + "/exchanges", R"({"variables":{"results":{}}})")), "variables-reserved");
    EXPECT_EQ(code_of(app.post(workflow + "/exchanges", R"({"expires":"2020-01-01T00:00:00Z"})")), "exchange-lifetime");
    EXPECT_EQ(code_of(app.post(workflow + "/exchanges", R"({"expires":"tomorrow"})")), "invalid-date");
    EXPECT_EQ(code_of(app.post(workflow + "/exchanges", R"({"zap":1})")), "option-unknown");
}

TEST_F(Workflows, StepsThatGoRoundInCirclesEnd) {
    const auto exchange = begin(R"({"initialStep":"a","steps":{"a":{"nextStep":"b"},"b":{"nextStep":"a"}}})");
    EXPECT_EQ(code_of(app.post(exchange, "{}")), "exchange-too-long");
}

TEST(ExchangeRoles, CoordinatorsNeedAKeyAndWalletsDoNot) {
    test::TestApp app(false, "https://badges.example.org");
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
    const auto key = [&](service::Role role) {
        const auto made = app.services().access.create_key({"alpha", "test", role}, {});
        EXPECT_TRUE(made);
        return made ? *made : std::string();
    };
    const auto issuer = key(service::Role::Issuer);
    const auto verifier = key(service::Role::Verifier);
    const auto holder = key(service::Role::Holder);
    const std::string asking = kAsking;
    const std::string issuing =
        R"({"id":"i","initialStep":"a","credentialTemplates":[{"type":"achievement","template":"reader"}],
        "steps":{"a":{"issueRequests":[{"credentialTemplateIndex":0}]}}})";
    EXPECT_EQ(app.post("/workflows", asking).status, 401);
    EXPECT_EQ(app.post("/workflows", asking, holder).status, 403);
    EXPECT_EQ(app.post("/workflows", asking, verifier).status, 201);
    EXPECT_EQ(app.post("/workflows", issuing, verifier).status, 403);
    EXPECT_EQ(app.post("/workflows", issuing, issuer).status, 201);
    EXPECT_EQ(app.post("/workflows/i/exchanges", "{}", verifier).status, 403);
    const auto made = app.post("/workflows/ask/exchanges", "{}", verifier);
    ASSERT_EQ(made.status, 201) << made.body;
    const auto path =
        std::string(*made.fields.find("Location")).substr(std::string("https://badges.example.org").size());
    EXPECT_EQ(app.get(path).status, 401) << "the state is the coordinator's";
    const auto asked = app.post(path, "{}");
    EXPECT_EQ(asked.status, 200);
    EXPECT_EQ(asked.fields.find("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(asked.fields.find("Cache-Control"), "no-store");
}

}  // namespace
}  // namespace blason
