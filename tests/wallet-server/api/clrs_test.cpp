// Comprehensive Learner Records over HTTP.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class Clrs : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto key = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
        ASSERT_TRUE(key);
        ASSERT_EQ(app.post("/issuers/alpha/signing-keys", R"({"type":"p256","activate":true})", *key).status, 201);
        for (const std::string name : {"one", "two"}) {
            const auto made =
                app.post("/issuers/alpha/achievements",
                         R"({"name":"A","description":"B","criteria":{"narrative":"C"},"id":")" + name + "\"}");
            ASSERT_EQ(made.status, 201) << made.body;
            const auto issued = badge(name);
            addresses.push_back(std::string(*issued.fields.find("Location")));
            badges.push_back(issued.body);
        }
    }
    http::Response badge(const std::string& achievement, const std::string& more = "") {
        auto issued = app.post("/issuers/alpha/badges",
                               R"({"recipient":"Ada@example.org","achievement":")" + achievement + "\"" + more + "}");
        EXPECT_EQ(issued.status, 201) << issued.body;
        return issued;
    }
    http::Response record(const std::string& credentials, const std::string& more = "") {
        return app.post("/issuers/alpha/clrs", R"({"name":"Record","learner":"ada@example.org","credentials":[)" +
                                                   credentials + "]" + more + "}");
    }
    static std::string refusal(const http::Response& response) {
        return text_at(body_of(response), "code") + " " + text_at(body_of(response), "pointer");
    }
    static std::string quoted(const std::string& text) { return "\"" + text + "\""; }
    void expect_valid(const std::string& credential) {
        const auto report = app.services().verifier.verify(std::string_view(credential), {});
        ASSERT_TRUE(report);
        EXPECT_EQ(report->verdict(), vc::Verdict::Valid) << json::serialize(to_json(*report));
        EXPECT_EQ(report->kind, "ClrCredential");
    }

    test::TestApp app{true, "https://badges.example"};
    std::vector<std::string> addresses;
    std::vector<std::string> badges;
};

TEST_F(Clrs, ARecordOfOwnBadgesAndOfTheirText) {
    const auto issued = record(quoted(addresses[0]) + "," + badges[1],
                               R"(,"associations":[{"type":"precedes",
        "source":"https://badges.example/issuers/alpha/achievements/one",
        "target":"https://badges.example/issuers/alpha/achievements/two"}],"partial":true)");
    ASSERT_EQ(issued.status, 201) << issued.body;
    expect_valid(issued.body);
    const auto clr = body_of(issued);
    EXPECT_EQ(text_at(clr.at("issuer"), "name"), "Alpha");
    EXPECT_TRUE(clr.at("credentialStatus").is_object());
    EXPECT_EQ(text_at(clr, "id"), *issued.fields.find("Location"));
    const auto& subject = clr.at("credentialSubject");
    EXPECT_EQ(json::serialize(subject.at("verifiableCredential").at(0)), json::serialize(*json::parse(badges[0])));
    EXPECT_EQ(issued.body.find("ada@example.org"), std::string::npos) << "hashed";
    service::Verify asked;
    asked.recipient = "ada@example.org";
    const auto report = app.services().verifier.verify(std::string_view(issued.body), asked);
    EXPECT_EQ(report->find("recipient")->outcome, vc::Outcome::Pass);
}

TEST_F(Clrs, ATokenStandsInItsEnvelope) {
    const auto token = badge("one", R"(,"options":{"format":"jwt"})");
    const auto envelope = text_at(body_of(token), "id");
    const auto text = envelope.substr(envelope.find(',') + 1);
    const auto issued = record(quoted(text) + "," + quoted(addresses[1]));
    ASSERT_EQ(issued.status, 201) << issued.body;
    expect_valid(issued.body);
    const auto clr = body_of(issued);
    EXPECT_EQ(text_at(clr.at("credentialSubject").at("verifiableCredential").at(0), "type"),
              "EnvelopedVerifiableCredential");
    const auto report = app.services().verifier.verify(std::string_view(issued.body), {});
    const std::string place = "/credentialSubject/verifiableCredential/0";
    EXPECT_TRUE(std::any_of(report->checks.begin(), report->checks.end(), [&](const vc::Check& check) {
        return check.name == "proof" && check.outcome == vc::Outcome::Pass && check.pointer.starts_with(place);
    })) << json::serialize(to_json(*report));
    EXPECT_EQ(refusal(record(quoted(text) + "," + quoted(text))), "clr-repeated /credentials");
    // As a token itself, the record has the claims of Open Badges.
    const auto as_token = record(quoted(addresses[1]), R"(,"options":{"format":"jwt"})");
    ASSERT_EQ(as_token.status, 201) << as_token.body;
    expect_valid(as_token.body);
}

TEST_F(Clrs, WhatDoesNotVerifyIsInNoRecord) {
    std::string changed = badges[1];
    changed.replace(changed.find("\"B\""), 3, "\"X\"");
    EXPECT_EQ(refusal(record(quoted(addresses[0]) + "," + changed)),
              "signature-mismatch /credentials/1/proof/proofValue");
    const auto revoked =
        app.post("/credentials/status", R"({"credentialStatus":{"statusPurpose":"revocation"},"credentialId":")" +
                                            text_at(*json::parse(badges[0]), "id") + "\"}");
    ASSERT_EQ(revoked.status, 200) << revoked.body;
    EXPECT_EQ(refusal(record(quoted(addresses[0]))), "revoked /credentials/0/credentialStatus");
    EXPECT_EQ(record(quoted(addresses[1])).status, 201);
}

TEST_F(Clrs, WhatIsRefused) {
    const auto given = quoted(addresses[0]);
    EXPECT_EQ(refusal(record("")), "clr-empty /credentials");
    EXPECT_EQ(refusal(record(given + "," + given)), "clr-repeated /credentials");
    EXPECT_EQ(refusal(record(quoted("https://elsewhere.example/1"))), "credential-not-found /credentials/0");
    EXPECT_EQ(refusal(record(given, R"(,"colour":"green")")), "member-unknown /colour");
    EXPECT_EQ(refusal(record(given, R"(,"validFrom":"today")")), "invalid-date /validFrom");
    EXPECT_EQ(refusal(record(given, R"(,"associations":[{"type":"precedes","source":"x:1"}])")),
              "missing-member /associations/0/target");
    EXPECT_EQ(refusal(record(given, R"(,"associations":[{"type":"precedes","source":"x:1","target":"x:2"}])")),
              "unknown-association /associations/0/sourceId");
    EXPECT_EQ(refusal(app.post("/clrs", R"({"name":"","credentials":[)" + given + "]}")), "clr-name-missing /name");
    EXPECT_EQ(refusal(app.post("/issuers/alpha/clrs",
                               R"({"name":"R","learner":"bob@example.org","credentials":[)" + given + "]}")),
              "clr-subject-unclear /learner");
    EXPECT_EQ(app.post("/issuers/nobody/clrs", R"({"name":"R","credentials":[]})").status, 404);
}

}  // namespace
}  // namespace blason
