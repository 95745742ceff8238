// Comprehensive Learner Records (CLR 2.0): made, issued, verified with the credentials inside.
#include "vc/openbadges/clr.hpp"

#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "tests/vc/jwt.hpp"
#include "vc/envelope.hpp"

namespace blason::vc {
namespace {

using test::has;
using test::show;

constexpr const char* kInner = "/credentialSubject/verifiableCredential";

/// The badge of the samples, with an achievement of its own.
json::Value badge(std::uint8_t number, const std::string& achievement) {
    json::Value out = test::own_badge(number);
    test::set(out, "/credentialSubject/achievement/id", "\"" + achievement + "\"");
    test::set(out, "/id", "\"" + achievement + "#award\"");
    return out;
}

class Clr : public testing::Test {
  protected:
    Clr() {
        request.id = "urn:uuid:3d0f7b0c-0000-4000-8000-000000000001";
        request.name = "Record of a learner";
        request.valid_from = test::instant("2025-01-01T00:00:00Z");
        request.associations = {{"isChildOf", "https://a.example/1", "https://a.example/3"},
                                {"precedes", "https://a.example/1", "https://a.example/2"}};
        badges = {test::issued(badge(1, "https://a.example/1"), 1), test::issued(badge(2, "https://a.example/2"), 2),
                  test::issued(badge(1, "https://a.example/3"), 1)};
    }
    json::Value made() {
        auto record = openbadges::make_clr(badges, request);
        EXPECT_TRUE(record) << record.error().detail;
        return record ? *record : json::Value();
    }
    /// Signed as others might, whatever is inside.
    static json::Value signed_by_others(json::Value record) {
        record.get_object()["issuer"] = json::Object{{"type", json::Array{"Profile"}}};
        return test::signed_unchecked(std::move(record), 1);
    }
    static Error refusal(json::Value record) {
        IssueOptions options;
        options.created = test::instant("2025-01-01T00:00:00Z");
        options.set_issuer = true;
        auto secured = vc::issue(std::move(record), test::key(1), options, test::environment());
        return secured ? Error{} : secured.error();
    }

    openbadges::ClrRequest request;
    std::vector<json::Value> badges;
};

TEST_F(Clr, ThreeBadgesIssuedAndVerified) {
    const json::Value record = test::issued(made(), 1);
    const auto report = test::verify(record);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.kind, "ClrCredential");
    for (const char* place : {"", "/0", "/1", "/2"}) {
        const std::string prefix = *place == '\0' ? "" : kInner + std::string(place);
        EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", prefix + "/proof")) << show(report);
        EXPECT_TRUE(has(report, "issuer", Outcome::Pass, "ok", prefix + "/issuer"));
        EXPECT_TRUE(has(report, "data-model", Outcome::Pass, "ok", prefix));
        EXPECT_TRUE(has(report, "json-ld", Outcome::Pass, "ok", prefix));
    }
    EXPECT_EQ(record.at("credentialSubject").at("verifiableCredential").at(0), badges[0]) << "as they were";
}

// Their proofs have the contexts of the badges, and the record's proof may be of either kind.
TEST_F(Clr, BadgesSecuredWithJcsMayBeInside) {
    badges[1] = test::issued(badge(2, "https://a.example/2"), 2, "eddsa-jcs-2022");
    for (const std::string_view suite : {"eddsa-rdfc-2022", "eddsa-jcs-2022"}) {
        const auto report = test::verify(test::issued(made(), 1, suite));
        EXPECT_EQ(report.verdict(), Verdict::Valid) << suite << show(report);
        EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", std::string(kInner) + "/1/proof"));
    }
}

TEST_F(Clr, AChangedBadgeInsideIsNamed) {
    json::Value record = made();
    test::set(record, std::string(kInner) + "/1/credentialSubject/achievement/name", "\"Something else\"");
    EXPECT_EQ(refusal(record).code, "signature-mismatch") << "and is not issued";
    EXPECT_EQ(refusal(record).pointer, std::string(kInner) + "/1/proof/proofValue");
    const auto report = test::verify(signed_by_others(std::move(record)));
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/proof")) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", std::string(kInner) + "/0/proof"));
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "signature-mismatch", std::string(kInner) + "/1/proof/proofValue"));
}

TEST_F(Clr, AnExpiredBadgeInsideIsNamed) {
    json::Value old = badge(2, "https://a.example/2");
    test::set(old, "/validUntil", "\"2025-02-01T00:00:00Z\"");
    badges[1] = test::issued(std::move(old), 2);
    const auto report = test::verify(signed_by_others(made()));
    EXPECT_TRUE(has(report, "validity-period", Outcome::Fail, "expired", std::string(kInner) + "/1/validUntil"))
        << show(report);
}

TEST_F(Clr, ABadgeWithoutAProofIsAsGoodAsTheRecordForItsOwnIssuerOnly) {
    badges[2].get_object().erase("proof");
    EXPECT_EQ(test::verify(test::issued(made(), 1)).verdict(), Verdict::Valid);
    badges[1].get_object().erase("proof");
    const auto report = test::verify(test::issued(made(), 1));
    EXPECT_EQ(report.verdict(), Verdict::Unknown) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Unknown, "proof-missing", std::string(kInner) + "/1"));
    json::Value unsigned_record = made();
    test::set(unsigned_record, "/issuer", "\"" + did::did_key(test::key(1).public_key()) + "\"");
    EXPECT_TRUE(
        has(test::verify(unsigned_record), "proof", Outcome::Unknown, "proof-missing", std::string(kInner) + "/2"))
        << "nobody signed anything";
}

TEST_F(Clr, AssociationsNameAchievementsOfTheRecord) {
    request.associations = {{"isChildOf", "https://a.example/1", "https://a.example/9"}};
    Error error = refusal(made());
    EXPECT_EQ(error.code, "unknown-association");
    EXPECT_EQ(error.pointer, "/credentialSubject/association/0/targetId");
    request.associations = {{"isFriendOf", "https://a.example/1", "https://a.example/2"}};
    error = refusal(made());
    EXPECT_EQ(error.code, "not-enumerated");
    EXPECT_EQ(error.pointer, "/credentialSubject/association/0/associationType");
    request.associations = {{"isPeerOf", "https://a.example/1", "https://a.example/1"}};
    EXPECT_EQ(refusal(made()).code, "unknown-association");
}

TEST_F(Clr, ARecordHasItsContextsAndMembers) {
    json::Value record = made();
    record.get_object()["@context"].get_array().pop_back();
    EXPECT_EQ(refusal(record).code, "clr-context");
    record = made();
    record.get_object().erase("name");
    EXPECT_EQ(refusal(record).code, "missing-property");
    record = made();
    test::set(record, std::string(kInner) + "/1/validFrom", "\"yesterday\"");
    EXPECT_EQ(refusal(record).code, "invalid-date");
    EXPECT_EQ(refusal(record).pointer, std::string(kInner) + "/1/validFrom");
    record = made();
    test::set(record, "/credentialSubject/colour", "\"green\"");
    EXPECT_EQ(refusal(record).code, "data-loss") << "safe mode";
    record = made();
    record.get_object()["credentialSubject"].get_object()["verifiableCredential"] = json::Array();
    EXPECT_EQ(refusal(record).code, "empty-list");
}

TEST_F(Clr, TheLearnerIsOneAndTheSame) {
    test::set(badges[1], "/credentialSubject/id", "\"did:example:somebody-else\"");
    test::set(badges[0], "/credentialSubject/id", "\"did:example:learner\"");
    badges[1].get_object()["credentialSubject"].get_object().erase("identifier");
    const auto unclear = openbadges::make_clr(badges, request);
    ASSERT_FALSE(unclear);
    EXPECT_EQ(unclear.error().code, "clr-subject-unclear");
    const auto empty = openbadges::make_clr({}, request);
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().code, "clr-empty");
    request.subject = "did:example:learner";
    const auto report = test::verify(signed_by_others(made()));
    EXPECT_TRUE(
        has(report, "recipient", Outcome::Warning, "learner-differs", std::string(kInner) + "/1/credentialSubject/id"))
        << show(report);
}

TEST_F(Clr, ALearnerMayBeKnownByAnEmailAddress) {
    const auto hashed = [](const std::string& salt) {
        return R"([{"type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "identityHash": "sha256$)" +
               to_hex(crypto::sha256("a@example.com" + salt).bytes()) + R"(", "salt": ")" + salt + "\"}]";
    };
    int salt = 0;
    for (json::Value& badge : badges) {
        badge.at("credentialSubject").as_object().erase("id");
        test::set(badge, "/credentialSubject/identifier", hashed(std::to_string(++salt)));
        badge.as_object().erase("proof");
        badge = test::signed_unchecked(badge, 1);
    }
    EXPECT_EQ(openbadges::make_clr(badges, request).error().code, "clr-subject-unclear") << "each has its own salt";
    request.email = "A@example.com";
    request.salt = "pepper";
    const json::Value record = test::issued(made(), 1);
    EXPECT_EQ(json::find(record.at("credentialSubject"), "id"), nullptr);
    auto options = test::verify_options();
    options.recipient = "a@example.com";
    const auto report = test::verify(record, options);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "recipient", Outcome::Pass, "ok", "")) << show(report);
    request.email = "b@example.com";
    const auto other = openbadges::make_clr(badges, request);
    EXPECT_EQ(other.error().code, "clr-subject-unclear");
    EXPECT_EQ(other.error().detail, "Credential 1 is not for this e-mail address.");
}

TEST_F(Clr, ACredentialStandsInARecordOnceAndARecordHasAName) {
    badges.push_back(badges.front());
    EXPECT_EQ(openbadges::make_clr(badges, request).error().code, "clr-repeated");
    badges.pop_back();
    request.name.clear();
    EXPECT_EQ(openbadges::make_clr(badges, request).error().code, "clr-name-missing");
}

TEST_F(Clr, ATokenStandsInItsEnvelope) {
    const auto token = test::issued_jwt(badge(2, "https://a.example/2"), 2).text;
    badges[1] = *vc::for_presentation(token);
    const json::Value record = test::issued(made(), 1);
    auto report = test::verify(record);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    const std::string place = std::string(kInner) + "/1";
    EXPECT_TRUE(has(report, "data-model", Outcome::Warning, "clr-enveloped", place)) << show(report);
    EXPECT_TRUE(has(report, "issuer", Outcome::Pass, "ok", place + "/issuer")) << show(report);
    badges[1] = *vc::for_presentation(test::changed_at_end(token));
    EXPECT_EQ(refusal(made()).code, "signature-invalid");
    report = test::verify(signed_by_others(made()));
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "signature-invalid", place)) << show(report);
    badges[1].as_object()["id"] = "data:application/vc+jwt,nonsense";
    EXPECT_FALSE(openbadges::make_clr(badges, request));
}

TEST_F(Clr, AsATokenItHasTheClaimsOfOpenBadges) {
    const auto token = test::issued_jwt(made()).text;
    EXPECT_EQ(json::text_of(test::part(token, 0), "typ"), "JWT");
    const auto claims = test::part(token, 1);
    EXPECT_EQ(json::text_of(claims, "jti"), request.id);
    EXPECT_TRUE(json::find(claims, "nbf"));
    EXPECT_EQ(test::verify(token).verdict(), Verdict::Valid) << show(test::verify(token));
}

TEST_F(Clr, WhatOthersIssuedMayBeOlderThanWhatWeIssue) {
    badges[1] = badge(2, "https://a.example/2");
    badges[1].as_object().erase("proof");
    test::set(badges[1], "/issuer", "\"" + std::string(json::view(badges[1].at("issuer").at("id"))) + "\"");
    vc::SigningOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    badges[1] = vc::secure(badges[1], options, {}, test::key(2), test::environment())->document;
    const Error error = refusal(made());
    EXPECT_EQ(error.code, "") << error.pointer << " a badge whose issuer is only named may be in a record";
}

}  // namespace
}  // namespace blason::vc
