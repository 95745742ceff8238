// Credentials as JWT: what we issue, what others issue, and what must not verify.
#include <gtest/gtest.h>

#include "tests/vc/jwt.hpp"

namespace blason {
namespace {

using test::issued_jwt;
using test::part;
using test::signed_payload;
using vc::Outcome;
using vc::Verdict;

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
    EXPECT_EQ(part(secured.text, 0), test::parse(R"({"alg":"EdDSA","typ":"JWT","kid":")" +
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

TEST(Jwt, ABadgeHasAHeaderThatItsReadersKnow) {
    const auto header = [](json::Value credential, crypto::KeyType type) {
        const auto signer = *crypto::make_signer(*crypto::generate_key(type, crypto::system_random()));
        vc::IssueOptions options;
        options.format = vc::Format::Jwt;
        options.created = test::instant("2025-01-01T00:00:00Z");
        options.set_issuer = true;
        const auto secured = vc::issue(std::move(credential), *signer, options, test::environment());
        if (!secured) throw std::runtime_error(secured.error().code);
        const auto report = test::verify(secured->text);
        EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
        auto read = part(secured->text, 0);
        if (const json::Value* jwk = json::find(read, "jwk")) {
            EXPECT_EQ(*jwk, json::Value(signer->public_key().jwk()));
        }
        return read;
    };
    for (const auto type : {crypto::KeyType::P256, crypto::KeyType::Rsa}) {
        const auto of_badge = header(test::badge(), type);
        EXPECT_EQ(json::text_of(of_badge, "typ"), "JWT");
        EXPECT_FALSE(json::find(of_badge, "kid")) << "a did:key is no place where a JWK stands";
        EXPECT_TRUE(json::find(of_badge, "jwk"));
    }
    const auto of_other = header(test::plain_credential(), crypto::KeyType::P256);
    EXPECT_EQ(json::text_of(of_other, "typ"), "vc+jwt");
    EXPECT_TRUE(json::find(of_other, "kid"));
    EXPECT_FALSE(json::find(of_other, "jwk"));
}

TEST(Jwt, ABadgeWhoseHeaderNamesNoKeyIsAWarning) {
    const auto token = *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, {},
                                           as_bytes(json::serialize(part(issued_jwt(test::badge()).text, 1))));
    const auto report = test::verify(token);
    EXPECT_TRUE(test::has(report, "data-model", Outcome::Warning, "key-not-in-header", "")) << test::show(report);
    EXPECT_EQ(report.verdict(), Verdict::Valid);
    auto strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(test::verify(token, strict).verdict(), Verdict::Invalid);
    const auto other =
        *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, {},
                            as_bytes(json::serialize(part(issued_jwt(test::plain_credential()).text, 1))));
    EXPECT_EQ(test::verify(other, strict).verdict(), Verdict::Valid) << "other credentials need none";
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

    test::set(payload, "/credentialStatus", R"({"type":"BitstringStatusListEntry"})");
    report = test::verify(signed_payload(payload));
    EXPECT_TRUE(test::has(report, "data-model", Outcome::Warning, "claim-ignored", "/credentialStatus"))
        << test::show(report);
    test::remove(payload, "/credentialStatus");

    test::set(payload, "/vc/issuer", R"("did:example:other")");
    report = test::verify(signed_payload(payload));
    EXPECT_TRUE(test::has(report, "data-model", Outcome::Fail, "claim-mismatch", "/iss")) << test::show(report);
}

}  // namespace
}  // namespace blason
