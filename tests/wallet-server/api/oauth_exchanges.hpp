// A server with an issuer, a person who has signed in, and clients of every kind: what exchanges of credentials need of
// the authorization server.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/json/serialize.hpp"
#include "tests/support/dpop_client.hpp"
#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::test {

using service::oauth::kCredentialReadonly;

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
        EXPECT_FALSE(body_of(answer).as_object().contains("client_secret"));
        return text_at(body_of(answer), "client_id");
    }
    std::string public_client() { return register_with(registration_with("none")); }

    Form request(const std::string& client, std::string_view scope) const {
        return {{"response_type", "code"},
                {"client_id", client},
                {"redirect_uri", kRedirect},
                {"scope", scope},
                {"state", "s t&a"},
                {"code_challenge", challenge_},
                {"code_challenge_method", "S256"}};
    }
    std::string push(const Form& form, const Headers& headers = {}) {
        const auto answer = post_form(app_, "/oauth/par", form, headers);
        EXPECT_EQ(answer.status, 201) << answer.body;
        EXPECT_EQ(body_of(answer).at("expires_in"), json::Value(600));
        return text_at(body_of(answer), "request_uri");
    }
    static std::string target(const std::string& client, const std::string& uri) {
        return "/oauth/authorize?" + encoded({{"client_id", client}, {"request_uri", uri}});
    }
    /// The address the person's browser ends at when everything is allowed.
    std::string allow(const std::string& target, std::string_view scope, bool badge = false) {
        EXPECT_EQ(browser_.get(target).status, 200);
        Form form{{"decision", "allow"}};
        const auto scopes = service::oauth::parse_scopes(scope);
        if (scopes)
            for (const auto& one : *scopes) form.emplace_back("scope", one);
        if (badge) form.emplace_back("credential", "weaving-ldp");
        return location_of(browser_.post(target, form));
    }
    std::string code_for(const std::string& client, std::string_view scope = kAllScopes) {
        return parameter_of(allow("/oauth/authorize?" + encoded(request(client, scope)), scope), "code");
    }
    http::Response exchange(const std::string& client, const std::string& code, const Headers& headers = {}) {
        return post_form(app_, "/oauth/token",
                         {{"grant_type", "authorization_code"},
                          {"client_id", client},
                          {"code", code},
                          {"redirect_uri", kRedirect},
                          {"code_verifier", kTestVerifier}},
                         headers);
    }
    http::Response refresh(const std::string& client, const std::string& token, const Headers& headers = {}) {
        return post_form(app_, "/oauth/token",
                         {{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", token}}, headers);
    }
    http::Request with_token(const std::string& scheme, const std::string& token, const Headers& headers = {}) {
        auto asked = test::request_of("GET", "/ims/ob/v3p0/credentials");
        asked.fields.set("Authorization", scheme + " " + token);
        for (const auto& [name, value] : headers) asked.fields.add(name, value);
        return asked;
    }
    std::string door(const http::Request& asked) {
        const auto access = api::oauth::check_access(asked, app_.services(), kCredentialReadonly);
        return access ? "" : access.error().code;
    }

    TestApp app_;
    OneBadge badge_;
    Browser browser_;
    std::string challenge_ = challenge_of(kTestVerifier);
};

}  // namespace blason::test
