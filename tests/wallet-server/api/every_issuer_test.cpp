// Every organisation has an authorization server of its own below /issuers/{issuer}, and what one gives is nothing at
// another (security.md OA4).
#include <gtest/gtest.h>

#include "tests/support/achievements.hpp"
#include "tests/support/oauth_client.hpp"
#include "tests/support/vci_wallet.hpp"
#include "vc/oid4vci/response.hpp"

namespace blason {
namespace {

using test::body_of;
using test::Form;
using test::location_of;
using test::parameter_of;
using test::text_at;

constexpr const char* kBack = "https://wallet.example/back";

class EveryIssuer : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "", ""}, {}));
        test::add(app.services().issuers, test::writer("beta"));
    }
    [[nodiscard]] std::string identifier(const std::string& org) { return app.services().urls.issuer(org); }
    http::Response form(const std::string& path, const Form& fields) { return alpha.form(path, fields); }
    /// A public client of the organisation that may refresh tokens.
    std::string client_of(const std::string& org) {
        auto metadata = test::registration();
        metadata["client_uri"] = "https://wallet.example/";
        metadata["logo_uri"] = "https://wallet.example/logo.png";
        metadata["tos_uri"] = "https://wallet.example/terms";
        metadata["policy_uri"] = "https://wallet.example/privacy";
        metadata["redirect_uris"] = json::Array{kBack};
        metadata["token_endpoint_auth_method"] = "none";
        metadata["scope"] = "offline_access";
        metadata["grant_types"] = json::Array{"authorization_code", "refresh_token"};
        const auto made = app.post("/issuers/" + org + "/oauth/register", json::serialize(metadata));
        EXPECT_EQ(made.status, 201) << made.body;
        return text_at(body_of(made), "client_id");
    }
    json::Value offer_of(const std::string& org, const std::string& grant, const std::string& more = {}) {
        const std::string achievement = org == "alpha" ? "reader" : "writer";
        const auto made =
            app.post("/issuers/" + org + "/credential-offers",
                     R"({"achievement":")" + achievement + R"(","grants":[")" + grant + "\"]" + more + "}");
        EXPECT_EQ(made.status, 201) << made.body;
        return body_of(made);
    }
    static std::string state_of(const json::Value& offer) {
        return vc::oid4vci::parse_offer(offer.at("offer"))->authorization_code->issuer_state;
    }
    /// The request_uri of a request for beta's credential, pushed to beta.
    std::string push(const std::string& client, const std::string& issuer_state,
                     const std::string& scope = "writer.ldp_vc") {
        const auto pushed =
            form("/issuers/beta/oauth/par", {{"response_type", "code"},
                                             {"client_id", client},
                                             {"redirect_uri", kBack},
                                             {"scope", scope},
                                             {"state", "s"},
                                             {"issuer_state", issuer_state},
                                             {"code_challenge", test::challenge_of(test::kTestVerifier)},
                                             {"code_challenge_method", "S256"}});
        EXPECT_EQ(pushed.status, 201) << pushed.body;
        return text_at(body_of(pushed), "request_uri");
    }
    static std::string page(const std::string& prefix, const std::string& client, const std::string& request_uri) {
        return prefix + "/oauth/authorize?" + test::encoded({{"client_id", client}, {"request_uri", request_uri}});
    }
    void sign_up(const std::string& prefix) {
        browser.get(prefix + "/signup");
        const auto answer = browser.post(
            prefix + "/signup", {{"email", "ada@example.org"}, {"password", "correct horse battery"}, {"name", "Ada"}});
        EXPECT_EQ(answer.status, 303) << answer.body;
    }
    /// Where the browser goes when everything is allowed.
    std::string allowed(const std::string& target, const std::string& credential = "writer.ldp_vc") {
        EXPECT_EQ(browser.get(target).status, 200);
        const auto answer = browser.post(target, {{"decision", "allow"}, {"credential", credential}});
        EXPECT_EQ(answer.status, 303) << answer.body;
        return location_of(answer);
    }
    http::Response redeem(const std::string& prefix, const std::string& client, const std::string& code) {
        return form(prefix + "/oauth/token", {{"grant_type", "authorization_code"},
                                              {"code", code},
                                              {"redirect_uri", kBack},
                                              {"client_id", client},
                                              {"code_verifier", test::kTestVerifier}});
    }
    /// A credential of beta, asked for at `org`.
    http::Response take(const std::string& org, const std::string& token) {
        const auto key = test::new_wallet_key();
        const auto nonce = text_at(body_of(app.post("/issuers/" + org + "/openid4vci/nonce", "")), "c_nonce");
        return app.post("/issuers/" + org + "/openid4vci/credential",
                        json::serialize(json::Object{
                            {"credential_configuration_id", "writer.ldp_vc"},
                            {"proofs", json::Object{{"jwt", json::Array{alpha.proof(*key, nonce, identifier(org))}}}}}),
                        token);
    }
    static std::string error(const http::Response& response) { return test::VciIssuer::outcome(response); }

    test::TestApp app;
    test::VciIssuer alpha{app};  ///< the hosted issuer
    test::Browser browser{app};
};

TEST_F(EveryIssuer, HasMetadataWhereClientsLook) {
    const auto own = identifier("beta");
    for (const auto* path : {"/.well-known/oauth-authorization-server/issuers/beta",
                             "/issuers/beta/.well-known/oauth-authorization-server"}) {
        const auto answer = app.get(path);
        ASSERT_EQ(answer.status, 200) << path;
        const auto metadata = body_of(answer);
        EXPECT_EQ(text_at(metadata, "issuer"), own);
        EXPECT_EQ(text_at(metadata, "authorization_endpoint"), own + "/oauth/authorize");
        EXPECT_EQ(text_at(metadata, "token_endpoint"), own + "/oauth/token");
        EXPECT_EQ(text_at(metadata, "pushed_authorization_request_endpoint"), own + "/oauth/par");
        EXPECT_EQ(text_at(metadata, "registration_endpoint"), own + "/oauth/register");
    }
    EXPECT_EQ(text_at(body_of(app.get("/.well-known/oauth-authorization-server")), "issuer"),
              app.services().urls.base());
    EXPECT_EQ(app.get("/.well-known/oauth-authorization-server/issuers/nobody").status, 404);
    const auto credentials = body_of(app.get("/.well-known/openid-credential-issuer/issuers/beta"));
    EXPECT_EQ(json::find(credentials, "authorization_servers"), nullptr) << "it is its own";
}

TEST_F(EveryIssuer, GivesCredentialsByACode) {
    const auto client = client_of("beta");
    const auto offer = offer_of("beta", "authorization_code");
    const auto target = page("/issuers/beta", client, push(client, state_of(offer)));
    const auto first = browser.get(target);
    EXPECT_TRUE(location_of(first).starts_with("/issuers/beta/login?next=")) << first.body;
    EXPECT_EQ(browser.get(location_of(first)).status, 200);
    sign_up("/issuers/beta");
    const auto back = allowed(target);
    EXPECT_TRUE(back.starts_with(kBack)) << back;
    EXPECT_EQ(parameter_of(back, "iss"), identifier("beta")) << "RFC 9207";
    const auto granted = redeem("/issuers/beta", client, parameter_of(back, "code"));
    ASSERT_EQ(granted.status, 200) << granted.body;
    const auto taken = take("beta", text_at(body_of(granted), "access_token"));
    ASSERT_EQ(taken.status, 200) << taken.body;
    const auto read = vc::oid4vci::parse_credential_response(body_of(taken));
    ASSERT_TRUE(read);
    EXPECT_EQ(text_at(read->credentials.front().at("issuer"), "id"), app.services().issuers.issuer("beta")->id);
}

TEST_F(EveryIssuer, HasAccountsOfItsOwn) {
    const auto client = client_of("beta");
    const auto ask = [&] {
        return page("/issuers/beta", client, push(client, state_of(offer_of("beta", "authorization_code"))));
    };
    auto target = ask();
    browser.sign_up();  // of the hosted issuer
    EXPECT_TRUE(location_of(browser.get(target)).starts_with("/issuers/beta/login?")) << "not signed in there";
    sign_up("/issuers/beta");  // the same address, another account
    EXPECT_EQ(browser.get(target).status, 200);
    EXPECT_EQ(browser.get("/account").status, 200) << "and still signed in here";
    // What was allowed there is seen there, and taken back there.
    const auto granted = redeem("/issuers/beta", client, parameter_of(allowed(target), "code"));
    ASSERT_EQ(granted.status, 200) << granted.body;
    const auto account = browser.get("/issuers/beta/account");
    const std::string place = "action=\"/issuers/beta/account/grants/";
    const auto at = account.body.find(place);
    ASSERT_NE(at, std::string::npos) << account.body;
    EXPECT_EQ(browser.get("/account").body.find("/account/grants/"), std::string::npos);
    const auto withdraw = account.body.substr(at + 8, account.body.find('"', at + 8) - at - 8);
    EXPECT_EQ(location_of(browser.post(withdraw, {})), "/issuers/beta/account?withdrawn=1");
    EXPECT_EQ(take("beta", text_at(body_of(granted), "access_token")).status, 401);
    EXPECT_EQ(browser.get("/issuers/nobody/login").status, 404);
    EXPECT_EQ(browser.get("/issuers/nobody/oauth/authorize?client_id=x").status, 404);
    target = ask();
    browser.get(target);
    EXPECT_EQ(browser.post("/issuers/beta/logout", {}).status, 303);
    EXPECT_TRUE(location_of(browser.get(target)).starts_with("/issuers/beta/login?"));
    EXPECT_EQ(browser.get("/account").status, 200);
}

TEST_F(EveryIssuer, OA4_ACodeOfOneIsNothingAtAnother) {
    const auto client = client_of("beta");
    const auto other = client_of("alpha");
    sign_up("/issuers/beta");
    browser.sign_up();
    const auto request_uri = push(client, state_of(offer_of("beta", "authorization_code")));
    // A pushed request is the server's it was pushed to.
    EXPECT_EQ(browser.get(page("/issuers/alpha", client, request_uri)).status, 400);
    EXPECT_EQ(browser.get(page("/issuers/alpha", other, request_uri)).status, 400);
    EXPECT_EQ(browser.get(page("", other, request_uri)).status, 400);
    EXPECT_EQ(error(form("/issuers/alpha/oauth/par", {{"client_id", client}, {"response_type", "code"}})),
              "400 invalid_client");
    const auto code = parameter_of(allowed(page("/issuers/beta", client, request_uri)), "code");
    for (const std::string prefix : {"/issuers/alpha", ""}) {
        EXPECT_EQ(error(redeem(prefix, client, code)), "400 invalid_client") << prefix;
        EXPECT_EQ(error(redeem(prefix, other, code)), "400 invalid_grant") << prefix;
    }
    const auto granted = redeem("/issuers/beta", client, code);
    ASSERT_EQ(granted.status, 200) << "it was not used up: " << granted.body;
    const auto token = text_at(body_of(granted), "access_token");
    EXPECT_EQ(error(take("alpha", token)), "403 insufficient_scope");
    EXPECT_EQ(take("beta", token).status, 200);
}

TEST_F(EveryIssuer, OA4_APreAuthorizedCodeOfOneIsNothingAtAnother) {
    const auto code = test::VciIssuer::code_of(offer_of("beta", "pre-authorized_code"));
    const auto at = [&](const std::string& prefix) {
        return form(prefix + "/oauth/token",
                    {{"grant_type", vc::oid4vci::kPreAuthorizedCode}, {"pre-authorized_code", code}});
    };
    EXPECT_EQ(error(at("/issuers/alpha")), "400 invalid_grant");
    EXPECT_EQ(error(at("")), "400 invalid_grant");
    EXPECT_EQ(error(at("/issuers/nobody")), "404 invalid_request");
    EXPECT_EQ(at("/issuers/beta").status, 200);
}

// What waits for approval outlives the access token (OpenID4VCI 1.0 section 9): the deferred endpoint wants a good one,
// so there is a refresh token.
class Deferred : public EveryIssuer {
  protected:
    http::Response refresh(const std::string& prefix, const std::string& token, const std::string& client = {}) {
        Form fields{{"grant_type", "refresh_token"}, {"refresh_token", token}};
        if (!client.empty()) fields.emplace_back("client_id", client);
        return form(prefix + "/oauth/token", fields);
    }
    http::Response fetch(const std::string& token, const json::Value& waiting) {
        return app.post("/issuers/beta/openid4vci/deferred",
                        json::serialize(json::Object{{"transaction_id", waiting.at("transaction_id")}}), token);
    }
    void approve(const json::Value& offer) {
        const auto place = "/issuers/beta/credential-offers/" + text_at(offer, "id") + "/approve";
        EXPECT_EQ(app.post(place, "").status, 200);
    }
};

TEST_F(Deferred, CredentialsAreFetchedWithARefreshedToken) {
    const auto offer = offer_of("beta", "pre-authorized_code", R"(,"needsApproval":true)");
    const auto granted =
        body_of(form("/issuers/beta/oauth/token", {{"grant_type", vc::oid4vci::kPreAuthorizedCode},
                                                   {"pre-authorized_code", test::VciIssuer::code_of(offer)}}));
    const auto first = text_at(granted, "refresh_token");
    ASSERT_FALSE(first.empty());
    const auto waits = take("beta", text_at(granted, "access_token"));
    ASSERT_EQ(waits.status, 202) << waits.body;
    app.pass_seconds(7200);
    EXPECT_EQ(fetch(text_at(granted, "access_token"), body_of(waits)).status, 401) << "its hour is over";
    EXPECT_EQ(error(refresh("/issuers/alpha", first)), "400 invalid_grant") << "OA4: another issuer";
    EXPECT_EQ(error(refresh("/issuers/beta", first, client_of("beta"))), "400 invalid_grant") << "another client";
    const auto again = refresh("/issuers/beta", first);
    ASSERT_EQ(again.status, 200) << again.body;
    const auto second = text_at(body_of(again), "refresh_token");
    EXPECT_EQ(fetch(text_at(body_of(again), "access_token"), body_of(waits)).status, 202);
    approve(offer);
    app.pass_seconds(24 * 3600);
    const auto last = refresh("/issuers/beta", second);
    ASSERT_EQ(last.status, 200) << last.body;
    const auto got = fetch(text_at(body_of(last), "access_token"), body_of(waits));
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_TRUE(vc::oid4vci::parse_credential_response(body_of(got)));
    // A refresh token counts once; the second use ends them all.
    EXPECT_EQ(error(refresh("/issuers/beta", first)), "400 invalid_grant");
    EXPECT_EQ(error(refresh("/issuers/beta", text_at(body_of(last), "refresh_token"))), "400 invalid_grant");
    EXPECT_EQ(fetch(text_at(body_of(last), "access_token"), body_of(waits)).status, 401);
}

TEST_F(Deferred, NothingIsRefreshedWhereNothingComesLater) {
    const auto granted =
        body_of(form("/issuers/beta/oauth/token",
                     {{"grant_type", vc::oid4vci::kPreAuthorizedCode},
                      {"pre-authorized_code", test::VciIssuer::code_of(offer_of("beta", "pre-authorized_code"))}}));
    EXPECT_FALSE(text_at(granted, "access_token").empty());
    EXPECT_EQ(json::find(granted, "refresh_token"), nullptr);
    const auto offer = offer_of("beta", "pre-authorized_code", R"(,"needsApproval":true)");
    const auto late =
        text_at(body_of(form("/issuers/beta/oauth/token", {{"grant_type", vc::oid4vci::kPreAuthorizedCode},
                                                           {"pre-authorized_code", test::VciIssuer::code_of(offer)}})),
                "refresh_token");
    app.pass_seconds(91 * 24 * 3600);
    EXPECT_EQ(error(refresh("/issuers/beta", late)), "400 invalid_grant") << "it ends, too";
}

TEST_F(Deferred, ByAnAuthorizationCodeToo) {
    const auto client = client_of("beta");
    sign_up("/issuers/beta");
    const auto granted_for = [&](const std::string& more) {
        const auto offer = offer_of("beta", "authorization_code", more);
        const auto back = allowed(page("/issuers/beta", client, push(client, state_of(offer))));
        return std::pair(offer, body_of(redeem("/issuers/beta", client, parameter_of(back, "code"))));
    };
    EXPECT_FALSE(granted_for("").second.as_object().contains("refresh_token")) << "nobody agreed to offline_access";
    const auto [offer, granted] = granted_for(R"(,"needsApproval":true)");
    const auto waits = take("beta", text_at(granted, "access_token"));
    ASSERT_EQ(waits.status, 202) << waits.body;
    approve(offer);
    app.pass_seconds(7200);
    EXPECT_EQ(error(refresh("/issuers/beta", text_at(granted, "refresh_token"))), "400 invalid_grant")
        << "who it is was said before";
    const auto again = refresh("/issuers/beta", text_at(granted, "refresh_token"), client);
    ASSERT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(fetch(text_at(body_of(again), "access_token"), body_of(waits)).status, 200);
}

}  // namespace
}  // namespace blason
