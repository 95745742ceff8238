// From consent to tokens and back, as clients see it.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/json/serialize.hpp"
#include "tests/support/oauth_client.hpp"
#include "tests/support/suites.hpp"
#include "wallet-server/api/oauth/access.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class OAuthTokens : public testing::Test {
  protected:
    OAuthTokens() : browser_(app_) {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        client_.emplace(app_);
        browser_.sign_up();
    }
    static std::string error(const http::Response& response) {
        EXPECT_EQ(response.status, 400) << response.body;
        EXPECT_EQ(response.fields.find("Cache-Control"), "no-store");
        return text_at(body_of(response), "error");
    }
    json::Value tokens(std::string_view scope = test::kAllScopes) {
        const auto answer = client_->exchange(client_->code(browser_, scope));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return body_of(answer);
    }
    bool opens(const std::string& token) { return app_.services().grants.check(token).has_value(); }

    test::TestApp app_;
    test::Browser browser_;
    std::optional<test::OAuthClient> client_;
};

TEST_F(OAuthTokens, ACodeGivesTokensForWhatWasGranted) {
    const auto answer = client_->exchange(client_->code(browser_));
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.fields.find("Cache-Control"), "no-store");
    EXPECT_EQ(answer.fields.find("Pragma"), "no-cache");
    const auto body = body_of(answer);
    EXPECT_EQ(text_at(body, "token_type"), "Bearer");
    EXPECT_EQ(text_at(body, "scope"), test::kAllScopes);
    EXPECT_EQ(*json::find(body, "expires_in"), json::Value(3600));
    EXPECT_FALSE(text_at(body, "refresh_token").empty());
    const auto access = app_.services().grants.check(text_at(body, "access_token"));
    ASSERT_TRUE(access);
    EXPECT_EQ(access->client, client_->id);
    EXPECT_TRUE(app_.services().wallets.holder(access->org, access->holder));
}

TEST_F(OAuthTokens, WithoutOfflineAccessThereIsNoRefreshToken) {
    const auto body = tokens(service::oauth::kCredentialReadonly);
    EXPECT_EQ(json::find(body, "refresh_token"), nullptr);
    EXPECT_EQ(text_at(body, "scope"), service::oauth::kCredentialReadonly);
}

TEST_F(OAuthTokens, OA2_ACodeCountsOnceAndASecondUseEndsTheTokensOfTheFirst) {
    const auto code = client_->code(browser_);
    const auto body = body_of(client_->exchange(code));
    const auto access = text_at(body, "access_token");
    EXPECT_TRUE(opens(access));
    EXPECT_EQ(error(client_->exchange(code)), "invalid_grant");
    EXPECT_FALSE(opens(access));
    EXPECT_EQ(error(client_->refresh(text_at(body, "refresh_token"))), "invalid_grant");
}

TEST_F(OAuthTokens, OA2_OfManyUsesAtOnceOneAtMostGetsTokens) {
    const auto code = client_->code(browser_);
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { good += client_->exchange(code).status == 200 ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
}

TEST_F(OAuthTokens, OA2_ACodeIsForItsClientAndForAMinute) {
    const test::OAuthClient other(app_);
    const auto code = client_->code(browser_);
    EXPECT_EQ(error(other.exchange(code)), "invalid_grant");
    app_.pass_seconds(59);
    EXPECT_EQ(client_->exchange(code).status, 200);  // the other client spoiled nothing
    const auto late = client_->code(browser_);
    app_.pass_seconds(60);
    EXPECT_EQ(error(client_->exchange(late)), "invalid_grant");
    EXPECT_EQ(error(client_->exchange("no-such-code")), "invalid_grant");
    EXPECT_EQ(error(client_->exchange(std::string(100'000, 'x'))), "invalid_grant");
}

TEST_F(OAuthTokens, ACodeIsBoundToItsRedirectUri) {
    const auto code = client_->code(browser_);
    EXPECT_EQ(error(client_->exchange(code, test::kTestVerifier, "https://client.example/other")), "invalid_grant");
    EXPECT_EQ(error(client_->exchange(code)), "invalid_grant");  // it is used up
}

TEST_F(OAuthTokens, OA3_TheVerifierIsTheOneOfTheChallenge) {
    EXPECT_EQ(error(client_->exchange(client_->code(browser_), "another-verifier-another-verifier-another-1")),
              "invalid_grant");
    EXPECT_EQ(error(client_->exchange(client_->code(browser_), "")), "invalid_request");
    const std::string verifier = test::kTestVerifier;
    EXPECT_TRUE(service::oauth::fits_challenge(verifier, test::challenge_of(verifier)));
    for (const std::size_t size : {std::size_t{42}, std::size_t{129}}) {
        const std::string text(size, 'a');
        EXPECT_FALSE(service::oauth::fits_challenge(text, test::challenge_of(text))) << size;
    }
    for (const std::size_t size : {std::size_t{43}, std::size_t{128}}) {
        const std::string text(size, 'a');
        EXPECT_TRUE(service::oauth::fits_challenge(text, test::challenge_of(text))) << size;
    }
    // As the example of Open Badges 3.0 writes one.
    const std::string padded = "dGVzdC12ZXJpZmllci10ZXN0LXZl/mlmaWVyLXRlc3Q+dGVzdA==";
    EXPECT_TRUE(service::oauth::fits_challenge(padded, test::challenge_of(padded)));
    EXPECT_FALSE(service::oauth::fits_challenge(std::string(43, ' '), test::challenge_of(std::string(43, ' '))));
    // RFC 7636 appendix B
    EXPECT_TRUE(service::oauth::fits_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                               "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

TEST_F(OAuthTokens, OA6_ARefreshTokenCountsOnceAndASecondUseEndsTheFamily) {
    const auto first = tokens();
    const auto old = text_at(first, "refresh_token");
    const auto answer = client_->refresh(old);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto second = body_of(answer);
    EXPECT_NE(text_at(second, "access_token"), text_at(first, "access_token"));
    EXPECT_NE(text_at(second, "refresh_token"), old);
    EXPECT_TRUE(opens(text_at(second, "access_token")));
    EXPECT_EQ(error(client_->refresh(old)), "invalid_grant");
    EXPECT_EQ(error(client_->refresh(text_at(second, "refresh_token"))), "invalid_grant");
    EXPECT_FALSE(opens(text_at(first, "access_token")));
    EXPECT_FALSE(opens(text_at(second, "access_token")));
}

TEST_F(OAuthTokens, OA6_ARefreshTokenIsForItsClientAndEndsWhenItIsNotUsed) {
    const test::OAuthClient other(app_);
    const auto token = text_at(tokens(), "refresh_token");
    EXPECT_EQ(error(other.refresh(token)), "invalid_grant");
    app_.pass_seconds(89 * 86'400);
    const auto next = client_->refresh(token);
    ASSERT_EQ(next.status, 200) << next.body;
    app_.pass_seconds(90 * 86'400);
    EXPECT_EQ(error(client_->refresh(text_at(body_of(next), "refresh_token"))), "invalid_grant");
}

TEST_F(OAuthTokens, OA8_ARefreshNarrowsAndNeverWidens) {
    const auto scope = std::string(service::oauth::kCredentialReadonly) + " offline_access";
    const auto token = text_at(tokens(scope), "refresh_token");
    EXPECT_EQ(error(client_->refresh(token, test::kAllScopes)), "invalid_scope");
    EXPECT_EQ(error(client_->refresh(token, "\"")), "invalid_scope");
    const auto narrow = body_of(client_->refresh(token, std::string(service::oauth::kCredentialReadonly)));
    EXPECT_EQ(text_at(narrow, "scope"), service::oauth::kCredentialReadonly);
    const auto wide = body_of(client_->refresh(text_at(narrow, "refresh_token")));
    EXPECT_EQ(text_at(wide, "scope"), scope);
}

TEST_F(OAuthTokens, AClientThatDidNotRegisterForAGrantTypeDoesNotGetIt) {
    auto metadata = test::registration();
    metadata["grant_types"] = json::Array{"authorization_code"};
    const test::OAuthClient plain(app_, metadata);
    const auto body = body_of(plain.exchange(plain.code(browser_)));
    EXPECT_EQ(json::find(body, "refresh_token"), nullptr);
    EXPECT_EQ(error(plain.refresh("x")), "unauthorized_client");
    EXPECT_EQ(error(plain.post("/oauth/token", {{"grant_type", "client_credentials"}})), "unsupported_grant_type");
    EXPECT_EQ(error(plain.post("/oauth/token", {{"grant_type", "password"}})), "unsupported_grant_type");
    EXPECT_EQ(error(plain.post("/oauth/token", {})), "invalid_request");
    EXPECT_EQ(error(plain.post("/oauth/token", {{"grant_type", "authorization_code"}})), "invalid_request");
}

TEST_F(OAuthTokens, ClientsShowTheirSecretInOneWayOnly) {
    const auto ask = [&](const std::string& authorization, const std::string& body) {
        auto request = test::request_with("POST", "/oauth/token", body, "application/x-www-form-urlencoded");
        if (!authorization.empty()) request.fields.set("Authorization", authorization);
        return error(app_.call(std::move(request)));
    };
    const std::string form = "grant_type=refresh_token&refresh_token=x";
    const auto basic = [](const std::string& text) { return "Basic " + test::base64(text); };
    EXPECT_EQ(ask(basic(client_->id + ":" + client_->secret), form), "invalid_grant");  // the client is believed
    EXPECT_EQ(ask("basic " + test::base64(client_->id + ":" + client_->secret), form), "invalid_grant");
    EXPECT_EQ(ask("", form), "invalid_grant");  // as a wallet that never said who it is, with a token of no such one
    EXPECT_EQ(ask("", "grant_type=authorization_code&code=x"), "invalid_client");
    EXPECT_EQ(ask(basic(client_->id + ":wrong"), form), "invalid_client");
    EXPECT_EQ(ask(basic("nobody:" + client_->secret), form), "invalid_client");
    EXPECT_EQ(ask(basic(client_->id), form), "invalid_client");
    EXPECT_EQ(ask("Basic ****", form), "invalid_client");
    EXPECT_EQ(ask("Bearer " + client_->secret, form), "invalid_client");
    EXPECT_EQ(ask("", form + "&client_id=" + client_->id + "&client_secret=" + client_->secret), "invalid_client");
    EXPECT_EQ(ask(basic(client_->id + ":" + client_->secret), form + "&client_secret=" + client_->secret),
              "invalid_request");
    EXPECT_EQ(ask(basic(client_->id + ":" + client_->secret), form + "&client_id=other"), "invalid_request");
    EXPECT_EQ(ask(basic(client_->id + ":" + client_->secret), form + "&scope=a&scope=b"), "invalid_request");
    EXPECT_EQ(ask(basic(client_->id + ":" + client_->secret), "grant_type=%zz"), "invalid_request");
}

TEST_F(OAuthTokens, RevocationEndsTheGrantOfEitherToken) {
    const auto revoke = [&](const test::OAuthClient& client, const std::string& token) {
        return client.post("/oauth/revoke", {{"token", token}, {"token_type_hint", "nonsense"}});
    };
    const auto first = tokens();
    const auto second = tokens();
    const test::OAuthClient other(app_);
    EXPECT_EQ(error(revoke(other, text_at(first, "access_token"))), "invalid_grant");
    EXPECT_TRUE(opens(text_at(first, "access_token")));
    EXPECT_EQ(revoke(*client_, text_at(first, "refresh_token")).status, 200);
    EXPECT_FALSE(opens(text_at(first, "access_token")));
    EXPECT_EQ(revoke(*client_, text_at(second, "access_token")).status, 200);
    EXPECT_EQ(error(client_->refresh(text_at(second, "refresh_token"))), "invalid_grant");
    EXPECT_EQ(revoke(*client_, text_at(second, "access_token")).status, 200);  // again
    EXPECT_EQ(revoke(*client_, "unknown").status, 200);
    EXPECT_EQ(error(client_->post("/oauth/revoke", {})), "invalid_request");
}

TEST_F(OAuthTokens, IntrospectionTellsAClientAboutItsOwnTokens) {
    const auto ask = [&](const test::OAuthClient& client, const std::string& token) {
        const auto answer = client.post("/oauth/introspect", {{"token", token}});
        EXPECT_EQ(answer.status, 200) << answer.body;
        return body_of(answer);
    };
    const auto body = tokens();
    const auto access = ask(*client_, text_at(body, "access_token"));
    EXPECT_EQ(*json::find(access, "active"), json::Value(true));
    EXPECT_EQ(text_at(access, "scope"), test::kAllScopes);
    EXPECT_EQ(text_at(access, "client_id"), client_->id);
    EXPECT_EQ(*json::find(access, "exp"), json::Value(1'800'003'600));
    EXPECT_EQ(ask(*client_, text_at(body, "refresh_token")).at("active"), json::Value(true));
    const test::OAuthClient other(app_);
    EXPECT_EQ(json::serialize(ask(other, text_at(body, "access_token"))), R"({"active":false})");
    EXPECT_EQ(json::serialize(ask(*client_, "unknown")), R"({"active":false})");
    EXPECT_EQ(client_->refresh(text_at(body, "refresh_token")).status, 200);
    EXPECT_EQ(json::serialize(ask(*client_, text_at(body, "refresh_token"))), R"({"active":false})");
    app_.pass_seconds(3600);
    EXPECT_EQ(json::serialize(ask(*client_, text_at(body, "access_token"))), R"({"active":false})");
}

TEST_F(OAuthTokens, NothingThatOpensSomethingIsInTheDatabase) {
    const auto code = client_->code(browser_);
    const auto body = body_of(client_->exchange(code));
    for (const auto* file : {"data/blason.db", "data/blason.db-wal"}) {
        const auto database = test::read_file(app_.folder().file(file));
        for (const auto& secret : {code, client_->secret, text_at(body, "access_token"), text_at(body, "refresh_token"),
                                   browser_.cookies().at("blason-session"), std::string("correct horse battery")}) {
            EXPECT_EQ(database.find(secret), std::string::npos) << file;
        }
    }
}

TEST_F(OAuthTokens, TokensOutliveARestart) {
    const auto body = tokens();
    app_.reopen();
    EXPECT_TRUE(opens(text_at(body, "access_token")));
}

TEST_F(OAuthTokens, OA4_TheMetadataNameTheIssuerThatAnswersName) {
    const auto metadata = body_of(app_.get("/.well-known/oauth-authorization-server"));
    const auto issuer = text_at(metadata, "issuer");
    EXPECT_EQ(issuer, app_.services().urls.base());
    EXPECT_EQ(test::parameter_of(client_->consent(browser_), "iss"), issuer);
    EXPECT_EQ(*json::find(metadata, "authorization_response_iss_parameter_supported"), json::Value(true));
    EXPECT_EQ(text_at(metadata, "token_endpoint"), issuer + "/oauth/token");
    EXPECT_EQ(json::serialize(*json::find(metadata, "code_challenge_methods_supported")), R"(["S256"])");
}

}  // namespace
}  // namespace blason
