// The authorization endpoint, as browsers and attackers see it.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/oauth_client.hpp"

namespace blason {
namespace {

using test::encoded;
using test::Form;
using test::location_of;
using test::parameter_of;

class Consent : public testing::Test {
  protected:
    Consent() : browser_(app_) {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        client_.emplace(app_);
    }
    /// The answer to the client's request with one parameter changed; taken away for nullptr.
    http::Response with(std::string_view name, const char* value) {
        auto form = client_->request();
        std::erase_if(form, [&](const auto& pair) { return pair.first == name; });
        if (value != nullptr) form.emplace_back(name, value);
        return browser_.get("/oauth/authorize?" + encoded(form));
    }
    std::string error_with(std::string_view name, const char* value) {
        const auto answer = with(name, value);
        EXPECT_EQ(answer.status, 303) << answer.body;
        const auto location = location_of(answer);
        EXPECT_TRUE(location.starts_with(std::string(test::kRedirect) + "&")) << location;
        EXPECT_EQ(parameter_of(location, "iss"), app_.services().urls.base());
        EXPECT_EQ(parameter_of(location, "state"), name == "state" ? "" : "s t&a");
        EXPECT_EQ(parameter_of(location, "code"), "");
        return parameter_of(location, "error");
    }

    test::TestApp app_;
    test::Browser browser_;
    std::optional<test::OAuthClient> client_;
};

TEST_F(Consent, ShowsWhoAsksForWhatAndSendsBackWhatWasAllowed) {
    browser_.sign_up();
    const auto page = browser_.get(client_->target());
    ASSERT_EQ(page.status, 200);
    for (const auto* text : {"Badge Shelf asks for access", "client.example", "https://client.example/terms",
                             "https://client.example/privacy", "ada@example.org", "Read all badges of your wallet",
                             "Keep access while you are away"}) {
        EXPECT_NE(page.body.find(text), std::string::npos) << text;
    }
    EXPECT_EQ(page.body.find("logo.png"), std::string::npos);  // no picture of somebody else's choice
    const auto answer = browser_.post(
        client_->target(), {{"decision", "allow"}, {"scope", service::oauth::kProfileReadonly}, {"scope", "unasked"}});
    ASSERT_EQ(answer.status, 303);
    const auto location = location_of(answer);
    EXPECT_TRUE(location.starts_with(std::string(test::kRedirect) + "&code=")) << location;
    EXPECT_EQ(parameter_of(location, "scope"), service::oauth::kProfileReadonly);  // a subset
    EXPECT_EQ(parameter_of(location, "state"), "s t&a");
    const auto tokens = test::body_of(client_->exchange(parameter_of(location, "code")));
    EXPECT_EQ(test::text_at(tokens, "scope"), service::oauth::kProfileReadonly);
    EXPECT_EQ(json::find(tokens, "refresh_token"), nullptr);
}

TEST_F(Consent, SpeaksFrenchToo) {
    browser_.sign_up();
    const auto page = browser_.get(client_->target() + "&lang=fr");
    EXPECT_NE(page.body.find("Badge Shelf demande un accès"), std::string::npos);
    EXPECT_NE(page.body.find("/oauth/authorize?lang=en&amp;response_type=code"), std::string::npos);
}

TEST_F(Consent, RefusingGivesNothing) {
    browser_.sign_up();
    browser_.get(client_->target());
    for (const auto& form : {Form{{"decision", "refuse"}, {"scope", service::oauth::kProfileReadonly}},
                             Form{{"decision", "allow"}}, Form{}}) {
        const auto location = location_of(browser_.post(client_->target(), form));
        EXPECT_EQ(parameter_of(location, "error"), "access_denied");
        EXPECT_EQ(parameter_of(location, "state"), "s t&a");
        EXPECT_EQ(parameter_of(location, "code"), "");
    }
}

TEST_F(Consent, WhoIsNotSignedInSignsInFirstAndComesBack) {
    test::Browser other(app_);
    other.sign_up("bob@example.org");
    const auto answer = browser_.get(client_->target());
    ASSERT_EQ(answer.status, 303);
    const auto login = location_of(answer);
    EXPECT_TRUE(login.starts_with("/login?next=%2Foauth%2Fauthorize%3F")) << login;
    const auto page = browser_.get(login);
    EXPECT_NE(page.body.find("An application asks for access"), std::string::npos);
    const auto next = parameter_of(login, "next");
    const auto back =
        browser_.post("/login", {{"email", "bob@example.org"}, {"password", "correct horse battery"}, {"next", next}});
    EXPECT_EQ(location_of(back), client_->target());
    EXPECT_EQ(browser_.get(location_of(back)).status, 200);
}

TEST_F(Consent, OA1_TheRedirectUriIsOneOfTheClientsLetterByLetter) {
    browser_.sign_up();
    for (const auto* uri :
         {"https://client.example/cb", "https://client.example/cb?from=blason&x=1",
          "https://client.example/cb?from=blason/", "https://client.example/cb?from=blason#",
          "https://client.example/cb?from=Blason", "HTTPS://client.example/cb?from=blason",
          "https://client.example:443/cb?from=blason", "https://client.example/x/../cb?from=blason",
          "https://client.example.evil.example/cb?from=blason", "https://client.example@evil.example/cb?from=blason",
          "https://evil.example/", "javascript:alert(1)", "", "https://client.example/%63b?from=blason"}) {
        const auto answer = with("redirect_uri", uri);
        EXPECT_EQ(answer.status, 400) << uri;
        EXPECT_EQ(location_of(answer), "") << uri;
        EXPECT_NE(answer.body.find("redirect-uri-unknown"), std::string::npos) << uri;
    }
    EXPECT_EQ(with("redirect_uri", nullptr).status, 400);
    EXPECT_EQ(with("client_id", "nobody").status, 400);
    EXPECT_EQ(with("client_id", nullptr).status, 400);
    EXPECT_EQ(location_of(with("client_id", "nobody")), "");
    // Twice is not once.
    const auto twice = browser_.get(client_->target() + "&redirect_uri=https%3A%2F%2Fevil.example%2F");
    EXPECT_EQ(twice.status, 400);
    EXPECT_EQ(location_of(twice), "");
}

TEST_F(Consent, OA3_WithoutPkceThereIsNoCode) {
    browser_.sign_up();
    EXPECT_EQ(error_with("code_challenge", nullptr), "invalid_request");
    EXPECT_EQ(error_with("code_challenge_method", nullptr), "invalid_request");  // would mean plain
    EXPECT_EQ(error_with("code_challenge_method", "plain"), "invalid_request");
    EXPECT_EQ(error_with("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c"), "invalid_request");
    EXPECT_EQ(error_with("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM="), "invalid_request");
}

TEST_F(Consent, OA5_StateIsRequiredAndComesBackUnchanged) {
    browser_.sign_up();
    EXPECT_EQ(error_with("state", nullptr), "invalid_request");
    EXPECT_EQ(error_with("state", ""), "invalid_request");
    EXPECT_EQ(parameter_of(client_->consent(browser_), "state"), "s t&a");
}

TEST_F(Consent, OA1_NobodyIsSentToAClientByAMereLink) {
    const auto answer = with("scope", "unknown");
    EXPECT_EQ(answer.status, 303);
    const auto login = location_of(answer);
    EXPECT_TRUE(login.starts_with("/login?next=")) << login;
    const auto page = browser_.get(login);
    EXPECT_NE(page.fields.find("Content-Security-Policy")->find("form-action 'self' https://client.example"),
              std::string::npos);
    browser_.sign_up();
    EXPECT_EQ(error_with("scope", "unknown"), "invalid_scope");
}

TEST_F(Consent, OtherErrorsGoToTheClient) {
    browser_.sign_up();
    EXPECT_EQ(error_with("response_type", nullptr), "invalid_request");
    EXPECT_EQ(error_with("response_type", "token"), "unsupported_response_type");
    EXPECT_EQ(error_with("response_mode", "fragment"), "invalid_request");
    EXPECT_EQ(error_with("scope", nullptr), "invalid_scope");
    EXPECT_EQ(error_with("scope", "unknown"), "invalid_scope");
    const auto twice = browser_.get(client_->target() + "&scope=x");
    EXPECT_EQ(parameter_of(location_of(twice), "error"), "invalid_request");
}

TEST_F(Consent, OA8_NoMoreThanTheClientRegisteredForCanBeAsked) {
    auto metadata = test::registration();
    metadata["scope"] = json::key(service::oauth::kProfileReadonly);
    client_.emplace(app_, metadata);
    browser_.sign_up();
    EXPECT_EQ(error_with("scope", service::oauth::kCredentialReadonly.data()), "invalid_scope");
}

TEST_F(Consent, OA5_AFormOfAnotherSiteConsentsToNothing) {
    browser_.sign_up();
    browser_.get(client_->target());
    const Form allow{{"decision", "allow"}, {"scope", service::oauth::kProfileReadonly}};
    browser_.forget_form();
    const auto answer = browser_.post(client_->target(), allow);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(location_of(answer), "");
}

TEST_F(Consent, OA9_TheNameIsTextAndTheHostIsShown) {
    auto metadata = test::registration();
    metadata["client_name"] = "<script>alert(1)</script> & \"Your Bank\"";
    client_.emplace(app_, metadata);
    browser_.sign_up();
    const auto page = browser_.get(client_->target());
    EXPECT_EQ(page.body.find("<script"), std::string::npos);
    EXPECT_NE(page.body.find("&lt;script&gt;"), std::string::npos);
    EXPECT_NE(page.body.find("The application is at client.example."), std::string::npos);
}

TEST_F(Consent, OA32_PagesAreNotFramedNotKeptAndNotShared) {
    browser_.sign_up();
    for (const auto& target :
         {client_->target(), std::string("/login"), std::string("/signup"), std::string("/account")}) {
        const auto page = browser_.get(target);
        ASSERT_EQ(page.status, 200) << target;
        EXPECT_NE(page.fields.find("Content-Security-Policy")->find("frame-ancestors 'none'"), std::string::npos);
        EXPECT_EQ(page.fields.find("X-Frame-Options"), "DENY");
        EXPECT_EQ(page.fields.find("Cache-Control"), "no-store");
        EXPECT_EQ(page.fields.find("Referrer-Policy"), "no-referrer");
        EXPECT_FALSE(page.fields.find("Access-Control-Allow-Origin"));
    }
    const auto page = browser_.get(client_->target());
    EXPECT_NE(page.fields.find("Content-Security-Policy")->find("form-action 'self' https://client.example"),
              std::string::npos);
    const auto answer = browser_.post(client_->target(), {{"decision", "refuse"}});
    EXPECT_EQ(answer.fields.find("Cache-Control"), "no-store");
    for (const auto* path : {"/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/register"}) {
        const auto response = client_->post(path, {});
        EXPECT_EQ(response.fields.find("Cache-Control"), "no-store") << path;
        EXPECT_FALSE(response.fields.find("Access-Control-Allow-Origin")) << path;
    }
}

}  // namespace
}  // namespace blason
