// Two running servers, with a person in between: the wallet of one connects to the other by registration, login and
// consent; and the rehearsal of the certification passes against our own server.
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/open_badges/browser.hpp"
#include "conformance/open_badges/provider.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/running_app.hpp"
#include "wallet-server/cli/cli.hpp"

namespace blason {
namespace {

using conformance::Browser;
using conformance::Login;
using service::badge_host::Owner;

const Login kLogin{"ada@example.org", "test-password-1"};

service::Account signed_up(test::RunningApp& server) {
    EXPECT_TRUE(server.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
    const auto made = server.services().accounts.sign_up("alpha", {kLogin.user, kLogin.password, "Ada"}, {}, {});
    EXPECT_TRUE(made) << made.error().detail;
    return made ? made->account : service::Account{};
}

class ConnectedHosts : public testing::Test {
  protected:
    void SetUp() override {
        theirs = signed_up(there);
        ASSERT_TRUE(here.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
        const auto made = here.services().wallets.create_holder("beta", "Reading wallet", {});
        ASSERT_TRUE(made);
        owner = {"beta", made->id};
    }
    /// The person's part: signs in over there and agrees; the query of the way back.
    std::string agreed(const std::string& url) {
        Browser browser(*client, here.url() + "/hosts/callback");
        const auto query = conformance::sign_in_and_agree(browser, url, kLogin);
        EXPECT_TRUE(query) << query.error().detail;
        return query ? *query : std::string();
    }
    std::string connected(const Owner& who) {
        const auto started = hosts().connect(who, there.url(), {});
        EXPECT_TRUE(started) << started.error().detail;
        if (!started) return {};
        const auto query = agreed(started->authorization_url);
        const auto host = hosts().connected(query, started->browser, {});
        EXPECT_TRUE(host) << host.error().detail;
        return started->host.id;
    }
    /// The certification against the other server.
    conformance::RehearsalReport rehearsed(bool write) {
        test::TestEnvironment world;
        conformance::ProviderRehearsal rehearsal;
        rehearsal.target = there.url();
        rehearsal.client_url = "https://rehearsal.example.org";
        rehearsal.redirect_uri = "https://rehearsal.example.org/callback";
        rehearsal.now = there.services().clock();
        rehearsal.write = write;
        rehearsal.authorize = [&](const std::string& url) {
            Browser browser(*client, rehearsal.redirect_uri);
            return conformance::sign_in_and_agree(browser, url, kLogin);
        };
        return conformance::rehearse_provider(rehearsal, *client, crypto::system_random(), world.get());
    }
    service::badge_host::Hosts& hosts() { return here.services().hosts; }

    test::RunningApp here;
    test::RunningApp there;
    service::Account theirs;
    Owner owner;
    std::unique_ptr<net::HttpClient> client = test::loopback_client();
};

TEST_F(ConnectedHosts, AWalletReadsAndWritesOverTheApi) {
    // Three badges over there, one of them twice.
    for (int i = 0; i < 3; ++i) {
        test::BadgeOf of;
        of.id = "urn:badge:" + std::to_string(i);
        of.format = i == 0 ? vc::Format::Jwt : vc::Format::DataIntegrity;
        const auto text = test::badge_text(there.services().issuers, of);
        const auto received = there.services().wallets.receive("alpha", theirs.holder, text, {});
        ASSERT_TRUE(received && received->kept);
    }
    const auto id = connected(owner);
    const auto list = hosts().list(owner);
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 1U);
    EXPECT_GE(list->front().scopes.size(), 4U);

    const auto pulled = hosts().pull(owner, id, "", {});
    ASSERT_TRUE(pulled) << pulled.error().detail;
    EXPECT_EQ(pulled->read, 3U);
    EXPECT_EQ(pulled->added, 3U);
    EXPECT_EQ(hosts().pull(owner, id, "", {})->added, 0U);

    // A badge of ours goes there, and the profile.
    test::BadgeOf of;
    of.org = "beta";
    of.id = "urn:badge:ours";
    const auto ours = test::badge_text(here.services().issuers, of);
    const auto kept = here.services().wallets.receive("beta", owner.holder, ours, {});
    ASSERT_TRUE(kept && kept->kept);
    const auto pushed = hosts().push(owner, id, {kept->kept->id});
    ASSERT_TRUE(pushed) << pushed.error().detail;
    EXPECT_EQ(pushed->created, 1U);
    EXPECT_EQ(hosts().push(owner, id, {})->replaced, 4U);
    EXPECT_EQ(there.services().wallets.credentials("alpha", theirs.holder)->size(), 4U);
    const auto profile = hosts().send_profile(owner, id);
    ASSERT_TRUE(profile) << profile.error().detail;
    EXPECT_EQ(*hosts().read_profile(owner, id), *here.services().wallets.profile("beta", owner.holder));

    // The access token ends; the connection goes on with its refresh token.
    there.app().pass_seconds(7200);
    here.app().pass_seconds(7200);
    EXPECT_EQ(hosts().pull(owner, id, "", {})->read, 4U);
    EXPECT_EQ(hosts().pull(owner, id, "2026-12-31T00:00:00Z", {})->read, 4U);

    ASSERT_TRUE(hosts().disconnect(owner, id, {}));
    EXPECT_EQ(hosts().pull(owner, id, "", {}).error().code, "host-not-found-here");
    EXPECT_TRUE(there.services().grants.grants_of("alpha", theirs.id)->empty());
}

TEST_F(ConnectedHosts, AnIssuerSendsBadgesToARecipientsHost) {
    const Owner issuer{"beta", ""};
    const auto id = connected(issuer);
    test::BadgeOf of;
    of.org = "beta";
    test::badge_text(here.services().issuers, of);
    const auto issued = here.services().issuers.credentials("beta");
    ASSERT_TRUE(issued);
    EXPECT_EQ(hosts().push(issuer, id, {}).error().code, "credentials-missing");
    EXPECT_EQ(hosts().push(issuer, id, {issued->front().id})->created, 1U);
    EXPECT_EQ(there.services().wallets.credentials("alpha", theirs.holder)->front().text, issued->front().text);
}

// security.md OA5: an agreement counts in the browser that was sent away, once, and with its state.
TEST_F(ConnectedHosts, OA5_AnAgreementCannotBeSlippedIn) {
    const auto started = hosts().connect(owner, there.url(), {});
    ASSERT_TRUE(started) << started.error().detail;
    const auto query = agreed(started->authorization_url);
    EXPECT_EQ(hosts().connected(query, "", {}).error().code, "authorization-browser");
    const auto other = hosts().connect(owner, there.url(), {});
    EXPECT_EQ(hosts().connected(query, other->browser, {}).error().code, "authorization-browser");
    EXPECT_EQ(hosts().connected("code=1&state=x", started->browser, {}).error().code, "authorization-browser");
    EXPECT_TRUE(hosts().connected(query, started->browser, {}));
    EXPECT_EQ(hosts().connected(query, started->browser, {}).error().code, "authorization-state");
}

TEST_F(ConnectedHosts, TheApiOfHostsIsTheSame) {
    const auto base = "/issuers/beta/wallets/" + owner.holder + "/hosts";
    const auto started = here.app().post(base, R"({"address": ")" + there.url() + "\"}");
    ASSERT_EQ(started.status, 201) << started.body;
    const auto body = test::body_of(started);
    const std::string cookie(started.fields.find("Set-Cookie").value_or(""));
    EXPECT_NE(cookie.find("HttpOnly; SameSite=Lax"), std::string::npos);
    auto back = test::request_of("GET", "/hosts/callback?" + agreed(test::text_at(body, "authorizationUrl")));
    back.fields.set("Cookie", cookie.substr(0, cookie.find(';')));
    EXPECT_EQ(here.app().call(back).status, 200);
    const auto pulled = here.app().post(base + "/" + test::text_at(body, "id") + "/pull", "");
    EXPECT_EQ(pulled.status, 200) << pulled.body;
    EXPECT_EQ(test::body_of(pulled).at("read"), json::Value(0));
    EXPECT_EQ(here.app().post(base, R"({"address": "ftp://x"})").status, 400);
    EXPECT_EQ(here.app().post(base + "/unknown/pull", "").status, 404);
}

TEST_F(ConnectedHosts, AnOwnerHasAHundredConnectionsAtMost) {
    for (int i = 0; i < 100; ++i) {
        const storage::SealedRow row{"beta", owner.holder, "connection-" + std::to_string(i), {}, Bytes{1}, 1};
        ASSERT_TRUE(here.services().store.add_sealed(storage::Sealed::HostConnection, row,
                                                     {"beta", "test", row.id, "test", "", 1}));
    }
    EXPECT_EQ(hosts().connect(owner, there.url(), {}).error().code, "hosts-full");
}

TEST_F(ConnectedHosts, ThePagesThatClientsAreToldOfAreThere) {
    for (const auto* path : {"/terms", "/privacy"}) {
        EXPECT_EQ(here.app().get(path, "text/html").status, 200) << path;
    }
}

// Must show 1 of the certification: every row against our own server. What is read is what was written before: the
// account is empty at first.
TEST_F(ConnectedHosts, OurOwnServerPassesTheRehearsal) {
    const auto report = rehearsed(true);
    EXPECT_TRUE(report.passed()) << report.text();
    for (const auto& row : report.rows()) {
        // Over loopback there is no TLS; everything else is as it should be.
        const bool fine = row.outcome == conformance::RowOutcome::Pass || row.id == "discovery.tls";
        EXPECT_TRUE(fine) << row.id << ": " << row.detail;
    }
    EXPECT_GE(report.rows().size(), 45U);
}

int blason(std::vector<std::string> words) {
    words.insert(words.begin(), "blason");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    return cli::run(static_cast<int>(arguments.size()), arguments.data());
}

TEST_F(ConnectedHosts, TheCommandLineSendsWhatIsTakenAndNamesWhatIsNot) {
    const test::TemporaryFolder folder;
    const auto file = [&](const std::string& name, const std::string& text) {
        const auto path = folder.file(name);
        std::ofstream(path) << text;
        return path;
    };
    test::BadgeOf of;
    of.org = "beta";
    of.id = "urn:badge:1";
    const auto first = file("first.json", test::badge_text(here.services().issuers, of));
    of.id = "urn:badge:2";
    const auto second = file("second.json", test::badge_text(here.services().issuers, of));
    const auto refused = file("refused.json", R"({"type": "Nothing"})");
    const auto login = file("login.txt", kLogin.user + "\n" + kLogin.password + "\n");
    const auto connection = folder.file("connection.json");
    ASSERT_EQ(blason({"openbadges", "connect", there.url(), "-o", connection, "--login", login}), 0);
    testing::internal::CaptureStdout();
    EXPECT_EQ(blason({"openbadges", "push", connection, first, refused, second}), 1);
    const auto said = testing::internal::GetCapturedStdout();
    EXPECT_NE(said.find(first + " created"), std::string::npos) << said;
    EXPECT_NE(said.find(refused + " refused: "), std::string::npos) << said;
    EXPECT_NE(said.find(second + " created"), std::string::npos) << said;
    EXPECT_EQ(there.services().wallets.credentials("alpha", theirs.holder)->size(), 2U);
}

TEST_F(ConnectedHosts, AnEmptyAccountPassesNoRehearsal) {
    const auto report = rehearsed(false);
    ASSERT_NE(report.find("PR2.verify"), nullptr);
    EXPECT_EQ(report.find("PR2.verify")->outcome, conformance::RowOutcome::NotRun);
    EXPECT_FALSE(report.passed()) << report.text();
}

}  // namespace
}  // namespace blason
