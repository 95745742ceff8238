// Badge Connect (Open Badges 2.1): manifest, assertions and profile of a wallet, behind the scopes of 2.1.
#include <gtest/gtest.h>

#include "tests/support/access_token.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/ob2.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class BadgeConnect : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        grantee = test::make_grantee(app);
        service::oauth::Scopes scopes;
        for (const auto scope : service::oauth::kBadgeConnectScopes) scopes.emplace_back(scope);
        token = test::tokens_of(app, grantee, scopes).access_token;
    }
    http::Response get(const std::string& path, const std::string& query = {}, const std::string& with = {}) {
        auto request = test::request_of("GET", "/ims/ob/v2p1" + path + "?" + query);
        request.fields.set("Authorization", "Bearer " + (with.empty() ? token : with));
        return app.call(std::move(request));
    }
    http::Response post(const std::string& path, const std::string& body) {
        return app.post("/ims/ob/v2p1" + path, body, token);
    }
    static std::string status_text(const http::Response& response) {
        const auto body = body_of(response);
        const auto* status = json::find(body, "status");
        if (status == nullptr) return "no envelope: " + response.body;
        EXPECT_EQ(status->at("statusCode"), response.status);
        EXPECT_NE(json::find(*status, "error"), nullptr);
        return text_at(*status, "statusText");
    }

    void set_recipient(std::string_view recipient) {
        world.assertion.get_object()["recipient"] = test::ob2_json(recipient);
    }
    /// Posts the assertion for that recipient: as its host has it, and signed.
    std::string posted_for(std::string_view recipient) {
        set_recipient(recipient);
        world.serve_on(*served);
        const auto hosted = post("/assertions", json::serialize(json::Object{{"assertion", world.assertion}}));
        const auto by_signature =
            post("/assertions",
                 json::serialize(json::Object{{"signedAssertion", json::key(test::ob2_jws(world.to_be_signed()))}}));
        EXPECT_EQ(status_text(hosted), status_text(by_signature)) << hosted.body << by_signature.body;
        return status_text(hosted);
    }

    test::Ob2World world;
    test::Web* served = nullptr;
    test::TestApp app{true, {}, [this] {
                          auto web = std::make_unique<test::Web>();
                          set_recipient(R"({"type": "email", "hashed": false, "identity": "Ada@Example.org"})");
                          world.serve_on(*web);
                          served = web.get();
                          return web;
                      }};
    test::TestGrantee grantee;
    std::string token;
};

TEST_F(BadgeConnect, TheManifestSaysWhereEverythingIs) {
    const auto response = app.get("/.well-known/badgeconnect.json");
    ASSERT_EQ(response.status, 200);
    const auto manifest = body_of(response);
    EXPECT_EQ(text_at(manifest, "id"), "http://127.0.0.1:8080/.well-known/badgeconnect.json");
    const auto& api = manifest.at("badgeConnectAPI").at(0);
    EXPECT_EQ(text_at(api, "version"), "v2p1");
    EXPECT_TRUE(text_at(api, "apiBase").ends_with("/ims/ob/v2p1"));
    EXPECT_EQ(api.at("scopesOffered").as_array().size(), 4U);
    for (const char* name : {"name", "termsOfServiceUrl", "privacyPolicyUrl", "registrationUrl", "authorizationUrl",
                             "tokenUrl", "tokenRevocationUrl"})
        EXPECT_FALSE(text_at(api, name).empty()) << name;
}

TEST_F(BadgeConnect, AssertionsAreKeptAndGivenBack) {
    const auto hosted = post("/assertions", json::serialize(json::Object{{"assertion", world.assertion}}));
    EXPECT_EQ(status_text(hosted), "OK") << hosted.body;
    const std::string jws = test::ob2_jws(world.to_be_signed());
    // Of both the signed one counts; null is nothing.
    const auto signed_one = post("/assertions", json::serialize(json::Object{{"assertion", json::Object{{"bad", 1}}},
                                                                             {"signedAssertion", json::key(jws)}}));
    EXPECT_EQ(status_text(signed_one), "OK") << signed_one.body;
    EXPECT_EQ(status_text(post("/assertions", json::serialize(json::Object{{"assertion", world.assertion},
                                                                           {"signedAssertion", nullptr}}))),
              "OK");
    ASSERT_TRUE(
        app.services().wallets.receive("alpha", grantee.holder, test::badge_text(app.services().issuers, {}), {}));

    const auto all = body_of(get("/assertions"));
    const auto& list = all.at("assertions").as_array();
    const auto& tokens = all.at("signedAssertions").as_array();
    EXPECT_EQ(list.size() + tokens.size(), app.services().wallets.credentials("alpha", grantee.holder)->size() - 1)
        << "the badge of 3.0 is not among them";
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(text_at(list[0], "id"), text_at(world.assertion, "id"));
    ASSERT_EQ(tokens.size(), 1U);
    EXPECT_EQ(json::view(tokens[0]), jws);

    const auto page = get("/assertions", "limit=1&offset=1");
    EXPECT_EQ(page.fields.find("X-Total-Count"), "2");
    EXPECT_NE(page.fields.find("Link")->find("rel=\"prev\""), std::string_view::npos);
    const auto second = body_of(page);
    EXPECT_EQ(second.at("assertions").as_array().size() + second.at("signedAssertions").as_array().size(), 1U);
    const auto later = body_of(get("/assertions", "since=2030-01-01T00:00:00Z"));
    EXPECT_TRUE(later.at("assertions").as_array().empty());
    EXPECT_TRUE(later.at("signedAssertions").as_array().empty());
}

TEST_F(BadgeConnect, WhatDoesNotVerifyIsNotKept) {
    auto elsewhere = world.assertion;
    elsewhere.get_object()["id"] = "https://issuer.example/nothing-here";
    EXPECT_EQ(status_text(post("/assertions", json::serialize(json::Object{{"assertion", elsewhere}}))),
              "INVALID_BADGE");
    std::string jws = test::ob2_jws(world.to_be_signed());
    jws[jws.size() - 10] = jws[jws.size() - 10] == 'A' ? 'B' : 'A';
    EXPECT_EQ(status_text(post("/assertions", json::serialize(json::Object{{"signedAssertion", json::key(jws)}}))),
              "INVALID_BADGE");
    const auto badge = json::parse(test::badge_text(app.services().issuers, {}));
    ASSERT_TRUE(badge);
    EXPECT_EQ(status_text(post("/assertions", json::serialize(json::Object{{"assertion", *badge}}))), "INVALID_BADGE");
    for (const char* bad : {"{}", "[]", "{", R"({"assertion":null})", R"({"signedAssertion":7})"})
        EXPECT_EQ(status_text(post("/assertions", bad)), "REQUEST_VALIDATION_ERROR") << bad;
    EXPECT_EQ(status_text(get("/assertions", "limit=none")), "REQUEST_VALIDATION_ERROR");
    EXPECT_TRUE(app.services().wallets.credentials("alpha", grantee.holder)->empty());
}

// "RECIPIENT_PROFILE_MISMATCH (profile match failed)".
TEST_F(BadgeConnect, AnAssertionIsAboutTheOwnerOfTheWallet) {
    EXPECT_EQ(posted_for(R"({"type": "email", "hashed": false, "identity": "bob@example.org"})"),
              "RECIPIENT_PROFILE_MISMATCH");
    EXPECT_EQ(posted_for(R"({"type": "email", "hashed": true, "identity": "sha1$00"})"), "INVALID_BADGE");
    EXPECT_TRUE(app.services().wallets.credentials("alpha", grantee.holder)->empty());

    const auto hash = to_hex(crypto::sha256("ada@example.orgKosher").bytes());
    EXPECT_EQ(posted_for(R"({"type": "email", "hashed": true, "salt": "Kosher", "identity": "sha256$)" + hash + "\"}"),
              "OK");
    EXPECT_EQ(posted_for(R"({"type": "id", "hashed": false, "identity": "did:example:ada"})"), "OK");
}

// An issuer may register how it knows the person, with the scope for that.
TEST_F(BadgeConnect, WhatTheProfileSaysIsTheOwnerToo) {
    constexpr const char* kTelephone = R"({"type": "telephone", "hashed": false, "identity": "+4312345"})";
    constexpr const char* kOther = R"({"type": "email", "hashed": false, "identity": "ada@school.example"})";
    EXPECT_EQ(posted_for(kTelephone), "RECIPIENT_PROFILE_MISMATCH");
    ASSERT_EQ(status_text(post("/profile", R"({"telephone": "+4312345"})")), "OK");
    EXPECT_EQ(posted_for(kTelephone), "OK");
    EXPECT_EQ(posted_for(kOther), "RECIPIENT_PROFILE_MISMATCH");
    auto profile = test::ob2_json(*app.services().wallets.profile("alpha", grantee.holder));
    profile.get_object()["otherIdentifier"] = test::ob2_json(
        R"([{"type": "IdentifierEntry", "identifierType": "emailAddress", "identifier": "ada@school.example"}])");
    ASSERT_TRUE(app.services().wallets.set_profile("alpha", grantee.holder, json::serialize(profile), {}));
    EXPECT_EQ(posted_for(kOther), "OK");
    EXPECT_EQ(posted_for(R"({"type": "email", "hashed": false, "identity": "ada@example.org"})"), "OK")
        << "the account's address stays";
}

TEST_F(BadgeConnect, TheProfileIsOneInBothVersions) {
    const auto first = body_of(get("/profile"));
    EXPECT_EQ(text_at(first.at("profile"), "@context"), "https://w3id.org/openbadges/v2");
    EXPECT_EQ(text_at(first.at("profile"), "type"), "Profile");
    EXPECT_EQ(text_at(first.at("profile"), "id"), "did:example:ada");
    const auto changed =
        post("/profile", R"({"id":"x","type":"Profile","email":"ada@example.org","telephone":"+4312345"})");
    ASSERT_EQ(status_text(changed), "OK") << changed.body;
    EXPECT_EQ(text_at(body_of(changed).at("profile"), "email"), "ada@example.org");
    EXPECT_EQ(text_at(body_of(get("/profile")).at("profile"), "telephone"), "+4312345");
    const auto stored = json::parse(*app.services().wallets.profile("alpha", grantee.holder));
    ASSERT_TRUE(stored);
    EXPECT_EQ(text_at(*stored, "phone"), "+4312345");
    EXPECT_EQ(status_text(post("/profile", R"({"password":"x"})")), "REQUEST_VALIDATION_ERROR");
    EXPECT_EQ(status_text(post("/profile", R"({"email":7})")), "REQUEST_VALIDATION_ERROR");
    EXPECT_EQ(status_text(post("/profile", R"({"url":"no address"})")), "REQUEST_VALIDATION_ERROR");
}

// OA8: a token opens what its scopes say, and no more.
TEST_F(BadgeConnect, OA8_ScopesOfOneVersionDoNotOpenTheOther) {
    EXPECT_EQ(status_text(get("/assertions", {}, "no-token")), "UNAUTHENTICATED");
    const auto reading = test::tokens_of(app, grantee, {std::string(service::oauth::kAssertionReadonly)}).access_token;
    EXPECT_EQ(get("/assertions", {}, reading).status, 200);
    EXPECT_EQ(status_text(get("/profile", {}, reading)), "PERMISSION_DENIED");
    const auto third = test::tokens_of(app, grantee, {std::string(service::oauth::kCredentialReadonly)}).access_token;
    EXPECT_EQ(status_text(get("/assertions", {}, third)), "PERMISSION_DENIED");
    EXPECT_EQ(status_text(get("/other")), "NOT_FOUND");
    EXPECT_EQ(status_text(post("/other", "{}")), "NOT_FOUND");
    auto request = test::request_of("DELETE", "/ims/ob/v2p1/assertions");
    EXPECT_EQ(text_at(body_of(app.call(request)).at("status"), "statusText"), "METHOD_NOT_ALLOWED");
}

}  // namespace
}  // namespace blason
