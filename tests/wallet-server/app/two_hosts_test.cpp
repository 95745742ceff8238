// The wallet of one running server reads from and writes to another running server over the Open Badges API.
#include <gtest/gtest.h>

#include <set>

#include "tests/support/access_token.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/running_app.hpp"
#include "wallet-server/service/badge_host/session.hpp"
#include "wallet-server/service/held_index.hpp"

namespace blason {
namespace {

using service::badge_host::Connection;
using service::badge_host::HostSession;
using service::badge_host::ReadOptions;

class TwoHosts : public testing::Test {
  protected:
    void SetUp() override {
        for (auto* server : {&here, &there})
            ASSERT_TRUE(
                server->services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        const auto made = here.services().wallets.create_holder("alpha", "Reading wallet", {});
        ASSERT_TRUE(made);
        wallet = made->id;
        grantee = test::make_grantee(there.app());
        client = test::loopback_client();
        auto host = service::badge_host::discover(there.url(), *client);
        ASSERT_TRUE(host) << host.error().detail;
        connection.host = std::move(*host);
        service::oauth::Scopes scopes;
        for (const auto& scope : service::oauth::kKnownScopes) scopes.emplace_back(scope.value);
        const auto tokens = test::tokens_of(there.app(), grantee, scopes);
        connection.tokens = {tokens.access_token, {}, tokens.scopes, {2'000'000'000, 0}};
    }
    HostSession session() {
        return {connection, *client, here.services().clock, [](const Connection&) { return Result<void>(); }};
    }
    /// Badges in the wallet over there, without the work of verifying them there.
    void fill(int count) {
        for (int i = 0; i < count; ++i) {
            test::BadgeOf of;
            of.id = "urn:badge:" + std::to_string(i);
            of.format = i % 2 == 0 ? vc::Format::Jwt : vc::Format::DataIntegrity;
            const auto text = test::badge_text(there.services().issuers, of);
            storage::HeldRow row{"alpha",          grantee.holder, "held-" + std::to_string(i),
                                 "application/vc", text,           1000 + i};
            service::index_held(
                row, *json::parse("{\"id\":\"" + of.id + "\",\"issuer\":\"x\",\"type\":\"OpenBadgeCredential\"}"));
            ASSERT_EQ(row.form, of.format == vc::Format::Jwt ? "jws" : "json");
            ASSERT_TRUE(there.services().store.keep(row, {"alpha", "test", row.id, "test", "", 1}));
        }
    }

    test::RunningApp here;
    test::RunningApp there;
    test::TestGrantee grantee;
    std::string wallet;
    std::unique_ptr<net::HttpClient> client;
    Connection connection;
};

TEST_F(TwoHosts, AThousandBadgesAreReadPageByPageAndKept) {
    constexpr int kBadges = 1000;
    fill(kBadges);
    auto& wallets = here.services().wallets;
    const auto take = [&](const std::string& text) -> Result<void> {
        const auto received = wallets.receive("alpha", wallet, text, {}, service::Wanted::OpenBadge);
        if (!received) return received.error();
        EXPECT_TRUE(received->kept);
        return {};
    };
    const auto read = session().read_badges(ReadOptions(), take);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(*read, static_cast<std::size_t>(kBadges));

    // Every badge once, with its bytes.
    const auto over_there = there.services().store.held_by("alpha", grantee.holder);
    const auto over_here = wallets.credentials("alpha", wallet);
    ASSERT_TRUE(over_there);
    ASSERT_TRUE(over_here);
    std::set<std::string> sent;
    for (const auto& held : *over_there) sent.insert(held.body);
    std::set<std::string> kept;
    for (const auto& held : *over_here) kept.insert(held.text);
    EXPECT_EQ(kept, sent);
    EXPECT_EQ(kept.size(), static_cast<std::size_t>(kBadges));
}

TEST_F(TwoHosts, BadgesAndTheProfileAreSent) {
    const auto badge = test::badge_text(here.services().issuers, {});
    const auto first = session().send_badge(badge);
    ASSERT_TRUE(first) << first.error().detail;
    EXPECT_TRUE(first->created);
    EXPECT_EQ(first->body, badge);
    EXPECT_FALSE(session().send_badge(badge)->created);
    EXPECT_EQ(there.services().wallets.credentials("alpha", grantee.holder)->front().text, badge);

    const std::string profile = R"({"id": "https://1edtech.org/issuers/cert", "type": ["Profile"]})";
    ASSERT_TRUE(session().send_profile(profile));
    EXPECT_EQ(*session().read_profile(), profile);
    const auto refused = session().send_badge("{}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "host-refused");
}

TEST_F(TwoHosts, WithoutAccessTheHostSaysSo) {
    connection.tokens.access_token = "not-a-token";
    const auto read = session().read_profile();
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "host-unauthorized");
}

}  // namespace
}  // namespace blason
