#include "wallet-server/web/badge_image.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

/// Every tag is closed in the right order, every attribute is quoted, and no bare & or < is left in the text.
bool is_well_formed(std::string_view xml) {
    std::vector<std::string> open;
    for (std::size_t at = 0; (at = xml.find('<', at)) != std::string_view::npos;) {
        std::size_t end = at;
        bool quoted = false;
        while (++end < xml.size() && (quoted || xml[end] != '>')) {
            if (xml[end] == '"') quoted = !quoted;
            if (xml[end] == '<') return false;
        }
        if (end >= xml.size()) return false;
        const std::string_view tag = xml.substr(at + 1, end - at - 1);
        const std::string name(tag.substr(0, tag.find_first_of(" /", 1)));
        if (tag.starts_with('/')) {
            if (open.empty() || "/" + open.back() != tag) return false;
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(name);
        }
        at = end;
    }
    return open.empty();
}

TEST(BadgeImage, TheSameInputGivesTheSameBytes) {
    const BadgeImage badge{"communicant", "Communicant", "Université Exemple", "fr", {}, {}};
    EXPECT_EQ(badge_svg(badge), badge_svg(badge));
}

TEST(BadgeImage, IdsSpreadOverTheChoices) {
    std::set<std::string> pictures;
    for (int i = 0; i < 200; ++i) pictures.insert(badge_svg({"badge-" + std::to_string(i), "N", "I", "en", {}, {}}));
    EXPECT_GT(pictures.size(), 120U);
}

TEST(BadgeImage, EveryChargeIsWellFormed) {
    for (const Charge& charge : badge_charges()) {
        const std::string svg = badge_svg({"x", "Name", "Issuer", "en", std::string(charge.name), "azure"});
        EXPECT_TRUE(is_well_formed(svg)) << charge.name;
        EXPECT_EQ(svg.find('@'), std::string::npos) << charge.name;
        EXPECT_EQ(svg.find('%'), std::string::npos) << charge.name;
    }
}

TEST(BadgeImage, SaysWhatItIs) {
    const std::string svg = badge_svg({"x", "Esprit critique", "Université Exemple", "fr", {}, {}});
    EXPECT_NE(svg.find("<title id=\"t\">Esprit critique</title>"), std::string::npos);
    EXPECT_NE(svg.find("<desc id=\"d\">Université Exemple</desc>"), std::string::npos);
    EXPECT_NE(svg.find("xml:lang=\"fr\""), std::string::npos);
}

TEST(BadgeImage, HostileTextsStayTexts) {
    for (const std::string& name :
         {std::string("</text><script>alert(1)</script>"), std::string("\" onload=\"alert(1)"), std::string("a&b'c"),
          std::string("\xff\xfe bad \x01\x02 bytes \xED\xA0\x80"), std::string(), std::string(5000, 'W'),
          std::string("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")}) {
        const std::string svg = badge_svg({name, name, name, name, name, name});
        EXPECT_TRUE(is_well_formed(svg)) << name;
        EXPECT_EQ(svg.find("<script"), std::string::npos);
        EXPECT_EQ(svg.find("onload=\""), std::string::npos);
        EXPECT_EQ(xml_text(svg).find('\x01'), std::string::npos);
        EXPECT_EQ(plain_text(svg), svg) << "only characters that XML allows";
    }
}

TEST(BadgeImage, LongNamesAreWrappedAtWordsAndCut) {
    const std::string svg =
        badge_svg({"x", "Recherche documentaire et méthodologie universitaire très approfondie", "I", "fr", {}, {}});
    EXPECT_NE(svg.find(">Recherche documentaire<"), std::string::npos);
    EXPECT_NE(svg.find("…<"), std::string::npos);
    EXPECT_NE(badge_svg({"x", "Éco-responsabilité", "I", "fr", {}, {}}).find(">Éco-responsabilité</text>"),
              std::string::npos);
}

TEST(XmlText, EscapesAndLeavesOut) {
    EXPECT_EQ(xml_text("<a href=\"x\">'&é€😀"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;é€😀");
    EXPECT_EQ(xml_text(std::string_view("a\0b\tc\x1f", 6)), "ab\tc");
    EXPECT_EQ(xml_text("\xC0\xAF\xE0\x80\xAF\xEF\xBF\xBE\xF5\x80\x80\x80|\xE2\x82"), "|");
    EXPECT_EQ(plain_text("<a>\x07&"), "<a>&");
}

}  // namespace
}  // namespace blason::web
