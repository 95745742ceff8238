// What verifiers and wallets need wherever they run is readable by scripts of every site; nothing else is.
#include <gtest/gtest.h>

#include "tests/support/test_app.hpp"

namespace blason {
namespace {

constexpr std::string_view kEverybody = "Access-Control-Allow-Origin";

class Published : public testing::Test {
  protected:
    void SetUp() override {
        service::NewIssuer issuer{"alpha", "Alpha", "", "", ""};
        ASSERT_TRUE(app.services().issuers.create_issuer(issuer, {}));
        const auto achievement =
            app.post("/issuers/alpha/achievements",
                     R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
        ASSERT_EQ(achievement.status, 201) << achievement.body;
        const auto badge = app.post("/issuers/alpha/badges", R"({"achievement": "a", "recipient": "ada@example.org"})");
        ASSERT_EQ(badge.status, 201) << badge.body;
        badge_ = path_of(std::string(badge.fields.find("Location").value_or("")));
        const auto status = test::body_of(badge).at("credentialStatus");
        const auto& entry = status.is_array() ? status.at(0) : status;
        list_ = path_of(test::text_at(entry, "statusListCredential"));
    }
    static std::string path_of(const std::string& url) { return url.substr(url.find('/', url.find("//") + 2)); }

    test::TestApp app;
    std::string badge_, list_;
};

TEST_F(Published, HT19_DocumentsAndKeysAreForScriptsOfEverySite) {
    for (const std::string& path : {badge_,
                                    list_,
                                    badge_ + ".png",
                                    std::string("/.well-known/did.json"),
                                    std::string("/issuers/alpha/did.json"),
                                    std::string("/.well-known/jwks.json"),
                                    std::string("/issuers/alpha/jwks.json"),
                                    std::string("/issuers"),
                                    std::string("/issuers/alpha"),
                                    std::string("/issuers/alpha/signing-keys"),
                                    std::string("/issuers/alpha/achievements"),
                                    std::string("/issuers/alpha/achievements/a"),
                                    std::string("/issuers/alpha/achievements/a/versions"),
                                    std::string("/issuers/alpha/achievements/a/versions/1"),
                                    std::string("/issuers/alpha/achievements/a/image.svg"),
                                    std::string("/revocation-list"),
                                    std::string("/.well-known/oauth-authorization-server"),
                                    std::string("/.well-known/openid-credential-issuer"),
                                    std::string("/ims/ob/v3p0/discovery"),
                                    std::string("/.well-known/badgeconnect.json"),
                                    std::string("/.well-known/jwt-vc-issuer/issuers/alpha")}) {
        const auto response = app.get(path, path.ends_with(".png") ? "image/png" : "application/json");
        EXPECT_EQ(response.fields.find(kEverybody), "*") << path << ": " << response.status;
        EXPECT_EQ(response.status, path.ends_with(".png") ? 404 : 200) << path << response.body;
    }
}

TEST_F(Published, HT19_SoAreTheirErrors) {
    for (const char* path : {"/issuers/beta/did.json", "/issuers/beta/did.jsonl", "/issuers/alpha/did.jsonl",
                             "/issuers/alpha/credentials/0123", "/issuers/alpha/status-lists/none",
                             "/issuers/alpha/signing-keys/none", "/1.0/identifiers/did:nosuch:a"}) {
        const auto response = app.get(path);
        EXPECT_GE(response.status, 400) << path;
        EXPECT_EQ(response.fields.find(kEverybody), "*") << path;
    }
}

TEST_F(Published, HT19_WhatIsSomebodysIsNot) {
    for (const char* path :
         {"/wallet", "/account", "/offers", "/verify", "/issuers/alpha/credential-offers", "/metrics"})
        EXPECT_FALSE(app.get(path, "text/html").fields.find(kEverybody)) << path;
}

TEST_F(Published, HT20_TheDemoAnswersUnderItsOwnNameOnlyOnPagesToo) {
    for (const char* path : {"/wallet", "/offers", "/metrics", "/", "/issuers/alpha/credential-offers"}) {
        auto request = test::request_of("GET", path);
        request.fields.set("Host", "rebound.example");
        request.fields.set("Accept", "text/html");
        const auto refused = app.call(request);
        EXPECT_EQ(refused.status, 403) << path;
        EXPECT_NE(refused.body.find("host-not-ours"), std::string::npos) << path << refused.body;
        request.fields.set("Host", "localhost:8080");
        EXPECT_NE(app.call(request).status, 403) << path;
    }
}

}  // namespace
}  // namespace blason
