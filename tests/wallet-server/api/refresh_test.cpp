// Newer versions of a badge: issued under the same id, served where the badge says, followed once by the verifier.
#include <gtest/gtest.h>

#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class Refresh : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto made = app.post("/issuers/alpha/achievements",
                                   R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    http::Response badge(const std::string& members) {
        return app.post("/issuers/alpha/badges",
                        R"({"achievement": "a", "recipient": "did:example:person", )" + members + "}");
    }
    std::string issued(const std::string& members) {
        const auto response = badge(members);
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    static std::string path_of(const std::string& url) {
        return url.substr(std::string("http://127.0.0.1:8080").size());
    }
    static std::string service_of(const std::string& badge) {
        return text_at(json::parse(badge)->at("refreshService"), "id");
    }
    vc::Report verified(const std::string& text) {
        auto report = app.services().verifier.verify(std::string_view(text), {});
        EXPECT_TRUE(report);
        return std::move(*report);
    }
    static std::string code_of(const vc::Report& report) { return report.find("refresh")->code; }
    test::TestApp app;
};

TEST_F(Refresh, TheNewestVersionIsWhatIsChecked) {
    const auto first = issued(R"("refreshService": true, "validUntil": "2027-02-01")");
    const auto url = service_of(first);
    EXPECT_EQ(url, text_at(*json::parse(first), "id") + "/refresh");
    EXPECT_NE(first.find("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"), std::string::npos);
    EXPECT_EQ(app.get(path_of(url)).body, first);
    EXPECT_EQ(code_of(verified(first)), "up-to-date");

    app.pass_seconds(40 * 86'400);  // the first has expired
    EXPECT_EQ(verified(first).verdict(), vc::Verdict::Invalid);
    const auto id = text_at(*json::parse(first), "id");
    const auto second = issued(R"("refreshService": true, "replaces": ")" + id + "\"");
    EXPECT_EQ(text_at(*json::parse(second), "id"), id);
    EXPECT_EQ(text_at(*json::parse(second), "awardedDate"), "2027-01-15T08:00:00Z") << "when it was given first";
    EXPECT_EQ(app.get(path_of(url)).body, second);
    EXPECT_EQ(app.get(path_of(id)).body, first) << "what was issued stays";
    const auto report = verified(first);
    EXPECT_EQ(code_of(report), "refreshed");
    EXPECT_EQ(report.verdict(), vc::Verdict::Valid);
    EXPECT_EQ(report.refreshed, second);

    const auto holder = app.services().wallets.create_holder("alpha", "Wallet", {});
    ASSERT_TRUE(holder);
    const auto received = app.services().wallets.receive("alpha", holder->id, first, {});
    ASSERT_TRUE(received && received->kept);
    EXPECT_EQ(received->kept->text, second);

    // A revocation under the id is one of all its versions.
    const auto revoked =
        app.post("/credentials/status",
                 R"({"credentialId": ")" + id + R"(", "credentialStatus": {"statusPurpose": "revocation"}})");
    ASSERT_EQ(revoked.status, 200) << revoked.body;
    EXPECT_EQ(verified(first).verdict(), vc::Verdict::Invalid);
    EXPECT_EQ(verified(second).verdict(), vc::Verdict::Invalid);
}

TEST_F(Refresh, WhatCannotBeFollowedIsAWarning) {
    const auto elsewhere =
        issued(R"("refreshService": {"id": "https://elsewhere.example/r", "type": "1EdTechCredentialRefresh"})");
    EXPECT_EQ(code_of(verified(elsewhere)), "refresh-failed") << "nothing is fetched here";
    EXPECT_EQ(verified(elsewhere).verdict(), vc::Verdict::Valid);
    // The address of another badge: it is a version of something else.
    const auto other = issued(R"("refreshService": true)");
    const auto wrong =
        issued(R"("refreshService": {"id": ")" + service_of(other) + R"(", "type": "1EdTechCredentialRefresh"})");
    EXPECT_EQ(code_of(verified(wrong)), "refresh-failed");
    EXPECT_EQ(verified(wrong).verdict(), vc::Verdict::Valid);
    // A badge that does not verify sends nobody anywhere.
    auto changed = other;
    changed.replace(changed.find("did:example:person"), 18, "did:example:parson");
    EXPECT_EQ(code_of(verified(changed)), "refresh-not-followed");
}

TEST_F(Refresh, OnlyABadgeForTheSameAchievementAndPersonIsReplaced) {
    ASSERT_EQ(app.post("/issuers/alpha/achievements",
                       R"({"id": "b", "name": "B", "description": "B", "criteria": {"narrative": "C"}})")
                  .status,
              201);
    const auto award = [&](const std::string& achievement, const std::string& recipient, const std::string& replaces) {
        return app.post("/issuers/alpha/badges",
                        R"({"achievement": ")" + achievement + R"(", "recipient": )" + recipient +
                            (replaces.empty() ? "}" : R"(, "replaces": ")" + replaces + "\"}"));
    };
    const std::string ada = R"("ada@example.org")";
    const auto first = award("a", ada, "");
    ASSERT_EQ(first.status, 201) << first.body;
    // Each replacement has the id of the first badge; which one it replaces is said by its address.
    const std::string id(*first.fields.find("Location"));
    for (const auto& refused : {award("b", ada, id), award("a", R"("bob@example.org")", id),
                                award("a", R"({"id": "did:example:ada", "name": "Ada"})", id)}) {
        EXPECT_EQ(refused.status, 400) << refused.body;
        EXPECT_EQ(text_at(body_of(refused), "code"), "replaces-other") << refused.body;
        EXPECT_EQ(text_at(body_of(refused), "pointer"), "/replaces");
    }
    EXPECT_EQ(award("a", R"("Ada@Example.org")", id).status, 201);
    const auto both = award("a", R"({"id": "did:example:ada", "email": "ada@example.org"})", id);
    EXPECT_EQ(both.status, 201) << "the person has an id now" << both.body;
    const std::string known(*both.fields.find("Location"));
    EXPECT_EQ(award("a", R"("did:example:ada")", known).status, 201);
    EXPECT_EQ(award("a", R"("did:example:bob")", known).status, 400);
}

TEST_F(Refresh, OnlyABadgeOfOursIsReplaced) {
    const auto response = badge(R"("replaces": "0123")");
    EXPECT_EQ(response.status, 404);
    EXPECT_EQ(text_at(body_of(response), "pointer"), "/replaces");
    EXPECT_EQ(app.get("/issuers/alpha/credentials/0123/refresh").status, 404);
}

/// An achievement "a" or another one, and whom it is for.
std::string order(std::string_view achievement, std::string_view recipient, const std::string& replaces = {}) {
    return R"({"refreshService": true, "achievement": ")" + std::string(achievement) + R"(", "recipient": ")" +
           std::string(recipient) + '"' + (replaces.empty() ? "" : R"(, "replaces": ")" + replaces + '"') + "}";
}

TEST_F(Refresh, OnlyABadgeOfTheSameAchievementAndPersonIsReplaced) {
    const auto b = app.post("/issuers/alpha/achievements",
                            R"({"id": "b", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
    ASSERT_EQ(b.status, 201) << b.body;
    const auto first = app.post("/issuers/alpha/badges", order("a", "ada@example.com"));
    ASSERT_EQ(first.status, 201) << first.body;
    const auto id = text_at(*json::parse(first.body), "id");
    for (const auto& wrong :
         {order("b", "ada@example.com", id), order("a", "bob@example.com", id), order("a", "did:example:person", id)}) {
        const auto response = app.post("/issuers/alpha/badges", wrong);
        EXPECT_EQ(response.status, 400) << response.body;
        EXPECT_EQ(text_at(body_of(response), "code"), "replaces-other");
        EXPECT_EQ(text_at(body_of(response), "pointer"), "/replaces");
    }
    app.pass_seconds(60);
    const auto second = app.post("/issuers/alpha/badges", order("a", "Ada@Example.com", id));
    ASSERT_EQ(second.status, 201) << second.body;
    // The same salt: only so can somebody else tell that it is the same person.
    const auto before = json::parse(first.body);
    const auto after = json::parse(second.body);
    EXPECT_EQ(before->at("credentialSubject").at("identifier"), after->at("credentialSubject").at("identifier"));
    EXPECT_EQ(code_of(verified(first.body)), "refreshed");
}

TEST_F(Refresh, NobodyIsShownTheBadgeOfSomebodyElse) {
    const auto first = app.post("/issuers/alpha/badges", order("a", "did:example:ada"));
    ASSERT_EQ(first.status, 201) << first.body;
    // VC-API leaves the id to the caller, who may give it twice.
    auto other = json::parse(first.body)->get_object();
    other.erase("proof");
    other.erase("credentialStatus");
    other["credentialSubject"].get_object()["id"] = "did:example:bob";
    app.pass_seconds(60);
    const auto issued = app.post("/credentials/issue", json::serialize(json::Object{{"credential", other}}));
    ASSERT_EQ(issued.status, 201) << issued.body;
    EXPECT_EQ(app.get(path_of(service_of(first.body))).body, first.body);
    EXPECT_EQ(code_of(verified(first.body)), "up-to-date");
}

}  // namespace
}  // namespace blason
