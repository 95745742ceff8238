// Credentials and presentations as JWT: what we issue, what others issue, and what must not verify.
#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/secured.hpp"
#include "vc/envelope.hpp"

namespace blason {
namespace {

using vc::Outcome;
using vc::Verdict;

vc::Secured issued_jwt(json::Value credential, std::uint8_t number = 1) {
    vc::IssueOptions options;
    options.format = vc::Format::Jwt;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    auto secured = vc::issue(std::move(credential), test::key(number), options, test::environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(*secured);
}

std::string presented_jwt(std::vector<json::Value> credentials, std::uint8_t number = 2) {
    vc::PresentOptions options;
    options.format = vc::Format::Jwt;
    options.created = test::instant("2025-05-01T00:00:00Z");
    options.challenge = "c-1";
    options.domain = "verifier.example";
    auto secured = vc::present(std::move(credentials), test::key(number), options, test::environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return secured->text;
}

json::Value part(std::string_view token, std::size_t index) {
    for (; index > 0; --index) token.remove_prefix(token.find('.') + 1);
    return test::parse(as_text(*text::base64url_decode(token.substr(0, token.find('.')))));
}

/// A character of the signature is another one.
std::string changed_at_end(std::string token) {
    char& character = token[token.size() - 9];
    character = character == 'A' ? 'B' : 'A';
    return token;
}

/// Signed truly by the test key of that number, whatever it says.
std::string signed_payload(const json::Value& payload, std::uint8_t number = 1, json::Object header = {}) {
    const auto& signer = test::key(number);
    if (json::find(header, "kid") == nullptr && json::find(header, "jwk") == nullptr) {
        header["kid"] = did::did_key_method(signer.public_key());
    }
    return *jose::sign_compact(signer, crypto::SignatureAlgorithm::EdDsa, header, as_bytes(json::serialize(payload)));
}

/// The payload of an issued badge after an edit, signed again.
std::string edited(std::string_view place, std::string_view text) {
    json::Value payload = part(issued_jwt(test::badge()).text, 1);
    text.empty() ? test::remove(payload, place) : test::set(payload, place, text);
    return signed_payload(payload);
}

TEST(Jwt, IssuedAsOpenBadgesAndVcJoseCoseWantIt) {
    const auto secured = issued_jwt(test::badge());
    EXPECT_EQ(secured.media_type, "application/vc+jwt");
    const std::string did = did::did_key(test::key(1).public_key());
    EXPECT_EQ(part(secured.text, 0), test::parse(R"({"alg":"EdDSA","typ":"vc+jwt","kid":")" +
                                                 did::did_key_method(test::key(1).public_key()) + "\"}"));
    json::Value expected = test::badge();
    test::set(expected, "/issuer/id", "\"" + did + "\"");
    test::set(expected, "/iss", "\"" + did + "\"");
    test::set(expected, "/sub", R"("did:example:learner")");
    test::set(expected, "/jti", R"("urn:uuid:00000000-0000-4000-8000-000000000001")");
    test::set(expected, "/nbf", "1704067200");
    test::set(expected, "/exp", "2335219200");
    test::set(expected, "/iat", "1735689600");
    EXPECT_EQ(part(secured.text, 1), expected);
}

TEST(Jwt, IssuedVerifies) {
    for (const json::Value& credential : {test::badge(), test::plain_credential()}) {
        const auto report = test::verify(issued_jwt(credential).text);
        EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
        EXPECT_EQ(report.format, "jwt");
        EXPECT_EQ(report.credential, issued_jwt(credential).document);
        for (const auto& check : report.checks) EXPECT_NE(check.outcome, Outcome::Warning) << test::show(report);
    }
}

TEST(Jwt, WithItsLineEndAndAsJsonText) {
    const auto secured = issued_jwt(test::badge());
    EXPECT_EQ(test::verify(" " + secured.text + "\r\n").verdict(), Verdict::Valid);
    EXPECT_EQ(test::verify("\"" + secured.text + "\"").verdict(), Verdict::Valid);
}

TEST(Jwt, JW25_OneChangedByteOfAnyPartSpoilsIt) {
    const std::string token = issued_jwt(test::badge()).text;
    for (std::size_t i = 0; i < token.size(); i += 1 + token.size() / 97) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(test::verify(changed).verdict(), Verdict::Invalid) << i;
    }
}

TEST(Jwt, AroundACredentialThatHasAProof) {
    const json::Value proven = test::issued(test::own_badge(1));
    const auto secured = issued_jwt(proven);
    const auto report = test::verify(secured.text);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", ""));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", "/proof"));

    json::Value changed = proven;
    test::set(changed, "/name", R"("Changed")");
    const auto spoiled = test::verify(issued_jwt(changed).text);
    EXPECT_TRUE(test::has(spoiled, "proof", Outcome::Fail, "signature-mismatch", "/proof/proofValue"))
        << test::show(spoiled);
}

TEST(Jwt, ADocumentThatIsNotReadyIsNotSigned) {
    const auto code = [](std::string_view place, std::string_view text) {
        json::Value credential = test::own_badge(1);
        test::set(credential, place, text);
        vc::IssueOptions options;
        options.format = vc::Format::Jwt;
        const auto secured = vc::issue(std::move(credential), test::key(1), options, test::environment());
        return secured ? std::string() : secured.error().code;
    };
    EXPECT_EQ(code("/iss", R"("did:example:other")"), "reserved-claim");
    EXPECT_EQ(code("/unheardOf", "1"), "data-loss");
    EXPECT_EQ(code("/validFrom", "1"), "invalid-date");
}

// --- claims ---

struct ClaimCase {
    const char* name;
    const char* place;
    const char* text;
    const char* code;
    Outcome outcome;
};
class JwtClaim : public testing::TestWithParam<ClaimCase> {};

TEST_P(JwtClaim, IsComparedWithTheCredential) {
    const auto& one = GetParam();
    const auto report = test::verify(edited(one.place, one.text));
    EXPECT_TRUE(test::has(report, "data-model", one.outcome, one.code, one.place)) << test::show(report);
    EXPECT_EQ(report.verdict(), one.outcome == Outcome::Fail ? Verdict::Invalid : Verdict::Valid);
    auto strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(test::verify(edited(one.place, one.text), strict).verdict(), Verdict::Invalid);
}
INSTANTIATE_TEST_SUITE_P(
    Each, JwtClaim,
    testing::Values(ClaimCase{"iss", "/iss", R"("did:example:other")", "claim-mismatch", Outcome::Fail},
                    ClaimCase{"sub", "/sub", R"("did:example:other")", "claim-mismatch", Outcome::Fail},
                    ClaimCase{"jti", "/jti", R"("urn:uuid:00000000-0000-4000-8000-00000000000f")", "claim-mismatch",
                              Outcome::Fail},
                    ClaimCase{"nbf", "/nbf", "1704067201", "claim-mismatch", Outcome::Fail},
                    ClaimCase{"exp", "/exp", "2335219201", "claim-mismatch", Outcome::Fail},
                    ClaimCase{"noIss", "/iss", "", "claim-missing", Outcome::Warning},
                    ClaimCase{"noSub", "/sub", "", "claim-missing", Outcome::Warning},
                    ClaimCase{"noJti", "/jti", "", "claim-missing", Outcome::Warning},
                    ClaimCase{"noNbf", "/nbf", "", "claim-missing", Outcome::Warning},
                    ClaimCase{"noExp", "/exp", "", "claim-missing", Outcome::Warning}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(Jwt, DatesAreComparedInWholeSeconds) {
    EXPECT_EQ(test::verify(edited("/validFrom", R"("2024-01-01T00:00:00.750Z")")).verdict(), Verdict::Valid);
    EXPECT_EQ(test::verify(edited("/nbf", "1704067200.5")).verdict(), Verdict::Valid);
}

TEST(Jwt, JW16_ClaimsOfTheWrongKind) {
    for (const auto& [place, text] : std::initializer_list<std::pair<const char*, const char*>>{
             {"/exp", R"("2335219200")"}, {"/nbf", "-1"}, {"/iss", "7"}, {"/exp", "1e18"}, {"/aud", "[1]"}}) {
        const auto report = test::verify(edited(place, text));
        EXPECT_TRUE(test::has(report, "format", Outcome::Fail, "claims-malformed", place)) << test::show(report);
    }
}

TEST(Jwt, JW17_TheTokenHasTimesOfItsOwn) {
    json::Value payload = part(issued_jwt(test::plain_credential()).text, 1);
    test::set(payload, "/exp", "1748735939");  // 61 s before the time of these tests
    auto report = test::verify(signed_payload(payload));
    EXPECT_TRUE(test::has(report, "validity-period", Outcome::Fail, "jwt-expired", "/exp")) << test::show(report);
    test::set(payload, "/exp", "1748735941");
    EXPECT_EQ(test::verify(signed_payload(payload)).verdict(), Verdict::Valid) << "60 s between clocks";
    test::set(payload, "/iat", "1748736061");
    report = test::verify(signed_payload(payload));
    EXPECT_TRUE(test::has(report, "validity-period", Outcome::Fail, "jwt-not-yet-valid", "/iat"));
}

// --- kinds of token ---

TEST(Jwt, JW18_TokensOfAnotherKind) {
    const json::Value payload = part(issued_jwt(test::badge()).text, 1);
    for (const char* typ : {"kb+jwt", "dpop+jwt", "vp+jwt", "at+jwt", "vc+sd-jwt", "statuslist+jwt"}) {
        const auto report = test::verify(signed_payload(payload, 1, {{"typ", typ}}));
        EXPECT_TRUE(test::has(report, "format", Outcome::Fail, "jwt-typ", "")) << typ << test::show(report);
    }
    for (const char* typ : {"JWT", "jwt", "vc+jwt", "application/vc+jwt", "vc-ld+jwt"}) {
        EXPECT_EQ(test::verify(signed_payload(payload, 1, {{"typ", typ}})).verdict(), Verdict::Valid) << typ;
    }
    EXPECT_EQ(test::verify(signed_payload(payload)).verdict(), Verdict::Valid) << "no typ";
    const auto id_token = test::verify(signed_payload(test::parse(R"({"iss":"https://op.example","sub":"1"})")));
    EXPECT_TRUE(test::has(id_token, "format", Outcome::Fail, "jwt-no-credential", ""));
}

TEST(Jwt, EditionsAreNotMixed) {
    json::Value wrapped = json::Object{{"vc", test::own_badge(1)}};
    auto report = test::verify(signed_payload(wrapped));
    EXPECT_TRUE(test::has(report, "format", Outcome::Fail, "jwt-edition", "/@context")) << test::show(report);
    json::Value older = test::own_badge(1);
    test::set(older, "/@context/0", R"("https://www.w3.org/2018/credentials/v1")");
    report = test::verify(signed_payload(older));
    EXPECT_TRUE(test::has(report, "format", Outcome::Fail, "jwt-edition", "/@context")) << test::show(report);
}

TEST(Jwt, OfVersion11IsCompletedByItsClaims) {
    const std::string did = did::did_key(test::key(1).public_key());
    json::Value payload = test::parse(R"({
        "vc": {"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiableCredential"],
               "credentialSubject": {"id": "did:example:subject"}},
        "sub": "did:example:subject", "jti": "urn:uuid:00000000-0000-4000-8000-000000000002",
        "nbf": 1704067200, "exp": 2335219200})");
    test::set(payload, "/iss", "\"" + did + "\"");
    auto report = test::verify(signed_payload(payload));
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(json::view(report.credential.at("issuer")), did);
    EXPECT_EQ(report.credential.at("id"), "urn:uuid:00000000-0000-4000-8000-000000000002");
    EXPECT_EQ(report.credential.at("issuanceDate"), "2024-01-01T00:00:00Z");
    EXPECT_EQ(report.credential.at("expirationDate"), "2044-01-01T00:00:00Z");

    test::set(payload, "/vc/issuer", R"("did:example:other")");
    report = test::verify(signed_payload(payload));
    EXPECT_TRUE(test::has(report, "data-model", Outcome::Fail, "claim-mismatch", "/iss")) << test::show(report);
}

// --- keys ---

json::Object jwk_of(std::uint8_t number) {
    return test::key(number).public_key().jwk();
}

TEST(Jwt, JW10_AKeyInTheHeaderIsNotBelievedBecauseItIsThere) {
    const json::Value payload = part(issued_jwt(test::badge()).text, 1);
    EXPECT_EQ(test::verify(signed_payload(payload, 1, {{"jwk", jwk_of(1)}})).verdict(), Verdict::Valid)
        << "it is the issuer's";
    auto report = test::verify(signed_payload(payload, 2, {{"jwk", jwk_of(2)}}));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "key-not-of-issuer", "/jwk")) << test::show(report);
    report = test::verify(
        signed_payload(payload, 2, {{"jwk", jwk_of(2)}, {"kid", did::did_key_method(test::key(1).public_key())}}));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "jwk-mismatch", "/jwk")) << test::show(report);
    report = test::verify(signed_payload(payload, 2, {{"jku", "https://attacker.example/keys"}, {"kid", "#1"}}));
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    json::Object with_secret = jwk_of(1);
    with_secret["d"] = "AAAA";
    report = test::verify(signed_payload(payload, 1, {{"jwk", with_secret}}));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "jwk-private-member", "/jwk/d")) << test::show(report);
}

TEST(Jwt, JW11_KidIsOnlyANameInTheIssuersDocument) {
    const json::Value payload = part(issued_jwt(test::badge()).text, 1);
    for (const std::string& kid : {std::string("../../etc/passwd"), std::string("' OR 1=1"), std::string(4096, 'x'),
                                   std::string("did:key:invalid"), std::string("a\nb")}) {
        EXPECT_EQ(test::verify(signed_payload(payload, 1, {{"kid", kid}})).verdict(), Verdict::Invalid) << kid;
    }
    const std::string method = did::did_key_method(test::key(1).public_key());
    for (const std::string& kid : {method, method.substr(method.find('#')), method.substr(method.find('#') + 1)}) {
        EXPECT_EQ(test::verify(signed_payload(payload, 1, {{"kid", kid}})).verdict(), Verdict::Valid) << kid;
    }
    const auto other = test::verify(signed_payload(payload, 2));
    EXPECT_TRUE(test::has(other, "issuer", Outcome::Fail, "issuer-key-mismatch", "/issuer")) << test::show(other);
}

TEST(Jwt, WithoutAnyHintTheIssuersOnlyKeyIsMeant) {
    const json::Value payload = part(issued_jwt(test::badge()).text, 1);
    const auto token =
        *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, {}, as_bytes(json::serialize(payload)));
    EXPECT_EQ(test::verify(token).verdict(), Verdict::Valid);
}

TEST(Jwt, AnIssuerThatCannotBeAskedIsUnknown) {
    json::Value payload = part(issued_jwt(test::badge()).text, 1);
    for (const char* pointer : {"/iss", "/issuer/id"}) test::set(payload, pointer, R"("did:web:issuer.example")");
    const auto report = test::verify(signed_payload(payload, 1, {{"kid", "did:web:issuer.example#1"}}));
    EXPECT_EQ(report.verdict(), Verdict::Unknown) << test::show(report);
    EXPECT_TRUE(test::has(report, "proof", Outcome::Unknown, "fetch-offline", "/kid"));
}

class JwtAlgorithm : public testing::TestWithParam<crypto::SignatureAlgorithm> {};

TEST_P(JwtAlgorithm, IsThatOfTheKey) {
    const auto& row = crypto::info(GetParam());
    auto secret = *crypto::generate_key(row.key_type, crypto::system_random());
    const auto signer = *crypto::make_signer(std::move(secret));
    vc::IssueOptions options;
    options.format = vc::Format::Jwt;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    // An RSA key allows two; without a wish it is the first.
    if (GetParam() != crypto::SignatureAlgorithm::Rs256) options.algorithm = GetParam();
    auto secured = vc::issue(test::badge(), *signer, options, test::environment());
    ASSERT_TRUE(secured) << secured.error().detail;
    const std::string token = secured->text;
    EXPECT_EQ(json::view(part(token, 0).at("alg")), row.name);
    EXPECT_EQ(test::verify(token).verdict(), Verdict::Valid) << test::show(test::verify(token));
    EXPECT_EQ(test::verify(changed_at_end(token)).verdict(), Verdict::Invalid);
}
INSTANTIATE_TEST_SUITE_P(Each, JwtAlgorithm,
                         testing::Values(crypto::SignatureAlgorithm::EdDsa, crypto::SignatureAlgorithm::Es256,
                                         crypto::SignatureAlgorithm::Es384, crypto::SignatureAlgorithm::Es256k,
                                         crypto::SignatureAlgorithm::Rs256, crypto::SignatureAlgorithm::Ps256),
                         [](const auto& one) { return std::string(crypto::info(one.param).name); });

TEST(Jwt, JW4_AnAlgorithmOfAnotherKeyIsNotSignedWith) {
    for (const auto format : {vc::Format::Jwt, vc::Format::SdJwt}) {
        vc::IssueOptions options;
        options.format = format;
        options.set_issuer = true;
        options.algorithm = crypto::SignatureAlgorithm::Ps256;
        const auto secured = vc::issue(test::badge(), test::key(1), options, test::environment());
        ASSERT_FALSE(secured);
        EXPECT_EQ(secured.error().code, "key-alg-mismatch");
    }
}

TEST(Jwt, JW01_NoAlgorithmIsNoSignature) {
    const std::string token = issued_jwt(test::badge()).text;
    const std::string payload = token.substr(token.find('.'), token.rfind('.') - token.find('.') + 1);
    for (const char* alg : {R"("none")", R"("None")", R"("HS256")", R"(["EdDSA"])", "null"}) {
        const std::string header = text::base64url_encode(as_bytes(std::string(R"({"alg":)") + alg + "}"));
        const auto report = test::verify(header + payload + "AAAA");
        EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "alg-not-allowed", "/alg")) << test::show(report);
        EXPECT_EQ(test::verify(header + payload).verdict(), Verdict::Invalid);
    }
}

TEST(Jwt, JW14_OneTextOnly) {
    const std::string token = issued_jwt(test::badge()).text;
    std::string padded = token + "=";
    EXPECT_EQ(test::verify(padded).verdict(), Verdict::Invalid);
    std::string spaced = token;
    spaced.insert(token.find('.') + 4, " ");
    EXPECT_EQ(test::verify(spaced).verdict(), Verdict::Invalid);
}

// --- envelopes and presentations ---

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
        test::set(badge, "/endorsementJwt", "[\"" + jwt + "\"]");
        return test::verify(test::issued(badge));
    };
    EXPECT_TRUE(test::has(endorsed(token), "endorsements", Outcome::Pass, "ok", "")) << test::show(endorsed(token));
    token = changed_at_end(token);
    EXPECT_TRUE(test::has(endorsed(token), "endorsements", Outcome::Fail, "endorsement-invalid", "/endorsementJwt/0"))
        << test::show(endorsed(token));
}

}  // namespace
}  // namespace blason
