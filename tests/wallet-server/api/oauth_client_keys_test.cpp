// Clients without a secret: public ones, and those that sign who they are (RFC 7523).
#include "tests/wallet-server/api/oauth_exchanges.hpp"
#include "wallet-server/service/oauth/client_assertion.hpp"

namespace blason {
namespace {

using test::body_of;
using test::OauthForExchanges;
using test::text_at;

TEST_F(OauthForExchanges, APublicClientHasItsNameAndPkce) {
    const auto client = public_client();
    const auto answer = exchange(client, code_for(client));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(text_at(body_of(answer), "token_type"), "Bearer");
    const auto next = refresh(client, text_at(body_of(answer), "refresh_token"));
    EXPECT_EQ(next.status, 200) << next.body;
    EXPECT_EQ(error(exchange("nobody", code_for(client))), "invalid_client");
    // Who registered a secret shows it.
    const test::OAuthClient confidential(app_);
    EXPECT_EQ(error(exchange(confidential.id, confidential.code(browser_))), "invalid_client");
}

TEST_F(OauthForExchanges, AClientMaySignWhoItIs) {
    const auto key = test::new_key();
    auto metadata = test::registration_with("private_key_jwt");
    metadata["jwks"] = test::key_set(*key);
    const auto client = register_with(metadata);
    const std::string issuer = app_.services().urls.base();
    const auto ask = [&](const std::string& assertion, const char* type = nullptr) {
        return test::post_form(app_, "/oauth/token",
                               {{"grant_type", "refresh_token"},
                                {"refresh_token", "x"},
                                {"client_assertion_type", type == nullptr ? service::oauth::kJwtBearerAssertion : type},
                                {"client_assertion", assertion}});
    };
    const auto made = [&](const std::string& audience) {
        return *service::oauth::make_client_assertion(*key, client, audience, app_.services().clock(),
                                                      crypto::system_random());
    };
    EXPECT_EQ(error(ask(made(issuer))), "invalid_grant");  // the client is believed
    EXPECT_EQ(error(ask(made(issuer + "/oauth/token"))), "invalid_grant");
    EXPECT_EQ(error(ask(made("https://other.example"))), "invalid_client");
    EXPECT_EQ(error(ask(made(issuer), "urn:x")), "invalid_client");
    EXPECT_EQ(error(ask("a.b.c")), "invalid_client");
    const auto once = made(issuer);
    EXPECT_EQ(error(ask(once)), "invalid_grant");
    EXPECT_EQ(error(ask(once)), "invalid_client");  // OA11: the jti came before
    app_.reopen();
    EXPECT_EQ(error(ask(once)), "invalid_client");  // a restart forgets nothing
    EXPECT_EQ(error(refresh(client, "x")), "invalid_client");

    const auto code = code_for(client);
    const auto assertion = made(issuer);
    const auto answer = test::post_form(app_, "/oauth/token",
                                        {{"grant_type", "authorization_code"},
                                         {"code", code},
                                         {"redirect_uri", test::kRedirect},
                                         {"code_verifier", test::kTestVerifier},
                                         {"client_assertion_type", service::oauth::kJwtBearerAssertion},
                                         {"client_assertion", assertion}});
    EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(OauthForExchanges, OA11_EachClaimOfAnAssertionIsChecked) {
    const auto key = test::new_key();
    const auto stranger = test::new_key();
    service::oauth::Client client{"alpha", "client", {}, {}};
    client.metadata.jwks = test::key_set(*key);
    const Instant now{1'800'000'000, 0};
    const std::string audiences[] = {"https://as.example", "https://as.example/token"};
    const json::Object good{{"iss", "client"}, {"sub", "client"},          {"aud", "https://as.example"},
                            {"jti", "1"},      {"exp", now.seconds + 600}, {"iat", now.seconds}};
    const auto code = [&](const json::Object& claims, const crypto::Signer& signer, const char* kid = "test-key") {
        const auto token = jose::sign_jwt(signer, crypto::SignatureAlgorithm::Es256, "", kid, claims);
        const auto checked = service::oauth::check_client_assertion(*token, client, audiences, now);
        return checked ? std::string() : checked.error().code;
    };
    const auto with = [&](const char* name, const json::Value& value) {
        auto claims = good;
        if (value.is_null()) {
            claims.erase(name);
        } else {
            claims[name] = value;
        }
        return code(claims, *key);
    };
    EXPECT_EQ(with("x", 1), "");
    for (const auto* name : {"iss", "sub", "aud", "jti", "exp"}) EXPECT_EQ(with(name, nullptr), "invalid_client");
    EXPECT_EQ(with("iss", "other"), "invalid_client");
    EXPECT_EQ(with("sub", "other"), "invalid_client");
    EXPECT_EQ(with("aud", json::Array{"https://as.example", "https://as.example/token"}), "");
    EXPECT_EQ(with("aud", json::Array{"https://as.example", "https://other.example"}), "invalid_client");
    EXPECT_EQ(with("aud", json::Array{}), "invalid_client");
    EXPECT_EQ(with("aud", "https://as.example/"), "invalid_client");
    EXPECT_EQ(with("exp", now.seconds - 60), "invalid_client");
    EXPECT_EQ(with("exp", now.seconds + 661), "invalid_client");
    EXPECT_EQ(with("nbf", now.seconds + 61), "invalid_client");
    EXPECT_EQ(code(good, *stranger), "invalid_client");
    EXPECT_EQ(code(good, *key, "other-key"), "invalid_client");
    EXPECT_EQ(code(good, *key, ""), "");  // there is only one
}

TEST_F(OauthForExchanges, TheKeysOfAClientStandInItsRegistration) {
    const auto key = test::new_key();
    auto metadata = test::registration_with("private_key_jwt");
    const auto refused = [&] { return error(app_.post("/oauth/register", json::serialize(metadata))); };
    EXPECT_EQ(refused(), "invalid_client_metadata");
    metadata["jwks_uri"] = "https://client.example/keys";
    EXPECT_EQ(refused(), "invalid_client_metadata");
    metadata["jwks"] = json::Object{{"keys", json::Array{}}};
    EXPECT_EQ(refused(), "invalid_client_metadata");
    auto secret = key->public_key().jwk();
    secret["d"] = "AAAA";
    metadata["jwks"] = json::Object{{"keys", json::Array{secret}}};
    EXPECT_EQ(refused(), "invalid_client_metadata");
    metadata["token_endpoint_auth_method"] = "attest_jwt_client_auth";
    EXPECT_EQ(refused(), "invalid_client_metadata");
}

}  // namespace
}  // namespace blason
