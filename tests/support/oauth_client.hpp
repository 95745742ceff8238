// A client of the authorization server: registers, sends people to the consent page, gets tokens, over HTTP as far as
// handlers see it.
#pragma once

#include <string>

#include "engine/json/serialize.hpp"
#include "tests/support/access_token.hpp"
#include "tests/support/browser.hpp"

namespace blason::test {

inline constexpr const char* kRedirect = "https://client.example/cb?from=blason";
inline const std::string kAllScopes =
    std::string(service::oauth::kCredentialReadonly) + " " + std::string(service::oauth::kCredentialUpsert) + " " +
    std::string(service::oauth::kProfileReadonly) + " " + std::string(service::oauth::kOfflineAccess);

inline json::Object registration() {
    json::Object request;
    request["client_name"] = "Badge Shelf";
    request["client_uri"] = "https://client.example/";
    request["logo_uri"] = "https://client.example/logo.png";
    request["tos_uri"] = "https://client.example/terms";
    request["policy_uri"] = "https://client.example/privacy";
    request["software_id"] = "5f2c4e1a-test";
    request["software_version"] = "1.0";
    request["redirect_uris"] = json::Array{kRedirect, "https://client.example/other"};
    request["scope"] = json::key(kAllScopes);
    return request;
}

/// Standard base64, as Basic has it.
inline std::string base64(std::string_view text) {
    auto out = text::base64url_encode(as_bytes(text));
    for (char& c : out) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (out.size() % 4 != 0) out += '=';
    return out;
}

class OAuthClient {
  public:
    explicit OAuthClient(TestApp& app, json::Object metadata = registration()) : app_(&app) {
        const auto made = app.post("/oauth/register", json::serialize(metadata));
        EXPECT_EQ(made.status, 201) << made.body;
        const auto body = body_of(made);
        id = text_at(body, "client_id");
        secret = text_at(body, "client_secret");
    }

    /// Of the page where people are sent.
    [[nodiscard]] Form request(std::string_view scope = kAllScopes) const {
        return {{"response_type", "code"},
                {"client_id", id},
                {"redirect_uri", kRedirect},
                {"scope", scope},
                {"state", "s t&a"},
                {"code_challenge", challenge_},
                {"code_challenge_method", "S256"}};
    }
    [[nodiscard]] std::string target(std::string_view scope = kAllScopes) const {
        return "/oauth/authorize?" + encoded(request(scope));
    }
    /// The address the browser is sent to when the person, signed in, allows everything asked for.
    std::string consent(Browser& browser, std::string_view scope = kAllScopes) const {
        EXPECT_EQ(browser.get(target(scope)).status, 200);
        Form form{{"decision", "allow"}};
        const auto scopes = service::oauth::parse_scopes(scope);
        for (const auto& one : *scopes) form.emplace_back("scope", one);
        const auto answer = browser.post(target(scope), form);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return location_of(answer);
    }
    std::string code(Browser& browser, std::string_view scope = kAllScopes) const {
        return parameter_of(consent(browser, scope), "code");
    }

    http::Response post(const std::string& path, const Form& form) const {
        auto request = request_with("POST", path, encoded(form), "application/x-www-form-urlencoded");
        request.fields.set("Authorization", "Basic " + base64(id + ":" + secret));
        return app_->call(std::move(request));
    }
    http::Response exchange(const std::string& code, const char* verifier = kTestVerifier,
                            const char* redirect = kRedirect) const {
        return post("/oauth/token", {{"grant_type", "authorization_code"},
                                     {"code", code},
                                     {"redirect_uri", redirect},
                                     {"code_verifier", verifier}});
    }
    http::Response refresh(const std::string& token, const std::string& scope = {}) const {
        return post("/oauth/token", {{"grant_type", "refresh_token"}, {"refresh_token", token}, {"scope", scope}});
    }

    std::string id;
    std::string secret;

  private:
    TestApp* app_;
    std::string challenge_ = challenge_of(kTestVerifier);
};

}  // namespace blason::test
