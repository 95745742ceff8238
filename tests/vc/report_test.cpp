#include "vc/report.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/report_json.hpp"

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

TEST(Report, IsReadAgainFromItsJson) {
    Report report = with({Outcome::Pass, Outcome::Unknown, Outcome::Warning});
    report.kind = "OpenBadgeCredential";
    report.format = "jwt";
    report.credential = json::Value(json::Object{{"id", "urn:a"}});
    const auto kept = to_json(report);
    const auto read = report_from_json(kept, report.credential.value());
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(to_json(*read), kept);
    for (const auto* text : {"null", "{}", R"({"checks":[{"outcome":"splendid"}]})", R"({"checks":[3]})"}) {
        const auto bad = report_from_json(*json::parse(text), {});
        ASSERT_FALSE(bad) << text;
        EXPECT_EQ(bad.error().code, "report-unreadable");
    }
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
