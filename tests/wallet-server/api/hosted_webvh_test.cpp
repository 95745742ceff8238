// A hosted issuer that is a did:webvh: its log is served, a change of its keys adds an entry, and badges outlive the
// key that signed them, for us and for whoever reads the log.
#include <gtest/gtest.h>

#include <algorithm>

#include "did/webvh/resolve.hpp"
#include "engine/json/serialize.hpp"
#include "tests/did/scripted_client.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/test_app.hpp"
#include "vc/verify.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kKeys = "/issuers/alpha/signing-keys";
constexpr const char* kLog = "/issuers/alpha/did.jsonl";

class HostedWebvh : public testing::Test {
  protected:
    void SetUp() override {
        service::NewIssuer alpha;
        alpha.org = "alpha";
        alpha.name = "Alpha";
        alpha.identity = service::IssuerIdentity::DidWebvh;
        const auto made = app.services().issuers.create_issuer(alpha, {});
        ASSERT_TRUE(made) << made.error().detail;
        did = made->id;
        const auto key = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
        ASSERT_TRUE(key);
        admin = *key;
    }
    std::string log() { return app.get(kLog).body; }
    std::size_t entries() {
        const auto text = log();
        return static_cast<std::size_t>(std::ranges::count(text, '\n'));
    }
    http::Response change(const std::string& path, const std::string& body = "") {
        return app.post(std::string(kKeys) + path, body, admin);
    }
    std::string badge() {
        const auto response = app.post("/credentials/issue", R"({"credential":{
            "@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
            "credentialSubject":{"id":"did:example:subject"}},"options":{"credentialStatus":false}})");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    static std::string signed_by(const std::string& credential) {
        return text_at(json::parse(credential)->at("proof"), "verificationMethod");
    }
    /// What our own verifier says, which reads its store.
    std::string here(const std::string& credential) {
        const auto response = app.post("/credentials/verify", R"({"verifiableCredential":)" + credential + "}");
        return response.status == 200 ? "valid" : text_at(body_of(response), "code");
    }
    /// What somebody else says, who reads the log.
    std::string elsewhere(const std::string& credential) {
        test::ScriptedClient client;
        client.answer("https://badges.example/issuers/alpha/did.jsonl", log());
        did::MethodResolver resolver(client);
        test::TestEnvironment environment;
        vc::VerifyOptions options;
        options.now = app.services().clock();
        const auto report = vc::verify(credential, options, {environment.processor, resolver});
        if (report->verdict() == vc::Verdict::Valid) return "valid";
        for (const auto& check : report->checks)
            if (check.outcome == vc::Outcome::Fail) return check.code;
        return "unknown";
    }

    test::TestApp app{true, "https://badges.example"};
    std::string did;
    std::string admin;
};

TEST_F(HostedWebvh, ItsLogIsServed) {
    EXPECT_TRUE(did.starts_with("did:webvh:Qm")) << did;
    EXPECT_TRUE(did.ends_with(":badges.example:issuers:alpha")) << did;
    const auto served = app.get(kLog);
    ASSERT_EQ(served.status, 200) << served.body;
    EXPECT_EQ(served.fields.find("Content-Type"), "text/jsonl");
    EXPECT_EQ(entries(), 1U);
    const auto resolved =
        did::webvh::resolve_from(*did::Did::parse(did), served.body, std::nullopt, {.now = app.services().clock()});
    ASSERT_TRUE(resolved) << resolved.error().detail;
    ASSERT_EQ(resolved->document.methods.size(), 1U);
    EXPECT_EQ(resolved->document.methods.front().id, did + "#key-1");
    // Whoever resolves a did:webvh adds the services that are implied.
    const auto document = body_of(app.get("/issuers/alpha/did.json"));
    EXPECT_EQ(*json::find(resolved->document.json, "verificationMethod"), *json::find(document, "verificationMethod"));
    const auto credential = badge();
    EXPECT_EQ(signed_by(credential), did + "#key-1");
    EXPECT_EQ(here(credential), "valid");
    EXPECT_EQ(elsewhere(credential), "valid");
}

TEST_F(HostedWebvh, ABadgeSignedBeforeTheRotationStillVerifies) {
    const auto before = badge();
    ASSERT_EQ(change("").status, 201);
    EXPECT_EQ(entries(), 2U) << "published";
    app.pass_seconds(24 * 60 * 60);
    ASSERT_EQ(change("/key-2/activate").status, 200);
    EXPECT_EQ(entries(), 3U) << "in use";
    const auto after = badge();
    EXPECT_EQ(signed_by(after), did + "#key-2");
    for (const auto& credential : {before, after}) {
        EXPECT_EQ(here(credential), "valid");
        EXPECT_EQ(elsewhere(credential), "valid");
    }
    app.reopen();
    EXPECT_EQ(entries(), 3U);
    EXPECT_EQ(signed_by(badge()), did + "#key-2");
    ASSERT_EQ(change("").status, 201) << "the log goes on";
    EXPECT_EQ(entries(), 4U);
    EXPECT_EQ(elsewhere(before), "valid");
}

TEST_F(HostedWebvh, ABadgeSignedAfterTheCutOffDoesNotVerify) {
    const auto before = badge();
    app.pass_seconds(1000);
    const auto stolen_at = app.services().clock();
    app.pass_seconds(60);
    const auto forged = badge();
    ASSERT_EQ(elsewhere(forged), "valid") << "nobody knows yet";
    ASSERT_EQ(change("/key-1/revoke", R"({"since":")" + format_instant(stolen_at) + "\"}").status, 200);
    EXPECT_EQ(here(before), "valid");
    EXPECT_EQ(elsewhere(before), "valid");
    EXPECT_EQ(here(forged), "key-revoked");
    EXPECT_EQ(elsewhere(forged), "key-revoked");
    EXPECT_EQ(elsewhere(badge()), "valid") << "signed with the key that replaced it";
}

TEST_F(HostedWebvh, SeveralChangesInOneSecondKeepTheirOrder) {
    for (int i = 0; i < 3; ++i) ASSERT_EQ(change("", R"({"activate":true})").status, 201);
    EXPECT_EQ(entries(), 4U);
    EXPECT_EQ(elsewhere(badge()), "valid");
}

TEST_F(HostedWebvh, EarlierVersionsCanBeAskedFor) {
    ASSERT_EQ(change("", R"({"activate":true})").status, 201);
    auto& resolver = app.services().resolver;
    did::ResolveOptions options{.now = app.services().clock()};
    EXPECT_EQ(resolver.resolve(did, options)->document.methods.size(), 2U);
    options.version.number = 1;
    const auto first = resolver.resolve(did, options);
    ASSERT_TRUE(first) << first.error().detail;
    EXPECT_EQ(first->document.methods.size(), 1U);
    EXPECT_TRUE(first->metadata.version_id->starts_with("1-"));
    const auto other = "did:webvh:QmaSfc9hqnBDgqVnLUkcPmxSPVELD6JTMCLnMLmHXYYPDH:badges.example:issuers:alpha";
    EXPECT_EQ(resolver.resolve(other, options).error().code, "NOT_FOUND") << "the place is ours, the identifier is not";
}

TEST_F(HostedWebvh, TheKeyOfTheLogSignsNothingElse) {
    const auto keys = body_of(app.get(kKeys));
    EXPECT_EQ(json::find(keys, "keys")->get_array().size(), 1U);
    const auto document = json::serialize(body_of(app.get("/issuers/alpha/did.json")));
    const auto first_line = *json::parse(log());
    const auto* update = json::find(*json::find(first_line, "parameters"), "updateKeys");
    EXPECT_EQ(document.find(std::string(json::view(update->at(0)))), std::string::npos);
}

TEST_F(HostedWebvh, OtherIssuersHaveNoLog) {
    const auto installation = *app.services().access.create_key({"", "test key", service::Role::Admin}, {});
    const auto create = [&](const std::string& body) { return app.post("/issuers", body, installation); };
    ASSERT_EQ(create(R"({"org":"beta","name":"Beta","identity":"did:web"})").status, 201);
    EXPECT_EQ(text_at(body_of(app.get("/issuers/beta/did.jsonl")), "code"), "log-not-found");
    const auto gamma = create(R"({"org":"gamma","name":"Gamma","identity":"did:webvh"})");
    ASSERT_EQ(gamma.status, 201) << gamma.body;
    EXPECT_TRUE(text_at(body_of(gamma), "id").starts_with("did:webvh:"));
    const auto wrong = create(R"({"org":"delta","name":"Delta","identity":"did:ion"})");
    EXPECT_EQ(text_at(body_of(wrong), "code"), "identity-unknown");
    EXPECT_EQ(text_at(body_of(wrong), "pointer"), "/identity");
}

TEST(HostedWebvhWithoutHttps, IsRefused) {
    test::TestApp app;
    service::NewIssuer alpha;
    alpha.name = "Alpha";
    alpha.identity = service::IssuerIdentity::DidWebvh;
    const auto made = app.services().issuers.create_issuer(alpha, {});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "did-web-needs-https");
}

}  // namespace
}  // namespace blason
