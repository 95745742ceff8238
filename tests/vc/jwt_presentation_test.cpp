// JWT in envelopes, in presentations and as endorsements.
#include <gtest/gtest.h>

#include "tests/vc/jwt.hpp"
#include "vc/envelope.hpp"

namespace blason {
namespace {

using test::changed_at_end;
using test::issued_jwt;
using test::part;
using test::presented_jwt;
using test::signed_payload;
using vc::Outcome;
using vc::Verdict;

TEST(Enveloped, CredentialVerifiesAsTheTokenInside) {
    const auto secured = issued_jwt(test::badge());
    json::Value enveloped = vc::envelope(secured.text, secured.media_type);
    const auto report = test::verify(enveloped);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(report.kind, "OpenBadgeCredential");
    EXPECT_EQ(report.format, "jwt");
    EXPECT_EQ(report.credential, secured.document);

    test::set(enveloped, "/id", "\"data:application/jwt," + secured.text + "\"");
    EXPECT_EQ(test::verify(enveloped).verdict(), Verdict::Valid) << "as older documents say";
}

TEST(Enveloped, LD23_WhatIsNotOne) {
    const auto secured = issued_jwt(test::badge());
    const json::Value good = vc::envelope(secured.text, secured.media_type);
    const auto verdict = [&](std::string_view place, std::string_view text) {
        json::Value enveloped = good;
        text.empty() ? test::remove(enveloped, place) : test::set(enveloped, place, text);
        return test::verify(enveloped).verdict();
    };
    EXPECT_EQ(verdict("/type", ""), Verdict::Invalid);
    EXPECT_EQ(verdict("/@context", "[]"), Verdict::Invalid);
    EXPECT_EQ(verdict("/@context", ""), Verdict::Invalid);
    EXPECT_EQ(verdict("/id", "\"" + secured.text + "\""), Verdict::Invalid);
    EXPECT_EQ(verdict("/id", R"("data:application/vc+jwt,")"), Verdict::Invalid);
    EXPECT_EQ(verdict("/id", R"("data:application/vc+cose;base64,0oRD")"), Verdict::Unknown);
    EXPECT_EQ(verdict("/type", R"("EnvelopedVerifiablePresentation")"), Verdict::Invalid);
    for (const char* other : {"application/vp+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt", "text/plain",
                              "application/vc+jwt;charset=utf-8", "application/vc+jwt;base64", ""}) {
        EXPECT_EQ(verdict("/id", "\"data:" + std::string(other) + "," + secured.text + "\""), Verdict::Invalid)
            << other;
    }
    EXPECT_EQ(verdict("/id", "\"data:Application/VC+JWT," + secured.text + "\""), Verdict::Valid);
}

TEST(JwtPresentation, VerifiesWithTheCredentialsInside) {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSubject/id", "\"" + did::did_key(test::key(2).public_key()) + "\"");
    const auto secured = issued_jwt(badge);
    const std::string token =
        presented_jwt({*vc::for_presentation(secured.text + "\n"), test::issued(test::own_badge(1))});
    EXPECT_EQ(part(token, 0).at("typ"), "vp+jwt");
    auto options = test::verify_options();
    options.challenge = "c-1";
    options.domain = "verifier.example";
    auto report = test::verify(token, options);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(report.kind, "VerifiablePresentation");
    EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0"));
    EXPECT_TRUE(test::has(report, "holder-binding", Outcome::Pass, "ok", "/holder"));
    EXPECT_TRUE(test::has(report, "challenge", Outcome::Pass, "ok", ""));

    EXPECT_EQ(test::verify(vc::envelope(token, "application/vp+jwt"), options).verdict(), Verdict::Valid);
    options.challenge = "c-2";
    report = test::verify(token, options);
    EXPECT_TRUE(test::has(report, "challenge", Outcome::Fail, "challenge-mismatch", "/nonce")) << test::show(report);
    options.challenge = "c-1";
    options.domain = "other.example";
    report = test::verify(token, options);
    EXPECT_TRUE(test::has(report, "challenge", Outcome::Fail, "domain-mismatch", "/aud")) << test::show(report);
}

TEST(JwtPresentation, ACredentialThatWasChangedFails) {
    const std::string badge = changed_at_end(issued_jwt(test::badge()).text);
    const auto report = test::verify(presented_jwt({vc::envelope(badge, "application/vc+jwt")}));
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << test::show(report);
}

TEST(JwtPresentation, ACredentialIsNoPresentationAndTheReverse) {
    const std::string badge = issued_jwt(test::badge()).text;
    const std::string presentation = presented_jwt({});
    EXPECT_EQ(test::verify(vc::envelope(badge, "application/vp+jwt")).verdict(), Verdict::Invalid);
    const auto report = test::verify(presented_jwt({vc::envelope(presentation, "application/vc+jwt")}));
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << test::show(report);
}

TEST(JwtPresentation, OfVersion11HasTokensInside) {
    const std::string did = did::did_key(test::key(2).public_key());
    json::Value payload = test::parse(R"({"vp": {"@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiablePresentation"]}, "nonce": "n", "aud": "a"})");
    test::set(payload, "/iss", "\"" + did + "\"");
    const std::string badge = issued_jwt(test::badge()).text;
    test::set(payload, "/vp/verifiableCredential", "[\"" + badge + "\"]");
    auto options = test::verify_options();
    options.challenge = "n";
    const auto report = test::verify(signed_payload(payload, 2), options);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0"));
    EXPECT_EQ(json::view(report.credential.at("verifiableCredential").at(0)), badge);
}

TEST(JwtEndorsement, IsVerified) {
    json::Value endorsement = test::plain_credential();
    test::set(
        endorsement, "/@context",
        R"(["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"])");
    test::set(endorsement, "/id", R"("urn:uuid:00000000-0000-4000-8000-000000000003")");
    test::set(endorsement, "/name", R"("Endorsement")");
    test::set(endorsement, "/validFrom", R"("2024-01-01T00:00:00Z")");
    test::set(endorsement, "/type", R"(["VerifiableCredential","EndorsementCredential"])");
    test::set(endorsement, "/issuer", R"({"id":"did:example:x","type":["Profile"]})");
    test::set(endorsement, "/credentialSubject",
              R"({"id":"https://issuer.example/achievements/1","type":["EndorsementSubject"]})");
    std::string token = issued_jwt(endorsement, 3).text;
    const auto endorsed = [](const std::string& jwt) {
        json::Value badge = test::badge();
        test::set(badge, "/credentialSubject/achievement/endorsementJwt", "[\"" + jwt + "\"]");
        return test::verify(test::signed_unchecked(badge));
    };
    EXPECT_TRUE(test::has(endorsed(token), "endorsements", Outcome::Pass, "ok", "")) << test::show(endorsed(token));
    token = changed_at_end(token);
    EXPECT_TRUE(test::has(endorsed(token), "endorsements", Outcome::Fail, "endorsement-invalid",
                          "/credentialSubject/achievement/endorsementJwt/0"))
        << test::show(endorsed(token));
}

}  // namespace
}  // namespace blason
