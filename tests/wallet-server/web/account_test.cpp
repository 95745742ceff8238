// Accounts: signing up, in and out, sessions, wallets, and grants as their owner sees them.
#include <gtest/gtest.h>

#include "engine/crypto/password.hpp"
#include "tests/support/oauth_client.hpp"

namespace blason {
namespace {

using test::Browser;
using test::Form;
using test::location_of;

class AccountPages : public testing::Test {
  protected:
    explicit AccountPages(const std::string& base_url = "https://badges.example") : app_(false, base_url) {
        EXPECT_TRUE(app_.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    }
    static http::Response sign_in(Browser& browser, const std::string& email, const std::string& password,
                                  const std::string& next = {}) {
        browser.get("/login");
        return browser.post("/login", {{"email", email}, {"password", password}, {"next", next}});
    }

    test::TestApp app_;
};

constexpr const char* kPassword = "correct horse battery";

TEST_F(AccountPages, AnAccountHasAWalletOfItsOwn) {
    Browser ada(app_);
    Browser bob(app_);
    EXPECT_EQ(location_of(ada.get("/wallet")), "/login?next=%2Fwallet");
    ada.sign_up("ada@example.org");
    bob.sign_up("bob@example.org");
    EXPECT_EQ(ada.get("/wallet").status, 200);
    EXPECT_EQ(app_.services().wallets.holders("alpha")->size(), 2U);
    EXPECT_NE(ada.get("/account").body.find("ada@example.org"), std::string::npos);
    const auto wallet = ada.get("/wallet").body;
    EXPECT_NE(wallet, bob.get("/wallet").body);
}

TEST_F(AccountPages, SigningInNeedsThePassword) {
    Browser ada(app_);
    ada.sign_up("Ada@Example.org");
    Browser browser(app_);
    EXPECT_EQ(sign_in(browser, "ada@example.org", "wrong password").status, 403);
    EXPECT_EQ(sign_in(browser, "nobody@example.org", kPassword).status, 403);
    EXPECT_EQ(sign_in(browser, "", "").status, 403);
    EXPECT_EQ(browser.get("/account").status, 303);
    EXPECT_EQ(location_of(sign_in(browser, " ADA@example.org ", kPassword)), "/account");
    EXPECT_EQ(browser.get("/account").status, 200);
    browser.post("/logout", {});
    EXPECT_EQ(browser.get("/account").status, 303);
    EXPECT_EQ(ada.get("/account").status, 200);  // another browser's session
}

TEST_F(AccountPages, TheSameWordsForAWrongPasswordAndNoAccount) {
    Browser ada(app_);
    ada.sign_up();
    Browser browser(app_);
    browser.get("/login");
    const auto wrong = browser.post("/login", {{"email", "ada@example.org"}, {"password", "wrong password"}});
    const auto nobody = browser.post("/login", {{"email", "eve@example.org"}, {"password", "wrong password"}});
    EXPECT_EQ(wrong.status, nobody.status);
    EXPECT_NE(wrong.body.find("do not belong together"), std::string::npos);
    EXPECT_NE(nobody.body.find("do not belong together"), std::string::npos);
}

TEST_F(AccountPages, AnAccountNeedsAnAddressANameAndAGoodPassword) {
    Browser browser(app_);
    browser.get("/signup");
    const auto answer = [&](const char* email, const std::string& password, const std::string& name = "Ada") {
        return browser.post("/signup", {{"email", email}, {"password", password}, {"name", name}});
    };
    for (const auto* email : {"", "ada", "@example.org", "ada@", "a@b@c", "a b@example.org", "a\n@example.org"}) {
        const auto page = answer(email, kPassword);
        EXPECT_EQ(page.status, 400) << email;
        EXPECT_NE(page.body.find("This is no e-mail address."), std::string::npos) << email;
    }
    EXPECT_NE(answer("ada@example.org", "123456789").body.find("at least 10"), std::string::npos);
    EXPECT_EQ(answer("ada@example.org", std::string(1025, 'x')).status, 400);
    EXPECT_EQ(answer("ada@example.org", "ada@example.org").status, 400);
    EXPECT_EQ(answer("ada@example.org", kPassword, "").status, 400);
    EXPECT_EQ(answer("ada@example.org", "0123456789").status, 303);
    EXPECT_EQ(answer("ADA@example.org", kPassword).status, 409);
    EXPECT_EQ(app_.services().wallets.holders("alpha")->size(), 1U);  // no wallet without its account
}

TEST_F(AccountPages, SessionCookiesAreForThisHostAndThisServerOnly) {
    Browser browser(app_);
    browser.get("/signup");
    const auto answer =
        browser.post("/signup", {{"email", "ada@example.org"}, {"password", kPassword}, {"name", "Ada"}});
    std::string session;
    for (const auto& [name, value] : answer.fields.all())
        if (name == "Set-Cookie" && value.starts_with("__Host-blason-session=")) session = value;
    EXPECT_NE(session.find("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"), std::string::npos) << session;
}

TEST_F(AccountPages, OA5_ASessionIsNewAtEverySignIn) {
    Browser browser(app_);
    browser.cookies()["__Host-blason-session"] = "chosen-by-an-attacker";
    browser.sign_up();
    const auto first = browser.cookies().at("__Host-blason-session");
    EXPECT_NE(first, "chosen-by-an-attacker");
    EXPECT_EQ(sign_in(browser, "ada@example.org", kPassword).status, 303);
    const auto second = browser.cookies().at("__Host-blason-session");
    EXPECT_NE(first, second);
    Browser thief(app_);
    thief.cookies()["__Host-blason-session"] = first;
    EXPECT_EQ(thief.get("/account").status, 303);  // the first one ended
    app_.pass_seconds(12 * 3600);
    EXPECT_EQ(browser.get("/account").status, 303);
}

TEST_F(AccountPages, OA5_NobodyIsSignedInByAFormOfAnotherSite) {
    Browser ada(app_);
    ada.sign_up();
    Browser victim(app_);
    const Form form{{"email", "ada@example.org"}, {"password", kPassword}};
    EXPECT_EQ(victim.post("/login", form).status, 403);
    EXPECT_FALSE(victim.cookies().contains("__Host-blason-session"));
    EXPECT_EQ(victim.post("/logout", {}).status, 403);
    ada.forget_form();
    EXPECT_EQ(ada.post("/logout", {}).status, 403);
    EXPECT_EQ(ada.get("/account").status, 200);
}

TEST_F(AccountPages, ALinkToTheSignInPageSendsNobodyElsewhere) {
    Browser browser(app_);
    browser.sign_up();
    for (const auto* next : {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
                             "/ /evil.example", "", "evil"}) {
        EXPECT_EQ(location_of(sign_in(browser, "ada@example.org", kPassword, next)), "/account") << next;
    }
    EXPECT_EQ(location_of(sign_in(browser, "ada@example.org", kPassword, "/wallet")), "/wallet");
}

TEST_F(AccountPages, GuessingIsSlowedDownWithoutLockingTheOwnerOut) {
    Browser ada(app_);
    ada.sign_up();
    int answered = 0;
    for (int i = 0; i < 15; ++i) {
        Browser guesser(app_, "203.0.113." + std::to_string(i));  // many addresses, one account
        answered += sign_in(guesser, "ada@example.org", "guess " + std::to_string(i) + " guess").status == 403 ? 1 : 0;
    }
    EXPECT_EQ(answered, 10);
    Browser elsewhere(app_, "203.0.113.99");
    const auto refused = sign_in(elsewhere, "ada@example.org", kPassword);
    EXPECT_EQ(refused.status, 429);
    EXPECT_TRUE(refused.fields.find("Retry-After"));
    EXPECT_EQ(sign_in(ada, "ada@example.org", kPassword).status, 303);  // a browser that was here before
    app_.pass_seconds(90);
    EXPECT_EQ(sign_in(elsewhere, "ada@example.org", kPassword).status, 303);
}

TEST_F(AccountPages, OneAddressDoesNotGuessAtManyAccounts) {
    Browser guesser(app_, "203.0.113.5");
    int answered = 0;
    for (int i = 0; i < 40; ++i) {
        const auto answer = sign_in(guesser, "user" + std::to_string(i) + "@example.org", "the same guess");
        answered += answer.status == 403 ? 1 : 0;
    }
    EXPECT_EQ(answered, 30);
    Browser other(app_, "203.0.113.6");
    EXPECT_EQ(sign_in(other, "user1@example.org", "the same guess").status, 403);
}

TEST_F(AccountPages, AGrantIsSeenAndWithdrawn) {
    const test::OAuthClient client(app_);
    Browser ada(app_);
    Browser bob(app_);
    ada.sign_up();
    bob.sign_up("bob@example.org");
    const auto tokens = test::body_of(client.exchange(client.code(ada)));
    const auto token = test::text_at(tokens, "access_token");
    const auto page = ada.get("/account").body;
    EXPECT_NE(page.find("Badge Shelf"), std::string::npos);
    EXPECT_NE(page.find("at client.example"), std::string::npos);
    const auto at = page.find("/account/grants/");
    ASSERT_NE(at, std::string::npos);
    const auto withdraw = page.substr(at, page.find('"', at) - at);
    EXPECT_EQ(bob.get("/account").body.find("Badge Shelf"), std::string::npos);
    EXPECT_EQ(bob.post(withdraw, {}).status, 404);
    EXPECT_TRUE(app_.services().grants.check(token));
    EXPECT_EQ(ada.post(withdraw, {}).status, 303);
    EXPECT_FALSE(app_.services().grants.check(token));
    EXPECT_EQ(ada.get("/account").body.find("Badge Shelf"), std::string::npos);
}

TEST(AccountsInTheDemo, TheDemoWalletStaysOpenAndAnAccountHasItsOwn) {
    test::TestApp app;
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    const auto demo = app.services().wallets.create_holder("alpha", "demo", {});
    ASSERT_TRUE(demo);
    Browser browser(app);
    EXPECT_NE(browser.get("/wallet").body.find(demo->did), std::string::npos);
    browser.sign_up();
    EXPECT_EQ(browser.get("/wallet").body.find(demo->did), std::string::npos);
}

TEST(Password, IsKeptAsArgon2id) {
    const auto hash = crypto::hash_password("pass word", crypto::kTestCost);
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
    EXPECT_TRUE(crypto::is_password(hash, "pass word"));
    EXPECT_FALSE(crypto::is_password(hash, "pass worD"));
    EXPECT_FALSE(crypto::is_password(hash, ""));
    EXPECT_FALSE(crypto::is_password("no hash", "pass word"));
    EXPECT_NE(hash, crypto::hash_password("pass word", crypto::kTestCost));
    EXPECT_FALSE(crypto::is_outdated(hash, crypto::kTestCost));
    EXPECT_TRUE(crypto::is_outdated(hash, crypto::kPasswordCost));
}

}  // namespace
}  // namespace blason
