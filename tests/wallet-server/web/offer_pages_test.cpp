// An issuer offers a badge by its pages, a holder takes it by theirs: OpenID4VCI between two running servers.
#include <gtest/gtest.h>

#include "tests/support/achievements.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/running_app.hpp"

namespace blason {
namespace {

using test::Browser;
using test::says;

class OfferPages : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(there.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        ASSERT_TRUE(here.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
        test::add(there.services().issuers, test::reader());
        person.sign_up();
    }
    /// The text after `begin`, up to the next "<".
    static std::string after(const http::Response& page, const std::string& begin) {
        const auto at = page.body.find(begin);
        if (at == std::string::npos) return {};
        auto text = page.body.substr(at + begin.size(), page.body.find('<', at) - at - begin.size());
        for (auto amp = text.find("&amp;"); amp != std::string::npos; amp = text.find("&amp;")) text.erase(amp + 1, 4);
        return text;
    }
    /// Makes an offer: the address of its page.
    std::string offer(test::Form form) {
        issuer.get("/offer/reader");
        const auto made = issuer.post("/offer/reader", std::move(form));
        EXPECT_EQ(made.status, 303) << made.body;
        return test::location_of(made);
    }
    /// Opens its link in the wallet: the address of the page of the offer there.
    std::string open(const std::string& offer) {
        const auto link = after(issuer.get(offer), "id=\"link\">");
        EXPECT_TRUE(link.starts_with("openid-credential-offer://")) << link;
        person.get("/wallet/open");
        const auto opened = person.post("/wallet/open", {{"link", link}});
        EXPECT_EQ(opened.status, 303) << opened.body;
        return test::location_of(opened);
    }

    test::RunningApp here;
    test::RunningApp there;
    Browser person{here.app()};
    Browser issuer{there.app()};
};

TEST_F(OfferPages, OfferedTakenAndInTheWallet) {
    EXPECT_TRUE(says(issuer.get("/issue/reader"), "href=\"/offer/reader\""));
    const auto made = offer({{"name", "Ada"}});
    const auto offered = issuer.get(made);
    EXPECT_TRUE(says(offered, "data-state=\"offered\"")) << offered.body;
    EXPECT_TRUE(says(offered, "data:image/svg+xml,"));
    EXPECT_FALSE(says(offered, "tx_code"));
    EXPECT_TRUE(says(offered, "Whoever photographs this code can take the badge"));
    EXPECT_EQ(offered.fields.find("Refresh"), "3");

    const auto place = open(made);
    const auto seen = person.get(place);
    EXPECT_TRUE(says(seen, "Alpha offers you a badge")) << seen.body;
    EXPECT_TRUE(says(seen, "Reader"));
    EXPECT_TRUE(says(seen, there.url()));
    EXPECT_EQ(test::location_of(person.post(place, {{"answer", "take"}})), place);
    const auto taken = person.get(place);
    EXPECT_TRUE(says(taken, "The badge is yours")) << taken.body;
    EXPECT_TRUE(says(person.get("/wallet"), "Reader"));
    const auto done = issuer.get(made);
    EXPECT_TRUE(says(done, "data-state=\"accepted\"")) << done.body;
    EXPECT_FALSE(done.fields.find("Refresh"));
}

TEST_F(OfferPages, ACodeIsShownToWhoMadeTheOfferAndAskedOfWhoTakesIt) {
    const auto made = offer({{"with_code", "on"}});
    const auto code = after(issuer.get(made), "id=\"tx_code\">");
    ASSERT_EQ(code.size(), 6U);
    Browser other(there.app(), "198.51.100.9");
    const auto elsewhere = other.get(made);
    EXPECT_EQ(elsewhere.status, 200);
    EXPECT_FALSE(says(elsewhere, code));

    const auto place = open(made);
    EXPECT_TRUE(says(person.get(place), "The code you were told"));
    const auto wrong = person.post(place, {{"answer", "take"}, {"tx_code", code == "000000" ? "111111" : "000000"}});
    EXPECT_GE(wrong.status, 400);
    EXPECT_TRUE(says(wrong, "The badge could not be taken")) << wrong.body;
    EXPECT_EQ(person.post(place, {{"answer", "take"}, {"tx_code", code}}).status, 303);
    EXPECT_TRUE(says(person.get(place), "The badge is yours"));
    EXPECT_FALSE(says(issuer.get(made), code)) << "it is over";
}

TEST_F(OfferPages, WithdrawnAndDeclined) {
    const auto made = offer({});
    const auto place = open(made);
    EXPECT_EQ(issuer.get(made).status, 200);
    EXPECT_EQ(test::location_of(issuer.post(made + "/withdraw", {})), made);
    EXPECT_TRUE(says(issuer.get(made), "data-state=\"withdrawn\""));
    person.get(place);
    EXPECT_GE(person.post(place, {{"answer", "take"}}).status, 400);
    person.get(place);
    EXPECT_EQ(test::location_of(person.post(place, {{"answer", "decline"}})), "/wallet");
    EXPECT_EQ(person.get(place).status, 404);
    EXPECT_EQ(issuer.get("/offers/00000000000000000000000000000000").status, 404);
}

TEST_F(OfferPages, WhatWaitsIsDecidedInTheListOfOffers) {
    EXPECT_TRUE(says(issuer.get("/issue"), "href=\"/offers\""));
    EXPECT_TRUE(says(issuer.get("/offers"), "Nothing was offered yet."));
    for (const std::string decision : {"approve", "deny"}) {
        const auto made = offer({{"name", "Ada " + decision}, {"with_approval", "on"}});
        EXPECT_FALSE(says(issuer.get("/offers"), made + "/decide")) << "nobody has asked for it";
        const auto place = open(made);
        person.get(place);
        EXPECT_EQ(person.post(place, {{"answer", "take"}}).status, 303);
        EXPECT_TRUE(says(issuer.get(made), made + "/decide")) << "also on the page of the offer";
        const auto list = issuer.get("/offers");
        EXPECT_TRUE(says(list, "href=\"" + made + "\">Reader</a>")) << list.body;
        EXPECT_TRUE(says(list, "Ada " + decision));
        EXPECT_TRUE(says(list, "The badge waits for your approval"));
        EXPECT_EQ(issuer.post(made + "/decide", {{"decision", "perhaps"}}).status, 400);
        EXPECT_EQ(test::location_of(issuer.post(made + "/decide", {{"decision", decision}})), made);
        EXPECT_FALSE(says(issuer.get("/offers"), made + "/decide"));
        EXPECT_EQ(issuer.post(made + "/decide", {{"decision", decision}}).status, 409) << "it is decided";
    }
    EXPECT_TRUE(says(issuer.get("/offers"), "The badge was not taken"));
    issuer.forget_form();
    EXPECT_EQ(issuer.post("/offers/00000000000000000000000000000000/decide", {{"decision", "deny"}}).status, 403);
}

TEST_F(OfferPages, OffersAreTheirHoldersAndFormsAreOurs) {
    const auto place = open(offer({}));
    Browser other(here.app(), "198.51.100.8");
    other.sign_up("bob@example.org");
    EXPECT_EQ(other.get(place).status, 404);
    other.get("/wallet/open");
    EXPECT_EQ(other.post(place, {{"answer", "take"}}).status, 404);
    person.forget_form();
    EXPECT_EQ(person.post(place, {{"answer", "take"}}).status, 403);
    issuer.forget_form();
    EXPECT_EQ(issuer.post("/offer/reader", {}).status, 403);
    Browser stranger(there.app(), "198.51.100.9");
    stranger.get("/issue/reader");
    const auto long_name = std::string(300, 'a');
    EXPECT_EQ(stranger.post("/offer/reader", {{"name", long_name}}).status, 400);
}

}  // namespace
}  // namespace blason
