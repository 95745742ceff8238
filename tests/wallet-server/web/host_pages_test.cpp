// The pages of a wallet's connections to other Open Badges hosts, between two running servers.
#include <gtest/gtest.h>

#include "conformance/open_badges/browser.hpp"
#include "conformance/open_badges/provider.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/running_app.hpp"

namespace blason {
namespace {

using test::Browser;
using test::says;

const conformance::Login kLogin{"ada@example.org", "test-password-1"};

class HostPages : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(there.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        ASSERT_TRUE(here.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
        const auto made = there.services().accounts.sign_up("alpha", {kLogin.user, kLogin.password, "Ada"}, {}, {});
        ASSERT_TRUE(made) << made.error().detail;
        theirs = made->account;
        person.sign_up();
        const auto mine = here.services().wallets.holders("beta");
        ASSERT_TRUE(mine);
        wallet = mine->front().id;
    }
    /// The address in a link or form of the page that begins so; empty without one.
    static std::string address_in(const http::Response& page, const std::string& begin) {
        const auto at = page.body.find("\"" + begin);
        if (at == std::string::npos) return {};
        std::string found = page.body.substr(at + 1, page.body.find('"', at + 1) - at - 1);
        for (auto amp = found.find("&amp;"); amp != std::string::npos; amp = found.find("&amp;"))
            found.erase(amp + 1, 4);
        return found;
    }
    http::Response connect() {
        person.get("/wallet/hosts");
        return person.post("/wallet/hosts", {{"address", there.url()}});
    }
    /// The person's part over there: the query of the way back.
    std::string agreed(const http::Response& page) {
        conformance::Browser browser(*client, here.url() + "/hosts/callback");
        const auto query =
            conformance::sign_in_and_agree(browser, address_in(page, there.url() + "/oauth/authorize?"), kLogin);
        EXPECT_TRUE(query) << query.error().detail;
        return query ? *query : std::string();
    }
    std::string connected() {
        const auto back = person.get("/hosts/callback?" + agreed(connect()));
        EXPECT_EQ(back.status, 200) << back.body;
        const auto hosts = here.services().hosts.list({"beta", wallet});
        return hosts && !hosts->empty() ? hosts->front().id : std::string();
    }

    test::RunningApp here;
    test::RunningApp there;
    Browser person{here.app()};
    service::Account theirs;
    std::string wallet;
    std::unique_ptr<net::HttpClient> client = test::loopback_client();
};

TEST_F(HostPages, ConnectFetchSendAndEnd) {
    EXPECT_TRUE(says(person.get("/wallet"), "href=\"/wallet/hosts\""));
    test::BadgeOf of;
    of.id = "urn:badge:there";
    const auto text = test::badge_text(there.services().issuers, of);
    ASSERT_TRUE(there.services().wallets.receive("alpha", theirs.holder, text, {})->kept);

    const auto go = connect();
    ASSERT_EQ(go.status, 200) << go.body;
    EXPECT_TRUE(says(go, there.url()));
    EXPECT_TRUE(says(person.get("/wallet/hosts"), "You have not agreed over there yet"));
    const auto back = person.get("/hosts/callback?" + agreed(go));
    ASSERT_EQ(back.status, 200) << back.body;
    EXPECT_EQ(back.fields.find("Content-Type"), "text/html; charset=utf-8");
    EXPECT_TRUE(says(back, "Your wallet is connected."));
    EXPECT_FALSE(says(back, "code="));

    const auto list = person.get("/wallet/hosts");
    const auto pull = address_in(list, "/wallet/hosts/");
    ASSERT_TRUE(pull.ends_with("/pull")) << list.body;
    const auto fetched = person.post(pull, {});
    EXPECT_EQ(fetched.status, 200) << fetched.body;
    EXPECT_TRUE(says(fetched, "<dt>New in your wallet</dt><dd>1</dd>")) << fetched.body;
    const auto held = here.services().wallets.credentials("beta", wallet);
    ASSERT_EQ(held->size(), 1U);
    EXPECT_EQ(held->front().text, text);

    // One badge from its page, then all of them.
    const auto host = pull.substr(14, pull.rfind('/') - 14);
    of.org = "beta";
    of.id = "urn:badge:here";
    const auto ours =
        here.services().wallets.receive("beta", wallet, test::badge_text(here.services().issuers, of), {});
    ASSERT_TRUE(ours && ours->kept);
    const auto page = person.get("/wallet/" + ours->kept->id);
    EXPECT_TRUE(says(page, "<option value=\"" + host + "\">")) << page.body;
    const auto sent = person.post("/wallet/" + ours->kept->id + "/send", {{"host", host}});
    EXPECT_TRUE(says(sent, "<dt>New over there</dt><dd>1</dd>")) << sent.body;
    EXPECT_TRUE(says(person.post("/wallet/hosts/" + host + "/push", {}), "<dt>Known there already</dt><dd>2</dd>"));
    EXPECT_EQ(there.services().wallets.credentials("alpha", theirs.holder)->size(), 2U);

    EXPECT_EQ(test::location_of(person.post("/wallet/hosts/" + host + "/disconnect", {})), "/wallet/hosts?ended=1");
    EXPECT_TRUE(says(person.get("/wallet/hosts?ended=1"), "The connection is ended"));
    EXPECT_TRUE(there.services().grants.grants_of("alpha", theirs.id)->empty());
    EXPECT_FALSE(says(person.get("/wallet/" + ours->kept->id), "/send"));
}

TEST_F(HostPages, OA5_OnlyTheBrowserThatWasSentAwayComesBack) {
    const auto query = agreed(connect());
    Browser other(here.app());
    const auto refused = other.get("/hosts/callback?" + query);
    EXPECT_EQ(refused.status, 400);
    EXPECT_TRUE(says(refused, "This answer is not expected here"));
    EXPECT_TRUE(says(refused, "authorization-browser"));
    EXPECT_EQ(person.get("/hosts/callback?" + query).status, 200);
    EXPECT_TRUE(says(person.get("/hosts/callback?" + query), "authorization-state")) << "once";
}

TEST_F(HostPages, WhoRefusesOverThereIsToldThatNothingIsConnected) {
    const auto address = address_in(connect(), there.url() + "/oauth/authorize?");
    const auto denied = person.get("/hosts/callback?error=access_denied&iss=" + there.url() +
                                   "&state=" + test::parameter_of(address, "state"));
    EXPECT_EQ(denied.status, 400) << denied.body;
    EXPECT_TRUE(says(denied, "You did not agree"));
}

TEST_F(HostPages, AWrongAddressIsSaidOnTheForm) {
    person.get("/wallet/hosts");
    const auto wrong = person.post("/wallet/hosts", {{"address", "ftp://x\"><b>"}});
    EXPECT_EQ(wrong.status, 400);
    EXPECT_TRUE(says(wrong, "This is no address of a host."));
    EXPECT_TRUE(says(wrong, "value=\"ftp://x&quot;&gt;&lt;b&gt;\"")) << wrong.body;
    const auto silent = person.post("/wallet/hosts", {{"address", "http://127.0.0.1:1"}});
    EXPECT_EQ(silent.status, 503);
    EXPECT_TRUE(says(silent, "This host does not answer"));
    EXPECT_TRUE(here.services().hosts.list({"beta", wallet})->empty());
}

TEST_F(HostPages, ConnectionsAreTheirOwnersAndFormsAreOurs) {
    const auto host = connected();
    ASSERT_FALSE(host.empty());
    Browser other(here.app(), "198.51.100.8");
    other.sign_up("bob@example.org");
    EXPECT_FALSE(says(other.get("/wallet/hosts"), there.url()));
    for (const auto* act : {"/pull", "/push", "/disconnect"})
        EXPECT_EQ(other.post("/wallet/hosts/" + host + act, {}).status, 404) << act;
    person.forget_form();
    for (const auto* act : {"/pull", "/push", "/disconnect"})
        EXPECT_EQ(person.post("/wallet/hosts/" + host + act, {}).status, 403) << act;
    EXPECT_EQ(person.post("/wallet/hosts", {{"address", there.url()}}).status, 403);
    EXPECT_EQ(here.services().hosts.list({"beta", wallet})->size(), 1U);
}

TEST_F(HostPages, AConnectionThatWasWithdrawnOverThereSaysSo) {
    const auto host = connected();
    const auto grants = there.services().grants.grants_of("alpha", theirs.id);
    ASSERT_EQ(grants->size(), 1U);
    ASSERT_TRUE(there.services().grants.withdraw("alpha", theirs.id, grants->front().id, {}));
    person.get("/wallet/hosts");
    const auto page = person.post("/wallet/hosts/" + host + "/pull", {});
    EXPECT_GE(page.status, 400);
    EXPECT_TRUE(says(page, "does not let us in any more")) << page.body;
}

TEST_F(HostPages, InFrenchAsWell) {
    person.get("/wallet/hosts?lang=fr");
    const auto wrong = person.post("/wallet/hosts?lang=fr", {{"address", ""}});
    EXPECT_TRUE(says(wrong, "Mes autres hôtes"));
    EXPECT_TRUE(says(wrong, "pas l&apos;adresse d&apos;un hôte.")) << wrong.body;
}

}  // namespace
}  // namespace blason
