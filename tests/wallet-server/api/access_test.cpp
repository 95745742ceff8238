// Who may call what, in the demo and outside of it; and what is hosted for everybody.
#include <gtest/gtest.h>

#include "tests/support/suites.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kCredential = R"({"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
  "type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:subject"}}})";

std::string key_of(test::TestApp& app, const std::string& org, service::Role role) {
    const auto made = app.services().access.create_key({org, "test key", role}, {});
    EXPECT_TRUE(made);
    return made ? *made : "";
}
void make_issuer(test::TestApp& app, const std::string& org) {
    ASSERT_TRUE(app.services().issuers.create_issuer({org, "Name of " + org, "", "", ""}, {}));
}

TEST(Access, OutsideTheDemoAKeyWithTheRoleIsNeeded) {
    test::TestApp app(false);
    make_issuer(app, "alpha");
    const auto issue = [&](const std::string& key) { return app.post("/credentials/issue", kCredential, key); };
    const auto without = issue("");
    EXPECT_EQ(without.status, 401);
    EXPECT_EQ(text_at(body_of(without), "code"), "api-key-missing");
    EXPECT_TRUE(without.fields.find("WWW-Authenticate"));
    EXPECT_EQ(text_at(body_of(issue("bk_.nonsense")), "code"), "api-key-unknown");
    EXPECT_EQ(issue(std::string(100'000, 'x')).status, 401);
    const auto verifier = issue(key_of(app, "alpha", service::Role::Verifier));
    EXPECT_EQ(verifier.status, 403);
    EXPECT_EQ(text_at(body_of(verifier), "code"), "role-missing");
    EXPECT_EQ(issue(key_of(app, "alpha", service::Role::Issuer)).status, 201);
    EXPECT_EQ(issue(key_of(app, "alpha", service::Role::Admin)).status, 201);
    EXPECT_EQ(issue(key_of(app, "", service::Role::Issuer)).status, 201);
    EXPECT_EQ(app.get("/metrics").status, 401);
    EXPECT_EQ(app.get("/health/ready").status, 200);
}

TEST(Access, AKeyOpensItsOwnOrganisationOnly) {
    test::TestApp app(false);
    make_issuer(app, "alpha");
    make_issuer(app, "beta");
    const auto key = key_of(app, "beta", service::Role::Issuer);
    EXPECT_EQ(app.post("/issuers/beta/credentials/issue", kCredential, key).status, 201);
    const auto other = app.post("/issuers/alpha/credentials/issue", kCredential, key);
    EXPECT_EQ(other.status, 403);
    EXPECT_EQ(text_at(body_of(other), "code"), "organisation-mismatch");
    EXPECT_EQ(app.post("/credentials/issue", kCredential, key).status, 403);
    EXPECT_EQ(app.services().issuers.credentials("alpha")->size(), 0U);
}

TEST(Access, TheDemoIsOpenButNotToOtherSites) {
    test::TestApp app;
    make_issuer(app, "alpha");
    EXPECT_EQ(app.post("/credentials/issue", kCredential).status, 201);
    const auto with = [&](const char* name, const char* value) {
        auto request = test::request_with("POST", "/credentials/issue", kCredential);
        request.fields.set("Host", "localhost:8080");
        request.fields.set(name, value);
        return app.call(std::move(request)).status;
    };
    EXPECT_EQ(with("Sec-Fetch-Site", "same-origin"), 201);
    EXPECT_EQ(with("Origin", "http://localhost:8080"), 201);
    EXPECT_EQ(with("Sec-Fetch-Site", "cross-site"), 403);
    EXPECT_EQ(with("Origin", "https://evil.example"), 403);
    EXPECT_EQ(with("Host", "rebound.example:8080"), 403);
    EXPECT_EQ(app.post("/keys", R"({"label":"x","role":"admin"})").status, 401);  // administration is never open
}

TEST(Access, TheFirstStartWritesAnAdministratorsKeyForItsOwnerOnly) {
    test::TestApp app(false);
    const auto file = app.app().make_first_key();
    ASSERT_TRUE(file && *file);
    EXPECT_EQ(test::mode_of(**file), 0600U);
    auto key = test::read_file(**file);
    key.pop_back();
    EXPECT_FALSE(app.app().make_first_key()->has_value());
    app.reopen();
    EXPECT_FALSE(app.app().make_first_key()->has_value());
    EXPECT_EQ(app.post("/issuers", R"({"org":"alpha","name":"Alpha"})", key).status, 201);
    const auto made = app.post("/issuers/alpha/keys", R"({"label":"office","role":"issuer"})", key);
    EXPECT_EQ(made.status, 201);
    const auto office = text_at(body_of(made), "key");
    EXPECT_EQ(app.post("/credentials/issue", kCredential, office).status, 201);
    EXPECT_EQ(app.post("/issuers", R"({"org":"beta","name":"Beta"})", office).status, 403);
    const auto database = test::read_file(app.database());
    EXPECT_EQ(database.find(office), std::string::npos);
    EXPECT_EQ(database.find(key), std::string::npos);
}

TEST(Hosting, WhatAnInstallationMakesCanBeRead) {
    test::TestApp app;
    make_issuer(app, "alpha");
    const auto made = app.post("/issuers/alpha/achievements", R"({"id":"talk","defaultLanguage":"en","tag":["t"],
        "texts":{"en":{"name":"Talk","description":"Talks.","criteria":"A talk."}},
        "alignment":[{"targetName":"n","targetUrl":"https://skills.example/n"}]})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(text_at(body_of(app.get("/issuers/alpha/achievements/talk")), "name"), "Talk");
    EXPECT_EQ(body_of(app.get("/issuers/alpha/achievements")).at("achievements").get_array().size(), 1U);
    EXPECT_EQ(text_at(body_of(app.get("/issuers/alpha")), "name"), "Name of alpha");
    EXPECT_EQ(app.get("/issuers/nobody").status, 404);
    const auto drawn = app.get("/issuers/alpha/achievements/talk/image");
    EXPECT_EQ(drawn.status, 200) << "without an image of its own, one is drawn";
    EXPECT_EQ(drawn.fields.find("Content-Type"), "image/svg+xml");
    EXPECT_EQ(app.get("/issuers/alpha/achievements/nothing/image").status, 404);
    EXPECT_EQ(app.post("/issuers/alpha/wallets", R"({"name":"w"})").status, 201);
    const auto bad = app.post("/issuers/alpha/achievements", R"({"texts":{"en":{"name":1}}})");
    EXPECT_EQ(bad.status, 400);
    EXPECT_EQ(text_at(body_of(bad), "pointer"), "/texts/en/name");
}

TEST(Did, OursAndOthersAreResolved) {
    test::TestApp app;
    make_issuer(app, "alpha");
    const auto issuer = app.services().issuers.default_issuer();
    const auto result = app.get("/1.0/identifiers/" + issuer->id);
    EXPECT_EQ(result.status, 200);
    const auto resolution = body_of(result);
    EXPECT_EQ(text_at(*json::find(resolution, "didDocument"), "id"), issuer->id);
    EXPECT_EQ(app.get("/1.0/identifiers/did:nonsense:x").status, 501);
    EXPECT_EQ(text_at(body_of(app.get("/issuers/alpha/did.json")), "id"), issuer->id);
    EXPECT_EQ(text_at(body_of(app.get("/.well-known/did.json")), "id"), issuer->id);
    const auto keys = body_of(app.get("/.well-known/jwks.json"));
    const auto& jwk = json::find(keys, "keys")->get_array().at(0);
    EXPECT_EQ(text_at(jwk, "kid"), issuer->verification_method);
    EXPECT_EQ(json::find(jwk, "d"), nullptr);
    EXPECT_EQ(app.get("/issuers/nobody/did.json").status, 404);
}

TEST(Did, WithAnHttpsAddressIssuersAreDidWebAndVerifyWithoutTheNetwork) {
    test::TestApp app(true, "https://badges.example:8443/b");
    make_issuer(app, "alpha");
    const auto issuer = app.services().issuers.default_issuer();
    EXPECT_EQ(issuer->id, "did:web:badges.example%3A8443:b:issuers:alpha");
    EXPECT_EQ(issuer->verification_method, issuer->id + "#key-1");
    const auto document = body_of(app.get("/issuers/alpha/did.json"));
    EXPECT_EQ(text_at(document, "id"), issuer->id);
    EXPECT_EQ(text_at(body_of(app.get("/.well-known/did.json")), "id"), "did:web:badges.example%3A8443:b");
    const auto issued = app.post("/credentials/issue", kCredential);
    ASSERT_EQ(issued.status, 201) << issued.body;
    EXPECT_EQ(text_at(body_of(issued), "issuer"), issuer->id);
    const auto verified = app.post("/credentials/verify", "{\"verifiableCredential\":" + issued.body + "}");
    EXPECT_EQ(verified.status, 200) << verified.body;
    EXPECT_EQ(app.get("/1.0/identifiers/" + issuer->id).status, 200);
    EXPECT_EQ(app.get("/1.0/identifiers/" + issuer->id + "-other").status, 404);
}

TEST(Operation, ADrainingServerIsNotReady) {
    test::TestApp app;
    EXPECT_EQ(app.get("/health/live").status, 200);
    EXPECT_EQ(app.get("/health/ready").status, 200);
    app.app().drain();
    EXPECT_EQ(app.get("/health/ready").status, 503);
    EXPECT_EQ(app.get("/metrics").status, 200);
}

}  // namespace
}  // namespace blason
