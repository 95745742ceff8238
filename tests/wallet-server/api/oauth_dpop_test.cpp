// Tokens that are bound to a key of the client (RFC 9449).
#include <atomic>
#include <thread>

#include "tests/wallet-server/api/oauth_exchanges.hpp"

namespace blason {
namespace {

using service::oauth::kCredentialReadonly;
using test::body_of;
using test::DpopKey;
using test::Headers;
using test::OauthForExchanges;
using test::text_at;

TEST_F(OauthForExchanges, DpopBindsTheTokensOfAPublicClientToItsKey) {
    const auto client = public_client();
    const DpopKey key(app_);
    const DpopKey thief(app_);
    const auto answer = exchange(client, code_for(client), key.header("/oauth/token"));
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto body = body_of(answer);
    EXPECT_EQ(text_at(body, "token_type"), "DPoP");
    const auto token = text_at(body, "access_token");
    const std::string path = "/ims/ob/v3p0/credentials";
    const auto shown = with_token("DPoP", token, {{"DPoP", key.proof(path, token, "GET")}});
    const auto access = api::oauth::check_access(shown, app_.services(), kCredentialReadonly);
    ASSERT_TRUE(access) << access.error().detail;
    EXPECT_EQ(access->jkt, key.thumbprint());
    EXPECT_EQ(door(with_token("dpop", token, {{"dpop", key.proof(path, token, "GET")}})), "");  // case is ignored

    EXPECT_EQ(door(shown), "invalid_dpop_proof");  // OA10: a second time
    EXPECT_EQ(door(with_token("Bearer", token)), "invalid_token");
    EXPECT_EQ(door(with_token("Bearer", token, {{"DPoP", key.proof(path, token, "GET")}})), "invalid_token");
    EXPECT_EQ(door(with_token("DPoP", token)), "invalid_dpop_proof");
    EXPECT_EQ(door(with_token("DPoP", token, {{"DPoP", thief.proof(path, token, "GET")}})), "invalid_token");
    EXPECT_EQ(door(with_token("DPoP", token, {{"DPoP", key.proof(path, {}, "GET")}})), "invalid_dpop_proof");
    EXPECT_EQ(door(with_token("DPoP", token, {{"DPoP", key.proof("/other", token, "GET")}})), "invalid_dpop_proof");
    EXPECT_EQ(door(with_token("DPoP", token, {{"DPoP", key.proof(path, token)}})), "invalid_dpop_proof");
    EXPECT_EQ(door(with_token("DPoP", token,
                              {{"DPoP", key.proof(path, token, "GET")}, {"DPoP", key.proof(path, token, "GET")}})),
              "invalid_dpop_proof");

    const auto old = text_at(body, "refresh_token");
    EXPECT_EQ(error(refresh(client, old)), "invalid_grant");
    EXPECT_EQ(error(refresh(client, old, thief.header("/oauth/token"))), "invalid_grant");
    const auto next = refresh(client, old, key.header("/oauth/token"));
    ASSERT_EQ(next.status, 200) << next.body;
    EXPECT_EQ(text_at(body_of(next), "token_type"), "DPoP");
}

TEST_F(OauthForExchanges, OA10_ABearerTokenIsNoDpopToken) {
    const auto client = public_client();
    const DpopKey key(app_);
    const auto token = text_at(body_of(exchange(client, code_for(client))), "access_token");
    EXPECT_EQ(door(with_token("Bearer", token)), "");
    const auto proof = key.proof("/ims/ob/v3p0/credentials", token, "GET");
    EXPECT_EQ(door(with_token("DPoP", token, {{"DPoP", proof}})), "invalid_token");
}

TEST_F(OauthForExchanges, OA10_WithoutAFreshNonceOfOursTheClientIsToldTheNext) {
    const auto client = public_client();
    const DpopKey key(app_);
    auto& services = app_.services();
    const auto proof = [&](const std::string& nonce) {
        return *jose::make_dpop(key.signer(), {"POST", services.urls.base() + "/oauth/token"}, nonce, services.clock(),
                                crypto::system_random());
    };
    const auto code = code_for(client);
    auto nonce = services.dpop.next_nonce();
    app_.pass_seconds(301);
    const auto later = code_for(client);
    for (const auto& wrong : {std::string(), std::string("made-up"), nonce}) {
        const auto answer = exchange(client, later, {{"DPoP", proof(wrong)}});
        EXPECT_EQ(error(answer), "use_dpop_nonce");
        nonce = std::string(answer.fields.find("DPoP-Nonce").value_or(""));
    }
    EXPECT_EQ(exchange(client, later, {{"DPoP", proof(nonce)}}).status, 200);  // the code was not used up meanwhile

    // At a resource the same, with 401.
    const auto bound = text_at(body_of(exchange(client, code_for(client), key.header("/oauth/token"))), "access_token");
    const auto url = services.urls.base() + "/ims/ob/v3p0/credentials";
    const auto bare =
        *jose::make_dpop(key.signer(), {"GET", url, bound}, "", services.clock(), crypto::system_random());
    const auto answer = app_.call(with_token("DPoP", bound, {{"DPoP", bare}}));
    EXPECT_EQ(answer.status, 401) << answer.body;
    EXPECT_TRUE(answer.fields.find("WWW-Authenticate")->starts_with("DPoP algs=\"")) << answer.body;
    EXPECT_NE(answer.fields.find("WWW-Authenticate")->find("error=\"use_dpop_nonce\""), std::string::npos);
    const std::string next(answer.fields.find("DPoP-Nonce").value_or(""));
    const auto again =
        *jose::make_dpop(key.signer(), {"GET", url, bound}, next, services.clock(), crypto::system_random());
    EXPECT_EQ(app_.call(with_token("DPoP", bound, {{"DPoP", again}})).status, 200);
}

TEST_F(OauthForExchanges, OA10_NoncesAndProofsDoNotOutliveARestart) {
    const auto nonce = app_.services().dpop.next_nonce();
    app_.reopen();
    const DpopKey key(app_);
    auto& services = app_.services();
    const auto url = services.urls.base() + "/oauth/token";
    const auto proof = *jose::make_dpop(key.signer(), {"POST", url}, nonce, services.clock(), crypto::system_random());
    const auto checked = services.dpop.check(proof, {"POST", url});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, "use_dpop_nonce");
}

TEST_F(OauthForExchanges, OA10_OfAHundredUsesOfOneProofAtOnceOneCounts) {
    const DpopKey key(app_);
    auto& services = app_.services();
    const auto url = services.urls.base() + "/oauth/token";
    const auto proof = key.proof("/oauth/token");
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) good += services.dpop.check(proof, {"POST", url}) ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 1);
}

TEST_F(OauthForExchanges, OA10_ACodeAskedForWithAKeyComesWithThatKey) {
    const auto client = public_client();
    const DpopKey key(app_);
    const DpopKey thief(app_);
    const auto pushed = [&] {
        const auto uri = push(request(client, kCredentialReadonly), key.header("/oauth/par"));
        return test::parameter_of(allow(target(client, uri), kCredentialReadonly), "code");
    };
    EXPECT_EQ(exchange(client, pushed(), key.header("/oauth/token")).status, 200);
    EXPECT_EQ(error(exchange(client, pushed())), "invalid_grant");
    const auto code = pushed();
    EXPECT_EQ(error(exchange(client, code, thief.header("/oauth/token"))), "invalid_grant");
    EXPECT_EQ(error(exchange(client, code, key.header("/oauth/token"))), "invalid_grant");  // it may be stolen

    auto form = request(client, kCredentialReadonly);
    const auto jkt = key.thumbprint();
    form.emplace_back("dpop_jkt", jkt);
    const auto stated = [&] {
        return test::parameter_of(allow("/oauth/authorize?" + test::encoded(form), kCredentialReadonly), "code");
    };
    EXPECT_EQ(error(exchange(client, stated())), "invalid_grant");
    EXPECT_EQ(exchange(client, stated(), key.header("/oauth/token")).status, 200);
    EXPECT_EQ(error(test::post_form(app_, "/oauth/par", form, thief.header("/oauth/par"))), "invalid_dpop_proof");
}

TEST_F(OauthForExchanges, AConfidentialClientMayChangeItsKeyButNotGoBackToBearer) {
    const test::OAuthClient client(app_);
    const Headers basic{{"Authorization", "Basic " + test::base64(client.id + ":" + client.secret)}};
    const auto with = [&](const DpopKey& key) {
        auto headers = basic;
        headers.emplace_back("DPoP", key.proof("/oauth/token"));
        return headers;
    };
    const DpopKey first(app_);
    const DpopKey second(app_);
    const auto body = body_of(exchange(client.id, client.code(browser_), with(first)));
    const auto token = text_at(body, "refresh_token");
    EXPECT_EQ(error(refresh(client.id, token, basic)), "invalid_grant");
    const auto next = refresh(client.id, token, with(second));
    ASSERT_EQ(next.status, 200) << next.body;
    const auto access = app_.services().grants.check(text_at(body_of(next), "access_token"));
    EXPECT_EQ(access->jkt, second.thumbprint());
}

}  // namespace
}  // namespace blason
