// Badges of another installation, which can be asked or not.
#include <functional>

#include "engine/net/http_client.hpp"
#include "tests/support/achievements.hpp"
#include "tests/wallet-server/web/passport.hpp"

namespace blason {
namespace {

using test::Browser;
using test::says;

/// Answers for another installation, when it is there at all.
class Elsewhere : public net::HttpClient {
  public:
    explicit Elsewhere(std::function<http::Response(const std::string& path)> answer) : answer_(std::move(answer)) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        constexpr std::string_view kBase = "https://there.example";
        if (!answer_ || !request.url.starts_with(kBase)) return unavailable("fetch-failed", "Nobody is there.");
        auto response = answer_(request.url.substr(kBase.size()));
        net::FetchReply reply;
        reply.status = response.status;
        reply.content_type = std::string(response.fields.find("Content-Type").value_or(""));
        reply.body = std::move(response.body);
        return reply;
    }

  private:
    std::function<http::Response(const std::string& path)> answer_;
};

class PassportOfTwo : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(there.services().issuers.create_issuer(
            {"beta", "Beta", "", "https://there.example/", "", service::IssuerIdentity::DidWeb}, {}));
        ASSERT_TRUE(here.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        person.sign_up("conformance@imsglobal.org");
        test::BadgeOf of;
        of.org = "beta";
        text = test::badge_text(there.services().issuers, of);
    }
    http::Response keep(const http::Response& decision) { return test::keep_after(person, decision); }
    std::string page_of_first() {
        const auto holders = here.services().wallets.holders("alpha");
        wallet = holders->front().id;
        const auto held = here.services().wallets.credentials("alpha", wallet);
        EXPECT_EQ(held->size(), 1U);
        return held->empty() ? std::string() : "/wallet/" + held->front().id;
    }
    std::size_t shown_to_programs() {
        const auto page = here.services().wallets.badges("alpha", wallet, 10, 0, std::nullopt);
        return page ? page->total : 99;
    }

    test::TestApp there{false, "https://there.example"};
    bool reachable = false;
    test::TestApp here{true, {}, [this] {
                           return std::make_unique<Elsewhere>([this](const std::string& path) {
                               return reachable ? there.get(path) : http::Response::json(503, "{}");
                           });
                       }};
    Browser person{here};
    std::string text;
    std::string wallet;
};

TEST_F(PassportOfTwo, WhatCannotBeVerifiedIsMarkedUntilItCan) {
    person.get("/wallet/import");
    const auto report = person.post("/wallet/import", {{"text", text}});
    EXPECT_TRUE(says(report, "This badge could not be verified")) << report.body;
    keep(report);
    const auto page = page_of_first();
    EXPECT_TRUE(says(person.get("/wallet"), "state unverified"));
    EXPECT_FALSE(says(person.get("/wallet"), "state current"));
    EXPECT_TRUE(says(person.get(page), "Not verified"));
    EXPECT_EQ(shown_to_programs(), 0U);
    EXPECT_FALSE(says(person.post(page + "/verify", {}), "nothing is marked as not verified"));

    reachable = true;
    here.pass_seconds(60);  // that nobody was there is remembered for half a minute
    person.get(page);
    const auto again = person.post(page + "/verify", {});
    EXPECT_TRUE(says(again, "nothing is marked as not verified")) << again.body;
    EXPECT_FALSE(says(person.get(page), "Not verified"));
    EXPECT_EQ(shown_to_programs(), 1U);
}

TEST_F(PassportOfTwo, AnAddressIsFetchedAndKept) {
    reachable = true;
    auto& issuers = there.services().issuers;
    test::add(issuers, test::reader("beta"));
    const auto issued = test::award_reader(issuers, "beta", "conformance@imsglobal.org");
    ASSERT_TRUE(issued) << issued.error().detail;
    person.get("/wallet/import");
    const auto report = person.post("/wallet/import", {{"url", issued->url}});
    EXPECT_TRUE(says(report, "This badge can be kept")) << report.body;
    keep(report);
    EXPECT_EQ(person.get(page_of_first() + "?download=1").body, issued->text);
}

}  // namespace
}  // namespace blason
