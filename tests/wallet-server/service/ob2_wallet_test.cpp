// Open Badges 2.0 in a wallet.
#include <gtest/gtest.h>

#include "tests/support/images.hpp"
#include "tests/support/ob2.hpp"
#include "tests/support/test_app.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/upgrade.hpp"
#include "wallet-server/web/badge_view.hpp"

namespace blason::service {
namespace {

class Ob2Wallet : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(issuers().create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        auto made = wallets().create_holder("alpha", "A reader", {});
        ASSERT_TRUE(made);
        holder = made->id;
    }
    IssuerService& issuers() { return app.services().issuers; }
    WalletService& wallets() { return app.services().wallets; }
    Received received(std::string_view text) {
        auto out = wallets().receive("alpha", holder, text, {});
        EXPECT_TRUE(out) << out.error().detail;
        EXPECT_TRUE(out->kept) << json::pretty(to_json(out->report));
        return std::move(*out);
    }

    test::Ob2World world;
    test::TestApp app{true, {}, [this] {
                          auto web = std::make_unique<test::Web>();
                          world.serve_on(*web);
                          return web;
                      }};
    std::string holder;
};

TEST_F(Ob2Wallet, OfAHostedBadgeTheWalletKeepsWhatItsHostSays) {
    json::Value copy = world.assertion;
    copy.get_object()["issuedOn"] = "2020-01-01T00:00:00Z";
    const auto first = received(json::serialize(copy));
    EXPECT_EQ(first.kept->media_type, "application/ld+json");
    const auto kept = json::parse(first.kept->text);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->at("issuedOn"), "2024-05-01T00:00:00Z");
    EXPECT_EQ(kept->at("badge").at("issuer").at("name"), "Example Library");
    received(json::serialize(world.assertion));
    EXPECT_EQ(wallets().credentials("alpha", holder)->size(), 1U) << "the same badge";

    const auto view = web::read_badge(*kept, web::Language::English, {1'800'000'000, 0});
    EXPECT_EQ(view.name, "Reader");
    EXPECT_EQ(view.issuer, "Example Library");
    EXPECT_EQ(view.issuer_id, "https://issuer.example/profile");
    EXPECT_EQ(view.criteria, "Read ten books.");
}

TEST_F(Ob2Wallet, OfASignedBadgeTheSignatureIsKept) {
    const std::string jws = test::ob2_jws(world.to_be_signed());
    const auto baked = openbadges::bake(test::red_png(), jws);
    ASSERT_TRUE(baked) << baked.error().detail;
    const auto kept = received(*baked).kept;
    EXPECT_EQ(kept->text, jws);
    EXPECT_EQ(kept->media_type, "application/jose");
}

TEST_F(Ob2Wallet, NoCredentialOfTheDataModelIsMadeOfIt) {
    for (const std::string& text : {json::serialize(world.assertion), test::ob2_jws(world.to_be_signed())}) {
        const auto kept = received(text).kept;
        const auto presented = wallets().present({"alpha", holder, {kept->id}, std::nullopt, std::nullopt});
        ASSERT_FALSE(presented);
        EXPECT_EQ(presented.error().code, "credential-not-presentable");
        const auto badges = wallets().badges("alpha", holder, 10, 0, std::nullopt);
        ASSERT_TRUE(badges);
        EXPECT_EQ(badges->total, 0U) << "the Open Badges 3.0 API carries badges of 3.0";
    }
}

TEST_F(Ob2Wallet, WhatItsHostHasRevokedIsNotKept) {
    world.assertion.get_object()["revoked"] = true;
    app.reopen();
    const auto out = wallets().receive("alpha", holder, json::serialize(world.assertion), {});
    ASSERT_TRUE(out);
    EXPECT_FALSE(out->kept);
    EXPECT_EQ(out->report.verdict(), vc::Verdict::Invalid);
}

}  // namespace
}  // namespace blason::service
