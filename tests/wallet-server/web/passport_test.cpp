// A holder's passport of badges: any badge brought in, looked at first, taken out again, deleted.
#include <gtest/gtest.h>

#include "engine/net/http_client.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/badges.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/images.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason {
namespace {

using test::Browser;

/// Of conformance@imsglobal.org, whom the badges of test::badge_text name.
class Passport : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        person.sign_up("conformance@imsglobal.org");
        const auto mine = app.services().wallets.holders("alpha");
        ASSERT_TRUE(mine);
        wallet = mine->front().id;
    }
    std::string badge(const test::BadgeOf& of = {}) { return test::badge_text(app.services().issuers, of); }
    http::Response give(std::string_view text) {
        person.get("/wallet/import");
        return person.post("/wallet/import", {{"text", text}});
    }
    /// As a browser sends a file.
    http::Response give_file(const std::string& bytes) {
        person.get("/wallet/import");
        return person.upload("/wallet/import", "file", bytes);
    }
    static std::string field(const http::Response& page, const std::string& name) {
        const std::string begin = "name=\"" + name + "\" value=\"";
        const auto at = page.body.find(begin);
        if (at == std::string::npos) return {};
        return page.body.substr(at + begin.size(), page.body.find('"', at + begin.size()) - at - begin.size());
    }
    http::Response keep(const http::Response& decision) {
        const auto document = field(decision, "document");
        const auto admission = field(decision, "admission");
        return person.post("/wallet/import/keep", {{"document", document}, {"admission", admission}});
    }
    std::vector<service::HeldCredential> held() {
        auto all = app.services().wallets.credentials("alpha", wallet);
        EXPECT_TRUE(all);
        return all ? std::move(*all) : std::vector<service::HeldCredential>();
    }
    static bool says(const http::Response& page, std::string_view text) {
        return page.body.find(text) != std::string::npos;
    }
    /// The last change of the organisation, as the audit has it.
    std::string last_act() {
        const auto rows = app.services().store.audit("alpha", 0, 100);
        const auto entry = json::parse(rows->back().entry);
        return entry ? test::text_at(*entry, "act") : std::string();
    }

    test::TestApp app;
    Browser person{app};
    std::string wallet;
};

TEST_F(Passport, ABadgeIsVerifiedFirstAndKeptWhenItsHolderSaysSo) {
    EXPECT_TRUE(says(person.get("/wallet"), "href=\"/wallet/import\""));
    const auto text = badge();
    const auto report = give(text);
    ASSERT_EQ(report.status, 200) << report.body;
    EXPECT_TRUE(says(report, "This badge is genuine"));
    EXPECT_TRUE(says(report, "This badge can be kept"));
    EXPECT_TRUE(held().empty()) << "nothing is kept before the decision";

    const auto kept = keep(report);
    ASSERT_EQ(held().size(), 1U) << kept.body;
    EXPECT_EQ(test::location_of(kept), "/wallet/" + held().front().id + "?kept=1");
    EXPECT_EQ(held().front().text, text);
    EXPECT_TRUE(held().front().verified);
    EXPECT_EQ(last_act(), "wallet.import");
    EXPECT_FALSE(says(person.get("/wallet"), "Not verified"));
}

TEST_F(Passport, EveryFormComesInAndGoesOutWithoutLoss) {
    const auto json = badge();
    test::BadgeOf of;
    of.format = vc::Format::Jwt;
    of.id = "urn:uuid:00000000-0000-4000-8000-000000000002";
    const auto jwt = badge(of);
    const auto png = openbadges::bake(test::red_png(), json);
    const auto svg = openbadges::bake(test::kRedSvg, jwt);
    ASSERT_TRUE(png && svg);

    keep(give_file(*png));
    ASSERT_EQ(held().size(), 1U);
    const auto one = "/wallet/" + held().front().id;
    EXPECT_EQ(person.get(one + "?download=1").body, json);
    const auto out = person.get(one + "?download=png");
    EXPECT_EQ(out.fields.find("Content-Type"), "image/png");
    EXPECT_EQ(out.body, *png) << "the same picture with the same credential";
    const auto drawn = person.get(one + "?download=svg");
    EXPECT_EQ(openbadges::unbake(drawn.body)->text, json);
    EXPECT_TRUE(says(person.get(one), "?download=png"));

    keep(give_file(*svg));
    ASSERT_EQ(held().size(), 2U);
    const auto other = "/wallet/" + (held().front().text == jwt ? held().front().id : held().back().id);
    EXPECT_EQ(person.get(other + "?download=1").body, jwt);
    EXPECT_EQ(openbadges::unbake(person.get(other + "?download=svg").body)->text, jwt);
    EXPECT_NE(person.get(other + "?download=svg").body.find("M0 0h1v1H0z"), std::string::npos) << "its own picture";
    EXPECT_EQ(person.get(other + "?download=png").status, 404);
    EXPECT_TRUE(says(person.get(other), "Download (JWT)"));

    // What came as text has no picture of its own.
    EXPECT_EQ(test::location_of(keep(give("\n " + jwt + "\n"))), other + "?kept=1");
    EXPECT_EQ(held().size(), 2U) << "the same badge again";
}

TEST_F(Passport, ASdJwtComesInAndGoesOutAsItIs) {
    test::BadgeOf of;
    of.format = vc::Format::SdJwt;
    const auto text = badge(of);
    keep(give(text));
    ASSERT_EQ(held().size(), 1U);
    const auto page = "/wallet/" + held().front().id;
    EXPECT_EQ(person.get(page + "?download=1").body, text);
    EXPECT_FALSE(says(person.get(page), "?download=svg")) << "images hold no SD-JWT";
}

TEST_F(Passport, AForgedBadgeIsRefused) {
    auto text = badge();
    text.replace(text.find("Reads books."), 5, "Write");
    const auto report = give(text);
    EXPECT_TRUE(says(report, "The wallet does not keep this badge")) << report.body;
    EXPECT_EQ(field(report, "document"), "");
    // Nor when the form says otherwise.
    const auto forced = person.post("/wallet/import/keep",
                                    {{"document", text::base64url_encode(as_bytes(text))}, {"admission", "failed"}});
    EXPECT_TRUE(says(forced, "The wallet does not keep this badge"));
    EXPECT_TRUE(held().empty());
}

TEST_F(Passport, ARevokedBadgeIsRefused) {
    service::NewAchievement achievement;
    achievement.org = "alpha";
    achievement.id = "reader";
    achievement.texts["en"] = {"Reader", "Reads", "Read"};
    ASSERT_TRUE(app.services().issuers.create_achievement(achievement, {}));
    service::IssueBadge issue;
    issue.org = "alpha";
    issue.achievement = "reader";
    issue.recipient.email = "conformance@imsglobal.org";
    const auto issued = app.services().issuers.issue_badge(issue, {});
    ASSERT_TRUE(issued) << issued.error().detail;
    keep(give(issued->text));
    EXPECT_TRUE(says(person.get("/wallet"), "state current"));
    service::SetStatus change;
    change.credential = issued->url;
    change.purpose = "revocation";
    change.value = 1;
    ASSERT_TRUE(app.services().statuses.set("alpha", {change}, {}));
    EXPECT_TRUE(says(give(issued->text), "The wallet does not keep this badge"));
    ASSERT_EQ(held().size(), 1U) << "what is kept already stays, and says it";
    EXPECT_TRUE(says(person.get("/wallet"), "state revoked"));
    EXPECT_TRUE(says(person.get("/wallet/" + held().front().id), "state revoked"));
}

TEST_F(Passport, AnImageOfTwoMegabytesKeepsItsPicture) {
    // A chunk for how it looks, as large as cameras' profiles get.
    const auto text = badge();
    auto png = test::red_png();
    const auto at = png.find("IDAT") - 4;
    png.insert(at, openbadges::make_png_chunk("iCCP", std::string("x\0\0", 3) + std::string(1'500'000, 'p')));
    const auto baked = openbadges::bake(png, text);
    ASSERT_TRUE(baked) << baked.error().detail;
    const auto router = app.app().router();
    for (const char* path : {"/verify", "/wallet/import"})
        EXPECT_GT(router.match("POST", path).route->max_body, openbadges::kMaxBakedImage) << path;
    keep(give_file(*baked));
    ASSERT_EQ(held().size(), 1U);
    EXPECT_EQ(person.get("/wallet/" + held().front().id + "?download=png").body.size(), baked->size());
}

TEST_F(Passport, ABadgeOfSomebodyElseIsRefusedAndItIsSaid) {
    Browser other(app);
    other.sign_up("ada@example.org");
    other.get("/wallet/import");
    const auto report = other.post("/wallet/import", {{"text", badge()}});
    EXPECT_TRUE(says(report, "This badge is genuine"));
    EXPECT_TRUE(says(report, "This badge is somebody else")) << report.body;
    EXPECT_EQ(field(report, "document"), "");

    // By their profile it is theirs after all.
    EXPECT_TRUE(says(report, "href=\"/wallet/profile\""));
    other.get("/wallet/profile");
    EXPECT_EQ(
        test::location_of(other.post(
            "/wallet/profile", {{"name", "Ada"}, {"identifiers", "did:example:ada\r\nConformance@IMSglobal.org"}})),
        "/wallet/profile?saved=1");
    other.get("/wallet/import");
    EXPECT_TRUE(says(other.post("/wallet/import", {{"text", badge()}}), "This badge can be kept"));
}

TEST_F(Passport, AProfileKeepsWhatThePageDoesNotKnow) {
    const std::string sent = R"({"id": "did:example:me", "type": "Profile", "name": "Ada", "familyName": "L",
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "4711", "identifierType": "lisSourcedId"}]})";
    const auto set = app.services().wallets.set_profile("alpha", wallet, sent, {});
    ASSERT_TRUE(set) << set.error().detail;
    const auto page = person.get("/wallet/profile");
    EXPECT_TRUE(says(page, "4711")) << page.body;
    person.post("/wallet/profile", {{"name", "Ada L."}, {"email", "ada@example.org"}, {"identifiers", "4711\n"}});
    const auto now = json::parse(*app.services().wallets.profile("alpha", wallet));
    ASSERT_TRUE(now);
    EXPECT_EQ(test::text_at(*now, "familyName"), "L");
    EXPECT_EQ(test::text_at(*now, "name"), "Ada L.");
    EXPECT_EQ(test::text_at(json::find(*now, "otherIdentifier")->get_array()[0], "identifierType"), "lisSourcedId");
    const auto wrong = person.post("/wallet/profile", {{"name", "Ada"}, {"url", "no address"}});
    EXPECT_EQ(wrong.status, 400);
    EXPECT_TRUE(says(wrong, "This cannot be saved"));
    EXPECT_TRUE(says(wrong, "value=\"no address\""));
}

TEST_F(Passport, AnExpiredBadgeIsKeptOnAgreementAndMarked) {
    test::BadgeOf of;
    of.valid_from = "2027-01-01T00:00:00Z\", \"validUntil\": \"2027-01-20T00:00:00Z";
    const auto text = badge(of);
    EXPECT_TRUE(says(give(text), "This badge can be kept"));
    app.pass_seconds(10 * 86'400);
    person.sign_in("conformance@imsglobal.org");
    const auto report = give(text);
    EXPECT_TRUE(says(report, "This badge has expired")) << report.body;
    EXPECT_TRUE(says(report, "Keep it all the same"));
    // A decision about something else is none about this.
    EXPECT_TRUE(
        says(person.post("/wallet/import/keep", {{"document", field(report, "document")}, {"admission", "valid"}}),
             "This badge has expired"));
    EXPECT_TRUE(held().empty());
    keep(report);
    ASSERT_EQ(held().size(), 1U);
    EXPECT_TRUE(held().front().verified);
    EXPECT_TRUE(says(person.get("/wallet"), "state expired"));
}

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
    http::Response keep(const http::Response& decision) {
        const auto of = [&](const std::string& name) {
            const std::string begin = "name=\"" + name + "\" value=\"";
            const auto at = decision.body.find(begin) + begin.size();
            return decision.body.substr(at, decision.body.find('"', at) - at);
        };
        return person.post("/wallet/import/keep", {{"document", of("document")}, {"admission", of("admission")}});
    }
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
    static bool says(const http::Response& page, std::string_view text) {
        return page.body.find(text) != std::string::npos;
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
    service::NewAchievement achievement;
    achievement.org = "beta";
    achievement.id = "reader";
    achievement.texts["en"] = {"Reader", "Reads", "Read"};
    ASSERT_TRUE(there.services().issuers.create_achievement(achievement, {}));
    service::IssueBadge issue;
    issue.org = "beta";
    issue.achievement = "reader";
    issue.recipient.email = "conformance@imsglobal.org";
    const auto issued = there.services().issuers.issue_badge(issue, {});
    ASSERT_TRUE(issued) << issued.error().detail;
    person.get("/wallet/import");
    const auto report = person.post("/wallet/import", {{"url", issued->url}});
    EXPECT_TRUE(says(report, "This badge can be kept")) << report.body;
    keep(report);
    EXPECT_EQ(person.get(page_of_first() + "?download=1").body, issued->text);
}

TEST_F(Passport, NothingIsTakenWithoutOurForm) {
    const auto text = badge();
    person.get("/wallet/import");
    person.forget_form();
    EXPECT_EQ(person.post("/wallet/import", {{"text", text}}).status, 403);
    keep(give(text));
    const auto page = "/wallet/" + held().front().id;
    person.get(page);
    person.forget_form();
    EXPECT_EQ(person.post(page + "/delete", {}).status, 403);
    EXPECT_EQ(person.post("/wallet/import/keep", {{"document", "e30"}, {"admission", "valid"}}).status, 403);
    EXPECT_EQ(held().size(), 1U);
}

TEST_F(Passport, ABadgeIsDeletedAfterAQuestion) {
    keep(give(badge()));
    const auto page = "/wallet/" + held().front().id;
    EXPECT_TRUE(says(person.get(page), page + "/delete"));
    const auto question = person.get(page + "/delete");
    EXPECT_TRUE(says(question, "Delete “Reader”?")) << question.body;
    EXPECT_EQ(held().size(), 1U);
    EXPECT_EQ(test::location_of(person.post(page + "/delete", {})), "/wallet?deleted=1");
    EXPECT_TRUE(held().empty());
    EXPECT_EQ(last_act(), "wallet.delete");
    EXPECT_TRUE(says(person.get("/wallet?deleted=1"), "The badge is deleted."));
    EXPECT_EQ(person.get(page).status, 404);
    EXPECT_EQ(person.get(page + "/delete").status, 404);
}

TEST_F(Passport, NobodyDeletesFromAnothersWallet) {
    keep(give(badge()));
    const auto page = "/wallet/" + held().front().id;
    Browser other(app);
    other.sign_up("ada@example.org");
    other.get("/wallet/import");
    EXPECT_EQ(other.get(page + "/delete").status, 404);
    EXPECT_EQ(other.post(page + "/delete", {}).status, 404);
    EXPECT_EQ(other.post(page + "/verify", {}).status, 404);
    EXPECT_EQ(held().size(), 1U);
}

TEST_F(Passport, WhoIsNotSignedInIsSentToSignIn) {
    test::TestApp closed(false, "https://alpha.example");
    ASSERT_TRUE(closed.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    Browser nobody(closed);
    EXPECT_EQ(test::location_of(nobody.get("/wallet/import")), "/login?next=%2Fwallet%2Fimport");
}

TEST_F(Passport, WrongThingsAreToldOnTheForm) {
    EXPECT_TRUE(says(give(""), "Give a file, an address or the text of a badge."));
    EXPECT_TRUE(says(give("https://127.0.0.1/badge"), "role=\"alert\""));
    EXPECT_TRUE(says(give("no badge at all"), "The wallet does not keep this badge"));
    EXPECT_TRUE(held().empty());
}

TEST_F(Passport, AVerifiedBadgeGoesOnIntoTheWallet) {
    const auto text = badge();
    person.get("/verify");
    const auto report = person.post("/verify", {{"text", text}});
    const auto document = field(report, "document");
    ASSERT_FALSE(document.empty()) << report.body;
    keep(person.post("/wallet/import", {{"document", document}}));
    ASSERT_EQ(held().size(), 1U);
    EXPECT_EQ(held().front().text, text);
}

}  // namespace
}  // namespace blason
