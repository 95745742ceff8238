// What exchanges of credentials need of the authorization server: pushed requests, DPoP, clients with keys, public and
// attested clients, authorization_details.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engine/json/serialize.hpp"
#include "tests/support/dpop_client.hpp"
#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/oauth/client_assertion.hpp"

namespace blason {
namespace {

using service::oauth::kCredentialReadonly;
using test::body_of;
using test::DpopKey;
using test::Form;
using test::Headers;
using test::text_at;

/// A credential issuer that offers one badge.
class OneBadge : public service::oauth::OfferedCredentials {
  public:
    using Found = std::optional<service::oauth::OfferedCredential>;
    std::string credential_issuer(std::string_view) override { return "https://issuer.example"; }
    Result<Found> by_configuration(std::string_view, std::string_view id) override {
        return id == kBadge.configuration ? Found(kBadge) : Found();
    }
    Result<Found> by_scope(std::string_view, std::string_view scope) override {
        return scope == kBadge.scope ? Found(kBadge) : Found();
    }
    Result<bool> comes_later(std::string_view, std::string_view) override { return false; }

  private:
    const service::oauth::OfferedCredential kBadge{"weaving-ldp", "weaving", "Weaving <b>"};
};

class OauthForExchanges : public testing::Test {
  protected:
    OauthForExchanges() : browser_(app_) {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        app_.services().authorizations.offer(badge_);
        browser_.sign_up();
    }
    static std::string error(const http::Response& response) {
        EXPECT_EQ(response.status, 400) << response.body;
        EXPECT_EQ(response.fields.find("Cache-Control"), "no-store");
        return text_at(body_of(response), "error");
    }
    std::string register_with(const json::Object& metadata) {
        const auto answer = app_.post("/oauth/register", json::serialize(metadata));
        EXPECT_EQ(answer.status, 201) << answer.body;
        EXPECT_EQ(json::find(body_of(answer), "client_secret"), nullptr);
        return text_at(body_of(answer), "client_id");
    }
    std::string public_client() { return register_with(test::registration_with("none")); }

    Form request(const std::string& client, std::string_view scope) const {
        return {{"response_type", "code"},
                {"client_id", client},
                {"redirect_uri", test::kRedirect},
                {"scope", scope},
                {"state", "s t&a"},
                {"code_challenge", challenge_},
                {"code_challenge_method", "S256"}};
    }
    std::string push(const Form& form, const Headers& headers = {}) {
        const auto answer = test::post_form(app_, "/oauth/par", form, headers);
        EXPECT_EQ(answer.status, 201) << answer.body;
        EXPECT_EQ(*json::find(body_of(answer), "expires_in"), json::Value(600));
        return text_at(body_of(answer), "request_uri");
    }
    static std::string target(const std::string& client, const std::string& uri) {
        return "/oauth/authorize?" + test::encoded({{"client_id", client}, {"request_uri", uri}});
    }
    /// The address the person's browser ends at when everything is allowed.
    std::string allow(const std::string& target, std::string_view scope, bool badge = false) {
        EXPECT_EQ(browser_.get(target).status, 200);
        Form form{{"decision", "allow"}};
        const auto scopes = service::oauth::parse_scopes(scope);
        if (scopes)
            for (const auto& one : *scopes) form.emplace_back("scope", one);
        if (badge) form.emplace_back("credential", "weaving-ldp");
        return test::location_of(browser_.post(target, form));
    }
    std::string code_for(const std::string& client, std::string_view scope = test::kAllScopes) {
        return test::parameter_of(allow("/oauth/authorize?" + test::encoded(request(client, scope)), scope), "code");
    }
    http::Response exchange(const std::string& client, const std::string& code, const Headers& headers = {}) {
        return test::post_form(app_, "/oauth/token",
                               {{"grant_type", "authorization_code"},
                                {"client_id", client},
                                {"code", code},
                                {"redirect_uri", test::kRedirect},
                                {"code_verifier", test::kTestVerifier}},
                               headers);
    }
    http::Response refresh(const std::string& client, const std::string& token, const Headers& headers = {}) {
        return test::post_form(app_, "/oauth/token",
                               {{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", token}},
                               headers);
    }
    http::Request with_token(const std::string& scheme, const std::string& token, const Headers& headers = {}) {
        http::Request asked;
        asked.method = "GET";
        asked.path = "/ims/ob/v3p0/credentials";
        asked.fields.set("Authorization", scheme + " " + token);
        for (const auto& [name, value] : headers) asked.fields.add(name, value);
        return asked;
    }
    std::string door(const http::Request& asked) {
        const auto access = api::oauth::check_access(asked, app_.services(), kCredentialReadonly);
        return access ? "" : access.error().code;
    }

    test::TestApp app_;
    OneBadge badge_;
    test::Browser browser_;
    std::string challenge_ = test::challenge_of(test::kTestVerifier);
};

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

TEST_F(OauthForExchanges, AuthorizationDetailsAreShownGrantedAndAnswered) {
    const auto client = public_client();
    auto form = request(client, "");
    std::erase_if(form, [](const auto& pair) { return pair.first == "scope"; });
    form.emplace_back("authorization_details",
                      R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp",)"
                      R"("locations":["https://issuer.example"],"claims":[{"path":["name"]}]}])");
    form.emplace_back("issuer_state", "offer-1");
    const auto where = target(client, push(form));
    const auto page = browser_.get(where);
    EXPECT_NE(page.body.find("Receive the badge “Weaving &lt;b&gt;”"), std::string::npos);
    const auto location = allow(where, "", true);
    EXPECT_EQ(location.find("scope="), std::string::npos);
    const auto body = body_of(exchange(client, test::parameter_of(location, "code")));
    const auto* details = json::find(body, "authorization_details");
    ASSERT_NE(details, nullptr) << json::serialize(body);
    const auto& detail = details->get_array().at(0);
    EXPECT_EQ(text_at(detail, "type"), "openid_credential");
    EXPECT_EQ(text_at(detail, "credential_configuration_id"), "weaving-ldp");
    const std::string identifier(json::view(json::find(detail, "credential_identifiers")->get_array().at(0)));
    EXPECT_EQ(identifier.size(), 32U);
    EXPECT_EQ(json::find(body, "scope"), nullptr);

    const auto access = app_.services().grants.check(text_at(body, "access_token"));
    ASSERT_TRUE(access);
    ASSERT_EQ(access->details.size(), 1U);
    EXPECT_EQ(access->details[0].configuration, "weaving-ldp");
    EXPECT_EQ(access->details[0].identifiers, std::vector<std::string>{identifier});
    EXPECT_EQ(access->issuer_state, "offer-1");
    EXPECT_FALSE(access->allows(kCredentialReadonly));
    EXPECT_EQ(door(with_token("Bearer", text_at(body, "access_token"))), "insufficient_scope");
}

TEST_F(OauthForExchanges, OA8_ACredentialThePersonDidNotTickIsNotGranted) {
    const auto client = public_client();
    const auto scopes = "weaving unknown " + std::string(kCredentialReadonly);
    const auto form = request(client, scopes);
    const auto where = "/oauth/authorize?" + test::encoded(form);
    const auto some = allow(where, kCredentialReadonly);
    EXPECT_EQ(test::parameter_of(some, "scope"), kCredentialReadonly);
    const auto all = allow(where, kCredentialReadonly, true);  // what is unknown is passed over beside a credential
    EXPECT_EQ(test::parameter_of(all, "scope"), "weaving " + std::string(kCredentialReadonly));
    EXPECT_EQ(test::parameter_of(allow(where, ""), "error"), "access_denied");
}

TEST_F(OauthForExchanges, OA17_DetailsOfOtherThingsAreRefused) {
    const auto client = public_client();
    const auto with = [&](std::string_view details) {
        auto form = request(client, kCredentialReadonly);
        form.emplace_back("authorization_details", details);
        return error(test::post_form(app_, "/oauth/par", form));
    };
    for (
        const auto* details :
        {"", "{}", "[]", "[1]", "[{}]", R"([{"type":"other"}])", R"([{"type":"openid_credential"}])",
         R"([{"type":"openid_credential","credential_configuration_id":7}])",
         R"([{"type":"openid_credential","credential_configuration_id":"unknown"}])",
         R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp","locations":["https://x.example"]}])",
         R"([{"type":"openid_credential","credential_configuration_id":"weaving-ldp","claims":{}}])", "[{"}) {
        if (*details == '\0') continue;
        EXPECT_EQ(with(details), "invalid_authorization_details") << details;
    }
    const std::string many(17U << 10U, ' ');
    EXPECT_EQ(with("[" + many + "]"), "invalid_authorization_details");
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
