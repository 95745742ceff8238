// The wallet says "currently valid" only of badges whose status is known.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/browser.hpp"
#include "wallet-server/service/credential_standing.hpp"

namespace blason::web {
namespace {

using service::Standing;

class WalletStanding : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto made = app.post("/issuers/alpha/achievements",
                                   R"({"id": "a", "name": "A", "description": "B", "criteria": {"narrative": "C"}})");
        ASSERT_EQ(made.status, 201) << made.body;
        const auto holder = app.services().wallets.create_holder("alpha", "demo", {});
        ASSERT_TRUE(holder);
        wallet = holder->id;
    }
    /// Its id, in the demo's wallet.
    std::string kept(const std::string& options) {
        const auto issued =
            app.post("/issuers/alpha/badges",
                     R"({"achievement": "a", "recipient": "did:example:p", "options": )" + options + "}");
        EXPECT_EQ(issued.status, 201) << issued.body;
        text = issued.body;
        const auto received = app.services().wallets.receive("alpha", wallet, text, {});
        EXPECT_TRUE(received && received->kept);
        held = received->kept->id;
        return test::text_at(*json::parse(text), "id");
    }
    void set(const std::string& id, const std::string& purpose, const std::string& status = "true") {
        const auto done =
            app.post("/credentials/status", R"({"credentialId": ")" + id + R"(", "status": )" + status +
                                                R"(, "credentialStatus": {"statusPurpose": ")" + purpose + "\"}}");
        ASSERT_EQ(done.status, 200) << done.body;
    }
    void expect_shown(std::string_view state) {
        const auto mark = "class=\"state " + std::string(state) + "\"";
        EXPECT_NE(app.get("/wallet", "text/html").body.find(mark), std::string::npos) << state;
        EXPECT_NE(app.get("/wallet/" + held, "text/html").body.find(mark), std::string::npos) << state;
    }
    Standing standing_with(const std::string& status) {
        auto badge = json::parse(text)->get_object();
        badge["credentialStatus"] = *json::parse(status);
        auto& services = app.services();
        const auto standing = service::standing_of(badge, services.issuers, services.statuses, services.urls);
        EXPECT_TRUE(standing);
        return standing ? *standing : Standing::Good;
    }

    test::TestApp app;
    std::string wallet;
    std::string held;
    std::string text;
};

TEST_F(WalletStanding, WhatWasIssuedHereIsAskedOfTheStore) {
    const auto id = kept(R"({"credentialStatus": [{"statusPurpose": "revocation"}, {"statusPurpose": "suspension"}]})");
    expect_shown("current");
    set(id, "suspension");
    expect_shown("suspended");
    set(id, "suspension", "false");
    expect_shown("current");
    set(id, "revocation");
    expect_shown("revoked");
}

TEST_F(WalletStanding, ABadgeWithoutStatusCannotBeRevoked) {
    kept(R"({"credentialStatus": []})");
    expect_shown("current");
}

TEST_F(WalletStanding, AStatusThatIsKeptElsewhereIsNotKnown) {
    const auto id = kept(R"({"credentialStatus": {"statusPurpose": "revocation"}})");
    const auto entry = [](const std::string& list, const std::string& index) {
        return R"({"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": ")" + index +
               R"(", "statusListCredential": ")" + list + "\"}";
    };
    EXPECT_EQ(standing_with(entry("https://elsewhere.example/list", "1")), Standing::Unknown);
    // A place in a list of ours that is not this badge's, and an organisation that is not here.
    EXPECT_EQ(standing_with(entry("http://127.0.0.1:8080/issuers/alpha/status-lists/x", "1")), Standing::Unknown);
    EXPECT_EQ(standing_with(entry("http://127.0.0.1:8080/issuers/nobody/status-lists/x", "1")), Standing::Unknown);
    EXPECT_EQ(standing_with(R"({"type": "SomethingElse"})"), Standing::Unknown);
    set(id, "revocation");
    const auto own = json::serialize(json::parse(text)->at("credentialStatus"));
    EXPECT_EQ(standing_with("[" + entry("https://elsewhere.example/list", "1") + "," + own + "]"), Standing::Revoked);
    EXPECT_EQ(standing_with(R"({"type": "1EdTechRevocationList",
                                "id": "http://127.0.0.1:8080/issuers/alpha/revocation-list"})"),
              Standing::Revoked);
}

}  // namespace
}  // namespace blason::web
