#include "wallet-server/web/texts.hpp"

#include <gtest/gtest.h>

#include <set>

#include "wallet-server/web/embedded.hpp"
#include "wallet-server/web/template.hpp"

namespace blason::web {
namespace {

void collect(const json::Value& value, const std::string& prefix, std::set<std::string>& keys) {
    for (const auto& [name, member] : value.get_object()) {
        const std::string key = prefix + std::string(name);
        if (member.is_object()) {
            collect(member, key + ".", keys);
        } else {
            EXPECT_TRUE(member.is_string() && !member.get_string().empty()) << key;
            keys.insert(key);
        }
    }
}

std::set<std::string> keys_of(Language language) {
    std::set<std::string> keys;
    collect(Texts::of(language).all(), "", keys);
    return keys;
}

/// The names between braces, such as "name" of "Issue {name}".
std::set<std::string> places_of(std::string_view text) {
    std::set<std::string> places;
    for (std::size_t at = 0; (at = text.find('{', at)) != std::string_view::npos; ++at) {
        places.emplace(text.substr(at, text.find('}', at) - at));
    }
    return places;
}

TEST(Texts, BothLanguagesSayTheSameThings) {
    const auto french = keys_of(Language::French);
    EXPECT_EQ(french, keys_of(Language::English));
    for (const auto& key : french) {
        EXPECT_EQ(places_of(Texts::of(Language::French).text(key)), places_of(Texts::of(Language::English).text(key)))
            << key;
    }
}

TEST(Texts, TemplatesNameOnlyTextsThatExist) {
    const auto keys = keys_of(Language::French);
    std::size_t found = 0;
    for (const EmbeddedFile& file : embedded_files()) {
        for (std::size_t at = 0; (at = file.content.find("{{t.", at)) != std::string_view::npos; ++at) {
            const std::string key(file.content.substr(at + 4, file.content.find("}}", at) - at - 4));
            EXPECT_TRUE(keys.contains(key)) << file.name << ": " << key;
            ++found;
        }
    }
    EXPECT_GT(found, 80U);
}

TEST(Texts, TemplatesHoldNoScriptAndNoStyleOfTheirOwn) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.name.ends_with(".mustache")) continue;
        for (const char* forbidden : {"<script", "<style", " style=", " onclick", " onload", "javascript:"}) {
            EXPECT_EQ(file.content.find(forbidden), std::string_view::npos) << file.name << forbidden;
        }
    }
}

TEST(Texts, FillPutsValuesInAsTheyAre) {
    EXPECT_EQ(Texts::of(Language::English).fill("issue.form_title", {{"name", "{name} & <b>"}}),
              "Issue “{name} & <b>”");
    EXPECT_EQ(Texts::of(Language::English).fill("issue.form_title", {}), "Issue “{name}”");
    EXPECT_EQ(Texts::of(Language::English).text("no.such.text"), "");
    EXPECT_EQ(Texts::of(Language::English).text("site"), "");
}

TEST(Language, IsAskedForThenRememberedThenAccepted) {
    EXPECT_EQ(choose_language("en", "fr", "fr"), Language::English);
    EXPECT_EQ(choose_language("xx", "en", "fr"), Language::English);
    EXPECT_EQ(choose_language("", "", "en-GB,en;q=0.8,fr;q=0.5"), Language::English);
    EXPECT_EQ(choose_language("", "", "en;q=0.2, FR-ca;q=0.3"), Language::French);
    EXPECT_EQ(choose_language("", "", "de, en;q=0.1"), Language::English);
    EXPECT_EQ(choose_language("", "", "en;q=0"), Language::French);
    EXPECT_EQ(choose_language("", "", "en;q=nonsense"), Language::French);
    EXPECT_EQ(choose_language("", "", "de, *"), Language::French);
    EXPECT_EQ(choose_language("", "", std::string(8000, ',') + "en"), Language::French);
}

void expect_without(const json::Value& value, std::string_view unwanted) {
    for (const auto& [name, member] : value.get_object()) {
        if (member.is_object()) {
            expect_without(member, unwanted);
        } else {
            EXPECT_EQ(json::view(member).find(unwanted), std::string_view::npos) << json::view(member);
        }
    }
}

TEST(Texts, FrenchHasOneWordForAnAchievementAndOneApostrophe) {
    expect_without(Texts::of(Language::French).all(), "réalisation");
    expect_without(Texts::of(Language::French).all(), "’");
}

TEST(Template, EscapesValuesAndReadsThemOnce) {
    json::Object data;
    data["title"] = "<script>alert('x')</script> {{t.error.home}} \"&";
    data["text"] = "";
    data["code"] = "";
    data["request_id"] = "";
    const std::string html = render("error", data, Language::English);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
    EXPECT_NE(html.find("{{t.error.home}}"), std::string::npos);
    EXPECT_EQ(html.find("<dt>Code"), std::string::npos) << "an empty text is nothing";
    EXPECT_NE(render("error", data, Language::French).find("Retour à l&apos;accueil"), std::string::npos);
}

}  // namespace
}  // namespace blason::web
