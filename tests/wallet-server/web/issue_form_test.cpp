#include "wallet-server/web/issue_form.hpp"

#include <gtest/gtest.h>

#include "wallet-server/web/template.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

using Fields = std::vector<http::FormField>;

IssueForm filled(const Fields& fields, bool own = false) {
    IssueForm form(own, Language::English);
    form.read(fields);
    return form;
}

std::string html_of(const IssueForm& form) {
    json::Object data = form.data();
    put(data, "achievement", false);
    put(data, "heading", "H");
    put(data, "action", "/issue/x");
    put(data, "csrf", "t");
    return render("issue_form", data, Language::English);
}

TEST(IssueForm, MakesAnOrder) {
    const IssueForm form = filled({{"recipient", "email", ""},
                                   {"email", "  someone@example.edu ", ""},
                                   {"did", "did:key:notchosen", ""},
                                   {"recipient_name", "A \x01Name", ""},
                                   {"language", "fr", ""},
                                   {"evidence_url", "https://example.edu/e", ""},
                                   {"valid_from", "2026-03-01", ""},
                                   {"valid_until", "2026-03-01", ""},
                                   {"surprise", "x", ""}});
    ASSERT_TRUE(form.is_good());
    const auto order = form.order("u", "a", "did:key:wallet");
    EXPECT_EQ(order.recipient.email, "someone@example.edu");
    EXPECT_EQ(order.recipient.id, "");
    EXPECT_EQ(order.recipient.name, "A Name");
    EXPECT_EQ(order.language, "fr");
    ASSERT_EQ(order.evidence.size(), 1U);
    EXPECT_EQ(format_instant(*order.valid_from), "2026-03-01T00:00:00Z");
    EXPECT_EQ(format_instant(*order.valid_until), "2026-03-01T23:59:59Z");
}

TEST(IssueForm, TheWalletIsARecipientToo) {
    const auto order = filled({{"recipient", "wallet", ""}}).order("u", "a", "did:key:wallet");
    EXPECT_EQ(order.recipient.id, "did:key:wallet");
    EXPECT_TRUE(order.evidence.empty());
    EXPECT_FALSE(order.valid_from || order.valid_until);
}

struct Wrong {
    const char* name;
    Fields fields;
    const char* message;
};

TEST(IssueForm, SaysWhatIsWrongAtTheFieldAndKeepsTheRest) {
    const std::vector<Wrong> cases{
        {"nobody", {}, "Say who the badge is for."},
        {"other recipient", {{"recipient", "x", ""}}, "Say who the badge is for."},
        {"no e-mail", {{"recipient", "email", ""}}, "This field is needed."},
        {"bad e-mail", {{"recipient", "email", ""}, {"email", "nobody", ""}}, "This e-mail address is not complete."},
        {"no DID", {{"recipient", "did", ""}}, "This field is needed."},
        {"bad DID", {{"recipient", "did", ""}, {"did", "key:z6", ""}}, "A DID begins with"},
        {"script link",
         {{"recipient", "wallet", ""}, {"evidence_url", "javascript:alert(1)", ""}},
         "Give a complete address"},
        {"space in link",
         {{"recipient", "wallet", ""}, {"evidence_url", "https://a b", ""}},
         "Give a complete address"},
        {"name alone", {{"recipient", "wallet", ""}, {"evidence_name", "E", ""}}, "a name alone proves nothing"},
        {"no such day", {{"recipient", "wallet", ""}, {"valid_from", "2026-02-30", ""}}, "There is no such date."},
        {"backwards",
         {{"recipient", "wallet", ""}, {"valid_from", "2026-02-02", ""}, {"valid_until", "2026-02-01", ""}},
         "The end cannot come before the beginning."},
        {"too long",
         {{"recipient", "wallet", ""}, {"recipient_name", std::string(201, 'x'), ""}},
         "200 characters at most"},
    };
    for (const Wrong& wrong : cases) {
        Fields fields = wrong.fields;
        fields.push_back(
            {"evidence_narrative", wrong.name == std::string("name alone") ? "" : "</textarea><b>kept", ""});
        const IssueForm form = filled(fields);
        EXPECT_FALSE(form.is_good()) << wrong.name;
        const std::string html = html_of(form);
        EXPECT_NE(html.find(wrong.message), std::string::npos) << wrong.name;
        EXPECT_EQ(html.find("</textarea><b>"), std::string::npos) << wrong.name;
        if (wrong.name != std::string("name alone")) {
            EXPECT_NE(html.find("&lt;/textarea&gt;&lt;b&gt;kept"), std::string::npos) << wrong.name;
        }
    }
}

TEST(IssueForm, AnAchievementOfOnesOwnNeedsItsWords) {
    const IssueForm empty = filled({{"recipient", "wallet", ""}}, true);
    EXPECT_EQ(empty.data().at("errors").get_array().size(), 3U);
    const IssueForm form = filled({{"recipient", "wallet", ""},
                                   {"name", "N", ""},
                                   {"description", "D", ""},
                                   {"criteria", "C", ""},
                                   {"language", "en", ""}},
                                  true);
    ASSERT_TRUE(form.is_good());
    const auto achievement = form.achievement("u");
    EXPECT_EQ(achievement.texts.at("en").criteria, "C");
    EXPECT_EQ(achievement.default_language, "en");
}

TEST(IssueForm, ARefusalOfTheServiceStandsAtItsField) {
    IssueForm form = filled({{"recipient", "did", ""}, {"did", "did:example:1", ""}});
    ASSERT_TRUE(form.is_good());
    form.refuse(refused("recipient-id", "This is no DID.", "/recipient/id"));
    form.refuse(refused("data-loss", "A <term> is not defined.", "/x"));
    const std::string html = html_of(form);
    EXPECT_NE(html.find("id=\"did-error\""), std::string::npos);
    EXPECT_NE(html.find("A &lt;term&gt; is not defined. (/x)"), std::string::npos);
}

}  // namespace
}  // namespace blason::web
