#include "vc/report.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"

namespace blason::vc {
namespace {

Report with(std::initializer_list<Outcome> outcomes) {
    Report report;
    for (const Outcome outcome : outcomes) report.checks.push_back({"proof", outcome, "code", "A sentence.", "/proof"});
    return report;
}

TEST(Report, IsValidOnlyWithoutFailAndUnknown) {
    using enum Outcome;
    EXPECT_EQ(with({Pass, Warning, NotApplicable}).verdict(), Verdict::Valid);
    EXPECT_EQ(with({Pass, Unknown}).verdict(), Verdict::Unknown);
    EXPECT_EQ(with({Pass, Unknown, Fail}).verdict(), Verdict::Invalid);
    EXPECT_EQ(with({Fail}).verdict(), Verdict::Invalid);
    EXPECT_EQ(with({}).verdict(), Verdict::Unknown) << "nothing was checked";
    EXPECT_EQ(with({NotApplicable, Warning}).verdict(), Verdict::Unknown) << "nothing was checked";
}

TEST(Report, JsonHasTheMembersOfTheInterface) {
    Report report = with({Outcome::Pass});
    report.kind = "OpenBadgeCredential";
    report.format = "data-integrity";
    report.credential = json::Value(json::Object{{"id", "urn:a"}});
    EXPECT_EQ(
        json::serialize(to_json(report)),
        R"({"outcome":"valid","signature":"pass","issuerAuthenticated":"unknown","kind":"OpenBadgeCredential","format":"data-integrity","checks":[)"
        R"({"name":"proof","outcome":"pass","code":"code","message":"A sentence.","pointer":"/proof"}],)"
        R"("credential":{"id":"urn:a"}})");
}

TEST(Report, TracesAreThereOnlyWhenAskedFor) {
    Report report = with({Outcome::Unknown});
    report.traces.push_back({"/proof", "eddsa-rdfc-2022", "<a> <b> <c> .\n", "", "aa", "bb", "bbaa"});
    const json::Value out = to_json(report);
    EXPECT_EQ(out.at_pointer("/outcome").as_string(), "unknown");
    EXPECT_EQ(out.at_pointer("/traces/0/signingInput").as_string(), "bbaa");
    EXPECT_EQ(out.at_pointer("/traces/0/canonicalDocument").as_string(), "<a> <b> <c> .\n");
}

TEST(Report, SignatureAndIssuerAreTwoAnswers) {
    Report report = with({Outcome::Pass});
    EXPECT_EQ(report.signature(), Outcome::Pass);
    EXPECT_EQ(report.issuer_authenticated(), Outcome::Unknown) << "nobody asked";
    report.checks.push_back({"issuer", Outcome::Fail, "issuer-key-mismatch", "", "/issuer"});
    EXPECT_EQ(report.signature(), Outcome::Pass);
    EXPECT_EQ(report.issuer_authenticated(), Outcome::Fail);
    report.checks.push_back({"proof", Outcome::Unknown, "fetch-offline", "", "/proof/1"});
    EXPECT_EQ(report.signature(), Outcome::Unknown) << "one of them is not known";
}

TEST(Report, FindsTheFirstCheckOfAName) {
    const Report report = with({Outcome::Pass});
    ASSERT_NE(report.find("proof"), nullptr);
    EXPECT_EQ(report.find("status"), nullptr);
}

}  // namespace
}  // namespace blason::vc
