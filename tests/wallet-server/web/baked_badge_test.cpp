// Every badge can be had as an image: by name, by the Accept field, and from the page.
#include <gtest/gtest.h>

#include "tests/support/images.hpp"
#include "tests/support/test_app.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason::web {
namespace {

class BakedBadge : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {})); }

    /// Issues a badge of an achievement with that picture; its path.
    std::string issued(const std::optional<service::Image>& image) {
        service::NewAchievement achievement;
        achievement.org = "alpha";
        achievement.id = image && image->media_type == "image/png" ? "pixel" : image ? "drawing" : "plain";
        achievement.texts["en"] = {"Name <&> ]]>", "Text", "Criteria"};
        achievement.image = image;
        const auto made = app.services().issuers.create_achievement(achievement, {});
        EXPECT_TRUE(made) << made.error().code;
        service::IssueBadge badge;
        badge.org = "alpha";
        badge.achievement = achievement.id;
        badge.recipient.id = "did:example:learner";
        const auto credential = app.services().issuers.issue_badge(badge, {});
        EXPECT_TRUE(credential) << credential.error().code;
        text_ = credential->text;
        return "/issuers/alpha/credentials/" + credential->id;
    }

    /// The credential inside is the stored one, and the image verifies.
    void expect_baked(const http::Response& response, std::string_view type) {
        EXPECT_EQ(response.status, 200) << response.body;
        EXPECT_EQ(response.fields.find("Content-Type"), type);
        const auto baked = openbadges::unbake(response.body);
        ASSERT_TRUE(baked) << baked.error().detail;
        EXPECT_EQ(test::body_of(http::Response::json(200, baked->text)),
                  test::body_of(http::Response::json(200, text_)));
        const auto report = app.services().verifier.verify(std::string_view(response.body), {});
        ASSERT_TRUE(report);
        EXPECT_EQ(report->verdict(), vc::Verdict::Valid);
    }

    test::TestApp app;
    std::string text_;
};

TEST_F(BakedBadge, WithoutAPictureItIsTheCoatOfArms) {
    const std::string path = issued(std::nullopt);
    const auto svg = app.get(path + ".svg");
    expect_baked(svg, "image/svg+xml");
    EXPECT_NE(svg.body.find("aria-labelledby"), std::string::npos);
    EXPECT_EQ(app.get(path + ".png").status, 404);
    EXPECT_EQ(app.get(path + ".json").body, text_);
    EXPECT_EQ(app.get(path + ".gif").status, 404);
    EXPECT_EQ(app.get("/credentials" + path.substr(path.rfind('/')) + ".svg").body, svg.body);
    EXPECT_EQ(app.get(path + ".svg").body, svg.body) << "the same bytes each time";
}

TEST_F(BakedBadge, TheAchievementsPictureIsUsed) {
    const std::string pixel = issued(service::Image{"image/png", test::red_png()});
    expect_baked(app.get(pixel + ".png"), "image/png");
    expect_baked(app.get(pixel + ".svg"), "image/svg+xml");
    const std::string drawing = issued(service::Image{"image/svg+xml", std::string(test::kRedSvg)});
    const auto svg = app.get(drawing + ".svg");
    expect_baked(svg, "image/svg+xml");
    EXPECT_NE(svg.body.find("M0 0h1v1H0z"), std::string::npos);
    const auto missing = app.get(drawing + ".png");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(test::text_at(test::body_of(missing), "code"), "form-not-available") << "the badge is there";
}

TEST_F(BakedBadge, TheAcceptFieldChooses) {
    const std::string path = issued(service::Image{"image/png", test::red_png()});
    expect_baked(app.get(path, "image/png"), "image/png");
    expect_baked(app.get(path, "image/svg+xml, image/png;q=0.5"), "image/svg+xml");
    EXPECT_EQ(app.get(path, "application/vc, image/png").body, text_);
    EXPECT_EQ(app.get(path, "*/*").body, text_);
    EXPECT_EQ(app.get(path, "image/png").fields.find("Vary"), "Accept");
    EXPECT_EQ(app.get(path, "text/html").fields.find("Content-Type"), "text/html; charset=utf-8");
}

TEST_F(BakedBadge, IM7_AServedImageCanDoNothing) {
    const std::string path = issued(service::Image{"image/svg+xml", std::string(test::kRedSvg)});
    for (const std::string& address : {path + ".svg", std::string("/issuers/alpha/achievements/drawing/image"),
                                       std::string("/issuers/alpha/achievements/drawing/image.svg")}) {
        const auto image = app.get(address);
        ASSERT_EQ(image.status, 200) << address;
        const std::string policy(image.fields.find("Content-Security-Policy").value_or(""));
        EXPECT_NE(policy.find("default-src 'none'"), std::string::npos) << address;
        EXPECT_NE(policy.find("sandbox"), std::string::npos) << address;
        EXPECT_EQ(policy.find("allow-scripts"), std::string::npos) << address;
        EXPECT_EQ(image.fields.find("X-Content-Type-Options"), "nosniff") << address;
    }
}

TEST_F(BakedBadge, TheImageIsAFileToSave) {
    const std::string path = issued(service::Image{"image/png", test::red_png()});
    const auto file = app.call(test::request_of("GET", path + ".png?download=1"));
    EXPECT_EQ(file.fields.find("Content-Disposition"),
              "attachment; filename=\"badge-" + path.substr(path.rfind('/') + 1) + ".png\"");
    const auto page = app.get(path, "text/html");
    EXPECT_NE(page.body.find(path + ".png?download=1"), std::string::npos);
    EXPECT_NE(page.body.find(path + ".svg?download=1"), std::string::npos);
    EXPECT_EQ(app.get(issued(std::nullopt), "text/html").body.find(".png?download=1"), std::string::npos);
}

TEST_F(BakedBadge, AnImageIsVerifiedAsABody) {
    const std::string path = issued(std::nullopt);
    auto request = test::request_with("POST", "/credentials/verify", app.get(path + ".svg").body, "image/svg+xml");
    EXPECT_EQ(app.call(request).status, 200);
    request.body = std::string(test::kRedSvg);
    const auto problem = app.call(request);
    EXPECT_EQ(problem.status, 400);
    EXPECT_EQ(test::text_at(test::body_of(problem), "code"), "image-without-credential");
}

TEST_F(BakedBadge, AWalletKeepsTheCredentialOfAnImage) {
    const std::string path = issued(service::Image{"image/png", test::red_png()});
    const auto holder = app.services().wallets.create_holder("alpha", "Camille", {});
    ASSERT_TRUE(holder);
    const auto received = app.services().wallets.receive("alpha", holder->id, app.get(path + ".png").body, {});
    ASSERT_TRUE(received && received->kept);
    EXPECT_EQ(received->kept->text, text_);
}

TEST_F(BakedBadge, IM11_ThePictureIsDecorationBesideWhatWasVerified) {
    const std::string path = issued(service::Image{"image/svg+xml", std::string(test::kRedSvg)});
    const auto page = app.get(path, "text/html");
    EXPECT_NE(page.body.find("alt=\"\""), std::string::npos);
    EXPECT_NE(page.body.find("Name &lt;&amp;&gt; ]]&gt;"), std::string::npos) << "the words are the credential's";
}

TEST_F(BakedBadge, IM13_NoPictureIsLoadedFromAnAddress) {
    const std::string path = issued(service::Image{"image/png", test::red_png()});
    ASSERT_NE(text_.find("/achievements/pixel/image"), std::string::npos) << "the credential names one";
    const auto page = app.get(path, "text/html");
    EXPECT_EQ(page.body.find("<img src=\"http"), std::string::npos);
    EXPECT_NE(std::string(page.fields.find("Content-Security-Policy").value_or("")).find("img-src 'self' data:;"),
              std::string::npos);
}

TEST_F(BakedBadge, PicturesComeWithTheRequestAsDataUrls) {
    const std::string body = R"({"texts":{"en":{"name":"Uploaded","description":"d","criteria":"c"}},"image":")";
    const auto made = app.post("/issuers/alpha/achievements", body + std::string(test::kPngUri) + "\"}");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(app.get("/issuers/alpha/achievements/uploaded/image").body, test::red_png());
    const auto refused = app.post("/issuers/alpha/achievements", body + "https://evil.example/x.png\"}");
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(test::text_at(test::body_of(refused), "pointer"), "/image");
}

}  // namespace
}  // namespace blason::web
