// Offers as their issuer decides about them, and who may take them (OpenID4VCI 1.0 sections 4, 6 and 9).
#include <gtest/gtest.h>

#include "tests/support/oauth_client.hpp"
#include "tests/support/vci_wallet.hpp"

namespace blason {
namespace {

using test::body_of;
using test::new_wallet_key;
using test::text_at;
using test::VciIssuer;

class Oid4vciOffers : public testing::Test {
  protected:
    http::Response decide(const json::Value& offer, const char* what) {
        return app.post("/issuers/alpha/credential-offers/" + text_at(offer, "id") + "/" + what, "");
    }
    http::Response token_as(const std::string& client, const json::Value& offer) {
        return issuer.form("/oauth/token", {{"grant_type", vc::oid4vci::kPreAuthorizedCode},
                                            {"pre-authorized_code", issuer.code_of(offer)},
                                            {"client_id", client}});
    }

    test::TestApp app;
    VciIssuer issuer{app};
};

TEST_F(Oid4vciOffers, OA18_WhatWasDeniedIsDeniedWhereverItIsAskedFor) {
    const auto key = new_wallet_key();
    for (const auto* how : {"deny", "withdraw"}) {
        const auto offer = issuer.offer(R"(,"needsApproval":true)");
        const auto token = issuer.token(offer);
        ASSERT_EQ(issuer.take(token, "ldp_vc", *key).status, 202);
        ASSERT_EQ(decide(offer, how).status, 200);
        EXPECT_EQ(issuer.outcome(issuer.take(token, "ldp_vc", *key)), "400 credential_request_denied") << how;
        EXPECT_EQ(issuer.outcome(issuer.take(token, "jwt_vc_json", *key)), "400 credential_request_denied") << how;
    }
}

TEST_F(Oid4vciOffers, Draft13IsAnsweredInItsWordsWhenItComesBack) {
    const auto offer = issuer.offer(R"(,"needsApproval":true,"formats":["jwt_vc_json"])");
    const auto token = issuer.token(offer);
    const auto key = new_wallet_key();
    const json::Object request{
        {"format", "jwt_vc_json"},
        {"credential_definition", json::Object{{"type", json::Array{"VerifiableCredential", "OpenBadgeCredential"}}}},
        {"proof", json::Object{{"proof_type", "jwt"}, {"jwt", issuer.proof(*key, issuer.nonce())}}}};
    const auto later = issuer.post("credential", request, token);
    ASSERT_EQ(later.status, 202) << later.body;
    const json::Object asked{{"transaction_id", text_at(body_of(later), "transaction_id")}};
    const auto pending = issuer.post("deferred", asked, token);
    EXPECT_EQ(issuer.outcome(pending), "400 issuance_pending");
    EXPECT_EQ(body_of(pending).at("interval"), 5);
    ASSERT_EQ(decide(offer, "approve").status, 200);
    const auto got = issuer.post("deferred", asked, token);
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_FALSE(text_at(body_of(got), "credential").empty());
    EXPECT_FALSE(text_at(body_of(got), "c_nonce").empty());
}

TEST_F(Oid4vciOffers, WhatIsOverIsNotDecided) {
    for (const auto* decision : {"approve", "deny"}) {
        const auto withdrawn = issuer.offer(R"(,"needsApproval":true)");
        ASSERT_EQ(decide(withdrawn, "withdraw").status, 200);
        const auto answer = decide(withdrawn, decision);
        EXPECT_EQ(answer.status, 409) << answer.body;
        EXPECT_EQ(text_at(body_of(answer), "code"), "offer-state");
        const auto after = body_of(app.get("/issuers/alpha/credential-offers/" + text_at(withdrawn, "id")));
        EXPECT_EQ(text_at(after, "state") + " " + text_at(after, "approval"), "withdrawn wanted");
    }
    const auto expired = issuer.offer(R"(,"needsApproval":true)");
    app.pass_seconds(600);
    EXPECT_EQ(decide(expired, "approve").status, 409);
}

TEST_F(Oid4vciOffers, AWalletMaySayWhoItIsWithAPreAuthorizedCode) {
    const std::string client = "did:key:z6MkpNjWsknJBgy9XgorYuutoEcaMivLNTgGb9TKey3LCzuH";
    const auto key = new_wallet_key();
    const auto ask = [&](const http::Response& granted, const std::string& iss) {
        const auto proof =
            vc::oid4vci::make_jwt_proof(*key, {issuer.identifier(), issuer.nonce(), iss, {}, app.services().clock()});
        return issuer.outcome(issuer.ask(text_at(body_of(granted), "access_token"), "reader.ldp_vc", {*proof}));
    };
    EXPECT_EQ(ask(token_as(client, issuer.offer()), client), "200 ") << "appendix F.1: iss is the client_id";
    EXPECT_EQ(ask(token_as(client, issuer.offer()), ""), "200 ");
    EXPECT_EQ(ask(token_as(client, issuer.offer()), "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"),
              "400 invalid_proof");
    EXPECT_EQ(ask(issuer.token_for(issuer.code_of(issuer.offer())), client), "400 invalid_proof") << "it did not say";
    EXPECT_EQ(issuer.outcome(token_as(std::string(3000, 'x'), issuer.offer())), "400 invalid_request");
}

TEST_F(Oid4vciOffers, ANameThatSomebodyRegisteredIsTheirs) {
    const test::OAuthClient registered(app);
    EXPECT_EQ(issuer.outcome(token_as(registered.id, issuer.offer())), "400 invalid_client");
}

TEST_F(Oid4vciOffers, AWalletThatNamedItselfRefreshesUnderThatName) {
    const auto offer = issuer.offer(R"(,"needsApproval":true)");
    const auto refresh_token = text_at(body_of(token_as("org.example.wallet", offer)), "refresh_token");
    const auto refresh = [&](const std::string& client) {
        test::Form form{{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}};
        if (!client.empty()) form.emplace_back("client_id", client);
        return issuer.form("/oauth/token", form);
    };
    EXPECT_EQ(issuer.outcome(refresh("")), "400 invalid_grant");
    EXPECT_EQ(issuer.outcome(refresh("org.example.other")), "400 invalid_grant");
    EXPECT_EQ(refresh("org.example.wallet").status, 200);
}

/// Somebody who saw the offer, in a browser, with an account of any address and a wallet of their own.
class Bystander : public Oid4vciOffers {
  protected:
    /// An offer for somebody by address.
    json::Value personal(const std::string& grants, const std::string& more = {}) {
        return issuer.offer(R"(,"recipient":{"email":"ada@example.org"},"formats":["ldp_vc"],"grants":[)" + grants +
                            "]" + more);
    }
    std::string page_of(const json::Value& offer) {
        const auto state = vc::oid4vci::parse_offer(offer.at("offer"))->authorization_code->issuer_state;
        auto form = client.request("reader.ldp_vc");
        form.emplace_back("issuer_state", state);
        return "/oauth/authorize?" + test::encoded(form);
    }
    http::Response allow(const json::Value& offer, std::string_view typed) {
        const auto page = page_of(offer);
        browser.get(page);
        return browser.post(page, {{"decision", "allow"}, {"credential", "reader.ldp_vc"}, {"tx_code", typed}});
    }
    std::string taken(const http::Response& allowed) {
        const auto code = test::parameter_of(test::location_of(allowed), "code");
        const auto token = text_at(body_of(client.exchange(code)), "access_token");
        return issuer.outcome(issuer.take(token, "ldp_vc", *new_wallet_key()));
    }

    test::OAuthClient client{app};
    test::Browser browser{app};
};

TEST_F(Bystander, OA14_ATransactionCodeIsAskedForWithAnAuthorizationCodeToo) {
    browser.sign_up("ada@example.org");  // nobody verifies addresses
    for (const auto* grants : {R"("authorization_code")", R"("pre-authorized_code","authorization_code")"}) {
        const auto offer = personal(grants);
        EXPECT_EQ(offer.at("txCodeRequired"), true) << "on by default for somebody's badge";
        EXPECT_NE(browser.get(page_of(offer)).body.find("name=\"tx_code\""), std::string::npos);
        const auto without = allow(offer, "");
        EXPECT_EQ(without.status, 400) << "the consent page again";
        EXPECT_NE(without.body.find("This is not the code of the offer"), std::string::npos);
        EXPECT_EQ(allow(offer, "guess").status, 400);
        const auto typed = allow(offer, text_at(offer, "txCode"));
        ASSERT_EQ(typed.status, 303) << typed.body;
        EXPECT_EQ(taken(typed), "200 ");
    }
}

TEST_F(Bystander, OA13_TheTriesAreThoseOfThePreAuthorizedCode) {
    browser.sign_up("ada@example.org");
    const auto offer = personal(R"("pre-authorized_code","authorization_code")");
    for (int i = 0; i < 4; ++i) EXPECT_EQ(allow(offer, "guess").status, 400);
    EXPECT_EQ(issuer.outcome(issuer.token_for(issuer.code_of(offer), "guess")), "400 invalid_grant");
    EXPECT_EQ(allow(offer, text_at(offer, "txCode")).status, 400) << "it is dead";
    EXPECT_EQ(issuer.state(offer), "failed");
}

TEST_F(Bystander, AWalletThatRegisteredForACredentialGetsIt) {
    browser.sign_up("ada@example.org");
    client = test::OAuthClient(app, {{"redirect_uris", json::Array{test::kRedirect}}, {"scope", "reader.ldp_vc"}});
    const auto offer = personal(R"("authorization_code")");
    const auto page = browser.get(page_of(offer));
    EXPECT_NE(page.body.find("https://client.example asks for access"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("name=\"credential\" value=\"reader.ldp_vc\""), std::string::npos);
    EXPECT_EQ(taken(allow(offer, text_at(offer, "txCode"))), "200 ");
}

TEST_F(Bystander, AnOfferWithoutACodeAsksForNone) {
    browser.sign_up("ada@example.org");
    const auto offer = personal(R"("authorization_code")", R"(,"txCode":false)");
    EXPECT_EQ(browser.get(page_of(offer)).body.find("name=\"tx_code\""), std::string::npos);
    EXPECT_EQ(taken(allow(offer, "")), "200 ");
    // Refusing needs no code.
    const auto other = personal(R"("authorization_code")");
    const auto refused = browser.post(page_of(other), {{"decision", "refuse"}});
    EXPECT_EQ(test::parameter_of(test::location_of(refused), "error"), "access_denied");
}

}  // namespace
}  // namespace blason
