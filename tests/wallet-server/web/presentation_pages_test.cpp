// A verifier asks by its pages, a holder answers by theirs: OpenID4VP and exchanges between two running servers.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/browser.hpp"
#include "tests/support/running_app.hpp"
#include "wallet-server/web/wallet_open.hpp"

namespace blason {
namespace {

using test::Browser;
using test::says;

class PresentationPages : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(there.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        ASSERT_TRUE(here.services().issuers.create_issuer({"beta", "Beta", "", "https://beta.example/", ""}, {}));
        person.sign_up();
        const auto mine = here.services().wallets.holders("beta");
        ASSERT_TRUE(mine);
        ASSERT_FALSE(mine->empty());
        wallet = mine->front();
        give("reader", "Reader", "https://skills.example/reading");
        give("cook", "Cook", "https://skills.example/cooking");
    }
    /// A badge of Alpha, in the wallet here.
    void give(const std::string& id, const std::string& name, const std::string& skill) {
        service::NewAchievement achievement;
        achievement.org = "alpha";
        achievement.id = id;
        achievement.texts["en"] = {name, "Does it.", "Do it ten times."};
        achievement.details["alignment"] = json::Array{json::Object{
            {"type", json::Array{"Alignment"}}, {"targetName", json::key(name)}, {"targetUrl", json::key(skill)}}};
        auto& issuers = there.services().issuers;
        const auto made = issuers.create_achievement(achievement, {});
        ASSERT_TRUE(made) << made.error().detail;
        addresses[id] = made->url;
        service::IssueBadge order;
        order.org = "alpha";
        order.achievement = id;
        order.recipient.id = wallet.did;
        const auto issued = issuers.issue_badge(order, {});
        ASSERT_TRUE(issued) << issued.error().detail;
        const auto received = here.services().wallets.receive("beta", wallet.id, issued->text, {});
        ASSERT_TRUE(received && received->kept);
    }
    static std::string unescaped(std::string text) {
        for (const auto& [from, to] :
             {std::pair("&amp;", "&"), std::pair("&quot;", "\""), std::pair("&#x3D;", "="), std::pair("&#x2F;", "/")}) {
            for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
                text.replace(at, std::string_view(from).size(), to);
        }
        return text;
    }
    /// The value after `begin`, up to the next `end`.
    static std::string after(const http::Response& page, const std::string& begin, char end = '"') {
        const auto at = page.body.find(begin);
        if (at == std::string::npos) return {};
        const auto start = at + begin.size();
        return unescaped(page.body.substr(start, page.body.find(end, start) - start));
    }
    /// Asks by the form: the address of the request's page.
    std::string ask(test::Form form) {
        verifier.get("/ask");
        const auto made = verifier.post("/ask", std::move(form));
        EXPECT_EQ(made.status, 303) << made.body;
        return test::location_of(made);
    }
    std::string link_of(const std::string& asked) { return after(verifier.get(asked), "id=\"link\">", '<'); }
    http::Response open(const std::string& link) {
        person.get("/wallet/open");
        return person.post("/wallet/open", {{"link", link}});
    }

    test::RunningApp here;
    test::RunningApp there;
    Browser person{here.app()};
    Browser verifier{there.app()};
    service::Holder wallet;
    std::map<std::string, std::string> addresses;
};

TEST_F(PresentationPages, AskShowAndReadTheReport) {
    EXPECT_TRUE(says(verifier.get("/verify"), "href=\"/ask\""));
    EXPECT_TRUE(says(person.get("/wallet"), "href=\"/wallet/open\""));
    const auto form = verifier.get("/ask");
    EXPECT_TRUE(says(form, "<option value=\"https://skills.example/reading\">Reader</option>")) << form.body;
    const auto asked = ask({{"what", "any"}});
    const auto waiting = verifier.get(asked);
    EXPECT_TRUE(says(waiting, "Waiting for the badge"));
    EXPECT_TRUE(says(waiting, "data:image/svg+xml,")) << "the QR code";
    EXPECT_EQ(waiting.fields.find("Refresh"), "3");
    const auto still = verifier.get(asked + "?still=1");
    EXPECT_FALSE(still.fields.find("Refresh"));
    EXPECT_TRUE(says(still, "Renew this page by itself again"));

    const auto consent = open(link_of(asked));
    ASSERT_EQ(consent.status, 200) << consent.body;
    EXPECT_TRUE(says(consent, "Alpha asks to see a badge")) << consent.body;
    EXPECT_TRUE(says(consent, there.url()));
    EXPECT_TRUE(says(consent, "Reader"));
    EXPECT_TRUE(says(consent, "Cook"));
    EXPECT_TRUE(says(consent, "all of the badge"));
    // The second one.
    const auto at = consent.body.find("id=\"choice-0-1\"");
    ASSERT_NE(at, std::string::npos) << consent.body;
    http::Response rest;
    rest.body = consent.body.substr(at);
    const auto value = after(rest, "value=\"");
    const auto done = person.post(
        "/wallet/presentations",
        {{"session", after(consent, "name=\"session\" value=\"")}, {"choice-0", value}, {"answer", "show"}});
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_TRUE(says(done, "The badge was shown")) << done.body;

    const auto answer = verifier.get(asked);
    EXPECT_TRUE(says(answer, "The answer is here"));
    EXPECT_TRUE(says(answer, "This badge is genuine")) << answer.body;
    EXPECT_FALSE(answer.fields.find("Refresh"));
    EXPECT_NE(says(answer, "badge-name\">Reader<"), says(answer, "badge-name\">Cook<")) << "one of them";

    const auto again = person.post(
        "/wallet/presentations",
        {{"session", after(consent, "name=\"session\" value=\"")}, {"choice-0", value}, {"answer", "show"}});
    EXPECT_GE(again.status, 400) << "a request is answered once";
}

TEST_F(PresentationPages, OA23_WhoComesFromAnotherScreenIsWarned) {
    const auto asked = ask({{"what", "any"}});
    EXPECT_TRUE(says(verifier.get(asked), "cannot know on which screen its answer will be read"));
    EXPECT_TRUE(says(open(link_of(asked)), "the answer is read on that screen"));
}

TEST_F(PresentationPages, OnlyWhatFitsIsOffered) {
    for (const auto& [what, value] : {std::pair<std::string, std::string>("achievement", addresses.at("cook")),
                                      std::pair<std::string, std::string>("skill", "https://skills.example/cooking")}) {
        const auto consent = open(link_of(ask({{"what", what}, {what, value}})));
        EXPECT_TRUE(says(consent, "Cook")) << consent.body;
        EXPECT_FALSE(says(consent, "Reader")) << what;
    }
    const auto issuer = there.services().issuers.default_issuer()->id;
    EXPECT_TRUE(says(open(link_of(ask({{"what", "issuer"}, {"issuer", issuer}}))), "Reader"));
    const auto none = open(link_of(ask({{"what", "issuer"}, {"issuer", "did:example:nobody"}})));
    EXPECT_TRUE(says(none, "a badge that it needs is missing")) << none.body;
    EXPECT_FALSE(says(none, "value=\"show\""));
}

TEST_F(PresentationPages, WhoDeclinesShowsNothing) {
    const auto asked = ask({{"what", "any"}});
    const auto consent = open(link_of(asked));
    const auto done = person.post("/wallet/presentations",
                                  {{"session", after(consent, "name=\"session\" value=\"")}, {"answer", "decline"}});
    EXPECT_TRUE(says(done, "You declined")) << done.body;
    const auto answer = verifier.get(asked);
    EXPECT_TRUE(says(answer, "No badge was shown"));
    EXPECT_FALSE(says(answer, "Reader"));
}

TEST_F(PresentationPages, AllRequestsAreListedWithWhatCameOfThem) {
    EXPECT_TRUE(says(verifier.get("/asked"), "Nothing was asked for yet."));
    EXPECT_TRUE(says(verifier.get("/ask"), "href=\"/asked\""));
    const auto open_one = ask({{"what", "skill"}, {"skill", "<b>weaving</b>"}});
    const auto answered = ask({{"what", "achievement"}, {"achievement", addresses["reader"]}});
    const auto page = open(link_of(answered));
    ASSERT_EQ(page.status, 200) << page.body;
    const auto shown = person.post("/wallet/presentations", {{"session", after(page, "name=\"session\" value=\"")},
                                                             {"choice-0", after(page, "name=\"choice-0\" value=\"")},
                                                             {"answer", "show"}});
    ASSERT_LT(shown.status, 400) << shown.body;
    const auto list = verifier.get("/asked");
    ASSERT_EQ(list.status, 200) << list.body;
    EXPECT_TRUE(says(list, "href=\"" + open_one + "\""));
    EXPECT_TRUE(says(list, "href=\"" + answered + "\""));
    EXPECT_TRUE(says(list, "A badge that recognises a skill: &lt;b&gt;weaving")) << list.body;
    EXPECT_TRUE(says(list, "Waiting for the badge"));
    EXPECT_TRUE(says(list, "This badge is genuine"));
    EXPECT_TRUE(says(list, "Reader"));
}

TEST_F(PresentationPages, FormsAreChecked) {
    verifier.get("/ask");
    const auto empty = verifier.post("/ask", {{"what", "skill"}, {"skill", ""}});
    EXPECT_EQ(empty.status, 400);
    EXPECT_TRUE(says(empty, "This field is needed."));
    EXPECT_EQ(verifier.post("/ask", {{"what", "everything"}}).status, 400);
    for (const auto* link : {"", "hello", "mailto:a@example.org?subject=x"}) {
        const auto page = open(link);
        EXPECT_EQ(page.status, 400) << link;
        EXPECT_TRUE(says(page, "neither an offer nor a request")) << page.body;
    }
    const auto silent = open("openid4vp://?client_id=x&request_uri=http%3A%2F%2F127.0.0.1%3A1%2Frequest");
    EXPECT_EQ(silent.status, 503) << silent.body;
    EXPECT_TRUE(says(silent, "The other side does not answer"));
    person.forget_form();
    EXPECT_EQ(person.post("/wallet/open", {{"link", "openid4vp://"}}).status, 403);
    EXPECT_EQ(person.post("/wallet/presentations", {{"session", "x"}}).status, 403);
    EXPECT_EQ(person.post("/wallet/exchanges", {{"exchange", "x"}}).status, 403);
    EXPECT_EQ(verifier.get("/ask/00000000000000000000000000000000").status, 404);
}

TEST_F(PresentationPages, ASessionIsItsWalletsOwn) {
    const auto consent = open(link_of(ask({{"what", "any"}})));
    Browser other(here.app(), "198.51.100.8");
    other.sign_up("bob@example.org");
    other.get("/wallet/open");
    const auto refused = other.post("/wallet/presentations",
                                    {{"session", after(consent, "name=\"session\" value=\"")}, {"answer", "show"}});
    EXPECT_GE(refused.status, 400);
    EXPECT_TRUE(says(refused, "session-unknown")) << refused.body;
    Browser stranger(there.app(), "198.51.100.9");
    EXPECT_EQ(stranger.get("/wallet/open").status, 404) << "there is no demo wallet there";
}

TEST_F(PresentationPages, AnExchangeIsOpenedAndAnswered) {
    auto& exchanges = there.services().exchanges;
    const auto configuration = json::parse(R"({"steps": {"ask": {"verifiablePresentationRequest": {"query": [
        {"type": "DIDAuthentication"},
        {"type": "QueryByExample", "credentialQuery": {"reason": "For the library",
         "example": {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": "OpenBadgeCredential"}}}]}}},
        "initialStep": "ask"})");
    ASSERT_TRUE(configuration);
    const auto workflow = exchanges.create_workflow("alpha", *configuration, {});
    ASSERT_TRUE(workflow) << workflow.error().detail << workflow.error().pointer;
    const auto exchange = exchanges.create_exchange("alpha", *workflow, {}, {});
    ASSERT_TRUE(exchange) << exchange.error().detail;
    const auto url = exchanges.interaction_url(exchange->place);
    const auto page = verifier.get(url.substr(there.url().size()));
    EXPECT_TRUE(says(page, "href=\"" + web::open_path(url) + "\"")) << page.body;

    EXPECT_TRUE(says(person.get(web::open_path(url)), "iuv")) << "filled in, not fetched";
    const auto consent = open(url);
    ASSERT_EQ(consent.status, 200) << consent.body;
    EXPECT_TRUE(says(consent, "For the library")) << consent.body;
    EXPECT_TRUE(says(consent, there.url() + " asks to see a badge"));
    const auto value = after(consent, "name=\"choice-0\" value=\"");
    const auto done = person.post("/wallet/exchanges", {{"exchange", after(consent, "name=\"exchange\" value=\"")},
                                                        {"request", after(consent, "name=\"request\" value=\"")},
                                                        {"bare", ""},
                                                        {"reference", ""},
                                                        {"choice-0", value},
                                                        {"answer", "show"}});
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_TRUE(says(done, "The exchange is over")) << done.body;
    EXPECT_EQ(exchanges.exchange(exchange->place)->state, service::vcalm::ExchangeState::Complete);
}

TEST(WalletOpen, KnowsWhatALinkIs) {
    using web::LinkKind;
    const auto kind = [](std::string_view link) { return web::kind_of_link(link); };
    EXPECT_EQ(*kind("openid-credential-offer://?credential_offer_uri=a"), LinkKind::Offer);
    EXPECT_EQ(*kind("https://wallet.example/wallet/open?credential_offer=a"), LinkKind::Offer);
    EXPECT_EQ(*kind("openid4vp://?client_id=a&request_uri=b"), LinkKind::Request);
    EXPECT_EQ(*kind("https://wallet.example/wallet/open?client_id=a&request=b"), LinkKind::Request);
    EXPECT_EQ(*kind("https://a.example/interactions/1?iuv=1"), LinkKind::Exchange);
    EXPECT_EQ(*kind("interaction:https://a.example/interactions/1?iuv=1"), LinkKind::Exchange);
    EXPECT_EQ(*kind("dccrequest://request?vc_request_url=x&auth_type=bearer"), LinkKind::Exchange);
    EXPECT_EQ(*kind("https://a.example/exchanges/1"), LinkKind::Exchange);
    EXPECT_FALSE(kind("javascript:alert(1)"));
    EXPECT_FALSE(kind(""));
    EXPECT_EQ(web::linkable_url("javascript:alert(1)"), "");
    EXPECT_EQ(web::linkable_url("https://a.example/"), "https://a.example/");
}

}  // namespace
}  // namespace blason
