// Endorsements inside a badge: genuine, of the right type, and about what they stand in.
#include <gtest/gtest.h>

#include "tests/vc/jwt.hpp"
#include "vc/issue_checks.hpp"

namespace blason::vc {
namespace {

constexpr const char* kAchievement = "/credentialSubject/achievement";

json::Value endorsement_of(const std::string& id) {
    json::Value endorsement = test::parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "type": ["VerifiableCredential", "EndorsementCredential"], "id": "urn:uuid:e", "name": "Endorsement",
        "issuer": {"id": "did:example:x", "type": ["Profile"]}, "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {"id": "", "type": ["EndorsementSubject"]}})");
    endorsement.at("credentialSubject").as_object()["id"] = id;
    return endorsement;
}

/// A badge whose `object` holds that endorsement.
json::Value endorsed(const char* object, json::Value endorsement, const char* member = "endorsement") {
    json::Value badge = test::own_badge(1);
    badge.at_pointer(object).as_object()[member] = json::Array{std::move(endorsement)};
    return badge;
}

Error refusal(json::Value badge, const Environment& environment = test::environment()) {
    IssueOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    auto secured = vc::issue(std::move(badge), test::key(1), options, environment);
    return secured ? Error{} : secured.error();
}

TEST(Endorsements, AreAboutTheObjectThatHoldsThem) {
    struct Place {
        const char* object;
        std::string about;
    };
    const std::string issuer = json::text_of(test::own_badge(1).at("issuer"), "id");
    const Place good[] = {
        {kAchievement, "https://issuer.example/achievements/1"},
        {"/issuer", issuer},
        // At the credential: itself, and the achievement and the profiles inside.
        {"", "urn:uuid:00000000-0000-4000-8000-000000000001"},
        {"", "https://issuer.example/achievements/1"},
        {"", issuer},
    };
    for (const auto& [object, about] : good) {
        const auto report = test::verify(test::issued(endorsed(object, test::issued(endorsement_of(about), 3))));
        EXPECT_TRUE(test::has(report, "endorsements", Outcome::Pass, "ok", ""))
            << object << about << test::show(report);
    }
    const Place bad[] = {
        {kAchievement, "urn:example:other"},
        {kAchievement, issuer},
        {"/issuer", "https://issuer.example/achievements/1"},
        {"", "urn:example:other"},
        {"", "did:example:learner"},
    };
    for (const auto& [object, about] : bad) {
        const auto badge = test::issued(endorsed(object, test::issued(endorsement_of(about), 3)));
        const std::string place = std::string(object) + "/endorsement/0";
        const auto report = test::verify(badge);
        EXPECT_EQ(report.verdict(), Verdict::Valid);
        EXPECT_TRUE(test::has(report, "endorsements", Outcome::Warning, "endorsement-of-another", place))
            << object << about << test::show(report);
        EXPECT_FALSE(test::has(report, "endorsements", Outcome::Pass, "ok", ""));
        auto strict = test::verify_options();
        strict.strict = true;
        EXPECT_TRUE(
            test::has(test::verify(badge, strict), "endorsements", Outcome::Fail, "endorsement-of-another", place));
    }
}

TEST(Endorsements, ABadgeIsNoEndorsement) {
    const auto token = test::issued_jwt(test::own_badge(3), 3).text;
    const auto inside = endorsed(kAchievement, json::Value(token), "endorsementJwt");
    const std::string place = std::string(kAchievement) + "/endorsementJwt/0";
    const auto report = test::verify(test::signed_unchecked(inside));
    EXPECT_TRUE(test::has(report, "endorsements", Outcome::Fail, "endorsement-invalid", place)) << test::show(report);
    EXPECT_EQ(refusal(inside).code, "endorsement-invalid");
    EXPECT_EQ(refusal(inside).pointer, place);
    const auto genuine = test::issued_jwt(endorsement_of("https://issuer.example/achievements/1"), 3).text;
    EXPECT_EQ(refusal(endorsed(kAchievement, json::Value(genuine), "endorsementJwt")).code, "");
}

TEST(Endorsements, ThatDoNotVerifyAreNotPutIntoABadge) {
    const auto place = std::string(kAchievement) + "/endorsement/0";
    const auto unsigned_one = refusal(endorsed(kAchievement, endorsement_of("https://issuer.example/achievements/1")));
    EXPECT_EQ(unsigned_one.code, "endorsement-invalid");
    EXPECT_EQ(unsigned_one.pointer, place);
    auto changed = test::issued(endorsement_of("https://issuer.example/achievements/1"), 3);
    changed.as_object()["name"] = "Another";
    EXPECT_EQ(refusal(endorsed(kAchievement, changed)).code, "endorsement-invalid");
}

TEST(Endorsements, WhatCannotBeLookedAtIsSaidAndSigned) {
    auto elsewhere = test::issued(endorsement_of("https://issuer.example/achievements/1"), 3);
    elsewhere.as_object()["credentialStatus"] = test::parse(R"({"type": "BitstringStatusListEntry",
        "statusPurpose": "revocation", "statusListIndex": "1", "statusListCredential": "https://x.example/list"})");
    elsewhere.as_object().erase("proof");
    elsewhere = test::issued(elsewhere, 3);
    auto badge = endorsed(kAchievement, elsewhere);
    const auto said = check_named_documents(badge, test::instant("2025-01-01T00:00:00Z"), test::environment());
    ASSERT_TRUE(said);
    ASSERT_EQ(said->size(), 1U);
    EXPECT_EQ(said->front().code, "endorsement-unknown");
    EXPECT_EQ(said->front().pointer, std::string(kAchievement) + "/endorsement/0");
    EXPECT_EQ(refusal(badge).code, "");
}

}  // namespace
}  // namespace blason::vc
