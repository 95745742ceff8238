// Exchanges (VCALM 1.0) that wallets of OpenID take part in: OpenID4VCI where a step issues, OpenID4VP where one asks.
#include <atomic>
#include <thread>

#include "tests/support/exchange_wallet.hpp"
#include "tests/support/vci_wallet.hpp"
#include "tests/wallet-server/oid4vp/fixture.hpp"
#include "vc/presentation/holder_name.hpp"

namespace blason {
namespace {

using test::body_of;
using test::ExchangeWallet;
using test::text_at;

class OpenIdForExchanges : public test::Oid4vpTest {
  protected:
    void SetUp() override {
        pointer_ = &app_;
        issuer.emplace(app_);
    }
    /// The path of a new exchange of a workflow with these steps, and the template "badge".
    std::string begin(const std::string& initial, const std::string& steps, const std::string& badge = "reader") {
        const auto made = app_.post("/workflows", R"({"initialStep":")" + initial +
                                                      R"(","credentialTemplates":[{"id":"badge","type":"achievement",
            "template":)" + json::serialize(json::Value(json::key(badge))) +
                                                      R"(}],"steps":{)" + steps + "}}");
        EXPECT_EQ(made.status, 201) << made.body;
        const auto exchange = app_.post(path_of(std::string(made.fields.find("Location").value_or(""))) + "/exchanges",
                                        R"({"variables":{"name":"Reader"}})");
        EXPECT_EQ(exchange.status, 201) << exchange.body;
        return path_of(std::string(exchange.fields.find("Location").value_or("")));
    }
    static std::string path_of(const std::string& url) {
        EXPECT_TRUE(url.starts_with(test::kBase)) << url;
        return url.substr(std::min(url.size(), test::kBase.size()));
    }
    json::Object protocols(const std::string& exchange) {
        return body_of(app_.get(exchange + "/protocols")).at("protocols").as_object();
    }
    std::string protocol(const std::string& exchange, std::string_view name) {
        return text_at(protocols(exchange), name);
    }
    json::Value state(const std::string& exchange) { return body_of(app_.get(exchange)); }
    json::Value result(const std::string& exchange, std::string_view step) {
        return state(exchange).at("variables").at("results").at(step);
    }
    std::size_t stored() { return app_.services().issuers.credentials("alpha")->size(); }

    /// What the offer of the exchange says now.
    http::Response offer(const std::string& exchange) {
        const auto link = vc::oid4vci::parse_offer_link(protocol(exchange, "oid4vci-1.0"));
        EXPECT_TRUE(link) << json::serialize(protocols(exchange));
        return link ? app_.get(path_of(link->uri)) : http::Response();
    }
    std::string token(const http::Response& offer) {
        const auto answer = issuer->token_for(test::VciIssuer::code_of(json::Object{{"offer", body_of(offer)}}));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return text_at(body_of(answer), "access_token");
    }

    std::optional<test::VciIssuer> issuer;
    std::unique_ptr<crypto::Signer> key = test::new_wallet_key();
};

constexpr const char* kWho = R"("who":{"createChallenge":true,
    "verifiablePresentationRequest":{"query":{"type":"DIDAuthentication"}},"nextStep":"give"})";
constexpr const char* kGive = R"("give":{"issueRequests":[{"credentialTemplateId":"badge","result":"badge"}]})";
constexpr const char* kShow = R"("show":{"verifiablePresentationRequest":{"query":[{"type":"QueryByExample",
    "credentialQuery":{"reason":"To see that you read.","example":{"type":["OpenBadgeCredential"],
    "credentialSubject":{"achievement":{"name":"Reader"}}}}}]},"redirectUrl":"https://verifier.example/thanks"})";

std::string steps(std::initializer_list<std::string> all) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : ",") + one;
    return text;
}

TEST_F(OpenIdForExchanges, WhatAStepIsDecidesTheProtocols) {
    const auto names = [&](const std::string& exchange) {
        std::string all;
        for (const auto& member : protocols(exchange)) all += std::string(member.key()) + " ";
        return all;
    };
    const std::string issues = "vcapi oid4vci-1.0 OID4VCI ";
    const std::string asks = "vcapi oid4vp-1.0 OID4VP ";
    EXPECT_EQ(names(begin("give", kGive)), issues);
    EXPECT_EQ(names(begin("who", steps({kWho, kGive}))), issues) << "a proof of a key says who";
    EXPECT_EQ(names(begin("show", kShow)), asks);
    EXPECT_EQ(names(begin("a", R"("a":{"verifiablePresentationRequest":{"query":{"type":"DIDAuthentication"}}})")),
              "vcapi ");
    EXPECT_EQ(names(begin(
                  "a", R"("a":{"issueRequests":[{"credentialTemplateId":"badge"},{"credentialTemplateId":"badge"}]})")),
              "vcapi ")
        << "two credentials are not one offer";
    EXPECT_EQ(names(begin("give", kGive, "nothing-of-ours")), "vcapi ");
    EXPECT_EQ(names(begin("a", R"("a":{"bearer":true,"verifiablePresentationRequest":{"query":{"type":"QueryByExample",
        "credentialQuery":{"example":{"type":"OpenBadgeCredential"}}}}})")),
              "vcapi ")
        << "a wallet cannot show that what is somebody else's is its own";
    EXPECT_EQ(names(begin("a", R"("a":{"inviteRequest":true})")), "inviteRequest ");

    const auto exchange = begin("show", kShow);
    const auto page = app_.get("/interactions/" + exchange.substr(exchange.rfind('/') + 1), "text/html");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("openid4vp://?client_id="), std::string::npos) << "people find it too";
}

TEST_F(OpenIdForExchanges, ABadgeIsTakenByOpenId4vci) {
    const auto exchange = begin("who", steps({kWho, kGive}));
    const auto offered = offer(exchange);
    ASSERT_EQ(offered.status, 200) << offered.body;
    EXPECT_EQ(offer(exchange).body, offered.body) << "asked twice it is the same";
    EXPECT_EQ(body_of(offered).at("credential_configuration_ids").as_array().size(), 4U) << offered.body;
    EXPECT_EQ(text_at(state(exchange), "state"), "pending");

    const auto access = token(offered);
    const auto proof = issuer->proof(*key, issuer->nonce());
    const auto taken = issuer->ask(access, "reader.ldp_vc", {proof});
    ASSERT_EQ(taken.status, 200) << taken.body;
    const auto credential = body_of(taken).at("credentials").at(0).at("credential");
    const auto did = text_at(credential.at("credentialSubject"), "id");
    EXPECT_TRUE(did.starts_with("did:jwk:")) << did;

    const auto after = state(exchange);
    EXPECT_EQ(text_at(after, "state"), "complete");
    EXPECT_EQ(after.at("sequence"), 1);
    EXPECT_EQ(text_at(result(exchange, "who"), "did"), did);
    EXPECT_EQ(text_at(result(exchange, "who").at("verifiablePresentation"), "holder"), did);
    EXPECT_EQ(after.at("variables").at("badge"), credential) << "where the step keeps it";
    EXPECT_EQ(json::serialize(protocols(exchange)), "{}");

    // Once, by whichever protocol.
    EXPECT_EQ(app_.post(exchange, "{}").status, 409);
    EXPECT_EQ(app_.get(exchange + "/openid/credential-offer").status, 404);
    EXPECT_EQ(issuer->take(access, "jwt_vc_json", *key).status, 400) << "another form of it is another badge";
    EXPECT_EQ(issuer->take(access, "ldp_vc", *test::new_wallet_key()).status, 400);
    EXPECT_EQ(stored(), 1U);
    // An answer that was lost is given again.
    const auto again = issuer->take(access, "ldp_vc", *key);
    ASSERT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(body_of(again).at("credentials").at(0).at("credential"), credential);
    EXPECT_EQ(state(exchange).at("sequence"), 1);
}

TEST_F(OpenIdForExchanges, TheTemplateChoosesTheForm) {
    const auto formats = [&](const std::string& options) {
        const auto exchange = begin("give", kGive, R"({"achievement":"reader","options":)" + options + "}");
        return json::serialize(body_of(offer(exchange)).at("credential_configuration_ids"));
    };
    EXPECT_EQ(formats(R"({"cryptosuite":"eddsa-rdfc-2022"})"), R"(["reader.ldp_vc"])");
    EXPECT_EQ(formats(R"({"format":"jwt"})"), R"(["reader.jwt_vc_json"])");
    EXPECT_EQ(formats(R"({"format":"sd-jwt"})"), R"(["reader.dc+sd-jwt","reader.vc+sd-jwt"])");
    const auto exchange =
        begin("give", kGive, R"({"achievement":"reader","options":{"cryptosuite":"Ed25519Signature2020"}})");
    const auto taken = issuer->take(token(offer(exchange)), "ldp_vc", *key);
    ASSERT_EQ(taken.status, 200) << taken.body;
    const auto proof = body_of(taken).at("credentials").at(0).at("credential").at("proof");
    EXPECT_EQ(text_at(proof.is_array() ? proof.at(0) : proof, "type"), "Ed25519Signature2020");
    // What cannot be made is not offered.
    const auto impossible =
        begin("give", kGive, R"({"achievement":"reader","options":{"cryptosuite":"ecdsa-rdfc-2019"}})");
    EXPECT_EQ(offer(impossible).status, 400);
}

TEST_F(OpenIdForExchanges, WhoeverComesByAnotherProtocolFirstHasIt) {
    const auto exchange = begin("who", steps({kWho, kGive}));
    const auto access = token(offer(exchange));
    const ExchangeWallet other;
    const auto challenge = text_at(body_of(app_.post(exchange, "{}")).at("verifiablePresentationRequest"), "challenge");
    EXPECT_EQ(app_.post(exchange, other.message({challenge})).status, 200);
    const auto late = issuer->take(access, "ldp_vc", *key);
    EXPECT_EQ(test::VciIssuer::outcome(late), "400 credential_request_denied") << late.body;
    EXPECT_EQ(stored(), 1U);
    EXPECT_EQ(text_at(result(exchange, "who"), "did"), other.did());
}

TEST_F(OpenIdForExchanges, OA22_OfBothProtocolsAtATimeOneSucceeds) {
    for (int round = 0; round < 3; ++round) {
        const auto before = stored();
        const auto exchange = begin("who", steps({kWho, kGive}));
        const auto access = token(offer(exchange));
        const ExchangeWallet other;
        const auto message = other.message(
            {text_at(body_of(app_.post(exchange, "{}")).at("verifiablePresentationRequest"), "challenge")});
        std::vector<std::string> proofs;
        for (int i = 0; i < 8; ++i) proofs.push_back(issuer->proof(*test::new_wallet_key(), issuer->nonce()));
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (const auto& proof : proofs) {
            threads.emplace_back([&] { good += issuer->ask(access, "reader.ldp_vc", {proof}).status == 200 ? 1 : 0; });
            threads.emplace_back([&] { good += app_.post(exchange, message).status == 200 ? 1 : 0; });
        }
        for (auto& thread : threads) thread.join();
        EXPECT_EQ(good, 1);
        EXPECT_EQ(stored(), before + 1);
        EXPECT_EQ(text_at(state(exchange), "state"), "complete");
        EXPECT_EQ(state(exchange).at("sequence"), 1);
    }
}

TEST_F(OpenIdForExchanges, OnlyMethodsThatAreAcceptedMayTake) {
    const auto exchange = begin("who", steps({R"("who":{"verifiablePresentationRequest":{"query":{
        "type":"DIDAuthentication","acceptedMethods":[{"method":"web"}]}},"nextStep":"give"})",
                                              kGive}));
    const auto refused = issuer->take(token(offer(exchange)), "ldp_vc", *key);
    EXPECT_EQ(test::VciIssuer::outcome(refused), "400 credential_request_denied");
    EXPECT_EQ(text_at(state(exchange), "state"), "pending");
    EXPECT_EQ(stored(), 0U);
}

TEST_F(OpenIdForExchanges, ABadgeIsShownByOpenId4vp) {
    const auto exchange = begin("show", kShow);
    const auto link = protocol(exchange, "oid4vp-1.0");
    const auto shown = issued(badge(holder_did()), vc::Format::DataIntegrity);
    // What answers the query of DCQL in another type is no answer; nothing has moved by asking.
    EXPECT_FALSE(presented(link, {issued(badge(holder_did(), "Writer"), vc::Format::DataIntegrity)}));
    EXPECT_EQ(text_at(state(exchange), "state"), "pending");

    const auto sent = presented(link, {shown});
    ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
    EXPECT_EQ(sent->redirect_uri, "https://verifier.example/thanks");
    EXPECT_EQ(text_at(state(exchange), "state"), "complete");
    EXPECT_EQ(state(exchange).at("sequence"), 1);
    const auto kept = result(exchange, "show");
    EXPECT_EQ(text_at(kept, "did"), holder_did());
    EXPECT_EQ(text_at(kept.at("verifiablePresentation"), "holder"), holder_did());
    const auto& token = kept.at("openId").at("authorizationResponse").at("vp_token").at("q0_0");
    EXPECT_EQ(token.at(0), kept.at("verifiablePresentation"));
    EXPECT_FALSE(presented(link, {shown})) << "once";
    EXPECT_EQ(app_.post(exchange, "{}").status, 409);
}

TEST_F(OpenIdForExchanges, OneRequestAnsweredTwiceCountsOnce) {
    const auto exchange = begin("show", kShow);
    const auto link = protocol(exchange, "OID4VP");
    const auto credential = issued(badge(holder_did()), vc::Format::DataIntegrity);
    const auto first = considered(link, {credential});
    const auto second = considered(link, {credential});
    ASSERT_TRUE(first && second);
    const auto answer = [&](const service::oid4vp::Consent& consent) {
        auto made = answer_of(consent);
        EXPECT_TRUE(made);
        const auto sent = service::oid4vp::send_presentations(consent, std::move(*made), side());
        return sent ? "sent" : sent.error().code;
    };
    EXPECT_EQ(answer(*first), "sent");
    EXPECT_EQ(answer(*second), "verifier-refused");
    EXPECT_EQ(state(exchange).at("sequence"), 1);
}

TEST_F(OpenIdForExchanges, WhoWasFasterByTheExchangeItselfHasAnswered) {
    const auto exchange = begin("show", kShow);
    const auto credential = issued(badge(holder_did()), vc::Format::DataIntegrity);
    const auto consent = considered(protocol(exchange, "OID4VP"), {credential});
    ASSERT_TRUE(consent);
    const auto parsed = json::parse(credential);
    const json::Object message{{"verifiablePresentation", vc::vcalm::unsigned_presentation({*parsed})}};
    EXPECT_EQ(app_.post(exchange, json::serialize(message)).status, 200);
    auto answer = answer_of(*consent);
    ASSERT_TRUE(answer);
    const auto sent = service::oid4vp::send_presentations(*consent, std::move(*answer), side());
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, "verifier-refused");
    EXPECT_FALSE(result(exchange, "show").as_object().contains("openId"));
    EXPECT_EQ(state(exchange).at("sequence"), 1);
}

TEST_F(OpenIdForExchanges, WhoDeclinesIsAskedAgain) {
    const auto exchange = begin("show", kShow);
    const auto link = protocol(exchange, "OID4VP");
    const auto credential = issued(badge(holder_did()), vc::Format::DataIntegrity);
    const auto consent = considered(link, {credential});
    ASSERT_TRUE(consent);
    ASSERT_TRUE(service::oid4vp::send_error(consent->known, "access_denied", "", side()));
    EXPECT_EQ(text_at(state(exchange), "state"), "pending");
    EXPECT_TRUE(presented(link, {credential}));
    EXPECT_EQ(text_at(state(exchange), "state"), "complete");
}

// A step that asks and gives: what it gives has no place in OpenID4VP and waits for who has shown.
TEST_F(OpenIdForExchanges, WhatIsGivenForAPresentationWaits) {
    for (const bool by_openid : {true, false}) {
        const auto exchange = begin("both", R"("both":{"verifiablePresentationRequest":{"query":{
            "type":"QueryByExample","credentialQuery":{"example":{"type":["OpenBadgeCredential"]}}}},
            "issueRequests":[{"credentialTemplateId":"badge"}]})");
        EXPECT_EQ(protocol(exchange, "oid4vci-1.0"), "");
        ASSERT_TRUE(
            presented(protocol(exchange, "oid4vp-1.0"), {issued(badge(holder_did()), vc::Format::DataIntegrity)}));
        EXPECT_EQ(text_at(state(exchange), "state"), "active");
        EXPECT_EQ(protocol(exchange, "oid4vp-1.0"), "");
        // It goes to nobody else.
        const auto access = token(offer(exchange));
        const auto other = issuer->take(access, "ldp_vc", *key);
        EXPECT_EQ(test::VciIssuer::outcome(other), "400 credential_request_denied");
        const auto given = by_openid ? issuer->take(access, "ldp_vc", *holder_) : app_.post(exchange, "{}");
        ASSERT_EQ(given.status, 200) << given.body;
        const auto body = body_of(given);
        const auto credential = by_openid ? body.at("credentials").at(0).at("credential")
                                          : body.at("verifiablePresentation").at("verifiableCredential").at(0);
        const auto subject = text_at(credential.at("credentialSubject"), "id");
        EXPECT_EQ(vc::presentation::key_did_of(subject), holder_did()) << "by whichever name of the key: " << subject;
        EXPECT_EQ(text_at(state(exchange), "state"), "complete");
        EXPECT_EQ(state(exchange).at("sequence"), 2);
    }
}

TEST_F(OpenIdForExchanges, ADcqlQueryIsAskedAsItIs) {
    const auto exchange = begin("show", R"("show":{"verifiablePresentationRequest":{"query":{
        "type":"DigitalCredentialQueryLanguage","dcql_query":{"credentials":[{"id":"reader","format":"dc+sd-jwt",
        "meta":{"vct_values":["https://alpha.example/vct/reader"]},"claims":[{"path":["name"]}]}]}}}})");
    const auto sent = presented(protocol(exchange, "OID4VP"), {sd_jwt_vc()});
    ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
    const auto kept = result(exchange, "show");
    EXPECT_EQ(text_at(kept, "did"), holder_did()) << "the key that its issuer has named";
    const auto inside = kept.at("verifiablePresentation").at("verifiableCredential").at(0);
    EXPECT_EQ(text_at(inside, "type"), "EnvelopedVerifiableCredential") << json::serialize(inside);
}

TEST_F(OpenIdForExchanges, WhoeverIsAskedWhoTheyAreHasToBeOne) {
    const std::string asking = R"("show":{"verifiablePresentationRequest":{"query":[
        {"type":"DIDAuthentication","acceptedMethods":[{"method":"METHOD"}]},
        {"type":"QueryByExample","credentialQuery":{"example":{"type":["OpenBadgeCredential"]}}}]}})";
    const auto with = [&](const std::string& method) {
        auto text = asking;
        text.replace(text.find("METHOD"), 6, method);
        const auto exchange = begin("show", text);
        const auto sent =
            presented(protocol(exchange, "OID4VP"), {issued(badge(holder_did()), vc::Format::DataIntegrity)});
        return text_at(state(exchange), "state");
    };
    EXPECT_EQ(with("key"), "complete");
    EXPECT_EQ(with("web"), "pending");
}

TEST_F(OpenIdForExchanges, AStepHasASchemaForWhatIsPresented) {
    const std::string step = R"("show":{"verifiablePresentationRequest":{"query":[{"type":"QueryByExample",
        "credentialQuery":{"example":{"type":["OpenBadgeCredential"]}}}]},"presentationSchema":{"type":"JsonSchema",
        "jsonSchema":{"type":"object","properties":{"verifiableCredential":{"type":"array","items":{"type":"object",
        "properties":{"name":{"const":"Reader"}}}}}}}})";
    const auto by_openid = [&](const std::string& name) {
        const auto exchange = begin("show", step);
        const auto sent =
            presented(protocol(exchange, "OID4VP"), {issued(badge(holder_did(), name), vc::Format::DataIntegrity)});
        return text_at(state(exchange), "state");
    };
    EXPECT_EQ(by_openid("Reader"), "complete");
    EXPECT_EQ(by_openid("Writer"), "pending");
}

TEST_F(OpenIdForExchanges, ForgottenAndExpiredExchangesOfferNothing) {
    const auto exchange = begin("who", steps({kWho, kGive}));
    const auto asking = begin("show", kShow);
    const auto access = token(offer(exchange));
    EXPECT_EQ(app_.get(asking + "/openid/credential-offer").status, 404);
    EXPECT_EQ(app_.get(exchange + "/openid/client/authorization/request").status, 404);
    EXPECT_EQ(app_.get(asking.substr(0, asking.rfind('/')) + "/none/openid/credential-offer").status, 404);
    app_.pass_seconds(601);
    EXPECT_EQ(app_.get(exchange + "/openid/credential-offer").status, 404);
    EXPECT_EQ(app_.get(asking + "/openid/client/authorization/request").status, 404);
    EXPECT_NE(issuer->take(access, "ldp_vc", *key).status, 200);
    EXPECT_EQ(stored(), 0U);
}

}  // namespace
}  // namespace blason
