// Pushed authorization requests (RFC 9126), and what the metadata say of all this.
#include <atomic>
#include <thread>

#include "tests/wallet-server/api/oauth_exchanges.hpp"

namespace blason {
namespace {

using service::oauth::kCredentialReadonly;
using test::body_of;
using test::OauthForExchanges;
using test::text_at;

TEST_F(OauthForExchanges, APushedRequestIsWhatThePersonAnswers) {
    const auto client = public_client();
    const auto uri = push(request(client, kCredentialReadonly));
    EXPECT_TRUE(uri.starts_with("urn:ietf:params:oauth:request_uri:")) << uri;
    // What else the browser brings does not count.
    const auto other = target(client, uri) + "&scope=" + std::string(service::oauth::kProfileReadonly) + "&state=x";
    const auto location = allow(other, kCredentialReadonly);
    EXPECT_EQ(test::parameter_of(location, "state"), "s t&a");
    EXPECT_EQ(test::parameter_of(location, "iss"), app_.services().urls.base());
    const auto answer = exchange(client, test::parameter_of(location, "code"));
    EXPECT_EQ(text_at(body_of(answer), "scope"), kCredentialReadonly);
}

TEST_F(OauthForExchanges, OA26_APushedRequestIsAnsweredOnce) {
    const auto client = public_client();
    const auto uri = push(request(client, kCredentialReadonly));
    const auto where = target(client, uri);
    EXPECT_EQ(browser_.get(where).status, 200);
    EXPECT_EQ(browser_.get(where).status, 200);  // a page may be looked at again
    EXPECT_FALSE(test::parameter_of(allow(where, kCredentialReadonly), "code").empty());
    EXPECT_EQ(browser_.get(where).status, 400);
    EXPECT_EQ(browser_.post(where, {{"decision", "allow"}, {"scope", kCredentialReadonly}}).status, 400);
}

TEST_F(OauthForExchanges, OA26_OfAHundredAnswersAtOnceOneCounts) {
    const auto client = public_client();
    const auto uri = push(request(client, kCredentialReadonly));
    auto& services = app_.services();
    const auto checked = services.authorizations.check(
        "alpha", service::oauth::Parameters({{"client_id", client}, {"request_uri", uri}}));
    const auto& asked = *std::get_if<service::oauth::AuthorizationRequest>(&checked);
    const auto grantee = test::make_grantee(app_, "bob");
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                service::oauth::Consent consent{
                    "alpha", grantee.account, client, asked.redirect_uri, asked.code_challenge, asked.scopes};
                consent.pushed = asked.pushed;
                good += services.grants.approve(consent, {}) ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
}

TEST_F(OauthForExchanges, WhatIsWrongWithAPushedRequestIsSaidAtOnce) {
    const auto client = public_client();
    const auto with = [&](std::string_view name, std::string_view value) {
        auto form = request(client, kCredentialReadonly);
        std::erase_if(form, [&](const auto& pair) { return pair.first == name; });
        form.emplace_back(name, value);
        return error(test::post_form(app_, "/oauth/par", form));
    };
    EXPECT_EQ(with("redirect_uri", "https://evil.example/"), "invalid_request");
    EXPECT_EQ(with("code_challenge_method", "plain"), "invalid_request");
    EXPECT_EQ(with("code_challenge", ""), "invalid_request");
    EXPECT_EQ(with("response_type", "token"), "unsupported_response_type");
    EXPECT_EQ(with("scope", "unknown"), "invalid_scope");
    EXPECT_EQ(with("client_id", "nobody"), "invalid_client");
    EXPECT_EQ(with("request_uri", "urn:ietf:params:oauth:request_uri:x"), "invalid_request");
    EXPECT_EQ(with("request", "a.b.c"), "request_not_supported");
    EXPECT_EQ(with("dpop_jkt", "x"), "invalid_request");
    // Without state, too: PKCE is there.
    auto form = request(client, kCredentialReadonly);
    std::erase_if(form, [](const auto& pair) { return pair.first == "state"; });
    const auto location = allow(target(client, push(form)), kCredentialReadonly);
    EXPECT_EQ(location.find("state="), std::string::npos);
    EXPECT_FALSE(test::parameter_of(location, "code").empty());
}

TEST_F(OauthForExchanges, OA8_APushedRequestIsForItsClientAndForTenMinutes) {
    const auto client = public_client();
    const auto other = public_client();
    const auto uri = push(request(client, kCredentialReadonly));
    EXPECT_EQ(browser_.get(target(other, uri)).status, 400);
    EXPECT_EQ(browser_.get(target("", uri)).status, 400);
    EXPECT_EQ(browser_.get(target(client, uri + "x")).status, 400);
    EXPECT_EQ(browser_.get(target(client, "https://evil.example/request")).status, 400);
    app_.pass_seconds(599);
    EXPECT_EQ(browser_.get(target(client, uri)).status, 200);
    app_.pass_seconds(1);
    EXPECT_EQ(browser_.get(target(client, uri)).status, 400);
}

TEST_F(OauthForExchanges, TheMetadataSayWhatThereIs) {
    const auto metadata = body_of(app_.get("/.well-known/oauth-authorization-server"));
    const auto& base = app_.services().urls.base();
    EXPECT_EQ(text_at(metadata, "pushed_authorization_request_endpoint"), base + "/oauth/par");
    EXPECT_EQ(json::serialize(*json::find(metadata, "token_endpoint_auth_methods_supported")),
              R"(["client_secret_basic","private_key_jwt","none"])");
    EXPECT_EQ(json::serialize(*json::find(metadata, "authorization_details_types_supported")),
              R"(["openid_credential"])");
    EXPECT_NE(json::find(metadata, "dpop_signing_alg_values_supported"), nullptr);
    EXPECT_EQ(json::find(metadata, "challenge_endpoint"), nullptr);  // nobody vouches for wallets here
}

}  // namespace
}  // namespace blason
