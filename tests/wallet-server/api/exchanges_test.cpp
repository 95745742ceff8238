// Workflows and exchanges (VCALM 1.0), from the coordinator's side and from the wallet's, and every bad message.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/badges.hpp"
#include "tests/support/exchange_wallet.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::ExchangeWallet;
using test::text_at;

constexpr const char* kOrigin = "http://127.0.0.1:8080";

/// Who signs gets the stored badge.
constexpr const char* kIssuing = R"({
  "id": "reader",
  "initialStep": "who",
  "credentialTemplates": [{"id": "badge", "type": "achievement", "template": "reader"}],
  "steps": {
    "who": {
      "createChallenge": true,
      "verifiablePresentationRequest": {"query": {"type": "DIDAuthentication", "acceptedMethods": [{"method": "key"}],
        "acceptedCryptosuites": [{"cryptosuite": "eddsa-rdfc-2022"}, {"cryptosuite": "ed25519-2020"}]}},
      "nextStep": "give"
    },
    "give": {"issueRequests": [{"credentialTemplateId": "badge"}]}
  }
})";

/// A badge is asked for, and nobody has to say who they are.
constexpr const char* kAsking = R"({
  "id": "ask",
  "initialStep": "show",
  "steps": {"show": {
    "verifiablePresentationRequest": {"query": [{"type": "QueryByExample", "credentialQuery": {
      "reason": "To see that you read.", "example": {"type": ["OpenBadgeCredential"]}}}]},
    "redirectUrl": "https://verifier.example/thanks"}}
})";

class Workflows : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        service::NewAchievement achievement;
        achievement.org = "alpha";
        achievement.id = "reader";
        achievement.texts["en"] = {"Reader", "Reads books.", "Read ten books."};
        const auto made = app.services().issuers.create_achievement(achievement, {});
        ASSERT_TRUE(made) << made.error().detail;
    }
    std::string post_workflow(const std::string& configuration) {
        const auto response = app.post("/workflows", configuration);
        EXPECT_EQ(response.status, 201) << response.body;
        return path_of(std::string(response.fields.find("Location").value_or("")));
    }
    /// The path of a new exchange.
    std::string begin(const std::string& workflow, const std::string& body = "{}") {
        const auto response = app.post(post_workflow(workflow) + "/exchanges", body);
        EXPECT_EQ(response.status, 201) << response.body;
        created = body_of(response);
        return path_of(std::string(response.fields.find("Location").value_or("")));
    }
    static std::string path_of(const std::string& url) {
        EXPECT_TRUE(url.starts_with(kOrigin)) << url;
        return url.substr(std::min(url.size(), std::string(kOrigin).size()));
    }
    json::Value start(const std::string& exchange) {
        const auto response = app.post(exchange, "{}");
        EXPECT_EQ(response.status, 200) << response.body;
        return body_of(response);
    }
    static std::string asked(const json::Value& message, std::string_view member) {
        const auto* request = json::find(message, "verifiablePresentationRequest");
        return request == nullptr ? "" : text_at(*request, member);
    }
    static std::string code_of(const http::Response& response) { return text_at(body_of(response), "code"); }
    std::string state_of(const std::string& exchange) { return text_at(body_of(app.get(exchange)), "state"); }
    static const json::Value* first_credential(const json::Value& answer) {
        const auto* presentation = json::find(answer, "verifiablePresentation");
        const auto* list = presentation == nullptr ? nullptr : json::find(*presentation, "verifiableCredential");
        return list == nullptr || !list->is_array() || list->get_array().empty() ? nullptr : &list->get_array().front();
    }
    std::size_t stored() { return app.services().issuers.credentials("alpha")->size(); }

    test::TestApp app;
    ExchangeWallet wallet;
    json::Value created;
};

TEST_F(Workflows, ABadgeIsTakenByWhoeverSigns) {
    const auto exchange = begin(kIssuing);
    EXPECT_EQ(state_of(exchange), "pending");
    EXPECT_EQ(body_of(app.get(exchange)).at("sequence"), 0);

    const auto first = start(exchange);
    EXPECT_EQ(state_of(exchange), "active");
    const auto challenge = asked(first, "challenge");
    EXPECT_EQ(asked(first, "domain"), kOrigin);
    EXPECT_EQ(challenge.size(), 32U);
    EXPECT_EQ(asked(start(exchange), "challenge"), challenge) << "asking again changes nothing";
    EXPECT_EQ(asked(body_of(app.get(exchange + "/request")), "challenge"), challenge);

    const auto answer = body_of(app.post(exchange, wallet.message({challenge})));
    const auto* credential = first_credential(answer);
    ASSERT_NE(credential, nullptr) << json::serialize(answer);
    EXPECT_EQ(text_at(credential->at("credentialSubject"), "id"), wallet.did());
    EXPECT_EQ(text_at(credential->at("credentialSubject").at("achievement"), "name"), "Reader");
    EXPECT_EQ(
        app.post("/credentials/verify", json::serialize(json::Object{{"verifiableCredential", *credential}})).status,
        200);

    const auto state = body_of(app.get(exchange));
    EXPECT_EQ(text_at(state, "state"), "complete");
    EXPECT_EQ(state.at("sequence"), 1);
    EXPECT_EQ(text_at(state.at("variables").at("results").at("who"), "did"), wallet.did());
    EXPECT_EQ(json::serialize(body_of(app.get(exchange + "/request"))), R"({"verifiablePresentationRequest":{}})");
    EXPECT_EQ(app.post(exchange, "{}").status, 409);
}

TEST_F(Workflows, AnOlderProofIsGoodTooWhereItIsAccepted) {
    const auto exchange = begin(kIssuing);
    const auto challenge = asked(start(exchange), "challenge");
    const auto response = app.post(exchange, wallet.message({challenge, kOrigin, "Ed25519Signature2020"}));
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_NE(first_credential(body_of(response)), nullptr);
}

// OA22, OA12: what counts once counts once, whoever sends it and however often at the same time.
TEST_F(Workflows, OA22_AChallengeIsUsedOnceOfAHundredAtATime) {
    const auto exchange = begin(kIssuing);
    const auto message = wallet.message({asked(start(exchange), "challenge")});
    std::atomic<int> good{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 10; ++k) {
                const auto status = app.post(exchange, message).status;
                good += status == 200 ? 1 : 0;
                refused += status == 409 ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
    EXPECT_EQ(refused, 99);
    EXPECT_EQ(stored(), 1U);
}

// OA14: two who have photographed the same code.
TEST_F(Workflows, OA14_OfTwoHoldersAtATimeOneGetsTheBadge) {
    const auto exchange = begin(kIssuing);
    const auto challenge = asked(start(exchange), "challenge");
    const ExchangeWallet bystander;
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (const ExchangeWallet* who : {static_cast<const ExchangeWallet*>(&wallet), &bystander}) {
        threads.emplace_back([&, message = who->message({challenge})] {
            for (int k = 0; k < 10; ++k) good += app.post(exchange, message).status == 200 ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
    EXPECT_EQ(stored(), 1U);
}

TEST_F(Workflows, OA22_AnotherChallengeOrDomainOrHolderIsRefused) {
    const auto exchange = begin(kIssuing);
    const auto challenge = asked(start(exchange), "challenge");
    const auto other = asked(start(begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":
        {"query":{"type":"DIDAuthentication"}}}}})")),
                             "challenge");
    EXPECT_NE(other, challenge);
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({other}))), "challenge-mismatch");
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, "https://verifier.example"}))), "domain-mismatch");
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, ""}))), "domain-mismatch");
    const ExchangeWallet victim;
    EXPECT_EQ(code_of(app.post(exchange, wallet.message({challenge, kOrigin, "eddsa-rdfc-2022", {}, victim.did()}))),
              "holder-key-mismatch");
    auto changed = wallet.presentation({challenge});
    changed.get_object()["holder"] = json::key(victim.did());
    EXPECT_EQ(app.post(exchange, json::serialize(json::Object{{"verifiablePresentation", changed}})).status, 400);
    auto bare = wallet.presentation({challenge});
    bare.get_object().erase("proof");
    EXPECT_EQ(code_of(app.post(exchange, json::serialize(json::Object{{"verifiablePresentation", bare}}))),
              "proof-missing");
    EXPECT_EQ(stored(), 0U);
    // The exchange goes on, and tells its coordinator what went wrong.
    const auto state = body_of(app.get(exchange));
    EXPECT_EQ(text_at(state, "state"), "active");
    EXPECT_NE(json::find(state, "lastError"), nullptr);
    EXPECT_EQ(app.post(exchange, wallet.message({challenge})).status, 200);
    EXPECT_EQ(json::find(body_of(app.get(exchange)), "lastError"), nullptr);
}

TEST_F(Workflows, WhatTheAuthenticationAcceptsIsAllThatIsAccepted) {
    const std::string workflow = R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":
        {"type":"DIDAuth","acceptedMethods":[{"method":"METHOD"}],"acceptedCryptosuites":[{"cryptosuite":"SUITE"}]}}}}})";
    const auto with = [&](const std::string& method, const std::string& suite) {
        auto text = workflow;
        text.replace(text.find("METHOD"), 6, method);
        text.replace(text.find("SUITE"), 5, suite);
        const auto exchange = begin(text);
        return app.post(exchange, wallet.message({asked(start(exchange), "challenge")}));
    };
    EXPECT_EQ(code_of(with("web", "eddsa-rdfc-2022")), "method-not-accepted");
    EXPECT_EQ(code_of(with("key", "ecdsa-rdfc-2019")), "cryptosuite-not-accepted");
    const auto good = with("key", "eddsa-rdfc-2022");
    EXPECT_EQ(good.status, 200);
    EXPECT_EQ(good.body, "{}");
}

TEST_F(Workflows, APresentationWithoutProofIsTakenWhereNobodyAskedWho) {
    const auto badge = json::parse(test::badge_text(app.services().issuers, {}));
    ASSERT_TRUE(badge);
    const auto exchange = begin(kAsking);
    EXPECT_EQ(asked(start(exchange), "challenge"), "");
    auto presentation = vc::vcalm::unsigned_presentation({*badge}).get_object();
    presentation["holder"] = "did:example:claimed";
    const auto response = app.post(exchange, json::serialize(json::Object{{"verifiablePresentation", presentation}}));
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(text_at(body_of(response), "redirectUrl"), "https://verifier.example/thanks");
    const auto shown = body_of(app.get(exchange)).at("variables").at("results").at("show").at("verifiablePresentation");
    EXPECT_EQ(json::find(shown, "holder"), nullptr) << "nobody has signed for it";

    // An old signature says nothing about who sends it now.
    const auto replayed = begin([] {
        std::string copy = kAsking;
        return copy.replace(copy.find("\"ask\""), 5, "\"ask-replayed\"");
    }());
    EXPECT_EQ(app.post(replayed, wallet.message({"old", "https://other.example", "eddsa-rdfc-2022", {*badge}})).status,
              200);
    EXPECT_EQ(json::find(body_of(app.get(replayed)).at("variables").at("results").at("show"), "did"), nullptr);

    // A badge that has been changed, none at all, and something else.
    for (const std::string what : {"changed", "none", "nested"}) {
        const auto again = begin([&] {
            std::string copy = kAsking;
            copy.replace(copy.find("\"ask\""), 5, "\"ask-" + what + "\"");
            return copy;
        }());
        auto credential = *badge;
        if (what == "changed") credential.get_object()["name"] = "Writer";
        if (what == "nested") credential = vc::vcalm::unsigned_presentation({*badge});
        auto bad = vc::vcalm::unsigned_presentation({credential}).get_object();
        if (what == "none") bad.erase("verifiableCredential");
        const auto refused = app.post(again, json::serialize(json::Object{{"verifiablePresentation", bad}}));
        EXPECT_EQ(refused.status, 400) << what << refused.body;
        EXPECT_EQ(state_of(again), "pending");
    }
}

// OA29: the verifier looks itself. OA30: a presentation of somebody else's badge.
TEST_F(Workflows, OA29_OA30_WhatIsPresentedIsLookedAtAgain) {
    const auto taken = begin(kIssuing);
    const auto issued = body_of(app.post(taken, wallet.message({asked(start(taken), "challenge")})));
    const auto* badge = first_credential(issued);
    ASSERT_NE(badge, nullptr);
    const std::string workflow = R"({"initialStep":"a","steps":{"a":{BEARER"verifiablePresentationRequest":{"query":[
        {"type":"DIDAuthentication"},{"type":"QueryByExample","credentialQuery":{"example":{
          "type":["OpenBadgeCredential"],"credentialSubject":{"achievement":{"name":"NAME"}}}}}]}}}})";
    const auto with = [&](const std::string& name, const ExchangeWallet& who, const std::string& bearer = "") {
        auto text = workflow;
        text.replace(text.find("NAME"), 4, name);
        text.replace(text.find("BEARER"), 6, bearer);
        const auto exchange = begin(text);
        return app.post(exchange,
                        who.message({asked(start(exchange), "challenge"), kOrigin, "eddsa-rdfc-2022", {*badge}}));
    };
    EXPECT_EQ(with("Reader", wallet).status, 200);
    EXPECT_EQ(with("", wallet).status, 200) << "an empty text stands for anything";
    EXPECT_EQ(code_of(with("Writer", wallet)), "query-unsatisfied");
    const ExchangeWallet other;
    EXPECT_EQ(code_of(with("Reader", other)), "holder-not-subject");
    EXPECT_EQ(with("Reader", other, "\"bearer\":true,").status, 200);

    // Nor may the authentication be left out by answering the other query.
    const auto exchange = begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":[
        {"type":"QueryByExample","credentialQuery":{"example":{"type":["OpenBadgeCredential"]}}},
        {"type":"DIDAuthentication"}]}}}})");
    const auto bare =
        json::serialize(json::Object{{"verifiablePresentation", vc::vcalm::unsigned_presentation({*badge})}});
    EXPECT_EQ(code_of(app.post(exchange, bare)), "proof-missing");
}

TEST_F(Workflows, GroupsAreAlternatives) {
    const auto badge = json::parse(test::badge_text(app.services().issuers, {}));
    ASSERT_TRUE(badge);
    const auto exchange = begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":[
        {"type":"QueryByExample","group":"degree","credentialQuery":{"example":{"type":"DegreeCredential"}}},
        {"type":"QueryByExample","group":"badge","credentialQuery":{"example":{"type":"OpenBadgeCredential"}}},
        {"type":"QueryByExample","group":"badge","credentialQuery":[{"example":{"name":"Reader"}}]}]}}}})");
    const auto response =
        app.post(exchange,
                 json::serialize(json::Object{{"verifiablePresentation", vc::vcalm::unsigned_presentation({*badge})}}));
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.body, "{}");
    EXPECT_EQ(state_of(exchange), "complete");
}

TEST_F(Workflows, WhatIsPresentedHasTheShapeThatTheStepWants) {
    const auto badge = json::parse(test::badge_text(app.services().issuers, {}));
    ASSERT_TRUE(badge);
    const auto message =
        json::serialize(json::Object{{"verifiablePresentation", vc::vcalm::unsigned_presentation({*badge})}});
    const auto with = [&](const std::string& schema) {
        return begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":{
            "type":"QueryByExample","credentialQuery":{"example":{"type":"OpenBadgeCredential"}}}},
            "presentationSchema":{"type":"JsonSchema","jsonSchema":)" +
                     schema + "}}}}");
    };
    const auto wanted =
        with(R"({"properties":{"verifiableCredential":{"items":{"properties":{"name":{"const":"Other"}}}}}})");
    const auto refused = app.post(wanted, message);
    EXPECT_EQ(refused.status, 400) << refused.body;
    EXPECT_EQ(code_of(refused), "schema-violation");
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/verifiablePresentation/verifiableCredential/0/name");
    EXPECT_EQ(state_of(wanted), "pending") << "it can be presented again";
    EXPECT_NE(json::find(body_of(app.get(wanted)), "lastError"), nullptr);
    EXPECT_EQ(app.post(with(R"({"required":["verifiableCredential"]})"), message).status, 200);
    // It is a document by itself: nothing is fetched for it.
    const auto elsewhere = app.post(with(R"({"$ref":"https://schemas.example/presentation.json"})"), message);
    EXPECT_EQ(code_of(elsewhere), "schema-reference") << elsewhere.body;
}

TEST_F(Workflows, ASchemaThatNobodyCanReadIsRefusedWithTheWorkflow) {
    const auto refusal = [&](const std::string& schema) {
        const auto response =
            app.post("/workflows", R"({"initialStep":"a","steps":{"a":{"presentationSchema":)" + schema + "}}}");
        EXPECT_NE(response.status, 201);
        return code_of(response) + " " + text_at(body_of(response), "pointer");
    };
    const std::string place = "/steps/a/presentationSchema";
    EXPECT_EQ(refusal(R"({"type":"Cue"})"), "option-unknown " + place + "/type");
    EXPECT_EQ(refusal(R"({"type":"JsonSchema"})"), "missing-member " + place + "/jsonSchema");
    EXPECT_EQ(refusal(R"({"type":"JsonSchema","jsonSchema":true})"), "wrong-type " + place + "/jsonSchema");
    const auto dialect =
        refusal(R"({"type":"JsonSchema","jsonSchema":{"$schema":"http://json-schema.org/draft-03/schema#"}})");
    EXPECT_TRUE(dialect.starts_with("schema-dialect-unknown " + place + "/jsonSchema")) << dialect;
}

// Frames are of an older draft: who asks with one is told, and not answered with something else.
TEST_F(Workflows, AQueryByFrameIsNotAnswered) {
    const auto badge = json::parse(test::badge_text(app.services().issuers, {}));
    ASSERT_TRUE(badge);
    const auto exchange = begin(R"({"initialStep":"a","steps":{"a":{"verifiablePresentationRequest":{"query":{
        "type":"QueryByFrame","credentialQuery":{"frame":{"type":"OpenBadgeCredential"}}}}}}})");
    EXPECT_EQ(text_at(start(exchange).at("verifiablePresentationRequest").at("query"), "type"), "QueryByFrame");
    EXPECT_EQ(code_of(app.post(exchange, json::serialize(json::Object{
                                             {"verifiablePresentation", vc::vcalm::unsigned_presentation({*badge})}}))),
              "query-unsupported");
    EXPECT_EQ(state_of(exchange), "active");
}

TEST_F(Workflows, TheAddressOfADccRequestTakesAPresentationAndGivesTheBadge) {
    const auto exchange = begin(kIssuing);
    const auto link = text_at(created, "dccRequest");
    ASSERT_TRUE(link.starts_with("dccrequest://request?issuer=")) << link;
    EXPECT_NE(link.find("&auth_type=bearer"), std::string::npos);
    const auto challenge = asked(body_of(app.get(exchange + "/request")), "challenge");
    EXPECT_NE(link.find("challenge=" + challenge), std::string::npos);

    const auto stolen = json::serialize(wallet.presentation({"another", "", "Ed25519Signature2020"}));
    EXPECT_EQ(code_of(app.post(exchange + "/credential-request", stolen)), "challenge-mismatch");
    const auto elsewhere = json::serialize(wallet.presentation({challenge, "https://other.example"}));
    EXPECT_EQ(code_of(app.post(exchange + "/credential-request", elsewhere)), "domain-mismatch");

    // That wallet signs the challenge and no domain.
    const auto presentation = json::serialize(wallet.presentation({challenge, "", "Ed25519Signature2020"}));
    const auto response = app.post(exchange + "/credential-request", presentation);
    ASSERT_EQ(response.status, 200) << response.body;
    const auto credential = body_of(response);
    EXPECT_EQ(text_at(credential.at("credentialSubject"), "id"), wallet.did());
    EXPECT_EQ(app.post(exchange + "/credential-request", presentation).status, 409);
    EXPECT_EQ(begin(kAsking).empty(), false);
    EXPECT_EQ(json::find(created, "dccRequest"), nullptr) << "more than an authentication is asked for";
}

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

TEST_F(Workflows, AnInvitationIsWaitedFor) {
    const auto exchange = begin(R"({"initialStep":"wait","steps":{"wait":{"inviteRequest":true}}})");
    const auto protocols = body_of(app.get(exchange + "/protocols")).at("protocols");
    EXPECT_EQ(json::find(protocols, "vcapi"), nullptr);
    const auto address = path_of(text_at(protocols, "inviteRequest"));
    EXPECT_EQ(app.post(address, R"({"url":"https://shop.example/checkout/1"})").status, 400);
    EXPECT_EQ(code_of(app.post(address, R"j({"url":"javascript:alert(1)","purpose":"p","referenceId":"r"
})j")),
              "url-not-https");
    const std::string good = R"({"url":"https://shop.example/checkout/1","purpose":"Checkout","referenceId":"r"})";
    EXPECT_EQ(app.post(address, good).status, 200);
    EXPECT_EQ(app.post(address, good).status, 409);
    const auto state = body_of(app.get(exchange));
    EXPECT_EQ(text_at(state, "state"), "complete");
    EXPECT_EQ(text_at(state.at("variables").at("results").at("wait").at("inviteRequest").at("inviteResponse"), "url"),
              "https://shop.example/checkout/1");
}

TEST_F(Workflows, AnExchangeExpires) {
    const auto exchange = begin(kIssuing, R"({"ttl": 60})");
    const auto message = wallet.message({asked(start(exchange), "challenge")});
    app.pass_seconds(61);
    EXPECT_EQ(code_of(app.post(exchange, message)), "exchange-expired");
    EXPECT_EQ(state_of(exchange), "invalid");
    EXPECT_EQ(json::serialize(body_of(app.get(exchange + "/protocols"))), R"({"protocols":{}})");
    EXPECT_EQ(stored(), 0U);
}

TEST_F(Workflows, BadMessages) {
    const auto exchange = begin(kIssuing);
    EXPECT_EQ(app.post(exchange, "").status, 200) << "an empty body begins an exchange too";
    EXPECT_EQ(app.post(exchange, "[]").status, 400);
    EXPECT_EQ(app.post(exchange, "{").status, 400);
    const auto unknown = app.post(exchange, R"({"zcap":[]})");
    EXPECT_EQ(unknown.status, 400);
    EXPECT_EQ(text_at(body_of(unknown), "type"), "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED");
    EXPECT_EQ(text_at(body_of(unknown), "pointer"), "/zcap");
    EXPECT_EQ(code_of(app.post(exchange, R"({"verifiablePresentation":7})")), "wrong-type");
    EXPECT_EQ(app.post(exchange, R"({"verifiablePresentation":{}})").status, 400);
    EXPECT_EQ(app.post(exchange, R"({"verifiablePresentation":[]})").status, 200) << "nothing is presented";
    EXPECT_EQ(app.post(exchange, R"({"verifiablePresentation":"a.b.c"})").status, 400);
    EXPECT_EQ(code_of(app.post(exchange, R"({"redirectUrl":"https://a.example/"})")), "redirect-not-followed");
    EXPECT_EQ(code_of(app.post("/workflows/other/exchanges/" + exchange.substr(exchange.rfind('/') + 1), "{}")),
              "exchange-not-found");
    EXPECT_EQ(code_of(app.post("/workflows/reader/exchanges/none", "{}")), "exchange-not-found");
    EXPECT_EQ(app.post(exchange, R"({"referenceId":"urn:uuid:1"})").status, 200);
}

// OA24: whether there is such an exchange is asked before its message is read, and no message is endless. OA25: an
// exchange is found by its own 128 random bits below its own workflow and organisation.
TEST_F(Workflows, OA24_OA25_UnknownExchangesAndEndlessMessages) {
    const auto exchange = begin(kIssuing);
    const std::string endless = R"({"verifiablePresentation":")" + std::string(3U << 20U, 'x') + "\"}";
    EXPECT_EQ(app.post(exchange, endless).status, 413);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none", endless).status, 404);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none/credential-request", "{").status, 404);
    EXPECT_EQ(app.post("/workflows/reader/exchanges/none/invite-request/response", "{").status, 404);
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
    auto elsewhere = exchange;
    elsewhere.replace(elsewhere.find("/alpha/"), 7, "/beta/");
    EXPECT_EQ(app.post(elsewhere, "{}").status, 404);
    EXPECT_EQ(app.get(elsewhere + "/request").status, 404);
    EXPECT_EQ(app.get("/issuers/beta/interactions/" + exchange.substr(exchange.rfind('/') + 1)).status, 404);
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
