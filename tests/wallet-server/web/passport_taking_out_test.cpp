// What is in the passport goes out of it as it came in, or is deleted.
#include "tests/support/images.hpp"
#include "tests/wallet-server/web/passport.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason {
namespace {

using test::Browser;
using test::Passport;
using test::says;

TEST_F(Passport, EveryFormComesInAndGoesOutWithoutLoss) {
    const auto json = badge();
    test::BadgeOf of;
    of.format = vc::Format::Jwt;
    of.id = "urn:uuid:00000000-0000-4000-8000-000000000002";
    const auto jwt = badge(of);
    const auto png = openbadges::bake(test::red_png(), json);
    const auto svg = openbadges::bake(test::kRedSvg, jwt);
    ASSERT_TRUE(png && svg);

    keep(give_file(*png));
    ASSERT_EQ(held().size(), 1U);
    const auto one = "/wallet/" + held().front().id;
    EXPECT_EQ(person.get(one + "?download=1").body, json);
    const auto out = person.get(one + "?download=png");
    EXPECT_EQ(out.fields.find("Content-Type"), "image/png");
    EXPECT_EQ(out.body, *png) << "the same picture with the same credential";
    const auto drawn = person.get(one + "?download=svg");
    EXPECT_EQ(openbadges::unbake(drawn.body)->text, json);
    EXPECT_TRUE(says(person.get(one), "?download=png"));

    keep(give_file(*svg));
    ASSERT_EQ(held().size(), 2U);
    const auto other = "/wallet/" + (held().front().text == jwt ? held().front().id : held().back().id);
    EXPECT_EQ(person.get(other + "?download=1").body, jwt);
    EXPECT_EQ(openbadges::unbake(person.get(other + "?download=svg").body)->text, jwt);
    EXPECT_NE(person.get(other + "?download=svg").body.find("M0 0h1v1H0z"), std::string::npos) << "its own picture";
    EXPECT_EQ(person.get(other + "?download=png").status, 404);
    EXPECT_TRUE(says(person.get(other), "Download (JWT)"));

    // What came as text has no picture of its own.
    EXPECT_EQ(test::location_of(keep(give("\n " + jwt + "\n"))), other + "?kept=1");
    EXPECT_EQ(held().size(), 2U) << "the same badge again";
}

TEST_F(Passport, ASdJwtComesInAndGoesOutAsItIs) {
    test::BadgeOf of;
    of.format = vc::Format::SdJwt;
    const auto text = badge(of);
    keep(give(text));
    ASSERT_EQ(held().size(), 1U);
    const auto page = "/wallet/" + held().front().id;
    EXPECT_EQ(person.get(page + "?download=1").body, text);
    EXPECT_FALSE(says(person.get(page), "?download=svg")) << "images hold no SD-JWT";
}

TEST_F(Passport, AnImageOfTwoMegabytesKeepsItsPicture) {
    // A chunk for how it looks, as large as cameras' profiles get.
    const auto text = badge();
    auto png = test::red_png();
    const auto at = png.find("IDAT") - 4;
    png.insert(at, openbadges::make_png_chunk("iCCP", std::string("x\0\0", 3) + std::string(1'500'000, 'p')));
    const auto baked = openbadges::bake(png, text);
    ASSERT_TRUE(baked) << baked.error().detail;
    const auto router = app.app().router();
    for (const char* path : {"/verify", "/wallet/import"})
        EXPECT_GT(router.match("POST", path).route->max_body, openbadges::kMaxBakedImage) << path;
    keep(give_file(*baked));
    ASSERT_EQ(held().size(), 1U);
    EXPECT_EQ(person.get("/wallet/" + held().front().id + "?download=png").body.size(), baked->size());
}

TEST_F(Passport, ABadgeIsDeletedAfterAQuestion) {
    keep(give(badge()));
    const auto page = "/wallet/" + held().front().id;
    EXPECT_TRUE(says(person.get(page), page + "/delete"));
    const auto question = person.get(page + "/delete");
    EXPECT_TRUE(says(question, "Delete “Reader”?")) << question.body;
    EXPECT_EQ(held().size(), 1U);
    EXPECT_EQ(test::location_of(person.post(page + "/delete", {})), "/wallet?deleted=1");
    EXPECT_TRUE(held().empty());
    EXPECT_EQ(last_act(), "wallet.delete");
    EXPECT_TRUE(says(person.get("/wallet?deleted=1"), "The badge is deleted."));
    EXPECT_EQ(person.get(page).status, 404);
    EXPECT_EQ(person.get(page + "/delete").status, 404);
}

TEST_F(Passport, NobodyDeletesFromAnothersWallet) {
    keep(give(badge()));
    const auto page = "/wallet/" + held().front().id;
    Browser other(app);
    other.sign_up("ada@example.org");
    other.get("/wallet/import");
    EXPECT_EQ(other.get(page + "/delete").status, 404);
    EXPECT_EQ(other.post(page + "/delete", {}).status, 404);
    EXPECT_EQ(other.post(page + "/verify", {}).status, 404);
    EXPECT_EQ(held().size(), 1U);
}

}  // namespace
}  // namespace blason
