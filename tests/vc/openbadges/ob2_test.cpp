// Open Badges 2.0: hosted and signed assertions, scope, revocation, recipients.
#include <gtest/gtest.h>

#include "engine/crypto/pem.hpp"
#include "tests/support/ob2.hpp"
#include "tests/vc/openbadges/images.hpp"
#include "tests/vc/secured.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/ob2_scope.hpp"

namespace blason::vc {
namespace {

using test::has;
using test::ob2_json;
using test::ob2_jws;
using test::show;

class Ob2 : public testing::Test {
  protected:
    Report verified(std::string_view text, const VerifyOptions& options = test::verify_options()) {
        auto environment = test::environment();
        environment.client = &web;
        return vc::verify(text, options, environment).operator*();
    }
    Report verified(const json::Value& document, const VerifyOptions& options = test::verify_options()) {
        return verified(json::serialize(document), options);
    }
    /// The world as it stands, and its hosted assertion.
    Report hosted(const VerifyOptions& options = test::verify_options()) {
        world.serve_on(web);
        return verified(world.assertion, options);
    }
    Report signed_badge() {
        world.serve_on(web);
        return verified(ob2_jws(world.to_be_signed()));
    }
    static void expect(const Report& report, Verdict verdict, const std::string& name, Outcome outcome,
                       const std::string& code) {
        EXPECT_EQ(report.verdict(), verdict) << show(report);
        const bool found = std::any_of(report.checks.begin(), report.checks.end(), [&](const Check& check) {
            return check.name == name && check.outcome == outcome && check.code == code;
        });
        EXPECT_TRUE(found) << name << " " << code << "\n" << show(report);
    }

    test::Web web;
    test::Ob2World world;
};

TEST_F(Ob2, AHostedAssertionIsGood) {
    const auto report = hosted();
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.kind, "Assertion");
    EXPECT_EQ(report.format, "hosted");
    EXPECT_EQ(report.credential.at("badge").at("issuer").at("name"), "Example Library");
    std::string names;
    for (const Check& check : report.checks) names += check.name + "=" + std::string(to_text(check.outcome)) + " ";
    EXPECT_EQ(names,
              "format=pass json-ld=pass data-model=pass schema=not-applicable proof=pass issuer=pass "
              "validity-period=pass status=pass refresh=not-applicable endorsements=not-applicable "
              "recipient=not-applicable challenge=not-applicable ");
}

TEST_F(Ob2, TheImageOfAnAssertionIsAnAddress) {
    world.assertion.get_object()["image"] = "data:image/png;base64,iVBORw0KGgo=";
    expect(hosted(), Verdict::Valid, "data-model", Outcome::Warning, "data-image");
    auto strict = test::verify_options();
    strict.strict = true;
    expect(hosted(strict), Verdict::Invalid, "data-model", Outcome::Fail, "data-image");
    world.assertion.get_object()["image"] = json::Object{{"id", "data:image/png;base64,iVBORw0KGgo="}};
    expect(hosted(), Verdict::Valid, "data-model", Outcome::Warning, "data-image");
}

TEST_F(Ob2, ASignedAssertionIsGood) {
    const auto report = signed_badge();
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.format, "jws");
    world.issuer.get_object()["publicKey"] = json::Array{world.key};
    auto assertion = world.to_be_signed();
    assertion.get_object()["verification"].get_object().erase("creator");
    world.serve_on(web);
    web.replies.erase("https://issuer.example/key");
    EXPECT_EQ(verified(ob2_jws(assertion)).verdict(), Verdict::Valid) << "a key that stands in the profile itself";
}

TEST_F(Ob2, WhatIsHostedCountsAndNotTheCopyAtHand) {
    world.serve_on(web);
    auto copy = world.assertion;
    copy.get_object()["expires"] = "2030-01-01T00:00:00Z";
    copy.get_object()["badge"] = ob2_json(R"({"type": "BadgeClass", "id": "https://issuer.example/badges/1",
        "name": "Doctor of Philosophy", "description": "Not that one.", "image": "https://issuer.example/x.png",
        "criteria": "https://issuer.example/c", "issuer": "https://evil.example/profile"})");
    const auto report = verified(copy);
    expect(report, Verdict::Valid, "proof", Outcome::Warning, "assertion-differs");
    EXPECT_EQ(report.credential.at("expires"), "2034-05-01T00:00:00Z");
    EXPECT_EQ(report.credential.at("badge").at("name"), "Reader");
}

TEST_F(Ob2, WhoDoesNotAnswerIsUnknown) {
    world.serve_on(web);
    const auto all = web.replies;
    for (const auto* url :
         {"https://issuer.example/assertions/1", "https://issuer.example/badges/1", "https://issuer.example/profile"}) {
        web.replies = all;
        web.replies.erase(url);
        EXPECT_EQ(verified(world.assertion).verdict(), Verdict::Unknown) << url;
    }
    for (const auto* url : {"https://issuer.example/badges/1", "https://issuer.example/profile",
                            "https://issuer.example/key", "https://issuer.example/revoked"}) {
        web.replies = all;
        web.replies.erase(url);
        EXPECT_EQ(verified(ob2_jws(world.to_be_signed())).verdict(), Verdict::Unknown) << url;
    }
    EXPECT_EQ(test::verify(world.assertion).verdict(), Verdict::Unknown) << "no network at all";
}

TEST_F(Ob2, RevokedByItsHost) {
    world.assertion.get_object()["revoked"] = true;
    world.assertion.get_object()["revocationReason"] = "Issued in error";
    const auto report = hosted();
    expect(report, Verdict::Invalid, "status", Outcome::Fail, "revoked");
    EXPECT_NE(report.find("status")->message.find("Issued in error"), std::string::npos);

    test::Ob2World good;
    web.replies["https://issuer.example/assertions/1"].status = 410;
    expect(verified(good.assertion), Verdict::Invalid, "status", Outcome::Fail, "revoked");
    web.serve("https://issuer.example/assertions/1",
              ob2_json(R"({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion",
                  "id": "https://issuer.example/assertions/1", "revoked": true})"));
    expect(verified(good.assertion), Verdict::Invalid, "status", Outcome::Fail, "revoked");
    web.replies["https://issuer.example/assertions/1"].status = 404;
    expect(verified(good.assertion), Verdict::Invalid, "proof", Outcome::Fail, "ob2-not-found");
}

TEST_F(Ob2, RevokedByTheList) {
    const auto with = [&](const char* entries) {
        world.revoked.get_object()["revokedAssertions"] = ob2_json(entries);
        return signed_badge();
    };
    constexpr const char* kId = "urn:uuid:8c6f2e80-0000-4000-8000-000000000001";
    for (const std::string entry : {R"("ID")", R"({"id": "ID", "revocationReason": "Left"})"}) {
        std::string list = "[\"urn:uuid:other\", " + entry + "]";
        list.replace(list.find("ID"), 2, kId);
        expect(with(list.c_str()), Verdict::Invalid, "status", Outcome::Fail, "revoked");
    }
    EXPECT_EQ(with(R"(["urn:uuid:other"])").verdict(), Verdict::Valid);
    world.revoked.get_object()["issuer"] = "https://other.example/profile";
    expect(with("[]"), Verdict::Invalid, "status", Outcome::Fail, "revocation-list-issuer");
}

TEST_F(Ob2, ExpiredAndNotYetIssued) {
    auto options = test::verify_options();
    options.now = test::instant("2034-05-01T00:00:01Z");
    expect(hosted(options), Verdict::Invalid, "validity-period", Outcome::Fail, "expired");
    options.now = test::instant("2024-04-30T00:00:00Z");
    expect(hosted(options), Verdict::Invalid, "validity-period", Outcome::Fail, "not-yet-valid");
}

TEST_F(Ob2, TheRecipientIsComparedHashed) {
    auto options = test::verify_options();
    options.recipient = "A@Example.com";
    EXPECT_EQ(hosted(options).verdict(), Verdict::Valid) << "an e-mail address in lower case";
    options.recipient = "b@example.com";
    expect(hosted(options), Verdict::Invalid, "recipient", Outcome::Fail, "recipient-mismatch");
    world.assertion.get_object()["recipient"] = ob2_json(
        R"({"type": "email", "hashed": true, "salt": "c", "identity": "md5$900150983cd24fb0d6963f7d28e17f72"})");
    options.recipient = "ab";
    expect(hosted(options), Verdict::Valid, "data-model", Outcome::Warning, "identity-hash-weak");
    options.strict = true;
    expect(hosted(options), Verdict::Invalid, "data-model", Outcome::Fail, "identity-hash-weak");
}

TEST_F(Ob2, OnlyAKeyOfTheIssuerCounts) {
    world.serve_on(web);
    auto assertion = world.to_be_signed();
    assertion.get_object()["verification"].get_object()["creator"] = "https://evil.example/key";
    auto evil = world.key;
    evil.get_object()["id"] = "https://evil.example/key";
    web.serve("https://evil.example/key", evil);
    expect(verified(ob2_jws(assertion)), Verdict::Invalid, "proof", Outcome::Fail, "key-not-listed");
    EXPECT_EQ(std::ranges::count(web.asked, "https://evil.example/key"), 0) << "it is not even fetched";

    world.key.get_object()["owner"] = "https://other.example/profile";
    expect(signed_badge(), Verdict::Invalid, "proof", Outcome::Fail, "key-owner");
    world.key.get_object()["owner"] = "https://issuer.example/profile";
    world.issuer.get_object().erase("publicKey");
    assertion.get_object()["verification"].get_object().erase("creator");
    world.serve_on(web);
    expect(verified(ob2_jws(assertion)), Verdict::Invalid, "proof", Outcome::Fail, "key-missing");
}

TEST_F(Ob2, ASignatureByAnotherKeyIsRefusedWhateverItsHeaderBrings) {
    world.serve_on(web);
    static const auto other =
        *crypto::make_signer(*crypto::generate_key(crypto::KeyType::Rsa, crypto::system_random()));
    const json::Object header{{"jwk", other->public_key().jwk()}, {"jku", "https://evil.example/jwks"}};
    const auto report = verified(ob2_jws(world.to_be_signed(), *other, crypto::SignatureAlgorithm::Rs256, header));
    expect(report, Verdict::Invalid, "proof", Outcome::Fail, "signature-invalid");
    expect(report, Verdict::Invalid, "issuer", Outcome::Unknown, "issuer-not-authenticated");
    EXPECT_EQ(std::ranges::count(web.asked, "https://evil.example/jwks"), 0);
    const auto ed25519 = verified(ob2_jws(world.to_be_signed(), test::key(1), crypto::SignatureAlgorithm::EdDsa));
    expect(ed25519, Verdict::Invalid, "proof", Outcome::Fail, "key-alg-mismatch");
}

TEST_F(Ob2, WithoutItsSignatureASignedAssertionIsNothing) {
    world.serve_on(web);
    expect(verified(world.to_be_signed()), Verdict::Invalid, "proof", Outcome::Fail, "proof-missing");
    auto hosted_but_signed = world.assertion;
    hosted_but_signed.get_object()["verification"] = ob2_json(R"({"type": "SignedBadge"})");
    web.serve("https://issuer.example/assertions/1", hosted_but_signed);
    expect(verified(world.assertion), Verdict::Invalid, "proof", Outcome::Fail, "proof-missing");
    auto placeless = world.assertion;
    placeless.get_object()["id"] = "urn:uuid:1";
    expect(verified(placeless), Verdict::Invalid, "proof", Outcome::Fail, "hosted-id");
}

TEST_F(Ob2, AnAssertionElsewhereIsNotTheIssuers) {
    world.assertion.get_object()["id"] = "https://evil.example/assertions/1";
    expect(hosted(), Verdict::Invalid, "issuer", Outcome::Fail, "assertion-out-of-scope");
    world.issuer.get_object()["verification"] = ob2_json(R"({"type": "VerificationObject",
        "allowedOrigins": ["issuer.example", "evil.example"]})");
    EXPECT_EQ(hosted().verdict(), Verdict::Valid) << "unless the issuer says so itself";
}

TEST_F(Ob2, DocumentsAreWhatTheyAreAskedFor) {
    world.serve_on(web);
    auto other = world.issuer;
    other.get_object()["id"] = "https://other.example/profile";
    web.serve("https://issuer.example/profile", other);
    expect(verified(world.assertion), Verdict::Invalid, "issuer", Outcome::Fail, "ob2-id-mismatch");
    auto plain = world.badge_class;
    plain.get_object().erase("@context");
    web.serve("https://issuer.example/badges/1", plain);
    expect(verified(world.assertion), Verdict::Invalid, "issuer", Outcome::Fail, "openbadges-context");
}

/// Linked data: what a name means is said by the contexts, so another name for it changes nothing.
TEST_F(Ob2, NamesMeanWhatTheContextsSay) {
    json::Object& assertion = world.assertion.get_object();
    assertion["@context"] =
        ob2_json(R"(["https://w3id.org/openbadges/v2", {"bestBefore": {"@id": "https://w3id.org/security#expiration",
            "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}}])");
    assertion.erase("expires");
    assertion["bestBefore"] = "2025-01-01T00:00:00Z";
    expect(hosted(), Verdict::Invalid, "validity-period", Outcome::Fail, "expired");
    assertion.erase("bestBefore");
    assertion["nonsense"] = 1;
    expect(hosted(), Verdict::Valid, "json-ld", Outcome::Warning, "data-loss");
    assertion.erase("nonsense");
    assertion["extensions:place"] = ob2_json(R"({"@context": "https://unknown.example/context.json",
        "type": ["Extension", "extensions:Place"], "name": "Here"})");
    EXPECT_EQ(hosted().verdict(), Verdict::Valid);
    assertion["@context"] = ob2_json(R"(["https://w3id.org/openbadges/v2", "https://unknown.example/c"])");
    expect(hosted(), Verdict::Unknown, "json-ld", Outcome::Unknown, "context-unknown");
}

TEST_F(Ob2, EachMissingMemberHasItsPlace) {
    world.assertion.get_object().erase("recipient");
    world.badge_class.get_object().erase("criteria");
    const auto report = hosted();
    EXPECT_TRUE(has(report, "data-model", Outcome::Fail, "missing-property", "")) << show(report);
    EXPECT_TRUE(has(report, "data-model", Outcome::Fail, "missing-property", "/badge"));
}

TEST_F(Ob2, BakedIntoImages) {
    world.serve_on(web);
    const auto json_inside = openbadges::bake(test::kSvgImage, json::serialize(world.assertion));
    ASSERT_TRUE(json_inside) << json_inside.error().detail;
    EXPECT_EQ(verified(*json_inside).verdict(), Verdict::Valid);
    const auto jws_inside = openbadges::bake(test::kSvgImage, ob2_jws(world.to_be_signed()));
    ASSERT_TRUE(jws_inside) << jws_inside.error().detail;
    EXPECT_EQ(verified(*jws_inside).verdict(), Verdict::Valid);
    const std::string address_inside =
        R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">)"
        R"(<openbadges:assertion verify="https://issuer.example/assertions/1"/></svg>)";
    EXPECT_EQ(verified(address_inside).verdict(), Verdict::Valid) << show(verified(address_inside));
    web.replies.erase("https://issuer.example/assertions/1");
    EXPECT_EQ(verified(address_inside).verdict(), Verdict::Unknown);
}

TEST(Ob2Scope, PrefixesAndOrigins) {
    const auto in = [](const char* id, const char* verification) {
        auto issuer = ob2_json(R"({"id": "https://good.example/profile"})");
        if (*verification != '\0') issuer.get_object()["verification"] = ob2_json(verification);
        return openbadges::is_in_scope(id, issuer);
    };
    EXPECT_TRUE(in("https://good.example/a/1", ""));
    EXPECT_TRUE(in("https://GOOD.example:443/a/1", ""));
    EXPECT_FALSE(in("https://good.example:8443/a/1", ""));
    EXPECT_FALSE(in("https://good.example.evil.example/a/1", ""));
    EXPECT_FALSE(in("https://good.example@evil.example/a/1", ""));
    EXPECT_FALSE(in("urn:uuid:1", ""));
    constexpr const char* kPrefix = R"({"startsWith": ["https://good.example/a/"]})";
    EXPECT_TRUE(in("https://good.example/a/1", kPrefix));
    EXPECT_FALSE(in("https://good.example/b/1", kPrefix));
    EXPECT_FALSE(in("https://good.example/a/../b/1", kPrefix));
    EXPECT_FALSE(in("https://good.example/a/%2E%2e/b/1", kPrefix));
    constexpr const char* kBare = R"({"startsWith": "https://good.example"})";
    EXPECT_TRUE(in("https://good.example/b/1", kBare));
    EXPECT_FALSE(in("https://good.example.evil.example/1", kBare));
    EXPECT_FALSE(in("https://good.example@evil.example/1", kBare));
    constexpr const char* kOrigins = R"({"allowedOrigins": ["one.example", "https://two.example"]})";
    EXPECT_TRUE(in("https://one.example/1", kOrigins));
    EXPECT_TRUE(in("https://two.example/1", kOrigins));
    EXPECT_FALSE(in("http://two.example/1", kOrigins));
    EXPECT_FALSE(in("https://good.example/1", kOrigins));
    EXPECT_FALSE(in("https://sub.one.example/1", kOrigins));
    constexpr const char* kBoth =
        R"({"allowedOrigins": "one.example", "startsWith": ["https://one.example/a", "https://two.example/"]})";
    EXPECT_TRUE(in("https://one.example/a/1", kBoth));
    EXPECT_FALSE(in("https://two.example/a/1", kBoth));
}

TEST(Pem, BothFormsOfAnRsaKeyAndNothingElse) {
    const auto& key = test::rsa_test_key().public_key();
    const auto read = crypto::public_key_from_pem(test::pem_of(key));
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(*read, key);
    const std::string pkcs1 =
        "-----BEGIN RSA PUBLIC KEY-----\r\n" + test::base64(key.bytes()) + "\r\n-----END RSA PUBLIC KEY-----";
    ASSERT_TRUE(crypto::public_key_from_pem(pkcs1));
    EXPECT_EQ(*crypto::public_key_from_pem(pkcs1), key);
    // Ed25519 (RFC 8410 section 10.1).
    EXPECT_EQ(crypto::public_key_from_pem("-----BEGIN PUBLIC KEY-----\n"
                                          "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                                          "-----END PUBLIC KEY-----\n")
                  .error()
                  .code,
              "key-unsupported");
    for (std::string text : {std::string(), std::string("-----BEGIN PUBLIC KEY-----"),
                             std::string("-----END PUBLIC KEY----------BEGIN PUBLIC KEY-----"),
                             test::pem_of(key).replace(100, 1, "*"), test::pem_of(key).erase(100, 4)})
        EXPECT_EQ(crypto::public_key_from_pem(text).error().code, "pem-malformed") << text;
}

}  // namespace
}  // namespace blason::vc
