// Images with badges are taken up to their own limit; what is larger is refused in words that fit who asks.
#include <gtest/gtest.h>

#include "tests/support/running_app.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason {
namespace {

/// A drawing of that many bytes and a few more.
std::string drawing(std::size_t size) {
    return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><desc>)" + std::string(size, 'a') +
           "</desc></svg>";
}

TEST(LargeImages, ABadgeInALargeImageIsVerifiedOverHttp) {
    test::RunningApp server;
    ASSERT_TRUE(server.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    auto& app = server.app();
    const auto made = app.post("/issuers/alpha/achievements",
                               R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
    ASSERT_EQ(made.status, 201) << made.body;
    const auto badge = app.post("/issuers/alpha/badges", R"({"achievement": "a", "recipient": "did:example:p"})");
    ASSERT_EQ(badge.status, 201) << badge.body;
    auto baked = openbadges::bake(drawing(1'500'000), badge.body);
    ASSERT_TRUE(baked) << baked.error().detail;

    test::LoopbackClient client;
    net::FetchRequest request;
    request.method = "POST";
    request.url = server.url() + "/credentials/verify";
    request.content_type = "image/svg+xml";
    request.body = std::move(*baked);
    const auto answer = client.fetch(request);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 200) << answer->body;
}

TEST(LargeImages, EveryDoorForImagesIsWideEnough) {
    test::TestApp app;
    const auto router = app.app().router();
    const auto limit = [&](std::string_view path) { return router.match("POST", path).route->max_body; };
    EXPECT_GE(limit("/verify"), openbadges::kMaxBakedImage);
    EXPECT_GE(limit("/credentials/verify"), openbadges::kMaxBakedImage);
    EXPECT_GE(limit("/issuers/alpha/credentials/verify"), openbadges::kMaxBakedImage);
    EXPECT_GE(limit("/issuers/alpha/achievements"), openbadges::kMaxPicture * 4 / 3);
}

TEST(LargeImages, APersonIsToldOnAPage) {
    test::TestApp app;
    const auto router = app.app().router();
    http::Request request;
    request.path = "/verify";
    request.fields.set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    request.fields.set("Accept-Language", "fr");
    const Error error{"body-too-large", "the body is too large", "", ErrorKind::TooLarge};
    const auto page = router.error(error, request);
    EXPECT_EQ(page.status, 413);
    EXPECT_EQ(page.fields.find("Content-Type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("4 Mo"), std::string::npos);
    request.fields.set("Accept", "application/json");
    EXPECT_EQ(router.error(error, request).fields.find("Content-Type"), "application/problem+json");
}

}  // namespace
}  // namespace blason
