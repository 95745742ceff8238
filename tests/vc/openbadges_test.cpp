#include <gtest/gtest.h>

#include "tests/vc/samples.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/enumerations.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason {
namespace {

using test::Refusal;
using vc::model::Findings;
using vc::model::Severity;

Findings check(const json::Value& credential) {
    Findings findings;
    openbadges::check(credential, json::Path{}, findings);
    return findings;
}

std::string describe(const Findings& findings) {
    std::string out;
    for (const auto& finding : findings.all()) out += finding.code + " at " + finding.pointer + "\n";
    return out;
}

TEST(OpenBadges, AcceptsABadgeOfEveryClass) {
    EXPECT_TRUE(check(test::badge()).empty()) << describe(check(test::badge()));
}

TEST(OpenBadges, BothNamesOfTheClassAreChecked) {
    json::Value credential = test::badge();
    test::set(credential, "/type/1", R"("AchievementCredential")");
    EXPECT_TRUE(check(credential).empty()) << describe(check(credential));
    test::remove(credential, "/credentialSubject/achievement");
    EXPECT_EQ(check(credential).all().size(), 1U) << describe(check(credential));
}

class BadgeRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(BadgeRefusal, HasItsCodeAndItsPlace) {
    json::Value credential = test::badge();
    test::apply(credential, GetParam());
    const Findings findings = check(credential);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, GetParam().code);
    EXPECT_EQ(findings.all()[0].pointer, GetParam().pointer);
    EXPECT_FALSE(findings.all()[0].message.empty());
}

#define SUBJECT "/credentialSubject"
#define ACHIEVEMENT SUBJECT "/achievement"
const Refusal kRefusals[] = {
    {"Context", "/@context/1", R"("https://purl.imsglobal.org/spec/ob/v3p0/context-4.json")", "openbadges-context",
     "/@context/1"},
    {"NoContext", "/@context", R"(["https://www.w3.org/ns/credentials/v2"])", "openbadges-context", "/@context"},
    {"NoId", "/id", "", "missing-property", ""},
    {"NoValidFrom", "/validFrom", "", "missing-property", ""},
    {"Null", "/description", "null", "null-value", "/description"},
    {"NullBelow", ACHIEVEMENT "/tag", R"(["a", null])", "null-value", ACHIEVEMENT "/tag/1"},
    {"AwardedDate", "/awardedDate", R"("2024-01-01")", "invalid-date", "/awardedDate"},
    {"TwoSubjects", SUBJECT, R"([{"type": ["AchievementSubject"]}])", "single-value-required", SUBJECT},
    {"SubjectType", SUBJECT "/type", R"(["Person"])", "type-not-named", SUBJECT "/type"},
    {"SubjectNoType", SUBJECT "/type", "", "missing-type", SUBJECT},
    {"NoAchievement", SUBJECT "/achievement", "", "missing-property", SUBJECT},
    {"AchievementUrl", ACHIEVEMENT, R"("https://issuer.example/achievements/1")", "wrong-type", ACHIEVEMENT},
    {"NoAchievementId", ACHIEVEMENT "/id", "", "missing-property", ACHIEVEMENT},
    {"NoName", ACHIEVEMENT "/name", "", "missing-property", ACHIEVEMENT},
    {"NoDescription", ACHIEVEMENT "/description", "", "missing-property", ACHIEVEMENT},
    {"NoCriteria", ACHIEVEMENT "/criteria", "", "missing-property", ACHIEVEMENT},
    {"EmptyCriteria", ACHIEVEMENT "/criteria", R"({"name": "none"})", "empty-criteria", ACHIEVEMENT "/criteria"},
    {"AchievementType", ACHIEVEMENT "/achievementType", R"("Medal")", "not-enumerated", ACHIEVEMENT "/achievementType"},
    {"Language", ACHIEVEMENT "/inLanguage", R"("english")", "wrong-type", ACHIEVEMENT "/inLanguage"},
    {"ImageText", ACHIEVEMENT "/image", R"("https://issuer.example/1.png")", "wrong-type", ACHIEVEMENT "/image"},
    {"ImageGif", ACHIEVEMENT "/image/id", R"("data:image/gif;base64,AAAA")", "wrong-type", ACHIEVEMENT "/image/id"},
    {"ImageTypeList", ACHIEVEMENT "/image/type", R"(["Image"])", "type-not-named", ACHIEVEMENT "/image/type"},
    {"ImageClosed", ACHIEVEMENT "/image/width", "5", "unknown-property", ACHIEVEMENT "/image/width"},
    {"TagNumber", ACHIEVEMENT "/tag", "[5]", "wrong-type", ACHIEVEMENT "/tag/0"},
    {"TagText", ACHIEVEMENT "/tag", R"("team")", "list-required", ACHIEVEMENT "/tag"},
    {"TagEmpty", ACHIEVEMENT "/tag", "[]", "empty-list", ACHIEVEMENT "/tag"},
    {"TargetUrl", ACHIEVEMENT "/alignment/0/targetUrl", R"("skills")", "wrong-type",
     ACHIEVEMENT "/alignment/0/targetUrl"},
    {"NoTargetName", ACHIEVEMENT "/alignment/0/targetName", "", "missing-property", ACHIEVEMENT "/alignment/0"},
    {"TargetType", ACHIEVEMENT "/alignment/0/targetType", R"("ext:")", "not-enumerated",
     ACHIEVEMENT "/alignment/0/targetType"},
    {"ResultType", ACHIEVEMENT "/resultDescription/0/resultType", R"("Good")", "not-enumerated",
     ACHIEVEMENT "/resultDescription/0/resultType"},
    {"RequiredLevel", ACHIEVEMENT "/resultDescription/0/requiredLevel", R"("urn:uuid:other")", "unknown-rubric-level",
     ACHIEVEMENT "/resultDescription/0/requiredLevel"},
    {"ResultDescription", SUBJECT "/result/0/resultDescription", R"("urn:uuid:other")", "unknown-result-description",
     SUBJECT "/result/0/resultDescription"},
    {"ResultNoStatus", SUBJECT "/result/0/status", "", "missing-result-status", SUBJECT "/result/0"},
    {"StatusClosed", SUBJECT "/result/0/status", R"("ext:Done")", "not-enumerated", SUBJECT "/result/0/status"},
    {"AchievedLevel", SUBJECT "/result/0/achievedLevel", R"("urn:uuid:other")", "unknown-rubric-level",
     SUBJECT "/result/0/achievedLevel"},
    {"ValueNotAllowed", SUBJECT "/result/0/value", R"("Z")", "value-not-allowed", SUBJECT "/result/0/value"},
    {"NegativeCredits", SUBJECT "/creditsEarned", "-5", "negative-credits", SUBJECT "/creditsEarned"},
    {"ActivityOrder", SUBJECT "/activityEndDate", R"("1999-01-01")", "activity-order", SUBJECT "/activityEndDate"},
    {"EmptyName", ACHIEVEMENT "/name", R"("")", "empty-text", ACHIEVEMENT "/name"},
    {"TypeIsNoLanguage", ACHIEVEMENT "/name", R"({"type": "Profile"})", "wrong-type", ACHIEVEMENT "/name"},
    {"HashForm", SUBJECT "/identifier/0/identityHash", R"("sha256$12")", "identity-hash",
     SUBJECT "/identifier/0/identityHash"},
    {"HashedText", SUBJECT "/identifier/0/hashed", R"("true")", "wrong-type", SUBJECT "/identifier/0/hashed"},
    {"IdentityType", SUBJECT "/identifier/0/identityType", R"("email")", "not-enumerated",
     SUBJECT "/identifier/0/identityType"},
    {"IdentityClosed", SUBJECT "/identifier/0/note", R"("x")", "unknown-property", SUBJECT "/identifier/0/note"},
    {"Credits", SUBJECT "/creditsEarned", R"("3")", "wrong-type", SUBJECT "/creditsEarned"},
    {"Activity", SUBJECT "/activityStartDate", R"("soon")", "invalid-date", SUBJECT "/activityStartDate"},
    {"ProfileType", "/issuer/type", R"(["Organization"])", "type-not-named", "/issuer/type"},
    {"IssuerUrl", "/issuer/url", R"("issuer.example")", "wrong-type", "/issuer/url"},
    {"IdentifierType", "/issuer/otherIdentifier/0/identifierType", R"("school")", "not-enumerated",
     "/issuer/otherIdentifier/0/identifierType"},
    {"Latitude", "/issuer/address/geo/latitude", R"("1")", "wrong-type", "/issuer/address/geo/latitude"},
    {"DateOfBirth", "/issuer/dateOfBirth", R"("2001-02-30")", "invalid-date", "/issuer/dateOfBirth"},
    {"EvidenceType", "/evidence/0/type", R"(["Proof"])", "type-not-named", "/evidence/0/type"},
    {"EndorsementJwt", "/endorsementJwt", R"(["abc"])", "wrong-type", "/endorsementJwt/0"},
};
INSTANTIATE_TEST_SUITE_P(Classes, BadgeRefusal, testing::ValuesIn(kRefusals), test::refusal_name);

TEST(OpenBadges, ABadgeMustSayWhoseItIs) {
    json::Value credential = test::badge();
    test::remove(credential, "/credentialSubject/id");
    EXPECT_TRUE(check(credential).empty()) << "an identifier is enough";
    test::remove(credential, "/credentialSubject/identifier");
    ASSERT_EQ(check(credential).all().size(), 1U);
    EXPECT_EQ(check(credential).all()[0].code, "missing-recipient");
    EXPECT_EQ(check(credential).all()[0].pointer, "/credentialSubject");
}

TEST(OpenBadges, ACompactedListIsOnlyAnAdvisory) {
    json::Value credential = test::badge();
    test::set(credential, "/credentialSubject/achievement/tag", R"("team")");
    EXPECT_EQ(check(credential).all()[0].severity, Severity::Advisory);
}

TEST(OpenBadges, TextMayBeInSeveralLanguages) {
    json::Value credential = test::badge();
    test::set(credential, "/credentialSubject/narrative",
              R"([{"@value": "Good", "@language": "en"}, {"@value": "Bien", "@language": "fr"}])");
    EXPECT_TRUE(check(credential).empty()) << describe(check(credential));
}

TEST(OpenBadges, Md5IsOnlyAnAdvisoryAndNeverIssued) {
    for (const char* hashed : {"true", "false"}) {
        json::Value credential = test::badge();
        test::set(credential, "/credentialSubject/identifier/0/identityHash",
                  R"("md5$900150983cd24fb0d6963f7d28e17f72")");
        test::set(credential, "/credentialSubject/identifier/0/hashed", hashed);
        const Findings findings = check(credential);
        ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
        EXPECT_EQ(findings.all()[0].code, "identity-hash-weak");
        EXPECT_EQ(findings.all()[0].pointer, "/credentialSubject/identifier/0/identityHash");
        EXPECT_EQ(findings.all()[0].severity, Severity::Advisory);
        EXPECT_EQ(findings.first()->code, "identity-hash-weak");
    }
}

TEST(OpenBadges, AnIssuerThatIsOnlyNamedIsAnAdvisory) {
    json::Value credential = test::badge();
    test::set(credential, "/issuer", R"("https://issuer.example")");
    const Findings findings = check(credential);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, "issuer-not-profile");
    EXPECT_EQ(findings.all()[0].pointer, "/issuer");
    EXPECT_EQ(findings.all()[0].severity, Severity::Advisory);
}

TEST(OpenBadges, SeveralStatusesAreARemark) {
    json::Value credential = test::badge();
    test::set(credential, "/credentialStatus", R"([{"type": "BitstringStatusListEntry"}])");
    const Findings findings = check(credential);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, "status-not-single");
    EXPECT_EQ(findings.all()[0].severity, Severity::Remark);
    EXPECT_FALSE(findings.first()) << "whoever asks for it gets it";
    test::set(credential, "/credentialStatus", R"({"type": "BitstringStatusListEntry"})");
    EXPECT_TRUE(check(credential).empty());
}

TEST(OpenBadges, AnEmbeddedEndorsementIsACredentialOfItsOwn) {
    json::Value credential = test::badge();
    test::set(credential, "/endorsement",
              R"([{"@context": ["https://www.w3.org/ns/credentials/v2",
                                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                   "type": ["VerifiableCredential", "EndorsementCredential"], "id": "urn:uuid:e", "name": "E",
                   "issuer": "did:example:other", "validFrom": "2024-01-01T00:00:00Z",
                   "credentialSubject": {"id": "https://issuer.example", "type": "EndorsementSubject"}}])");
    EXPECT_TRUE(check(credential).empty()) << describe(check(credential));
    test::remove(credential, "/endorsement/0/issuer");
    test::remove(credential, "/endorsement/0/name");
    const Findings findings = check(credential);
    ASSERT_EQ(findings.all().size(), 2U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, "missing-issuer");
    EXPECT_EQ(findings.all()[1].code, "missing-property");
    EXPECT_EQ(findings.all()[1].pointer, "/endorsement/0");
}

TEST(OpenBadges, TheOlderEditionAsksForANameAndAProfile) {
    json::Value credential = test::badge();
    test::set(credential, "/@context/0", R"("https://www.w3.org/2018/credentials/v1")");
    test::remove(credential, "/validFrom");
    EXPECT_TRUE(check(credential).empty()) << describe(check(credential));
    test::set(credential, "/issuer", R"("https://issuer.example")");
    test::remove(credential, "/name");
    EXPECT_EQ(check(credential).all().size(), 2U) << describe(check(credential));
}

TEST(OpenBadges, OtherCredentialsAreLeftAlone) {
    EXPECT_TRUE(check(test::plain_credential()).empty());
}

TEST(OpenBadges, ExtensionsOfEnumerations) {
    EXPECT_TRUE(openbadges::is_enumerated("achievementType", "MicroCredential"));
    EXPECT_TRUE(openbadges::is_enumerated("achievementType", "ext:Medal-2.0_x"));
    EXPECT_FALSE(openbadges::is_enumerated("achievementType", "ext:a b"));
    EXPECT_FALSE(openbadges::is_enumerated("status", "ext:Done"));
    EXPECT_FALSE(openbadges::is_enumerated("unknown", "Badge"));
}

TEST(Recipient, TheVectorOfTheImplementationGuide) {
    // Open Badges 3.0 IdentityObject: a@example.com with the salt Kosher.
    const json::Value credential = test::badge();
    EXPECT_EQ(openbadges::recipient_is(credential, "a@example.com"), openbadges::Match::Yes);
    EXPECT_EQ(openbadges::recipient_is(credential, "A@Example.com"), openbadges::Match::Yes);
    EXPECT_EQ(openbadges::recipient_is(credential, "b@example.com"), openbadges::Match::No);
    EXPECT_EQ(openbadges::recipient_is(credential, "did:example:learner"), openbadges::Match::Yes);
    EXPECT_EQ(openbadges::recipient_is(credential, "did:example:other"), openbadges::Match::No);
}

TEST(Recipient, PlainAndUnknownHashes) {
    json::Value credential = test::badge();
    test::set(credential, "/credentialSubject/identifier",
              R"([{"type": "IdentityObject", "hashed": false, "identityType": "emailAddress",
                   "identityHash": "Someone@Example.com"}])");
    EXPECT_EQ(openbadges::recipient_is(credential, "someone@example.com"), openbadges::Match::Yes);
    EXPECT_EQ(openbadges::recipient_is(credential, "other@example.com"), openbadges::Match::No);
    test::set(credential, "/credentialSubject/identifier/0",
              R"({"type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
                  "identityHash": "sha1$0000000000000000000000000000000000000000"})");
    EXPECT_EQ(openbadges::recipient_is(credential, "someone@example.com"), openbadges::Match::Unknown);
}

/// RFC 1321 appendix A.5: the digest of "abc".
TEST(Recipient, AnMd5HashIsReadForWhatItIsWorth) {
    const openbadges::HashedIdentity identity{"md5$900150983CD24FB0D6963F7D28E17F72", "c"};
    EXPECT_EQ(openbadges::is_hash_of(identity, "ab"), openbadges::Match::Yes);
    EXPECT_EQ(openbadges::is_hash_of(identity, "abc"), openbadges::Match::No);
}

}  // namespace
}  // namespace blason
