// Any badge is brought into the passport: looked at first, kept when its holder says so.
#include "engine/text/base64url.hpp"
#include "tests/support/achievements.hpp"
#include "tests/wallet-server/web/passport.hpp"

namespace blason {
namespace {

using test::Browser;
using test::Passport;
using test::says;

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

TEST_F(Passport, AForgedBadgeIsRefused) {
    auto text = badge();
    text.replace(text.find("Reads books."), 5, "Write");
    const auto report = give(text);
    EXPECT_TRUE(says(report, "The wallet does not keep this badge")) << report.body;
    EXPECT_EQ(test::field_of(report, "document"), "");
    // Nor when the form says otherwise.
    const auto forced = person.post("/wallet/import/keep",
                                    {{"document", text::base64url_encode(as_bytes(text))}, {"admission", "failed"}});
    EXPECT_TRUE(says(forced, "The wallet does not keep this badge"));
    EXPECT_TRUE(held().empty());
}

TEST_F(Passport, ARevokedBadgeIsRefused) {
    auto& issuers = app.services().issuers;
    test::add(issuers, test::reader());
    const auto issued = test::award_reader(issuers, "alpha", "conformance@imsglobal.org");
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

TEST_F(Passport, ABadgeOfSomebodyElseIsRefusedAndItIsSaid) {
    Browser other(app);
    other.sign_up("ada@example.org");
    other.get("/wallet/import");
    const auto report = other.post("/wallet/import", {{"text", badge()}});
    EXPECT_TRUE(says(report, "This badge is genuine"));
    EXPECT_TRUE(says(report, "This badge is somebody else")) << report.body;
    EXPECT_EQ(test::field_of(report, "document"), "");

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
    EXPECT_TRUE(says(
        person.post("/wallet/import/keep", {{"document", test::field_of(report, "document")}, {"admission", "valid"}}),
        "This badge has expired"));
    EXPECT_TRUE(held().empty());
    keep(report);
    ASSERT_EQ(held().size(), 1U);
    EXPECT_TRUE(held().front().verified);
    EXPECT_TRUE(says(person.get("/wallet"), "state expired"));
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
    const auto document = test::field_of(report, "document");
    ASSERT_FALSE(document.empty()) << report.body;
    keep(person.post("/wallet/import", {{"document", document}}));
    ASSERT_EQ(held().size(), 1U);
    EXPECT_EQ(held().front().text, text);
}

}  // namespace
}  // namespace blason
