// The rehearsal of the certification, role by role.
#include <gtest/gtest.h>

#include "conformance/open_badges/displayer.hpp"
#include "conformance/open_badges/issuer.hpp"
#include "conformance/open_badges/test_badge.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/environment.hpp"
#include "vc/issue.hpp"
#include "vc/read.hpp"

namespace blason::conformance {
namespace {

constexpr Instant kNow{1'800'000'000, 0};

class Rehearsal : public testing::Test {
  protected:
    static RowOutcome outcome(const RehearsalReport& report, std::string_view id) {
        const auto* row = report.find(id);
        EXPECT_NE(row, nullptr) << id;
        return row == nullptr ? RowOutcome::NotRun : row->outcome;
    }

    test::TestEnvironment world;
    vc::Environment environment{world.get()};
};

TEST_F(Rehearsal, OurDisplayerTellsValidExpiredAndRevokedApartInBothEditions) {
    const auto set = displayer_set(kNow, crypto::system_random(), environment);
    ASSERT_TRUE(set) << set.error().detail << " " << set.error().pointer;
    ASSERT_EQ(set->badges.size(), 6U);
    const auto report = rehearse_displayer(*set, kNow, environment);
    EXPECT_TRUE(report.passed()) << report.text();
    // It is the badge that decides, not its name: swapped, the rehearsal fails.
    auto swapped = *set;
    std::swap(swapped.badges[0].text, swapped.badges[2].text);
    const auto other = rehearse_displayer(swapped, kNow, environment);
    EXPECT_FALSE(other.passed());
    EXPECT_EQ(outcome(other, "d1-valid"), RowOutcome::Fail);
    EXPECT_EQ(outcome(other, "d1-revoked"), RowOutcome::Fail);
    EXPECT_EQ(outcome(other, "d3-revoked"), RowOutcome::Pass);
}

TEST_F(Rehearsal, AnIssuersBadgeIsJudgedCheckByCheck) {
    for (const auto format : {vc::Format::DataIntegrity, vc::Format::Jwt}) {
        const auto badge = test_badge("urn:uuid:1", format, kNow, crypto::system_random(), environment);
        ASSERT_TRUE(badge) << badge.error().detail;
        const auto report = judge_issuer("badge", *badge, kNow, environment);
        EXPECT_TRUE(report.passed()) << report.text();
        EXPECT_EQ(outcome(report, "I1.recipient"), RowOutcome::Pass);
        EXPECT_EQ(outcome(report, "I1.baked"), RowOutcome::Warning);
    }
    const auto token = *test_badge("urn:uuid:1", vc::Format::Jwt, kNow, crypto::system_random(), environment);
    const auto header = judge_issuer("token", token, kNow, environment);
    EXPECT_EQ(outcome(header, "I1.alg"), RowOutcome::Warning) << "ES256";
    EXPECT_EQ(outcome(header, "I1.typ"), RowOutcome::Pass);
    EXPECT_EQ(outcome(header, "I1.key"), RowOutcome::Pass);
    EXPECT_EQ(outcome(header, "I1.kid"), RowOutcome::Pass) << "a jwk";
    auto badge = *test_badge("urn:uuid:1", vc::Format::DataIntegrity, kNow, crypto::system_random(), environment);
    const std::string from = "conformance@imsglobal.org";
    badge.replace(badge.find(from), from.size(), "somebody@example.org");
    const auto forged = judge_issuer("badge", badge, kNow, environment);
    EXPECT_FALSE(forged.passed());
    EXPECT_EQ(outcome(forged, "I1.proof"), RowOutcome::Fail);
    EXPECT_EQ(outcome(forged, "I1.recipient"), RowOutcome::Fail);
    EXPECT_FALSE(judge_issuer("badge", "no badge", kNow, environment).passed());
}

TEST_F(Rehearsal, ATokenThatTheValidatorCannotReadFails) {
    auto key = crypto::generate_key(crypto::KeyType::Ed25519, crypto::system_random());
    ASSERT_TRUE(key);
    const auto signer = crypto::make_signer(std::move(*key));
    ASSERT_TRUE(signer);
    auto document = vc::read_document(
        *test_badge("urn:uuid:1", vc::Format::DataIntegrity, kNow, crypto::system_random(), environment));
    ASSERT_TRUE(document);
    document->get_object().erase("proof");
    vc::IssueOptions options;
    options.format = vc::Format::Jwt;
    options.created = kNow;
    options.set_issuer = true;
    const auto token = vc::issue(std::move(*document), **signer, options, environment);
    ASSERT_TRUE(token) << token.error().detail;
    const auto report = judge_issuer("token", token->text, kNow, environment);
    EXPECT_EQ(outcome(report, "I1.proof"), RowOutcome::Pass);
    EXPECT_EQ(outcome(report, "I1.alg"), RowOutcome::Fail) << "EdDSA";
    EXPECT_FALSE(report.passed());
}

TEST_F(Rehearsal, TheReportIsReadableAndJson) {
    RehearsalReport report("a host");
    EXPECT_FALSE(report.passed());  // nothing was looked at
    report.require("A", "required", true, "seen");
    report.advise("B", "advised", false);
    report.not_run("C", "optional", false, "not offered");
    EXPECT_TRUE(report.passed());
    EXPECT_NE(report.text().find("Passed: 1 pass, 0 fail, 1 warnings, 1 not run."), std::string::npos) << report.text();
    report.not_run("D", "required", true, "something before it failed");
    EXPECT_FALSE(report.passed());
    const auto body = json::parse(json::serialize(report.json()));
    ASSERT_TRUE(body);
    EXPECT_EQ(json::find(*body, "rows")->get_array().size(), 4U);
    EXPECT_EQ(*json::find(*body, "passed"), json::Value(false));
}

}  // namespace
}  // namespace blason::conformance
