// Attacks on the issuer of OpenID4VCI, by the ids of the threat model.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/crypto/signature_algorithm.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/vci_wallet.hpp"

namespace blason {
namespace {

using test::body_of;
using test::new_wallet_key;
using test::text_at;
using test::VciIssuer;

class Oid4vciAttacks : public testing::Test {
  protected:
    /// How many of 100 calls at the same time end with status 200; the others must end with `otherwise`.
    template <typename Call>
    int successes(const std::string& otherwise, const Call& call) {
        std::atomic<int> good{0};
        std::atomic<int> odd{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 10; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i) {
                    const http::Response response = call();
                    if (response.status == 200) {
                        ++good;
                    } else if (VciIssuer::outcome(response) != otherwise) {
                        ++odd;
                    }
                }
            });
        }
        for (auto& thread : threads) thread.join();
        EXPECT_EQ(odd, 0);
        return good;
    }

    test::TestApp app;
    VciIssuer issuer{app};
};

TEST_F(Oid4vciAttacks, OA12_APreAuthorizedCodeCountsOnce) {
    const auto code = issuer.code_of(issuer.offer());
    EXPECT_EQ(successes("400 invalid_grant", [&] { return issuer.token_for(code); }), 1);
    EXPECT_EQ(issuer.outcome(issuer.token_for(code)), "400 invalid_grant");
    EXPECT_EQ(issuer.outcome(issuer.token_for("alpha.1.2")), "400 invalid_grant");
    auto changed = issuer.code_of(issuer.offer());
    changed.back() = changed.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(issuer.outcome(issuer.token_for(changed)), "400 invalid_grant");
}

TEST_F(Oid4vciAttacks, OA13_ATransactionCodeHasFiveTries) {
    for (const char* mode : {"numeric", "text"}) {
        const auto offer = issuer.offer(R"(,"txCode":{"inputMode":")" + std::string(mode) + R"(","length":8})");
        const auto code = issuer.code_of(offer);
        const auto typed = text_at(offer, "txCode");
        EXPECT_EQ(typed.size(), 8U);
        EXPECT_EQ(issuer.outcome(issuer.token_for(code)), "400 invalid_request") << "missing";
        for (int i = 0; i < 5; ++i) EXPECT_EQ(issuer.outcome(issuer.token_for(code, "!")), "400 invalid_grant");
        EXPECT_EQ(issuer.outcome(issuer.token_for(code, typed)), "400 invalid_grant") << "it is dead";
        EXPECT_EQ(issuer.state(offer), "failed");
    }
    const auto offer = issuer.offer(R"(,"txCode":true)");
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(issuer.outcome(issuer.token_for(issuer.code_of(offer), "x")), "400 invalid_grant");
    EXPECT_EQ(issuer.token_for(issuer.code_of(offer), text_at(offer, "txCode")).status, 200) << "the fifth is right";
    EXPECT_EQ(issuer.outcome(issuer.token_for(issuer.code_of(issuer.offer()), "1234")), "400 invalid_request")
        << "none is expected";
    // At the same time, too, there are five and no more; the right one among them or not.
    const auto guessed = issuer.offer(R"(,"txCode":true)");
    EXPECT_EQ(successes("400 invalid_grant", [&] { return issuer.token_for(issuer.code_of(guessed), "x"); }), 0);
    EXPECT_EQ(issuer.state(guessed), "failed");
}

TEST_F(Oid4vciAttacks, OA14_ABystanderHasNothingOfTheQrCode) {
    const auto personal = issuer.offer(R"(,"recipient":{"email":"ada@example.org"})");
    EXPECT_EQ(personal.at("txCodeRequired"), true) << "on by default for somebody's badge";
    EXPECT_EQ(text_at(personal, "txCode").size(), 6U);
    EXPECT_EQ(issuer.offer().at("txCodeRequired"), false);
    const auto offer = issuer.offer();
    app.pass_seconds(600);
    EXPECT_EQ(issuer.outcome(issuer.token_for(issuer.code_of(offer))), "400 invalid_grant") << "ten minutes";
    EXPECT_EQ(issuer.state(offer), "expired");
    // The first who takes it has it, and the issuer sees that it was taken.
    const auto second = issuer.offer();
    issuer.token(second);
    EXPECT_EQ(issuer.state(second), "taken");
    EXPECT_EQ(issuer.outcome(issuer.token_for(issuer.code_of(second))), "400 invalid_grant");
    const auto withdrawn = issuer.offer();
    const auto token = issuer.token(withdrawn);
    EXPECT_EQ(app.post("/issuers/alpha/credential-offers/" + text_at(withdrawn, "id") + "/withdraw", "").status, 200);
    EXPECT_EQ(issuer.outcome(issuer.take(token, "ldp_vc", *new_wallet_key())), "400 credential_request_denied");
}

TEST_F(Oid4vciAttacks, OA15_ProofsOfOthersAndOldOnesAreRefused) {
    const auto token = issuer.token(issuer.offer());
    const auto key = new_wallet_key();
    const auto ask = [&](const std::string& proof) {
        return issuer.outcome(issuer.ask(token, "reader.ldp_vc", {proof}));
    };
    EXPECT_EQ(ask(issuer.proof(*key, "")), "400 invalid_nonce") << "missing";
    EXPECT_EQ(ask(issuer.proof(*key, "not-of-this-server")), "400 invalid_nonce");
    EXPECT_EQ(ask(issuer.proof(*key, issuer.nonce(), "https://other.example")), "400 invalid_proof");
    EXPECT_EQ(ask(issuer.proof(*key, issuer.nonce(), app.services().urls.base())), "400 invalid_proof")
        << "the other address of the same installation";
    const auto old = issuer.nonce();
    app.pass_seconds(301);
    EXPECT_EQ(ask(issuer.proof(*key, old)), "400 invalid_nonce");
    const auto verifier = app.services().verifier.new_challenge();
    EXPECT_EQ(ask(issuer.proof(*key, verifier.text)), "400 invalid_nonce") << "a challenge for something else";
    EXPECT_EQ(issuer.outcome(
                  issuer.post("credential", json::Object{{"credential_configuration_id", "reader.ldp_vc"}}, token)),
              "400 invalid_proof")
        << "no proof";
    const auto stranger = vc::oid4vci::make_jwt_proof(
        *key, {issuer.identifier(), issuer.nonce(), "somebody", {}, app.services().clock()});
    EXPECT_EQ(ask(*stranger), "400 invalid_proof") << "iss of an anonymous wallet";
    const auto used = issuer.nonce();
    EXPECT_EQ(ask(issuer.proof(*key, used)), "200 ");
    EXPECT_EQ(ask(issuer.proof(*key, used)), "400 invalid_nonce") << "used";
}

TEST_F(Oid4vciAttacks, JW4_AKeyThatIsNamedIsForWhatItsOwnerSays) {
    const auto token = issuer.token(issuer.offer());
    const auto key = new_wallet_key();
    const auto ask = [&](const char* limit, const char* value) {
        json::Object jwk = key->public_key().jwk();
        if (limit != nullptr) jwk[limit] = json::parse(value).operator*();
        const std::string did = "did:jwk:" + text::base64url_encode(as_bytes(json::serialize(json::Value(jwk))));
        const json::Object claims{
            {"aud", issuer.identifier()}, {"iat", app.services().clock().seconds}, {"nonce", issuer.nonce()}};
        const auto algorithm = crypto::usual_algorithm(key->public_key().type());
        const auto proof = jose::sign_compact(*key, *algorithm, {{"typ", "openid4vci-proof+jwt"}, {"kid", did + "#0"}},
                                              as_bytes(json::serialize(json::Value(claims))));
        return VciIssuer::outcome(issuer.ask(token, "reader.ldp_vc", {*proof}));
    };
    EXPECT_EQ(ask("key_ops", R"(["encrypt"])"), "400 invalid_proof");
    EXPECT_EQ(ask("alg", R"("ECDH-ES")"), "400 invalid_proof");
    EXPECT_EQ(ask(nullptr, ""), "200 ");
}

TEST_F(Oid4vciAttacks, OA15_ANonceCountsOnce) {
    const auto token = issuer.token(issuer.offer());
    const auto key = new_wallet_key();
    const auto proof = issuer.proof(*key, issuer.nonce());
    EXPECT_EQ(successes("400 invalid_nonce", [&] { return issuer.ask(token, "reader.ldp_vc", {proof}); }), 1);
    EXPECT_EQ(app.services().issuers.credentials("alpha")->size(), 1U);
}

TEST_F(Oid4vciAttacks, OA16_BatchesThatAreTooLargeOrHaveAKeyTwice) {
    const auto token = issuer.token(issuer.offer());
    const auto nonce = issuer.nonce();
    std::vector<std::string> proofs;
    for (int i = 0; i < 11; ++i) proofs.push_back(issuer.proof(*new_wallet_key(), nonce));
    EXPECT_EQ(issuer.outcome(issuer.ask(token, "reader.ldp_vc", proofs)), "400 invalid_credential_request");
    const auto key = new_wallet_key();
    EXPECT_EQ(
        issuer.outcome(issuer.ask(token, "reader.ldp_vc", {issuer.proof(*key, nonce), issuer.proof(*key, nonce)})),
        "400 invalid_credential_request");
    EXPECT_EQ(issuer.outcome(issuer.ask(token, "reader.ldp_vc", {})), "400 invalid_credential_request");
    EXPECT_EQ(app.services().issuers.credentials("alpha")->size(), 0U);
}

TEST_F(Oid4vciAttacks, OA17_ConfigurationsThatAreNotThere) {
    const auto token = issuer.token(issuer.offer(R"(,"formats":["ldp_vc"])"));
    const auto key = new_wallet_key();
    const auto ask = [&](const std::string& configuration) {
        return issuer.outcome(issuer.ask(token, configuration, {issuer.proof(*key, issuer.nonce())}));
    };
    EXPECT_EQ(ask("reader.mso_mdoc"), "400 unknown_credential_configuration");
    EXPECT_EQ(ask("writer.ldp_vc"), "400 unknown_credential_configuration");
    EXPECT_EQ(ask("reader.jwt_vc_json"), "403 insufficient_scope") << "there, and not offered";
    EXPECT_EQ(
        issuer.outcome(issuer.post(
            "credential",
            json::Object{{"credential_identifier", "x"}, {"proofs", json::Object{{"jwt", json::Array{"x"}}}}}, token)),
        "400 unknown_credential_identifier");
    EXPECT_EQ(ask("reader.ldp_vc"), "200 ");
}

TEST_F(Oid4vciAttacks, OA7_TokensOfOtherKindsAndPlaces) {
    const auto offer = issuer.offer();
    const auto token = issuer.token(offer);
    const auto nothing = issuer.post("credential", json::Object(), "");
    EXPECT_EQ(nothing.status, 401);
    EXPECT_TRUE(nothing.fields.find("WWW-Authenticate"));
    EXPECT_EQ(issuer.post("credential", json::Object(), "nonsense").status, 401);
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "", ""}, {}));
    EXPECT_EQ(app.post("/issuers/beta/openid4vci/credential", "{}", token).status, 403);
    EXPECT_EQ(
        app.call(test::request_with("POST", "/issuers/alpha/openid4vci/credential?access_token=" + token, {})).status,
        400);
    // It opens nothing else.
    auto badges = test::request_of("GET", "/ims/ob/v3p0/credentials");
    badges.fields.set("Authorization", "Bearer " + token);
    EXPECT_EQ(app.call(badges).status, 403);
}

}  // namespace
}  // namespace blason
