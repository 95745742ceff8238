// Wallets take what issuers offer (OpenID4VCI), and refuse what is not as it should be.
#include <gtest/gtest.h>

#include "tests/support/oauth_client.hpp"
#include "tests/support/small_issuer.hpp"
#include "tests/support/suites.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class ReceivedOffers : public testing::Test {
  protected:
    ReceivedOffers() {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto made = app_.services().wallets.create_holder("alpha", "Shelf", {});
        wallet_ = made->id;
        did_ = made->did;
        path_ = "/issuers/alpha/wallets/" + wallet_ + "/credential-offers";
    }
    json::Value add(const std::string& offer) {
        const auto answer = app_.post(path_, json::serialize(json::Object{{"offer", json::key(offer)}}));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return body_of(answer);
    }
    http::Response accept(const json::Value& offer, const json::Object& how = {}) {
        return app_.post(path_ + "/" + text_at(offer, "id") + "/accept", json::serialize(how));
    }
    /// The code of the refusal of an offer that is taken at once.
    std::string refused(const std::string& offer, const json::Object& how = {}) {
        json::Object body = how;
        body["offer"] = json::key(offer);
        body["accept"] = true;
        const auto answer = app_.post(path_, json::serialize(body));
        EXPECT_GE(answer.status, 400) << answer.body;
        EXPECT_TRUE(held().empty());
        return text_at(body_of(answer), "code");
    }
    std::vector<service::HeldCredential> held() { return *app_.services().wallets.credentials("alpha", wallet_); }
    bool asked(const std::string& request) {
        return std::find(issuer_.requests.begin(), issuer_.requests.end(), request) != issuer_.requests.end();
    }
    std::string last_event() {
        return issuer_.notifications.empty() ? "" : text_at(issuer_.notifications.back(), "event");
    }

    test::SmallIssuer issuer_;
    test::TestApp app_{true, {}, [this] { return std::make_unique<test::SmallIssuer::Client>(issuer_); }};
    std::string wallet_;
    std::string did_;
    std::string path_;
};

TEST_F(ReceivedOffers, AnOfferIsShownThenTakenVerifiedAndKept) {
    const auto offer = add(issuer_.offer());
    EXPECT_EQ(text_at(offer, "state"), "offered");
    EXPECT_EQ(text_at(*json::find(offer, "issuer"), "id"), test::kIssuerUrl);
    EXPECT_EQ(text_at(json::find(offer, "credentials")->get_array().at(0), "format"), "ldp_vc");
    EXPECT_FALSE(asked("POST https://as.example/token"));  // nothing is asked for before the holder agrees
    const auto answer = accept(offer);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(text_at(body_of(answer), "state"), "received");
    ASSERT_EQ(held().size(), 1U);
    EXPECT_NE(held()[0].text.find(did_), std::string::npos);
    EXPECT_EQ(issuer_.holders, std::vector<std::string>{did_});
    EXPECT_EQ(last_event(), "credential_accepted");
    EXPECT_EQ(text_at(issuer_.notifications.back(), "notification_id"), "note-1");
    EXPECT_EQ(accept(offer).status, 409);
    // What is on its way is sealed.
    const auto database = test::read_file(app_.folder().file("data/blason.db-wal"));
    EXPECT_EQ(database.find("test-token"), std::string::npos);
    EXPECT_EQ(database.find("test-code"), std::string::npos);
}

TEST_F(ReceivedOffers, EveryFormatAndProofIsTaken) {
    for (const auto* format : {"ldp_vc", "jwt_vc_json", "vc+sd-jwt"}) {
        for (const auto* proof : {"jwt", "di_vp"}) {
            issuer_.format = format;
            issuer_.proof_type = proof;
            const auto answer = accept(add(issuer_.offer()));
            EXPECT_EQ(answer.status, 200) << format << " " << proof << " " << answer.body;
        }
    }
    EXPECT_EQ(held().size(), 6U);
}

TEST_F(ReceivedOffers, AnOfferMayComeByReferenceAndMetadataBehindThePath) {
    issuer_.metadata_behind_path = true;
    EXPECT_EQ(accept(add(test::SmallIssuer::offer_by_reference())).status, 200);
    // Between host and path first (OpenID4VCI 1.0 section 12.2.2).
    EXPECT_TRUE(asked("GET https://issuer.example/.well-known/openid-credential-issuer/tenant"));
    EXPECT_EQ(held().size(), 1U);
}

TEST_F(ReceivedOffers, TheCodeThatCameByAnotherWayIsAskedForAndTried) {
    issuer_.tx_code = "4711";
    const auto offer = add(issuer_.offer());
    EXPECT_EQ(*json::find(*json::find(offer, "txCode"), "length"), json::Value(4));
    EXPECT_EQ(text_at(body_of(accept(offer)), "code"), "tx-code-needed");
    EXPECT_EQ(text_at(body_of(accept(offer, {{"txCode", "471"}})), "code"), "tx-code-form");
    EXPECT_EQ(text_at(body_of(accept(offer, {{"txCode", "abcd"}})), "code"), "tx-code-form");
    EXPECT_FALSE(asked("POST https://as.example/token"));  // no guess is wasted
    EXPECT_EQ(text_at(body_of(accept(offer, {{"txCode", "0000"}})), "code"), "token-refused");
    EXPECT_EQ(text_at(body_of(app_.get(path_ + "/" + text_at(offer, "id"))), "state"), "failed");
    EXPECT_EQ(accept(offer, {{"txCode", "4711"}}).status, 200);
    issuer_.tx_code.clear();
    EXPECT_EQ(text_at(body_of(accept(add(issuer_.offer()), {{"txCode", "1"}})), "code"), "tx-code-unasked");
}

TEST_F(ReceivedOffers, DpopIsUsedWhereTheServerTakesItWithItsNonces) {
    issuer_.with_dpop = true;
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    EXPECT_EQ(std::count(issuer_.requests.begin(), issuer_.requests.end(), "POST https://as.example/token"), 2);
    EXPECT_EQ(held().size(), 1U);
    EXPECT_EQ(last_event(), "credential_accepted");
}

TEST_F(ReceivedOffers, ANonceThatIsTooOldIsAskedForOnceMore) {
    issuer_.stale_nonces = 1;
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    issuer_.stale_nonces = 2;
    EXPECT_EQ(text_at(body_of(accept(add(issuer_.offer()))), "code"), "credential-refused");
}

TEST_F(ReceivedOffers, IssuersOfDraft13AreUnderstood) {
    issuer_.draft13 = true;
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    EXPECT_EQ(text_at(issuer_.last_request, "format"), "ldp_vc");
    EXPECT_NE(json::find(issuer_.last_request, "proof"), nullptr);
    issuer_.stale_nonces = 1;
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
}

TEST_F(ReceivedOffers, WhatComesLaterIsFetchedLater) {
    issuer_.later = 2;
    const auto offer = add(issuer_.offer());
    const auto waiting = accept(offer);
    EXPECT_EQ(text_at(body_of(waiting), "state"), "awaited") << waiting.body;
    const auto fetch = [&] { return app_.post(path_ + "/" + text_at(offer, "id") + "/fetch", ""); };
    const auto before = issuer_.requests.size();
    EXPECT_EQ(text_at(body_of(fetch()), "state"), "awaited");
    EXPECT_EQ(issuer_.requests.size(), before);  // not before its time
    app_.pass_seconds(5);
    issuer_.now.seconds += 5;
    EXPECT_EQ(text_at(body_of(fetch()), "state"), "awaited");
    app_.reopen();
    app_.pass_seconds(5);
    issuer_.now.seconds += 5;
    const auto there = fetch();
    EXPECT_EQ(text_at(body_of(there), "state"), "received") << there.body;
    EXPECT_EQ(held().size(), 1U);
    EXPECT_EQ(last_event(), "credential_accepted");
}

TEST_F(ReceivedOffers, ABadgeWithAKeyOfAnotherTypeIsShownWithIt) {
    issuer_.proof_algorithms = {"ES256"};
    ASSERT_EQ(accept(add(issuer_.offer())).status, 200);
    ASSERT_EQ(issuer_.holders.size(), 1U);
    const auto did = issuer_.holders.front();
    EXPECT_NE(did, did_) << "the wallet's own key is an Ed25519";
    const auto shown = app_.services().wallets.present({"alpha", wallet_, {held()[0].id}, "c", "https://v.example"});
    ASSERT_TRUE(shown) << shown.error().detail;
    EXPECT_EQ(text_at(shown->document, "holder"), did);
    EXPECT_EQ(text_at(shown->document.at("proof"), "cryptosuite"), "ecdsa-rdfc-2019");
    auto bare = shown->document;
    bare.as_object().erase("proof");
    const auto proven =
        app_.post("/presentations/prove",
                  json::serialize(json::Object{{"presentation", bare}, {"options", json::Object{{"challenge", "c"}}}}));
    EXPECT_EQ(proven.status, 201) << proven.body;
    const auto verified = app_.post("/presentations/verify",
                                    json::serialize(json::Object{{"verifiablePresentation", body_of(proven)},
                                                                 {"options", json::Object{{"challenge", "c"}}}}));
    EXPECT_EQ(verified.status, 200) << verified.body;
}

TEST_F(ReceivedOffers, AnEndedTokenIsRefreshedForWhatComesLater) {
    for (const bool with_dpop : {false, true}) {
        issuer_.with_dpop = with_dpop;
        issuer_.later = 3;
        issuer_.refresh_token = "test-refresh";
        const auto offer = add(issuer_.offer());
        EXPECT_EQ(text_at(body_of(accept(offer)), "state"), "awaited");
        const auto fetch = [&] {
            app_.pass_seconds(5);
            issuer_.now.seconds += 5;
            return app_.post(path_ + "/" + text_at(offer, "id") + "/fetch", "");
        };
        issuer_.token_has_ended = true;
        EXPECT_EQ(text_at(body_of(fetch()), "state"), "awaited");
        EXPECT_EQ(issuer_.last_form["refresh_token"], "test-refresh");
        EXPECT_EQ(issuer_.last_form.count("client_id"), 0U) << "as anonymous as the code was redeemed";
        app_.reopen();
        issuer_.token_has_ended = true;
        issuer_.refreshing_fails_with = 503;
        EXPECT_EQ(fetch().status, 503) << "and it is not given up";
        issuer_.refreshing_fails_with = 0;
        EXPECT_EQ(text_at(body_of(fetch()), "state"), "awaited");
        EXPECT_EQ(issuer_.last_form["refresh_token"], "test-refresh+");
        EXPECT_EQ(text_at(body_of(fetch()), "state"), "received");
        EXPECT_EQ(last_event(), "credential_accepted");
    }
    EXPECT_EQ(held().size(), 2U);
}

TEST_F(ReceivedOffers, WithoutARefreshTokenTheEndOfTheTokenIsTold) {
    issuer_.later = 1;
    const auto offer = add(issuer_.offer());
    EXPECT_EQ(text_at(body_of(accept(offer)), "state"), "awaited");
    issuer_.token_has_ended = true;
    app_.pass_seconds(5);
    issuer_.now.seconds += 5;
    EXPECT_EQ(text_at(body_of(app_.post(path_ + "/" + text_at(offer, "id") + "/fetch", "")), "code"),
              "access-token-refused");
}

TEST_F(ReceivedOffers, CopiesHaveKeysOfTheirOwnThatTheWalletKeeps) {
    const auto answer = accept(add(issuer_.offer()), {{"copies", 3}});
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(held().size(), 3U);
    ASSERT_EQ(issuer_.holders.size(), 3U);
    for (const auto& did : issuer_.holders) {
        EXPECT_NE(did, did_);
        const auto owner = app_.services().wallets.holder_by_did("alpha", did);
        ASSERT_TRUE(owner);
        EXPECT_EQ(owner->id, wallet_);
    }
    EXPECT_EQ(text_at(body_of(accept(add(issuer_.offer()), {{"copies", 4}})), "code"), "batch-too-large");
}

TEST_F(ReceivedOffers, AnswersAreEncryptedWhereTheIssuerInsists) {
    issuer_.encrypts = true;
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    EXPECT_EQ(held().size(), 1U);
}

TEST_F(ReceivedOffers, ThroughTheIssuersPageWithPkceAndAPushedRequest) {
    const auto offer = add(issuer_.offer(false));
    EXPECT_EQ(*json::find(offer, "needsBrowser"), json::Value(true));
    const auto sent = accept(offer);
    ASSERT_EQ(sent.status, 200) << sent.body;
    EXPECT_EQ(text_at(body_of(sent), "state"), "authorization");
    const auto url = text_at(body_of(sent), "authorizationUrl");
    EXPECT_EQ(test::parameter_of(url, "request_uri"), "urn:test:request");
    EXPECT_EQ(url.find("state="), std::string::npos);
    auto asked_for = issuer_.last_form;
    EXPECT_EQ(asked_for["issuer_state"], "offer-1");
    EXPECT_EQ(asked_for["code_challenge_method"], "S256");
    EXPECT_EQ(asked_for["authorization_details"],
              R"([{"type":"openid_credential","credential_configuration_id":"weaving",)"
              R"("locations":["https://issuer.example/tenant"]}])");
    const std::string cookie(sent.fields.find("Set-Cookie").value_or(""));
    const auto back = [&](const std::string& query, const std::string& with) {
        auto request = test::request_of("GET", "/received-offers/callback?" + query);
        request.fields.set("Cookie", with);
        return app_.call(std::move(request));
    };
    const auto browser = cookie.substr(0, cookie.find(';'));
    const auto good = "code=test-code&iss=https%3A%2F%2Fas.example&state=" + asked_for["state"];
    // OA5: another browser, another state.
    EXPECT_EQ(text_at(body_of(back(good, "blason-offer=x")), "code"), "authorization-browser");
    EXPECT_EQ(text_at(body_of(back("code=test-code&state=x", browser)), "code"), "authorization-browser");
    const auto done = back(good, browser);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(text_at(body_of(done), "state"), "received");
    EXPECT_EQ(test::challenge_of(issuer_.last_form["code_verifier"]), asked_for["code_challenge"]);
    EXPECT_EQ(text_at(issuer_.last_request, "credential_identifier"), "weaving-1");
    EXPECT_EQ(held().size(), 1U);
    EXPECT_EQ(text_at(body_of(back(good, browser)), "code"), "authorization-state");  // once
}

TEST_F(ReceivedOffers, OA4_AnAnswerOfAnotherServerIsAMixUp) {
    for (const auto* iss : {"", "&iss=https%3A%2F%2Fevil.example", "&iss=https%3A%2F%2Fissuer.example%2Ftenant"}) {
        const auto sent = accept(add(issuer_.offer(false)));
        const std::string cookie(sent.fields.find("Set-Cookie").value_or(""));
        auto request = test::request_of(
            "GET", "/received-offers/callback?code=test-code&state=" + issuer_.last_form["state"] + iss);
        request.fields.set("Cookie", cookie.substr(0, cookie.find(';')));
        issuer_.requests.clear();
        EXPECT_EQ(text_at(body_of(app_.call(std::move(request))), "code"), "authorization-issuer") << iss;
        EXPECT_FALSE(asked("POST https://as.example/token"));  // the code goes nowhere
    }
    EXPECT_TRUE(held().empty());
}

TEST_F(ReceivedOffers, OA4_MetadataOfAnotherIssuerAreRefused) {
    issuer_.credential_issuer = "https://issuer.example/other";
    EXPECT_EQ(refused(issuer_.offer()), "invalid-issuer-metadata");
    issuer_.credential_issuer = std::string(test::kIssuerUrl) + "/";
    EXPECT_EQ(refused(issuer_.offer()), "invalid-issuer-metadata");
    issuer_.credential_issuer = test::kIssuerUrl;
    issuer_.server_issuer = "https://evil.example";
    EXPECT_EQ(refused(issuer_.offer()), "authorization-server-mismatch");
}

TEST_F(ReceivedOffers, OA4_AnOfferChoosesAmongTheServersOfItsIssuerOnly) {
    const json::Object offer{
        {"credential_issuer", test::kIssuerUrl},
        {"credential_configuration_ids", json::Array{"weaving"}},
        {"grants", json::Object{{"urn:ietf:params:oauth:grant-type:pre-authorized_code",
                                 json::Object{{"pre-authorized_code", "test-code"},
                                              {"authorization_server", "https://evil.example"}}}}}};
    EXPECT_EQ(refused("openid-credential-offer://?" +
                      service::badge_host::form_encoded({{"credential_offer", json::serialize(offer)}})),
              "authorization-server-mismatch");
    EXPECT_FALSE(asked("GET https://evil.example/.well-known/oauth-authorization-server"));
}

TEST_F(ReceivedOffers, OA30_ACredentialOfSomebodyElseIsNotKept) {
    issuer_.subject = did::did_key(crypto::generate_key(crypto::KeyType::Ed25519, crypto::system_random())->public_key);
    for (const auto* format : {"ldp_vc", "jwt_vc_json", "vc+sd-jwt"}) {
        issuer_.format = format;
        EXPECT_EQ(refused(issuer_.offer()), "credential-not-ours") << format;
        EXPECT_EQ(last_event(), "credential_failure");
        EXPECT_EQ(text_at(issuer_.notifications.back(), "event_description"), "credential-not-ours");
    }
}

TEST_F(ReceivedOffers, OA17_AnotherCredentialThanWasAskedForIsNotKept) {
    issuer_.spoil_claims = [](json::Value& credential) {
        credential.get_object()["type"] = json::Array{"VerifiableCredential"};
        credential.at("credentialSubject").get_object().erase("type");
        credential.at("credentialSubject").get_object().erase("achievement");
        credential.get_object()["@context"] = json::Array{"https://www.w3.org/ns/credentials/v2"};
        credential.at("issuer").get_object().erase("type");
    };
    EXPECT_EQ(refused(issuer_.offer()), "credential-type");
    issuer_.spoil_claims = nullptr;
    issuer_.spoil_text = [](std::string& text) { text = "not a credential"; };
    EXPECT_EQ(refused(issuer_.offer()), "credential-format");
    issuer_.spoil_text = [](std::string& text) { text = "eyJhbGciOiJub25lIn0.e30."; };
    EXPECT_EQ(refused(issuer_.offer()), "credential-format");
}

TEST_F(ReceivedOffers, OA30_ACredentialThatDoesNotVerifyIsNotKept) {
    issuer_.spoil_text = [](std::string& text) { text.replace(text.find("Weaves."), 7, "Forges."); };
    EXPECT_EQ(refused(issuer_.offer()), "credential-not-verified");
    EXPECT_EQ(last_event(), "credential_failure");
    issuer_.spoil_text = nullptr;
    issuer_.spoil_claims = [](json::Value& credential) {
        credential.get_object()["validUntil"] = "2027-01-02T00:00:00Z";
    };
    EXPECT_EQ(refused(issuer_.offer()), "credential-not-verified");
}

TEST_F(ReceivedOffers, WhatIsNoOfferIsRefused) {
    for (const auto* offer :
         {"", "openid-credential-offer://", "openid-credential-offer://?credential_offer=%7B%7D",
          "openid-credential-offer://?credential_offer=x&credential_offer_uri=https%3A%2F%2Fx.example"}) {
        EXPECT_EQ(refused(offer), "invalid-offer") << offer;
    }
    const json::Object unknown{{"credential_issuer", test::kIssuerUrl},
                               {"credential_configuration_ids", json::Array{"unknown"}}};
    EXPECT_EQ(refused("openid-credential-offer://?" +
                      service::badge_host::form_encoded({{"credential_offer", json::serialize(unknown)}})),
              "offer-unsupported");
    issuer_.format = "mso_mdoc";
    EXPECT_EQ(refused(issuer_.offer()), "offer-unsupported");
}

TEST_F(ReceivedOffers, OffersAreListedAndForgotten) {
    const auto first = add(issuer_.offer());
    add(issuer_.offer(false));
    EXPECT_EQ(body_of(app_.get(path_)).at("offers").get_array().size(), 2U);
    EXPECT_EQ(app_.call(test::request_of("DELETE", path_ + "/" + text_at(first, "id"))).status, 204);
    EXPECT_EQ(text_at(body_of(accept(first)), "code"), "offer-not-found");
    EXPECT_EQ(app_.get("/issuers/alpha/wallets/nobody/credential-offers").status, 404);
    EXPECT_EQ(app_.get("/issuers/beta/wallets/" + wallet_ + "/credential-offers").status, 404);
}

}  // namespace
}  // namespace blason
