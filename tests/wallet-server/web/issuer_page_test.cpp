// The address of an issuer, and what other sites show of it and of its badges.
#include <gtest/gtest.h>

#include "tests/support/images.hpp"
#include "tests/support/test_app.hpp"

namespace blason::web {
namespace {

using test::body_of;
using test::text_at;

class IssuerPage : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer(
            {"alpha", "Alpha <School>", "Teaches letters.", "https://alpha.example/", "desk@alpha.example"}, {}));
    }
    void achieve(const std::string& id, std::optional<service::Image> image = {}) {
        service::NewAchievement achievement;
        achievement.org = "alpha";
        achievement.id = id;
        achievement.texts["en"] = {"Reader", "Reads books.", "Read ten."};
        achievement.image = std::move(image);
        const auto made = app.services().issuers.create_achievement(achievement, {});
        ASSERT_TRUE(made) << made.error().detail;
    }
    static std::string field(const http::Response& response, std::string_view name) {
        return std::string(response.fields.find(name).value_or(""));
    }
    static std::string open_graph(const http::Response& page, const std::string& property) {
        const auto mark = "<meta property=\"og:" + property + "\" content=\"";
        const auto at = page.body.find(mark);
        if (at == std::string::npos) return {};
        const auto begin = at + mark.size();
        return page.body.substr(begin, page.body.find('"', begin) - begin);
    }
    test::TestApp app;
};

TEST_F(IssuerPage, PeopleGetAPageThatCanBeShared) {
    achieve("reader");
    const auto page = app.get("/issuers/alpha", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(field(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(open_graph(page, "title"), "Alpha &lt;School&gt;");
    EXPECT_EQ(open_graph(page, "description"), "Teaches letters.");
    EXPECT_EQ(open_graph(page, "url"), "http://127.0.0.1:8080/issuers/alpha");
    EXPECT_NE(open_graph(page, "image"), "");
    for (const auto* shown : {"https://alpha.example/", "desk@alpha.example", "/issuers/alpha/achievements/reader"})
        EXPECT_NE(page.body.find(shown), std::string::npos) << shown;
    const auto missing = app.get("/issuers/nobody", "text/html");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(field(missing, "Content-Type"), "text/html; charset=utf-8");
}

TEST_F(IssuerPage, ProgramsGetTheProfileByTheNameTheyAskFor) {
    struct Asked {
        const char* accept;
        const char* type;
    };
    for (const auto& [accept, type] :
         {Asked{"application/json", "application/json"}, Asked{"application/ld+json", "application/ld+json"},
          Asked{"*/*", "application/json"}, Asked{"", "application/json"},
          Asked{"application/ld+json, text/html;q=0.5", "application/ld+json"}}) {
        const auto answer = app.get("/issuers/alpha", accept);
        EXPECT_EQ(answer.status, 200) << accept;
        EXPECT_EQ(field(answer, "Content-Type"), type) << accept;
        const auto profile = body_of(answer);
        EXPECT_EQ(text_at(profile, "name"), "Alpha <School>");
        ASSERT_NE(json::find(profile, "@context"), nullptr) << "JSON-LD is nothing without its contexts";
        EXPECT_EQ(json::find(profile, "@context")->get_array().size(), 2U);
    }
    EXPECT_EQ(text_at(body_of(app.get("/issuers/nobody")), "code"), "issuer-not-found");
}

TEST_F(IssuerPage, AcceptIsWeighed) {
    const auto type_of = [&](const std::string& accept) {
        return field(app.get("/issuers/alpha", accept), "Content-Type");
    };
    EXPECT_EQ(type_of("text/html;q=0.1, application/json"), "application/json");
    EXPECT_EQ(type_of("application/json;q=0.1, text/html;q=0.9"), "text/html; charset=utf-8");
    EXPECT_EQ(type_of("application/json, text/html"), "application/json");
    EXPECT_EQ(type_of("text/html, application/json"), "text/html; charset=utf-8");
}

TEST_F(IssuerPage, ASharedBadgeIsShownWithThePngItHas) {
    achieve("pixel", service::Image{"image/png", test::red_png()});
    achieve("drawn");
    const std::string base = "http://127.0.0.1:8080/issuers/alpha/achievements/";
    EXPECT_EQ(open_graph(app.get("/issuers/alpha/achievements/pixel", "text/html"), "image"), base + "pixel/image");
    EXPECT_EQ(
        open_graph(app.get("/issuers/alpha/achievements/drawn", "text/html"), "image").find(base + "drawn/image.svg"),
        0U);
    const auto issued = app.post("/issuers/alpha/badges", R"({"achievement": "pixel", "recipient": "did:example:p"})");
    ASSERT_EQ(issued.status, 201) << issued.body;
    const auto path = field(issued, "Location").substr(std::string("http://127.0.0.1:8080").size());
    EXPECT_EQ(open_graph(app.get(path, "text/html"), "image"), base + "pixel/image");
    EXPECT_EQ(field(app.get("/issuers/alpha/achievements/pixel/image"), "Content-Type"), "image/png");
}

}  // namespace
}  // namespace blason::web
