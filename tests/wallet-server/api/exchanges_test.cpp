// Exchanges (VCALM 1.0) from the wallet's side: what is taken, what is shown, and every bad message.
#include "tests/wallet-server/api/workflows.hpp"

namespace blason {
namespace {

using test::body_of;
using test::kAsking;
using test::kIssuing;
using test::kOrigin;
using test::text_at;
using test::Workflows;

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
    EXPECT_FALSE(body_of(app.get(replayed)).at("variables").at("results").at("show").as_object().contains("did"));

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
    EXPECT_TRUE(body_of(app.get(wanted)).as_object().contains("lastError"));
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

}  // namespace
}  // namespace blason
