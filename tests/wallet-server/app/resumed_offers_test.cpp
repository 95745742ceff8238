// An offer whose taking was interrupted goes on where it was: with the same keys, for what is still missing.
#include <gtest/gtest.h>

#include "tests/support/oauth_client.hpp"
#include "tests/support/small_issuer.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

class ResumedOffers : public testing::Test {
  protected:
    ResumedOffers() {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        wallet_ = app_.services().wallets.create_holder("alpha", "Shelf", {})->id;
        path_ = "/issuers/alpha/wallets/" + wallet_ + "/credential-offers";
    }
    std::string add(const std::string& offer) {
        const auto answer = app_.post(path_, json::serialize(json::Object{{"offer", json::key(offer)}}));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return text_at(body_of(answer), "id");
    }
    http::Response accept(const std::string& id, const json::Object& how = {}) {
        return app_.post(path_ + "/" + id + "/accept", json::serialize(how));
    }
    http::Response fetch(const std::string& id) { return app_.post(path_ + "/" + id + "/fetch", ""); }
    std::string state(const std::string& id) { return text_at(body_of(app_.get(path_ + "/" + id)), "state"); }
    std::size_t held() { return app_.services().wallets.credentials("alpha", wallet_)->size(); }

    test::SmallIssuer issuer_;
    test::TestApp app_{true, {}, [this] { return std::make_unique<test::SmallIssuer::Client>(issuer_); }};
    std::string wallet_;
    std::string path_;
};

TEST_F(ResumedOffers, WhatIsMissingOfAPartlyReceivedOfferIsAskedForAgain) {
    issuer_.configurations = {"weaving", "spinning"};
    issuer_.lost_answers = {2, 3};
    const auto id = add(issuer_.offer());
    EXPECT_GE(accept(id).status, 400);
    EXPECT_EQ(held(), 1U);
    EXPECT_EQ(state(id), "failed");
    EXPECT_GE(fetch(id).status, 400);
    EXPECT_EQ(state(id), "failed") << "something is still missing";
    app_.reopen();
    const auto again = accept(id);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(held(), 2U);
    EXPECT_EQ(state(id), "received");
    EXPECT_EQ(body_of(again).at("received").get_array().size(), 2U);
    EXPECT_EQ(accept(id).status, 409);
}

TEST_F(ResumedOffers, ALostAnswerIsAskedForAgainWithTheSameKeys) {
    issuer_.lost_answers = {1};
    const auto id = add(issuer_.offer());
    EXPECT_GE(accept(id, {{"copies", 2}}).status, 400);
    const auto shown = issuer_.holders;
    ASSERT_EQ(shown.size(), 2U);
    app_.reopen();
    const auto again = accept(id);
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(issuer_.holders, shown);
    EXPECT_EQ(held(), 2U);
}

TEST_F(ResumedOffers, WhoAsksForTooManyCopiesMayAskForFewer) {
    const auto id = add(issuer_.offer());
    EXPECT_EQ(text_at(body_of(accept(id, {{"copies", 4}})), "code"), "batch-too-large");
    EXPECT_EQ(issuer_.credential_requests, 0);
    EXPECT_EQ(accept(id, {{"copies", 3}}).status, 200);
    EXPECT_EQ(held(), 3U);
}

TEST_F(ResumedOffers, KeysAndCopiesAreKnownWhenTheBrowserIsBack) {
    const auto id = add(issuer_.offer(false));
    const auto sent = accept(id, {{"ownKeys", true}, {"copies", 3}});
    ASSERT_EQ(sent.status, 200) << sent.body;
    const std::string cookie(sent.fields.find("Set-Cookie").value_or(""));
    auto request =
        test::request_of("GET", "/received-offers/callback?code=test-code&iss=https%3A%2F%2Fas.example&state=" +
                                    issuer_.last_form["state"]);
    request.fields.set("Cookie", cookie.substr(0, cookie.find(';')));
    const auto done = app_.call(std::move(request));
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(held(), 3U);
    const auto usual = app_.services().wallets.holder("alpha", wallet_)->did;
    EXPECT_EQ(std::count(issuer_.holders.begin(), issuer_.holders.end(), usual), 0);
}

TEST_F(ResumedOffers, AnIssuersIntervalIsANumberThatEndsWithinAWeek) {
    for (const json::Value& interval :
         {json::Value(9223372036854775807), json::Value(18446744073709551615U), json::Value(5.5), json::Value(1e300)}) {
        issuer_.later = 1;
        issuer_.interval = interval;
        const auto id = add(issuer_.offer());
        EXPECT_EQ(accept(id).status, 200) << interval;
        EXPECT_EQ(state(id), "awaited");
        EXPECT_EQ(text_at(body_of(fetch(id)), "state"), "awaited") << "it is not due";
        app_.pass_seconds(7 * 24 * 60 * 60);
        issuer_.now.seconds += 7 * 24 * 60 * 60;
        EXPECT_EQ(text_at(body_of(fetch(id)), "state"), "received") << interval;
    }
}

TEST_F(ResumedOffers, RequestsAreEncryptedInAWayThatIsKnownHere) {
    issuer_.encrypts = true;
    issuer_.spoil_metadata = [](json::Object& metadata) {
        metadata["credential_request_encryption"].as_object()["enc_values_supported"] = json::Array{"XC20P", "A256GCM"};
    };
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    issuer_.spoil_metadata = [](json::Object& metadata) {
        metadata["credential_request_encryption"].as_object()["enc_values_supported"] = json::Array{"XC20P"};
    };
    EXPECT_EQ(text_at(body_of(accept(add(issuer_.offer()))), "code"), "encryption-unsupported");
}

TEST_F(ResumedOffers, LargeIssuersAreRead) {
    issuer_.spoil_metadata = [](json::Object& metadata) {
        auto& all = metadata["credential_configurations_supported"].as_object();
        const auto one = all.at("weaving");
        for (int i = 0; i < 4000; ++i) all["weaving-" + std::to_string(i)] = one;
        EXPECT_GT(json::serialize(metadata).size(), 1U << 20U);
    };
    EXPECT_EQ(accept(add(issuer_.offer())).status, 200);
    EXPECT_EQ(held(), 1U);
}

}  // namespace
}  // namespace blason
