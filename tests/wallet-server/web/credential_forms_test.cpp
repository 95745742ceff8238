// One award in every form: by name and by the Accept field, signed once, the same bytes each time.
#include <gtest/gtest.h>

#include <set>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason::web {
namespace {

using test::body_of;
using test::text_at;

class CredentialForms : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto key = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
        ASSERT_TRUE(key);
        admin = *key;
        const auto made = app.post("/issuers/alpha/achievements",
                                   R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    void add_key(const std::string& type) {
        const auto made =
            app.post("/issuers/alpha/signing-keys", R"({"type": ")" + type + R"(", "activate": true})", admin);
        ASSERT_EQ(made.status, 201) << made.body;
    }
    /// Path of a badge.
    std::string issued(const std::string& options = "{}") {
        const auto response =
            app.post("/issuers/alpha/badges",
                     R"({"achievement": "a", "recipient": {"id": "did:example:person", "email": "a@example.org"},
                "evidence": [{"id": "https://example.org/work"}], "options": )" +
                         options + "}");
        EXPECT_EQ(response.status, 201) << response.body;
        text = response.body;
        return std::string(response.fields.find("Location")->substr(std::string("https://badges.example").size()));
    }
    http::Response get(const std::string& path, const std::string& query) {
        return app.call(test::request_of("GET", path + "?" + query));
    }
    /// Served, verified, and the same the second time.
    std::string expect_form(const std::string& path, const std::string& query, std::string_view type) {
        const auto first = get(path, query);
        EXPECT_EQ(first.status, 200) << path << query << first.body;
        EXPECT_EQ(first.fields.find("Content-Type"), type) << path;
        app.pass_seconds(3600);
        EXPECT_EQ(get(path, query).body, first.body) << "signed once: " << path << query;
        const auto report = app.services().verifier.verify(std::string_view(first.body), {});
        EXPECT_TRUE(report);
        if (report->verdict() != vc::Verdict::Valid) {
            ADD_FAILURE() << path << query << json::serialize(to_json(*report));
        }
        EXPECT_EQ(report->kind, "OpenBadgeCredential");
        return first.body;
    }

    test::TestApp app{true, "https://badges.example"};
    std::string admin;
    std::string text;  ///< of the last badge
};

TEST_F(CredentialForms, EveryFormOfOneBadgeVerifies) {
    add_key("p256");
    add_key("rsa2048");
    const auto path = issued();
    EXPECT_EQ(expect_form(path + ".json", "", "application/vc"), text);
    EXPECT_EQ(expect_form(path + ".json", "cryptosuite=eddsa-rdfc-2022", "application/vc"), text);
    const auto selective = get(path + ".json", "cryptosuite=ecdsa-sd-2023").body;
    EXPECT_EQ(get(path + ".json", "cryptosuite=ecdsa-sd-2023").body, selective);
    EXPECT_EQ(app.services().verifier.verify(std::string_view(selective), {})->find("proof")->code, "base-proof")
        << "it is for the holder, who derives from it";
    const auto rs256 = expect_form(path + ".jwt", "", "application/vc+jwt");
    EXPECT_EQ(app.get(path, "application/vc+jwt").body, rs256);
    std::set<std::string> tokens{rs256};
    for (const char* algorithm : {"RS256", "ES256", "EdDSA"})
        tokens.insert(expect_form(path + ".jwt", std::string("alg=") + algorithm, "application/vc+jwt"));
    EXPECT_EQ(tokens.size(), 4U);
    const auto sd = expect_form(path + ".sd-jwt", "", "application/vc+sd-jwt");
    EXPECT_EQ(app.get(path, "application/vc+sd-jwt").body, sd);
    const auto svg = expect_form(path + ".svg", "form=jwt", "image/svg+xml");
    EXPECT_EQ(openbadges::unbake(svg)->text, rs256);
    expect_form(path + ".svg", "", "image/svg+xml");

    // Every required property stays when the holder shows nothing else.
    const auto derived = app.post("/credentials/derive", R"({"verifiableCredential": )" + selective +
                                                             R"(, "options": {"selectivePointers": ["/evidence"]}})");
    ASSERT_EQ(derived.status, 201) << derived.body;
    EXPECT_EQ(app.services().verifier.verify(std::string_view(derived.body), {})->verdict(), vc::Verdict::Valid);

    for (const char* other : {"alg=none", "alg=HS256"}) EXPECT_EQ(get(path + ".jwt", other).status, 404) << other;
    EXPECT_EQ(get(path + ".json", "cryptosuite=none").status, 404);
    EXPECT_EQ(get(path + ".jwt", "download=1").fields.find("Content-Disposition"),
              "attachment; filename=\"badge-" + path.substr(path.rfind('/') + 1) + ".jwt\"");
}

TEST_F(CredentialForms, AreCalledByTheNameThatWasAskedFor) {
    add_key("rsa2048");
    const auto path = issued();
    const auto type = [&](const std::string& at, const std::string& accept) {
        return std::string(app.get(at, accept).fields.find("Content-Type").value_or(""));
    };
    for (const char* name : {"application/vc", "application/vc+ld+json", "application/ld+json", "application/json"}) {
        EXPECT_EQ(type(path, name), name);
        EXPECT_EQ(type(path + ".json", name), name);
        EXPECT_EQ(app.get(path, name).body, text);
    }
    const auto token = app.get(path + ".jwt").body;
    for (const char* name : {"application/vc+jwt", "application/jwt", "text/plain"}) {
        EXPECT_EQ(type(path, name), name);
        EXPECT_EQ(app.get(path, name).body, token);
    }
    EXPECT_EQ(type(path, "*/*"), "application/vc");
    EXPECT_EQ(type(path, "application/json, text/plain, */*"), "application/json") << "as scripts ask";
    EXPECT_EQ(type(path, "application/json;q=0.5, application/ld+json"), "application/ld+json");
    EXPECT_EQ(type(path + ".jwt", "application/json"), "application/vc+jwt") << "a token is no JSON";
    EXPECT_EQ(app.get(path, "application/json").fields.find("Vary"), "Accept");
}

TEST_F(CredentialForms, WithoutAKeyThereIsNoSuchForm) {
    const auto path = issued();
    const auto refused = get(path + ".jwt", "alg=ES256");
    EXPECT_EQ(refused.status, 404);
    EXPECT_EQ(text_at(body_of(refused), "code"), "form-not-available");
    const auto token = expect_form(path + ".jwt", "", "application/vc+jwt");  // by the key there is
    add_key("p256");
    EXPECT_EQ(app.get(path + ".jwt").body, token) << "what was given out stays";
    expect_form(path + ".jwt", "alg=ES256", "application/vc+jwt");
}

TEST_F(CredentialForms, ABadgeIssuedAsATokenHasTheOtherFormsToo) {
    const auto path = issued(R"({"format": "jwt"})");
    const auto envelope = text_at(*json::parse(text), "id");
    EXPECT_EQ(expect_form(path + ".jwt", "", "application/vc+jwt"), envelope.substr(envelope.find(',') + 1));
    EXPECT_EQ(text_at(*json::parse(expect_form(path + ".json", "", "application/vc")), "id"),
              "https://badges.example" + path);
}

TEST_F(CredentialForms, AnAchievementWithoutImageHasOneAllTheSame) {
    const auto first = app.get("/issuers/alpha/achievements/a/image");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.fields.find("Content-Type"), "image/svg+xml");
    EXPECT_NE(first.body.find(">A</text>"), std::string::npos);
    app.reopen();
    EXPECT_EQ(app.get("/issuers/alpha/achievements/a/image").body, first.body) << "the same each time";
    issued();
    EXPECT_NE(text.find("https://badges.example/issuers/alpha/achievements/a/image"), std::string::npos);
    EXPECT_EQ(app.get("/issuers/alpha/achievements/none/image").status, 404);
}

TEST_F(CredentialForms, APageGoesToWhoWantsAPageMost) {
    const auto path = issued();
    const auto type = [&](const std::string& accept) {
        auto request = test::request_of("GET", path);
        request.fields.set("Accept", accept);
        const auto response = app.call(std::move(request));
        EXPECT_EQ(response.status, 200) << accept << response.body;
        const auto found = response.fields.find("Content-Type").value_or("");
        return std::string(found.substr(0, found.find(';')));
    };
    EXPECT_EQ(type("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,"
                   "image/svg+xml,*/*;q=0.8"),
              "text/html")
        << "a browser";
    EXPECT_EQ(type("text/html;q=0.1, application/json"), "application/json");
    EXPECT_EQ(type("image/svg+xml, text/html;q=0.9"), "image/svg+xml");
    EXPECT_EQ(type("application/json;q=0.5, text/html"), "text/html");
    EXPECT_EQ(type("application/json, text/html"), "application/json");
    EXPECT_EQ(type("text/html;q=0, */*"), "application/vc");
}

TEST_F(CredentialForms, ABadgeWithoutEndSaysSoInASentenceThatReads) {
    auto request = test::request_of("GET", issued() + "?lang=fr");
    request.fields.set("Accept", "text/html");
    const auto page = app.call(std::move(request)).body;
    EXPECT_NE(page.find("<dt>Durée</dt><dd>sans limite</dd>"), std::string::npos) << page;
    EXPECT_EQ(page.find("Valable jusqu"), std::string::npos);
}

}  // namespace
}  // namespace blason::web
