// Credentials of a wallet for the programs of its holder: brought in, taken out, deleted.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/images.hpp"
#include "tests/support/test_app.hpp"
#include "vc/openbadges/baking.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr std::string_view kOwner = "conformance@imsglobal.org";

class WalletCredentials : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        const auto holder = app.services().wallets.create_holder("alpha", "Ada", {});
        ASSERT_TRUE(holder);
        path = "/issuers/alpha/wallets/" + holder->id + "/credentials";
    }
    http::Response send(const std::string& method, const std::string& target, const std::string& body = {},
                        const std::string& type = "application/json") {
        auto request = test::request_of(method, target);
        request.body = body;
        if (!body.empty()) request.fields.set("Content-Type", type);
        return app.call(std::move(request));
    }
    http::Response bring(const std::string& body, const std::string& further = {}) {
        return send("POST", path + "?recipient=" + std::string(kOwner) + further, body, "application/octet-stream");
    }
    std::size_t count() {
        const auto body = body_of(app.get(path));
        return json::find(body, "credentials")->get_array().size();
    }

    test::TestApp app;
    std::string path;
};

TEST_F(WalletCredentials, BroughtInTakenOutAndDeleted) {
    const auto text = test::badge_text(app.services().issuers, {});
    const auto png = openbadges::bake(test::red_png(), text);
    ASSERT_TRUE(png);
    const auto brought = bring(*png);
    ASSERT_EQ(brought.status, 201) << brought.body;
    const auto body = body_of(brought);
    EXPECT_EQ(text_at(body, "kept"), "added");
    EXPECT_EQ(text_at(body, "admission"), "valid");
    EXPECT_EQ(text_at(*json::find(body, "report"), "outcome"), "valid");
    const auto address = std::string(brought.fields.find("Location").value_or(""));
    EXPECT_EQ(address, path + "/" + text_at(body, "id"));
    EXPECT_EQ(count(), 1U);

    EXPECT_EQ(app.get(address).body, text);
    EXPECT_EQ(app.get(address).fields.find("Content-Type"), "application/vc");
    EXPECT_EQ(app.get(address + ".png").body, *png);
    EXPECT_EQ(openbadges::unbake(app.get(address + ".svg").body)->text, text);
    EXPECT_EQ(bring(text).status, 200) << "it is there already";

    EXPECT_EQ(send("DELETE", address).status, 204);
    EXPECT_EQ(send("DELETE", address).status, 404);
    EXPECT_EQ(app.get(address).status, 404);
    EXPECT_EQ(count(), 0U);
}

TEST_F(WalletCredentials, WhatIsNotKeptComesBackWithItsReport) {
    const auto text = test::badge_text(app.services().issuers, {});
    const auto another = send("POST", path, text, "application/vc");
    EXPECT_EQ(another.status, 400);
    EXPECT_EQ(text_at(body_of(another), "code"), "recipient-mismatch");
    EXPECT_EQ(text_at(body_of(another), "outcome"), "valid") << another.body;

    auto forged = text;
    forged.replace(forged.find("Reads books."), 5, "Write");
    EXPECT_EQ(text_at(body_of(bring(forged)), "code"), "signature-mismatch");
    EXPECT_EQ(bring(forged, "&accept=expired,early,unverified").status, 400);
    EXPECT_EQ(text_at(body_of(bring("nothing")), "outcome"), "invalid");
    EXPECT_EQ(text_at(body_of(bring("")), "code"), "missing-body");
    EXPECT_EQ(text_at(body_of(bring(text, "&accept=failed")), "code"), "wrong-value");
    EXPECT_EQ(text_at(body_of(bring(R"({"url": 7})")), "code"), "wrong-type");
    EXPECT_EQ(text_at(body_of(bring(R"({"url": "https://there.example/badge"})")), "code"), "fetch-offline");
    EXPECT_EQ(text_at(body_of(send("POST", "/issuers/alpha/wallets/nobody/credentials", text)), "code"),
              "holder-not-found");
    EXPECT_EQ(app.get("/issuers/alpha/wallets/nobody/credentials").status, 404);
    EXPECT_EQ(count(), 0U);
}

TEST_F(WalletCredentials, AnExpiredOneIsKeptWhenTheHolderAcceptsThat) {
    test::BadgeOf of;
    of.valid_from = "2027-01-01T00:00:00Z\", \"validUntil\": \"2027-01-20T00:00:00Z";
    const auto text = test::badge_text(app.services().issuers, of);
    app.pass_seconds(10 * 86'400);
    const auto asked = bring(text);
    EXPECT_EQ(asked.status, 400);
    EXPECT_EQ(text_at(body_of(asked), "code"), "not-accepted");
    EXPECT_EQ(text_at(body_of(asked), "admission"), "expired");
    EXPECT_EQ(bring(text, "&accept=unverified").status, 400);
    EXPECT_EQ(bring(text, "&accept=expired").status, 201);
}

TEST_F(WalletCredentials, AKeyOfTheHolderIsNeeded) {
    test::TestApp closed(false, "https://alpha.example");
    ASSERT_TRUE(closed.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    EXPECT_EQ(closed.get(path).status, 401);
    const auto token = closed.services().access.create_key({"alpha", "verifier", service::Role::Verifier}, {});
    ASSERT_TRUE(token);
    EXPECT_EQ(closed.post(path, "{}", *token).status, 403);
}

}  // namespace
}  // namespace blason
