// Endorsements of Open Badges 2.0: hosted and signed, of the assertion, its badge class and its issuer.
#include <gtest/gtest.h>

#include "tests/support/ob2.hpp"
#include "tests/vc/secured.hpp"

namespace blason::vc {
namespace {

using test::has;
using test::ob2_json;
using test::show;

constexpr const char* kUrl = "https://council.example/endorsements/1";
constexpr const char* kProfile = "https://council.example/profile";

class Ob2Endorsements : public testing::Test {
  protected:
    void SetUp() override {
        endorsement = ob2_json(R"({
            "@context": "https://w3id.org/openbadges/v2", "type": "Endorsement",
            "id": "https://council.example/endorsements/1", "issuer": "https://council.example/profile",
            "claim": {"id": "https://issuer.example/badges/1", "endorsementComment": "A good badge."},
            "issuedOn": "2024-06-01T00:00:00Z", "verification": {"type": "hosted"}})");
        council = ob2_json(R"({
            "@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "id": "https://council.example/profile",
            "name": "Example Council", "url": "https://council.example", "email": "council@council.example",
            "publicKey": "https://council.example/key"})");
        key = ob2_json(R"({
            "@context": "https://w3id.org/openbadges/v2", "type": "CryptographicKey",
            "id": "https://council.example/key", "owner": "https://council.example/profile"})");
        key.get_object()["publicKeyPem"] = test::pem_of(test::rsa_test_key().public_key());
        world.badge_class.get_object()["endorsement"] = kUrl;
    }
    void serve() {
        world.serve_on(web);
        web.serve(kUrl, endorsement);
        web.serve(kProfile, council);
        web.serve("https://council.example/key", key);
    }
    void serve_signed(const json::Value& says) {
        serve();
        web.replies[kUrl].body = test::ob2_jws(says) + "\n";
    }
    Report verified() {
        auto environment = test::environment();
        environment.client = &web;
        return vc::verify(json::serialize(world.assertion), test::verify_options(), environment).operator*();
    }
    void expect_bad(std::string_view why, Verdict verdict = Verdict::Invalid) {
        const auto report = verified();
        EXPECT_EQ(report.verdict(), verdict) << why << "\n" << show(report);
        const bool wrong = verdict == Verdict::Invalid;
        EXPECT_TRUE(has(report, "endorsements", wrong ? Outcome::Fail : Outcome::Unknown,
                        wrong ? "endorsement-invalid" : "endorsement-unknown", "/badge/endorsement"))
            << why << "\n"
            << show(report);
    }
    void set(const char* pointer, const char* text) { test::set(endorsement, pointer, text); }

    test::Web web;
    test::Ob2World world;
    json::Value endorsement;
    json::Value council;
    json::Value key;
};

TEST_F(Ob2Endorsements, AHostedOneIsGood) {
    serve();
    const auto report = verified();
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "endorsements", Outcome::Pass, "ok", "")) << show(report);
}

TEST_F(Ob2Endorsements, OfTheAssertionAndOfTheIssuerAsWell) {
    for (const auto* about : {"https://issuer.example/assertions/1", "https://issuer.example/profile"}) {
        world = test::Ob2World();
        auto& object = std::string_view(about).ends_with("profile") ? world.issuer : world.assertion;
        object.get_object()["endorsement"] = json::Array{kUrl};
        endorsement.get_object()["claim"].get_object()["id"] = about;
        serve();
        EXPECT_TRUE(has(verified(), "endorsements", Outcome::Pass, "ok", "")) << about << show(verified());
        endorsement.get_object()["claim"].get_object()["id"] = "https://issuer.example/badges/1";
        serve();
        EXPECT_EQ(verified().verdict(), Verdict::Invalid) << about;
    }
}

TEST_F(Ob2Endorsements, ASignedOneIsGoodByTheKeyOfItsIssuer) {
    auto says = endorsement;
    test::set(says, "/id", R"("urn:uuid:8c6f2e80-0000-4000-8000-000000000002")");
    test::set(says, "/verification", R"({"type": "signed", "creator": "https://council.example/key"})");
    serve_signed(says);
    EXPECT_TRUE(has(verified(), "endorsements", Outcome::Pass, "ok", "")) << show(verified());
    auto& body = web.replies[kUrl].body;
    body[body.size() - 12] = body[body.size() - 12] == 'A' ? 'B' : 'A';
    expect_bad("another signature");
    key.get_object()["owner"] = "https://issuer.example/profile";
    serve_signed(says);
    expect_bad("somebody else's key");
    endorsement = says;
    test::set(endorsement, "/id", ("\"" + std::string(kUrl) + "\"").c_str());
    key.get_object()["owner"] = kProfile;
    serve();
    expect_bad("its signature is missing");
}

TEST_F(Ob2Endorsements, WhatDoesNotHold) {
    const auto good = endorsement;
    for (const auto& [pointer, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/claim/id", R"("https://issuer.example/badges/2")"},
             {"/claim", R"({"endorsementComment": "Of what?"})"},
             {"/type", R"("Assertion")"},
             {"/id", R"("https://council.example/endorsements/2")"},
             {"/issuer", R"("https://issuer.example/profile")"},  // does not answer for this place
             {"/issuedOn", R"("2034-01-01T00:00:00Z")"},
             {"/issuedOn", R"("soon")"},
             {"/expires", R"("2024-07-01T00:00:00Z")"},
             {"/revoked", "true"}}) {
        endorsement = good;
        set(pointer, text);
        serve();
        expect_bad(std::string(pointer) + " " + text);
    }
    endorsement = good;
    serve();
    web.replies[kUrl].status = 410;
    expect_bad("taken back");
    web.replies[kUrl].status = 200;
    web.replies[kUrl].body = "no JSON";
    expect_bad("no JSON");
    serve();
    auto copy = good;
    copy.get_object().erase("id");
    world.badge_class.get_object()["endorsement"] = copy;
    serve();
    expect_bad("one that only the badge itself shows");
}

TEST_F(Ob2Endorsements, WhoDoesNotAnswerIsUnknown) {
    for (const auto* url : {kUrl, kProfile}) {
        serve();
        web.replies.erase(url);
        expect_bad(url, Verdict::Unknown);
    }
}

TEST_F(Ob2Endorsements, EightAreAskedForAndNoMore) {
    json::Array many;
    for (int i = 0; i < 8; ++i) many.emplace_back(kUrl);
    world.badge_class.get_object()["endorsement"] = many;
    serve();
    EXPECT_EQ(verified().verdict(), Verdict::Valid) << show(verified());
    many.emplace_back("https://council.example/endorsements/9");
    world.badge_class.get_object()["endorsement"] = many;
    serve();
    web.asked.clear();
    const auto report = verified();
    EXPECT_EQ(report.verdict(), Verdict::Unknown) << show(report);
    EXPECT_TRUE(has(report, "endorsements", Outcome::Unknown, "endorsements-too-many", "/badge/endorsement/0"))
        << show(report);
    EXPECT_EQ(std::count(web.asked.begin(), web.asked.end(), kUrl), 0);
}

}  // namespace
}  // namespace blason::vc
