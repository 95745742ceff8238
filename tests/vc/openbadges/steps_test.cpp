// Each step of Open Badges 3.0 section 9.1 and of the public validator has a row, which says what the checks say.
#include "vc/openbadges/steps.hpp"

#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using test::show;
using vc::Outcome;

openbadges::Step row(const std::vector<openbadges::Step>& steps, std::string_view name) {
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.name == name; });
    if (found == steps.end()) throw std::runtime_error("no step " + std::string(name));
    return *found;
}

TEST(Steps, OfAGoodBadgeAreAllHeldInTheirOrder) {
    const auto report = test::verify(test::issued(test::own_badge(1)));
    ASSERT_EQ(report.verdict(), vc::Verdict::Valid) << show(report);
    std::string names;
    for (const auto& step : openbadges::steps(report)) {
        names += std::string(step.name) + "=" + std::string(to_text(step.outcome)) + " ";
        EXPECT_TRUE(step.codes.empty()) << step.name;
    }
    EXPECT_EQ(names,
              "parse=pass json-ld=pass context=pass type=pass json-schema=pass credential-schema=not-applicable "
              "subject=pass evidence=pass issuer-profile=pass proof=pass issuer-key=pass refresh=not-applicable "
              "revocation=not-applicable expiration=pass issuance=pass endorsements=not-applicable "
              "recipient=not-applicable ");
}

struct Spoiled {
    std::string_view step;
    std::string_view place;
    std::string_view text;  ///< empty: removed
    Outcome outcome;
    std::string_view code;
};

/// One edit of a badge that is signed already: the step it belongs to says so, whatever the signature says.
class SpoiledStep : public testing::TestWithParam<Spoiled> {};

TEST_P(SpoiledStep, IsReportedByName) {
    const Spoiled& spoiled = GetParam();
    json::Value badge = test::issued(test::own_badge(1));
    spoiled.text.empty() ? test::remove(badge, spoiled.place) : test::set(badge, spoiled.place, spoiled.text);
    const auto report = test::verify(badge);
    const auto step = row(openbadges::steps(report), spoiled.step);
    EXPECT_EQ(step.outcome, spoiled.outcome) << show(report);
    EXPECT_NE(std::find(step.codes.begin(), step.codes.end(), spoiled.code), step.codes.end()) << show(report);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SpoiledStep,
    testing::Values(
        Spoiled{"json-ld", "/colour", R"("red")", Outcome::Fail, "data-loss"},
        Spoiled{"context", "/@context", R"(["https://www.w3.org/ns/credentials/v2"])", Outcome::Fail,
                "openbadges-context"},
        Spoiled{"type", "/type", R"(["OpenBadgeCredential"])", Outcome::Fail, "type-not-named"},
        Spoiled{"json-schema", "/credentialSubject/achievement/name", "", Outcome::Fail, "missing-property"},
        Spoiled{"credential-schema", "/credentialSchema",
                R"([{"id": "https://issuer.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}])",
                Outcome::Unknown, "fetch-offline"},
        Spoiled{"subject", "/credentialSubject/type", R"(["Person"])", Outcome::Fail, "type-not-named"},
        Spoiled{"evidence", "/evidence/0/type", R"(["Proof"])", Outcome::Fail, "type-not-named"},
        Spoiled{"issuer-profile", "/issuer/type", R"(["Organization"])", Outcome::Fail, "type-not-named"},
        Spoiled{"proof", "/name", R"("Teamworks")", Outcome::Fail, "signature-mismatch"},
        Spoiled{"issuer-key", "/issuer/id", R"("https://other.example")", Outcome::Unknown, "issuer-not-authenticated"},
        Spoiled{"refresh", "/refreshService",
                R"({"id": "https://issuer.example/newer", "type": "1EdTechCredentialRefresh"})", Outcome::Warning,
                "refresh-not-followed"},
        Spoiled{"revocation", "/credentialStatus",
                R"({"id": "https://issuer.example/revoked", "type": "1EdTechRevocationList"})", Outcome::Unknown,
                "status-not-checked"},
        Spoiled{"expiration", "/validUntil", R"("2024-06-01T00:00:00Z")", Outcome::Fail, "expired"},
        Spoiled{"issuance", "/validFrom", R"("2034-01-01T00:00:00Z")", Outcome::Fail, "not-yet-valid"},
        Spoiled{"endorsements", "/endorsementJwt", R"(["a.b.c"])", Outcome::Fail, "endorsement-invalid"}),
    [](const auto& row_info) {
        std::string name(row_info.param.step);
        name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
        return name;
    });

TEST(Steps, AFailureOfOnePartIsNotAFailureOfTheOthers) {
    json::Value badge = test::own_badge(1);
    test::set(badge, "/evidence/0/type", R"(["Proof"])");
    const auto steps = openbadges::steps(test::verify(badge));
    EXPECT_EQ(row(steps, "evidence").outcome, Outcome::Fail);
    for (const std::string_view name : {"subject", "context", "type", "issuer-profile"}) {
        EXPECT_EQ(row(steps, name).outcome, Outcome::Pass) << name;
    }
}

TEST(Steps, AnotherRecipientIsReportedByName) {
    auto options = test::verify_options();
    options.recipient = "did:example:somebody-else";
    const auto steps = openbadges::steps(test::verify(test::issued(test::own_badge(1)), options));
    EXPECT_EQ(row(steps, "recipient").outcome, Outcome::Fail);
}

TEST(Steps, OfWhatCannotBeReadAreUnknownAfterTheFirst) {
    const auto steps = openbadges::steps(test::verify(std::string_view("{")));
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps.front().outcome, Outcome::Fail);
    for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_EQ(steps[i].outcome, Outcome::Unknown) << steps[i].name;
}

TEST(Steps, AreOnlyForBadgesAndEndorsements) {
    EXPECT_TRUE(openbadges::steps(test::verify(test::issued(test::plain_credential()))).empty());
}

}  // namespace
}  // namespace blason
