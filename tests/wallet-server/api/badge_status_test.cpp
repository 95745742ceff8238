// The statuses of badges: one without being asked, others on request, and what can then be done with each.
#include "tests/wallet-server/api/statuses.hpp"

namespace blason {
namespace {

using test::body_of;
using test::Statuses;
using test::text_at;

class BadgeStatuses : public Statuses {
  protected:
    void SetUp() override {
        Statuses::SetUp();
        const auto made = app.post("/issuers/alpha/achievements",
                                   R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    std::string badge(const std::string& options = "{}") {
        const auto response =
            app.post("/issuers/alpha/badges",
                     R"({"achievement": "a", "recipient": "a@example.org", "options": )" + options + "}");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    /// The acts that the page of a badge offers.
    std::string acts(const std::string& badge) {
        const auto page = app.get(path_of(id_of(badge)), "text/html").body;
        std::string acts;
        for (const std::string act : {"revoke", "suspend", "restore"})
            if (page.find("value=\"" + act + "\"") != std::string::npos) acts += act + " ";
        return acts;
    }
    static constexpr const char* kBoth =
        R"({"credentialStatus": [{"statusPurpose": "revocation"}, {"statusPurpose": "suspension"}]})";
};

TEST_F(BadgeStatuses, ABadgeHasOneStatusWithoutBeingAsked) {
    for (const auto* options : {"{}", R"({"credentialStatus": true})"}) {
        const auto one = badge(options);
        const auto document = *json::parse(one);
        ASSERT_TRUE(document.at("credentialStatus").is_object()) << one;
        EXPECT_EQ(text_at(document.at("credentialStatus"), "statusPurpose"), "revocation");
        const auto report = app.services().verifier.verify(std::string_view(one), {});
        EXPECT_EQ(report->find("data-model")->outcome, vc::Outcome::Pass);
    }
}

TEST_F(BadgeStatuses, WithoutAPlaceTheRefusalSaysHowToIssueOne) {
    const auto one = badge();
    const auto refused = set(one, "suspension");
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(text_at(body_of(refused), "code"), "status-not-assigned");
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/credentialStatus");
    const auto detail = text_at(body_of(refused), "detail");
    EXPECT_NE(detail.find("suspension"), std::string::npos) << detail;
    EXPECT_NE(detail.find("option credentialStatus"), std::string::npos) << detail;
    EXPECT_EQ(verify(one).status, 200);
}

TEST_F(BadgeStatuses, ABadgeThatAskedForBothIsSuspendedRestoredAndRevoked) {
    const auto one = badge(kBoth);
    EXPECT_EQ(json::parse(one)->at("credentialStatus").as_array().size(), 2U);
    EXPECT_EQ(verify(one).status, 200);
    EXPECT_EQ(set(one, "suspension").status, 200);
    expect_failed(verify(one), "suspended");
    EXPECT_EQ(set(one, "suspension", "false").status, 200);
    EXPECT_EQ(verify(one).status, 200);
    EXPECT_EQ(set(one, "revocation").status, 200);
    expect_failed(verify(one), "revoked");
}

TEST_F(BadgeStatuses, SeveralStatusesAreAWarningAndFailStrictVerification) {
    const auto one = badge(kBoth);
    const auto report = app.services().verifier.verify(std::string_view(one), {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->verdict(), vc::Verdict::Valid);
    EXPECT_EQ(report->find("data-model")->outcome, vc::Outcome::Warning);
    EXPECT_EQ(report->find("data-model")->code, "status-not-single");
    EXPECT_EQ(report->find("data-model")->pointer, "/credentialStatus");
    const auto strict =
        app.post("/credentials/verify", "{\"verifiableCredential\":" + one + R"(,"options":{"strict":true}})");
    EXPECT_EQ(strict.status, 400);
    EXPECT_EQ(text_at(body_of(strict), "code"), "status-not-single") << strict.body;
    const auto alone = badge(R"({"credentialStatus": {"statusPurpose": "suspension"}})");
    EXPECT_EQ(app.services().verifier.verify(std::string_view(alone), {})->find("data-model")->code, "ok");
}

TEST_F(BadgeStatuses, ThePageShowsTheActsThatTheEntriesAllow) {
    const auto usual = badge();
    EXPECT_EQ(acts(usual), "revoke ");
    const auto both = badge(kBoth);
    EXPECT_EQ(acts(both), "revoke suspend ");
    EXPECT_EQ(set(both, "suspension").status, 200);
    EXPECT_EQ(acts(both), "revoke restore ");
    EXPECT_EQ(set(both, "revocation").status, 200);
    EXPECT_EQ(acts(both), "");
    const auto suspendable = badge(R"({"credentialStatus": {"statusPurpose": "suspension"}})");
    EXPECT_EQ(acts(suspendable), "suspend ");
    EXPECT_EQ(set(suspendable, "suspension").status, 200);
    EXPECT_EQ(acts(suspendable), "restore ");
    EXPECT_EQ(acts(badge(R"({"credentialStatus": false})")), "");
}

}  // namespace
}  // namespace blason
