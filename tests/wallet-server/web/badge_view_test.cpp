#include "wallet-server/web/badge_view.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/template.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

const Instant kNow = *parse_instant("2026-06-01T12:00:00Z");
constexpr std::string_view kBase = "https://badges.example.edu";

json::Value parsed(std::string_view text) {
    auto value = json::parse(text);
    EXPECT_TRUE(value);
    return std::move(*value);
}

const char* const kBadge = R"json({
  "id": "https://badges.example.edu/issuers/u/credentials/1",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "issuer": {"id": "did:key:z6Mk", "name": "Université <Exemple>", "url": "https://www.example.edu/"},
  "validFrom": "2026-03-01T00:00:00Z", "validUntil": "2026-05-31T23:59:59Z",
  "credentialSubject": {"type": ["AchievementSubject"],
    "identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$00", "identityType": "emailAddress"}],
    "achievement": {"id": "urn:a", "type": ["Achievement"], "name": "Tutorat & <b>entraide</b>", "inLanguage": "fr",
      "description": "d", "criteria": {"narrative": "**fort** <script>x</script>"},
      "image": {"id": "https://track.example/pixel.png", "type": "Image"},
      "alignment": [{"type": ["Alignment"], "targetName": "S", "targetUrl": "javascript:alert(1)"}]}},
  "evidence": [{"type": ["Evidence"], "name": "E", "id": "data:text/html,x", "narrative": "n"}]})json";

std::string page_of(const BadgeView& badge, Language language) {
    json::Object data;
    put(data, "badge", badge_data(badge, language, "h1", kBase));
    return render("credential", data, language);
}

TEST(BadgeView, ShowsABadgeEscaped) {
    const BadgeView badge = read_badge(parsed(kBadge), Language::French, kNow);
    const std::string html = page_of(badge, Language::French);
    EXPECT_NE(html.find("<h1 class=\"badge-name\">Tutorat &amp; &lt;b&gt;entraide&lt;/b&gt;</h1>"), std::string::npos);
    EXPECT_NE(html.find("Université &lt;Exemple&gt;"), std::string::npos);
    EXPECT_NE(html.find("<strong>fort</strong> &lt;script&gt;x&lt;/script&gt;"), std::string::npos);
    EXPECT_NE(html.find("1er mars 2026"), std::string::npos);
    EXPECT_NE(html.find("31 mai 2026"), std::string::npos);
    EXPECT_NE(html.find("Expiré"), std::string::npos);
    EXPECT_NE(html.find("identité est protégée"), std::string::npos);
    EXPECT_NE(page_of(badge, Language::English).find("1 March 2026"), std::string::npos);
}

TEST(BadgeView, IM13_LoadsNothingFromElsewhereAndLinksOnlyToTheWeb) {
    const std::string html = page_of(read_badge(parsed(kBadge), Language::French, kNow), Language::French);
    EXPECT_EQ(html.find("track.example"), std::string::npos);
    EXPECT_EQ(html.find("javascript:"), std::string::npos);
    EXPECT_EQ(html.find("data:text"), std::string::npos);
    EXPECT_NE(html.find("<img src=\"data:image/svg+xml,%3Csvg"), std::string::npos);
}

TEST(BadgeView, ShowsWhenWhatAndOfWhomItWasEarned) {
    const auto badge = parsed(R"({"id": "urn:b", "issuer": {"id": "did:key:z6Mk", "name": "Impostor"},
        "awardedDate": "2025-12-24T00:00:00Z", "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"narrative": "By **hard** work.", "creditsEarned": 2.5,
          "result": [{"value": "17", "resultDescription": "urn:r1"}, {"achievedLevel": "urn:l2", "resultDescription": "urn:r2"},
                     {"status": "Completed"}],
          "achievement": {"id": "urn:a", "name": "N", "creator": {"id": "https://true.example", "name": "True Maker"},
            "resultDescription": [{"id": "urn:r1", "name": "Mark"},
              {"id": "urn:r2", "name": "Level", "rubricCriterionLevel": [{"id": "urn:l1", "name": "Low"},
                                                                          {"id": "urn:l2", "name": "High"}]}]}}})");
    const auto html = page_of(read_badge(badge, Language::English, kNow), Language::English);
    for (const auto* shown : {"<dd>24 December 2025</dd>", "<dd>1 March 2026</dd>", "<dt>Mark</dt><dd>17</dd>",
                              "<dt>Level</dt><dd>High</dd>", "<dt>Result</dt><dd>Completed</dd>", "<dd>2.5</dd>",
                              "<strong>hard</strong>", "<dd>True Maker</dd>"})
        EXPECT_NE(html.find(shown), std::string::npos) << shown << html;
    // An issuer's own achievement names nobody else, and a badge given once has one date.
    const auto own = parsed(R"({"issuer": {"id": "did:key:z6Mk", "name": "I"}, "awardedDate": "2026-03-01T00:00:00Z",
        "validFrom": "2026-03-01T00:00:00Z", "credentialSubject": {"achievement": {"name": "N",
        "creator": {"id": "did:key:z6Mk", "name": "I"}}}})");
    const auto plain = page_of(read_badge(own, Language::English, kNow), Language::English);
    EXPECT_EQ(plain.find("Designed by"), std::string::npos);
    EXPECT_EQ(plain.find("Awarded on"), std::string::npos);
}

TEST(BadgeView, ShowsWhoEndorsesIt) {
    const auto endorsement = [](const std::string& by, const std::string& comment) {
        return R"({"type": ["VerifiableCredential", "EndorsementCredential"], "issuer": {"id": "did:key:z6Mx")" +
               (by.empty() ? "" : R"(, "name": ")" + by + "\"") +
               R"(}, "credentialSubject": {"endorsementComment": ")" + comment + "\"}}";
    };
    auto badge = parsed(kBadge);
    badge.as_object()["endorsement"] = json::Array{parsed(endorsement("<Ministry>", "A **good** badge."))};
    badge.at("issuer").as_object()["endorsement"] = json::Array{parsed(endorsement("", ""))};
    // What calls itself something else is no endorsement, and a token that cannot be read is none at all.
    badge.at("credentialSubject").at("achievement").as_object()["endorsementJwt"] = json::Array{"a.b.c", 7};
    badge.at("credentialSubject").at("achievement").as_object()["endorsement"] = parsed(kBadge);
    const auto html = page_of(read_badge(badge, Language::English, kNow), Language::English);
    for (const auto* shown : {"Endorsements", "&lt;Ministry&gt;", "<strong>good</strong>", "did:key:z6Mx"})
        EXPECT_NE(html.find(shown), std::string::npos) << shown << html;
    EXPECT_EQ(read_endorsements(badge, Language::English).size(), 2U);
    EXPECT_EQ(page_of(read_badge(parsed(kBadge), Language::English, kNow), Language::English).find("Endorsements"),
              std::string::npos);
}

TEST(BadgeView, ChoosesTheWordsOfTheLanguage) {
    const json::Value list = parsed(R"({"credentialSubject": {"achievement": {"name":
        [{"@value": "Tutorat", "@language": "fr"}, {"@value": "Tutoring", "@language": "en-GB"}],
        "description": {"fr": "un", "en": "one"}, "criteria": {"narrative": {"@value": "c"}}}}})");
    const BadgeView english = read_badge(list, Language::English, kNow);
    EXPECT_EQ(english.name, "Tutoring");
    EXPECT_EQ(english.description, "one");
    EXPECT_EQ(english.criteria, "c");
    EXPECT_EQ(read_badge(list, Language::French, kNow).name, "Tutorat");
}

TEST(BadgeView, ReadsAnythingWithoutTrust) {
    for (const char* text : {"{}", "[]", "null", "1", R"({"credentialSubject": []})", R"({"credentialSubject": [1]})",
                             R"({"credentialSubject": {"achievement": [[]], "identifier": [1, {"hashed": "x"}]}})",
                             R"({"issuer": 5, "validFrom": 7, "evidence": "x"})",
                             R"({"credentialSubject": {"achievement": {"name": [[["x"]]], "image": [], "criteria": 3,
                                 "alignment": {"targetName": {}}}}})"}) {
        const BadgeView badge = read_badge(parsed(text), Language::English, kNow);
        EXPECT_EQ(badge.name, "Badge without a name") << text;
        EXPECT_FALSE(page_of(badge, Language::English).empty());
    }
}

TEST(BadgeView, DatesSayTheState) {
    const auto period = [](const char* from, const char* until) {
        json::Value badge = parsed("{}");
        badge.get_object()["validFrom"] = from;
        badge.get_object()["validUntil"] = until;
        return read_badge(badge, Language::English, kNow).period;
    };
    EXPECT_EQ(period("2026-06-01T12:00:00Z", "2026-06-01T12:00:00Z"), Period::Current);
    EXPECT_EQ(period("2026-06-01T12:00:01Z", ""), Period::Early);
    EXPECT_EQ(period("", "2026-06-01T11:59:59Z"), Period::Expired);
}

TEST(BadgeView, ANameInClearIsShownAndAHashIsNot) {
    const json::Value badge = parsed(R"({"credentialSubject": {"id": "did:key:z6MkHolder", "identifier": [
        {"type": "IdentityObject", "hashed": true, "identityHash": "sha256$abc", "identityType": "name"},
        {"type": "IdentityObject", "hashed": false, "identityHash": "Étudiante Exemple", "identityType": "name"}]}})");
    const std::string html = page_of(read_badge(badge, Language::French, kNow), Language::French);
    EXPECT_NE(html.find("Étudiante Exemple"), std::string::npos);
    EXPECT_NE(html.find("did:key:z6MkHolder"), std::string::npos);
    EXPECT_EQ(html.find("sha256$"), std::string::npos);
}

vc::Report report_with(std::vector<vc::Check> checks) {
    vc::Report report;
    report.checks = std::move(checks);
    report.credential = parsed(kBadge);
    return report;
}

TEST(ReportView, WhatFailedComesFirstInPlainWords) {
    const vc::Report report = report_with({{"format", vc::Outcome::Pass, "", "", ""},
                                           {"status", vc::Outcome::NotApplicable, "", "", ""},
                                           {"proof", vc::Outcome::Fail, "proof-invalid", "<No> match.", "/proof"}});
    const std::string html = render("report", report_data(report, Language::French, kNow, kBase), Language::French);
    EXPECT_NE(html.find("Ne vous fiez pas à ce badge"), std::string::npos);
    EXPECT_LT(html.find("check fail"), html.find("check pass"));
    EXPECT_LT(html.find("check pass"), html.find("check not-applicable"));
    EXPECT_NE(html.find("proof-invalid"), std::string::npos);
    EXPECT_NE(html.find("&lt;No&gt; match."), std::string::npos);
    EXPECT_NE(html.find("Ce que prétend le badge"), std::string::npos);
    EXPECT_EQ(html.find("class=\"state"), std::string::npos) << "no word of ours beside a badge that is not genuine";
}

TEST(ReportView, EveryCheckHasItsOwnWordsInBothLanguages) {
    for (const Language language : {Language::French, Language::English}) {
        for (const char* name : {"format", "json-ld", "data-model", "schema", "proof", "issuer", "validity-period",
                                 "status", "refresh", "endorsements", "recipient", "holder-binding", "challenge"}) {
            for (const char* key : {".title", ".pass", ".fail"}) {
                EXPECT_FALSE(Texts::of(language).text("check." + std::string(name) + key).empty()) << name << key;
            }
        }
        for (const auto outcome : {vc::Outcome::Pass, vc::Outcome::Fail, vc::Outcome::Unknown, vc::Outcome::Warning,
                                   vc::Outcome::NotApplicable}) {
            const vc::Report report = report_with({{"new-check", outcome, "", "", ""}});
            const auto data = report_data(report, language, kNow, kBase);
            const auto& check = data.at("checks").at(0).get_object();
            EXPECT_FALSE(check.at("text").get_string().empty());
            EXPECT_FALSE(check.at("outcome_label").get_string().empty());
        }
    }
}

TEST(ReportView, UnknownIsNotYes) {
    const vc::Report report = report_with({{"status", vc::Outcome::Unknown, "status-unavailable", "m", ""}});
    const std::string html = render("report", report_data(report, Language::English, kNow, kBase), Language::English);
    EXPECT_NE(html.find("No conclusion possible"), std::string::npos);
    EXPECT_EQ(html.find("This badge is genuine"), std::string::npos);
}

TEST(ReportView, ShowsTheBadgesInsideAPresentation) {
    vc::Report report = report_with({{"proof", vc::Outcome::Pass, "", "", ""}});
    json::Object presentation;
    presentation["verifiableCredential"] = json::Array{parsed(kBadge), parsed(kBadge)};
    report.credential = json::Value(presentation);
    EXPECT_EQ(report_data(report, Language::English, kNow, kBase).at("badges").get_array().size(), 2U);
}

}  // namespace
}  // namespace blason::web
