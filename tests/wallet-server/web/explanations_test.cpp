// Every code that docs/verification.md names has a sentence and an advice in both languages.
#include "wallet-server/web/explanations.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "engine/json/serialize.hpp"

namespace blason::web {
namespace {

/// The codes between backquotes in the third column of the table of checks.
std::set<std::string> documented_codes() {
    std::ifstream file(BLASON_SOURCE_DIR "/docs/verification.md");
    std::set<std::string> codes;
    std::string line;
    while (std::getline(file, line)) {
        if (!line.starts_with("| `")) continue;
        std::istringstream columns(line);
        std::string column;
        for (int i = 0; i < 4; ++i) std::getline(columns, column, '|');
        for (std::size_t at = 0; (at = column.find('`', at)) != std::string::npos;) {
            const std::size_t end = column.find('`', at + 1);
            if (end == std::string::npos) break;
            codes.insert(column.substr(at + 1, end - at - 1));
            at = end + 1;
        }
    }
    return codes;
}

TEST(Explanations, EveryDocumentedCodeHasBothLanguages) {
    const auto codes = documented_codes();
    EXPECT_GT(codes.size(), 200U) << "the table of docs/verification.md";
    for (const auto& code : codes) EXPECT_TRUE(has_explanation(code)) << code;
    EXPECT_FALSE(has_explanation("no-such-code"));
}

TEST(Explanations, ACodeSaysWhatAndWhatToDo) {
    const vc::Check check{"validity-period", vc::Outcome::Fail, "expired", "", "/validUntil"};
    EXPECT_EQ(explain(check, Language::French).what, "Le badge a expiré.");
    EXPECT_EQ(explain(check, Language::English).what, "The badge has expired.");
    EXPECT_FALSE(explain(check, Language::French).advice.empty());
    EXPECT_NE(explain(check, Language::French).advice, explain(check, Language::English).advice);
}

TEST(Explanations, EveryCheckAndOutcomeHasASentence) {
    for (const Language language : {Language::French, Language::English}) {
        for (const char* name : {"format", "json-ld", "data-model", "schema", "proof", "issuer", "validity-period",
                                 "status", "refresh", "endorsements", "recipient", "holder-binding", "challenge"}) {
            for (const auto outcome :
                 {vc::Outcome::Pass, vc::Outcome::Fail, vc::Outcome::Unknown, vc::Outcome::Warning}) {
                const Explanation said = explain({name, outcome, "a-code-without-a-text", "", ""}, language);
                EXPECT_FALSE(said.title.empty()) << name;
                EXPECT_FALSE(said.what.empty()) << name;
                EXPECT_EQ(said.advice.empty(), outcome == vc::Outcome::Pass) << name;
            }
        }
    }
}

TEST(Explanations, AReportKeepsItsCodesAndGainsTexts) {
    vc::Report report;
    report.checks.push_back({"status", vc::Outcome::Fail, "revoked", "A sentence.", "/credentialStatus"});
    const json::Value plain = vc::to_json(report);
    const json::Value said = report_json(report, Language::French);
    EXPECT_EQ(said.at_pointer("/language").as_string(), "fr");
    EXPECT_EQ(said.at_pointer("/checks/0/text").as_string(), "L'émetteur a révoqué ce badge.");
    for (const auto& member : plain.at_pointer("/checks/0").as_object()) {
        EXPECT_EQ(said.at_pointer("/checks/0").as_object().at(member.key()), member.value()) << member.key();
    }
}

TEST(Explanations, ALocaleIsALanguage) {
    EXPECT_EQ(spoken_language("fr_FR.UTF-8"), Language::French);
    EXPECT_EQ(spoken_language("fr"), Language::French);
    EXPECT_EQ(spoken_language("en-GB"), Language::English);
    for (const char* other : {"C", "C.UTF-8", "POSIX", "de_DE.UTF-8", ""})
        EXPECT_FALSE(spoken_language(other)) << other;
    EXPECT_EQ(named_language("de, en;q=0.5, fr;q=0.8"), Language::French);
    EXPECT_FALSE(named_language("de"));
    EXPECT_FALSE(named_language(""));
}

}  // namespace
}  // namespace blason::web
