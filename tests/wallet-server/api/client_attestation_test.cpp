// Clients that a wallet provider vouches for (security.md OA11, OpenID4VCI 1.0 appendix E).
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/dpop_client.hpp"

namespace blason {
namespace {

using test::body_of;
using test::Headers;
using test::text_at;

constexpr const char* kProvider = "https://provider.example";
constexpr const char* kClient = "https://wallet.example";
constexpr const char* kAppRedirect = "org.example.wallet:/cb";

class Attestation : public testing::Test {
  protected:
    Attestation()
        : app_(true, {}, {},
               [this](config::Config& config) {
                   config.wallet_providers.emplace(kProvider, *jose::JwkSet::from_json(test::key_set(*provider_)));
               }),
          browser_(app_) {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto now = app_.services().clock().seconds;
        attestation_ = {{"iss", kProvider},
                        {"sub", kClient},
                        {"exp", now + 3600},
                        {"cnf", json::Object{{"jwk", instance_->public_key().jwk()}}}};
        possession_ = {{"iss", kClient}, {"aud", json::key(app_.services().urls.base())}, {"iat", now}};
    }
    static std::string token(const crypto::Signer& signer, const char* type, const json::Object& claims) {
        return *jose::sign_jwt(signer, crypto::SignatureAlgorithm::Es256, type, "", claims);
    }
    /// The fields of a request; each with a new `jti`, unless the claims have one.
    Headers fields(const json::Object& attestation, json::Object possession) {
        if (!possession.contains("jti")) possession["jti"] = "test-id-" + std::to_string(++made_);
        return {{"OAuth-Client-Attestation", token(*provider_, "oauth-client-attestation+jwt", attestation)},
                {"OAuth-Client-Attestation-PoP", token(*instance_, "oauth-client-attestation-pop+jwt", possession)}};
    }
    Headers fields() { return fields(attestation_, possession_); }
    http::Response ask(const Headers& headers, std::string_view client = kClient) {
        return test::post_form(app_, "/oauth/token",
                               {{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", "x"}},
                               headers);
    }
    /// "invalid_grant" says that the client was believed: there is no such refresh token.
    std::string error(const http::Response& response) {
        EXPECT_EQ(response.status, 400) << response.body;
        return text_at(body_of(response), "error");
    }
    static json::Object with(json::Object claims, const char* name, const json::Value& value) {
        if (value.is_null()) {
            claims.erase(name);
        } else {
            claims[name] = value;
        }
        return claims;
    }

    std::unique_ptr<crypto::Signer> provider_ = test::new_key();
    std::unique_ptr<crypto::Signer> instance_ = test::new_key();
    test::TestApp app_;
    test::Browser browser_;
    json::Object attestation_;
    json::Object possession_;
    int made_ = 0;
};

TEST_F(Attestation, AnInstanceThatIsVouchedForIsAClient) {
    EXPECT_EQ(error(ask(fields())), "invalid_grant");
    EXPECT_EQ(error(ask(fields(), "")), "invalid_grant");  // the name stands in the attestation
    const auto metadata = body_of(app_.get("/.well-known/oauth-authorization-server"));
    EXPECT_NE(json::serialize(metadata).find("attest_jwt_client_auth"), std::string::npos);
    EXPECT_EQ(text_at(metadata, "challenge_endpoint"), app_.services().urls.base() + "/oauth/challenge");
}

TEST_F(Attestation, LaterDraftsNameNoIssuer) {
    const auto newer = with(attestation_, "iss", nullptr);
    EXPECT_EQ(error(ask(fields(newer, with(possession_, "iss", nullptr)))), "invalid_grant");
}

TEST_F(Attestation, OA11_EachClaimOfTheAttestationIsChecked) {
    const auto now = app_.services().clock().seconds;
    const auto code = [&](const char* name, const json::Value& value) {
        return error(ask(fields(with(attestation_, name, value), possession_)));
    };
    EXPECT_EQ(code("iss", "https://other.example"), "invalid_client_attestation");
    EXPECT_EQ(code("sub", nullptr), "invalid_client_attestation");
    EXPECT_EQ(code("sub", "https://other.example"), "invalid_client_attestation");  // not that of the proof
    EXPECT_EQ(code("exp", nullptr), "invalid_client_attestation");
    EXPECT_EQ(code("exp", now - 60), "invalid_client_attestation");
    EXPECT_EQ(code("nbf", now + 61), "invalid_client_attestation");
    EXPECT_EQ(code("cnf", nullptr), "invalid_client_attestation");
    EXPECT_EQ(code("cnf", json::Object{{"jwk", provider_->public_key().jwk()}}), "invalid_client_attestation");
    EXPECT_EQ(error(ask(fields(), "somebody-else")), "invalid_client");
    auto forged = fields();
    forged[0].second = token(*test::new_key(), "oauth-client-attestation+jwt", attestation_);
    EXPECT_EQ(error(ask(forged)), "invalid_client_attestation");
    forged[0].second = token(*provider_, "JWT", attestation_);
    EXPECT_EQ(error(ask(forged)), "invalid_client_attestation");
    forged[0].second = "a.b.c";
    EXPECT_EQ(error(ask(forged)), "invalid_client_attestation");
}

TEST_F(Attestation, OA11_EachClaimOfTheProofIsChecked) {
    const auto now = app_.services().clock().seconds;
    const auto code = [&](const char* name, const json::Value& value) {
        return error(ask(fields(attestation_, with(possession_, name, value))));
    };
    EXPECT_EQ(code("iss", "https://other.example"), "invalid_client_attestation");
    EXPECT_EQ(code("aud", "https://other.example"), "invalid_client_attestation");
    EXPECT_EQ(code("aud", nullptr), "invalid_client_attestation");
    EXPECT_EQ(code("iat", nullptr), "invalid_client_attestation");
    EXPECT_EQ(code("iat", now - 301), "invalid_client_attestation");
    EXPECT_EQ(code("iat", now + 61), "invalid_client_attestation");
    EXPECT_EQ(code("jti", ""), "invalid_client_attestation");
    auto forged = fields();
    forged[1].second = token(*test::new_key(), "oauth-client-attestation-pop+jwt", with(possession_, "jti", "y"));
    EXPECT_EQ(error(ask(forged)), "invalid_client_attestation");
    forged.pop_back();
    EXPECT_EQ(error(ask(forged)), "invalid_client");
}

TEST_F(Attestation, OA11_AProofCountsOnceAndAfterARestartToo) {
    const auto once = fields();
    EXPECT_EQ(error(ask(once)), "invalid_grant");
    EXPECT_EQ(error(ask(once)), "invalid_client");
    app_.reopen();
    EXPECT_EQ(error(ask(once)), "invalid_client");
}

TEST_F(Attestation, AChallengeIsOneOfOurs) {
    const auto answer = test::post_form(app_, "/oauth/challenge", {});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.fields.find("Cache-Control"), "no-store");
    const auto challenge = text_at(body_of(answer), "attestation_challenge");
    for (const auto* name : {"challenge", "nonce"}) {
        EXPECT_EQ(error(ask(fields(attestation_, with(possession_, name, json::key(challenge))))), "invalid_grant");
        const auto refused = ask(fields(attestation_, with(possession_, name, "made-up")));
        EXPECT_EQ(error(refused), "use_attestation_challenge");
        const std::string next(refused.fields.find("OAuth-Client-Attestation-Challenge").value_or(""));
        EXPECT_EQ(error(ask(fields(attestation_, with(possession_, name, json::key(next))))), "invalid_grant");
    }
    const auto dpop = app_.services().dpop.next_nonce();  // for another purpose
    EXPECT_EQ(error(ask(fields(attestation_, with(possession_, "challenge", json::key(dpop))))),
              "use_attestation_challenge");
}

TEST_F(Attestation, OA11_ANameThatSomebodyRegisteredIsNotTakenOver) {
    const test::OAuthClient registered(app_);
    const auto claims = with(attestation_, "sub", json::key(registered.id));
    const auto proof = with(possession_, "iss", json::key(registered.id));
    EXPECT_EQ(error(ask(fields(claims, proof), registered.id)), "invalid_client");
}

TEST_F(Attestation, ThePushedRequestOfAnApplicationGoesBackToIt) {
    browser_.sign_up();
    const auto challenge = test::challenge_of(test::kTestVerifier);
    const test::Form form{{"response_type", "code"},      {"client_id", kClient},
                          {"redirect_uri", kAppRedirect}, {"scope", "offline_access"},
                          {"code_challenge", challenge},  {"code_challenge_method", "S256"}};
    const auto pushed = test::post_form(app_, "/oauth/par", form, fields());
    ASSERT_EQ(pushed.status, 201) << pushed.body;
    const auto uri = text_at(body_of(pushed), "request_uri");
    const auto target = "/oauth/authorize?" + test::encoded({{"client_id", kClient}, {"request_uri", uri}});
    const auto page = browser_.get(target);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_NE(page.fields.find("Content-Security-Policy")->find("form-action 'self' org.example.wallet:"),
              std::string::npos);
    const auto location =
        test::location_of(browser_.post(target, {{"decision", "allow"}, {"scope", "offline_access"}}));
    EXPECT_TRUE(location.starts_with(std::string(kAppRedirect) + "?code=")) << location;
    const auto code = test::parameter_of(location, "code");
    const auto answer = test::post_form(app_, "/oauth/token",
                                        {{"grant_type", "authorization_code"},
                                         {"code", code},
                                         {"redirect_uri", kAppRedirect},
                                         {"code_verifier", test::kTestVerifier}},
                                        fields());
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto refresh = text_at(body_of(answer), "refresh_token");

    // The refresh token is of this instance.
    const auto use = [&](const Headers& headers) {
        return test::post_form(app_, "/oauth/token", {{"grant_type", "refresh_token"}, {"refresh_token", refresh}},
                               headers);
    };
    const auto other = test::new_key();
    auto claims = with(attestation_, "cnf", json::Object{{"jwk", other->public_key().jwk()}});
    const Headers stranger{{"OAuth-Client-Attestation", token(*provider_, "oauth-client-attestation+jwt", claims)},
                           {"OAuth-Client-Attestation-PoP",
                            token(*other, "oauth-client-attestation-pop+jwt", with(possession_, "jti", "other"))}};
    EXPECT_EQ(error(use(stranger)), "invalid_grant");
    EXPECT_EQ(use(fields()).status, 200);

    // Outside of a pushed request nobody has vouched for the address.
    auto direct = form;
    direct.emplace_back("state", "x");
    EXPECT_EQ(browser_.get("/oauth/authorize?" + test::encoded(direct)).status, 400);
}

TEST_F(Attestation, OA9_WhereAnApplicationMayNotBeAnswered) {
    const auto push = [&](std::string_view redirect) {
        const auto challenge = test::challenge_of(test::kTestVerifier);
        return test::post_form(app_, "/oauth/par",
                               {{"response_type", "code"},
                                {"client_id", kClient},
                                {"redirect_uri", redirect},
                                {"scope", "offline_access"},
                                {"code_challenge", challenge},
                                {"code_challenge_method", "S256"}},
                               fields())
            .status;
    };
    for (const auto* uri : {"javascript:alert(1)", "data:text/html,x", "http://wallet.example/cb", "wallet:/cb", "/cb",
                            "", "org.example.wallet:/cb#x", "file:///etc/passwd", "https://10.0.0.1/cb"}) {
        EXPECT_EQ(push(uri), 400) << uri;
    }
    EXPECT_EQ(push("https://wallet.example/cb"), 201);
    EXPECT_EQ(push("http://127.0.0.1:9/cb"), 201);  // in the demo
}

TEST(WalletProviders, AreNamedWithTheirKeys) {
    const auto key = test::new_key();
    const auto text = [&](const json::Value& keys) {
        return json::serialize(json::Object{{"walletProviders", json::Object{{kProvider, keys}}}});
    };
    const auto good = config::parse(text(test::key_set(*key)));
    ASSERT_TRUE(good) << good.error().detail;
    EXPECT_EQ(good->wallet_providers.at(kProvider).keys().size(), 1U);
    for (const json::Value& bad : {json::Value("x"), json::Value(json::Object{{"keys", json::Array{}}})}) {
        const auto refused = config::parse(text(bad));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "config-value");
    }
}

}  // namespace
}  // namespace blason
