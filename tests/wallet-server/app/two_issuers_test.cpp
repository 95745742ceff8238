// The wallet of one server takes what an issuer of another offers, which is not the one that server is named for.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/achievements.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/running_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class TwoIssuers : public testing::Test {
  protected:
    void SetUp() override {
        for (const auto* org : {"alpha", "beta"})
            ASSERT_TRUE(issuer.services().issuers.create_issuer({org, org, "", "", ""}, {}));
        test::add(issuer.services().issuers, test::writer("beta"));
        ASSERT_TRUE(wallets.services().issuers.create_issuer({"gamma", "Gamma", "", "", ""}, {}));
        const auto made = wallets.services().wallets.create_holder("gamma", "Ada", {});
        ASSERT_TRUE(made);
        place = "/issuers/gamma/wallets/" + made->id + "/credential-offers";
    }
    json::Value offer(const std::string& more) {
        const auto made = issuer.app().post("/issuers/beta/credential-offers",
                                            R"({"achievement":"writer","formats":["ldp_vc"])" + more + "}");
        EXPECT_EQ(made.status, 201) << made.body;
        return body_of(made);
    }
    http::Response accept(const json::Value& offer) {
        return wallets.app().post(
            place, json::serialize(json::Object{{"offer", offer.at("link")}, {"accept", true}, {"ownKeys", true}}));
    }

    test::RunningApp issuer;
    test::RunningApp wallets;
    std::string place;
};

TEST_F(TwoIssuers, ByAnAuthorizationCode) {
    const auto sent = accept(offer(R"(,"grants":["authorization_code"])"));
    ASSERT_EQ(sent.status, 201) << sent.body;
    const auto url = text_at(body_of(sent), "authorizationUrl");
    ASSERT_TRUE(url.starts_with(issuer.url() + "/issuers/beta/oauth/authorize?")) << url;
    const auto target = url.substr(issuer.url().size());
    const std::string cookie(sent.fields.find("Set-Cookie").value_or(""));

    test::Browser person(issuer.app());
    person.get("/issuers/beta/signup");
    person.post("/issuers/beta/signup",
                {{"email", "ada@example.org"}, {"password", "correct horse battery"}, {"name", "Ada"}});
    ASSERT_EQ(person.get(target).status, 200);
    const auto back = test::location_of(person.post(target, {{"decision", "allow"}, {"credential", "writer.ldp_vc"}}));
    ASSERT_TRUE(back.starts_with(wallets.url() + "/received-offers/callback?")) << back;

    auto request = test::request_of("GET", "/received-offers/callback?" + back.substr(back.find('?') + 1));
    request.fields.set("Accept", "application/json");
    request.fields.set("Cookie", cookie.substr(0, cookie.find(';')));
    const auto done = wallets.app().call(std::move(request));
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(text_at(body_of(done), "state"), "received");
}

TEST_F(TwoIssuers, WhatComesLaterThanTheAccessTokenLasts) {
    const auto made = offer(R"(,"needsApproval":true)");
    const auto waiting = accept(made);
    ASSERT_EQ(waiting.status, 201) << waiting.body;
    EXPECT_EQ(text_at(body_of(waiting), "state"), "awaited");
    const auto fetch = [&] { return wallets.app().post(place + "/" + text_at(body_of(waiting), "id") + "/fetch", ""); };
    const auto pass = [&](std::int64_t seconds) {
        issuer.app().pass_seconds(seconds);
        wallets.app().pass_seconds(seconds);
    };
    for (int day = 0; day < 3; ++day) {
        pass(24 * 3600);
        const auto still = fetch();
        ASSERT_EQ(still.status, 200) << still.body;
        EXPECT_EQ(text_at(body_of(still), "state"), "awaited");
    }
    const auto place_of_offer = "/issuers/beta/credential-offers/" + text_at(made, "id");
    EXPECT_EQ(issuer.app().post(place_of_offer + "/approve", "").status, 200);
    pass(24 * 3600);
    const auto there = fetch();
    ASSERT_EQ(there.status, 200) << there.body;
    EXPECT_EQ(text_at(body_of(there), "state"), "received");
    EXPECT_EQ(text_at(body_of(issuer.app().get(place_of_offer)), "state"), "accepted") << "and the issuer was told";
}

}  // namespace
}  // namespace blason
