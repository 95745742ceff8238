// Open Badges 2.0 awarded again as 3.0.
#include "vc/openbadges/upgrade.hpp"

#include <gtest/gtest.h>

#include "tests/support/ob2.hpp"
#include "tests/vc/secured.hpp"

namespace blason::vc {
namespace {

using test::ob2_json;
using test::show;

class Upgrade : public testing::Test {
  protected:
    /// What verification shows of the badge.
    json::Value badge(const std::string& text) {
        world.serve_on(web);
        auto environment = test::environment();
        environment.client = &web;
        const auto report = vc::verify(text, test::verify_options(), environment).operator*();
        EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
        return report.credential.value();
    }
    json::Value hosted() { return badge(json::serialize(world.assertion)); }

    test::Web web;
    test::Ob2World world;
    std::string issuer = did::did_key(test::key(1).public_key());
};

TEST_F(Upgrade, AHostedBadgeBecomesABadgeOfToday) {
    world.assertion.get_object()["evidence"] = "https://issuer.example/essay";
    const auto upgraded = openbadges::upgrade(hosted(), {}, {issuer, {}});
    ASSERT_TRUE(upgraded) << upgraded.error().detail;
    const json::Value credential = test::issued(upgraded->credential, 1);
    const auto report = test::verify(credential);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.kind, "OpenBadgeCredential");
    EXPECT_EQ(credential.at("name"), "Reader");
    EXPECT_EQ(credential.at("validFrom"), "2024-05-01T00:00:00Z");
    EXPECT_EQ(credential.at("awardedDate"), "2024-05-01T00:00:00Z");
    EXPECT_EQ(credential.at("validUntil"), "2034-05-01T00:00:00Z");
    auto options = test::verify_options();
    options.recipient = "a@example.com";
    EXPECT_EQ(test::verify(credential, options).find("recipient")->outcome, Outcome::Pass) << "the same person";

    const json::Value& achievement = credential.at("credentialSubject").at("achievement");
    EXPECT_EQ(achievement.at("tag"), ob2_json(R"(["books", "reading"])"));
    EXPECT_EQ(achievement.at("criteria").at("narrative"), "Read ten books.");
    EXPECT_EQ(achievement.at("image").at("id"), "https://issuer.example/badges/1.png");
    EXPECT_EQ(achievement.at("alignment").at(0).at("targetUrl"), "https://skills.example/reading");
    const json::Value& evidence = credential.at("evidence");
    EXPECT_EQ(evidence.at(0).at("id"), "https://issuer.example/essay");
    EXPECT_EQ(evidence.at(1).at("id"), "https://issuer.example/assertions/1");
    EXPECT_EQ(evidence.at(1).at("type").at(1), "https://w3id.org/openbadges#Assertion");
}

TEST_F(Upgrade, LinksLeadBothWays) {
    const auto upgraded = openbadges::upgrade(hosted(), {}, {issuer, "https://issuer.example/achievements/1"});
    ASSERT_TRUE(upgraded);
    const json::Value& achievement = upgraded->credential.at("credentialSubject").at("achievement");
    EXPECT_EQ(achievement.at("id"), "https://issuer.example/achievements/1");
    EXPECT_EQ(achievement.at("related").at(0), ob2_json(R"({"id": "https://issuer.example/badges/1",
        "type": ["Related", "https://w3id.org/openbadges#BadgeClass"], "version": "Open Badges v2p0"})"));
    EXPECT_EQ(upgraded->badge_class.at("related").at(0).at("id"), "https://issuer.example/achievements/1");
    EXPECT_EQ(upgraded->badge_class.at("related").at(0).at("version"), "Open Badges v3p0");
    EXPECT_EQ(upgraded->badge_class.at("issuer"), "https://issuer.example/profile");
    EXPECT_EQ(upgraded->issuer.at("related").at(0).at("id"), json::Value(json::key(issuer)));
    EXPECT_EQ(upgraded->credential.at("issuer").at("otherIdentifier").at(0).at("identifier"),
              "https://issuer.example/profile");

    world.badge_class = upgraded->badge_class;
    world.issuer = upgraded->issuer;
    const auto again = openbadges::upgrade(hosted(), {}, {issuer, {}});
    ASSERT_TRUE(again) << "the 2.0 documents with their links are good 2.0 documents";
    EXPECT_EQ(again->credential.at("id"), upgraded->credential.at("id")) << "the same badge again";
}

TEST_F(Upgrade, ASignedBadgeBringsItsFormerSelfAlong) {
    const std::string jws = test::ob2_jws(world.to_be_signed());
    const auto upgraded = openbadges::upgrade(badge(jws), jws, {issuer, {}});
    ASSERT_TRUE(upgraded);
    const json::Value credential = test::issued(upgraded->credential, 1);
    EXPECT_EQ(json::view(credential.at("evidence").at(0).at("id")), "data:application/jose," + jws);
    EXPECT_EQ(test::verify(credential).verdict(), Verdict::Valid) << show(test::verify(credential));
}

TEST_F(Upgrade, WhatCannotBeAwardedAnewIsRefused) {
    EXPECT_EQ(openbadges::upgrade(world.assertion, {}, {issuer, {}}).error().code, "ob2-incomplete");
    world.assertion.get_object()["recipient"] =
        ob2_json(R"({"type": "email", "hashed": true, "identity": "md5$900150983cd24fb0d6963f7d28e17f72"})");
    EXPECT_EQ(openbadges::upgrade(hosted(), {}, {issuer, {}}).error().code, "identity-hash-weak");
}

}  // namespace
}  // namespace blason::vc
