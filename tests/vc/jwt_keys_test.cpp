// Keys and algorithms of credentials as JWT: which key is believed, and which algorithm goes with it.
#include <gtest/gtest.h>

#include "tests/vc/jwt.hpp"

namespace blason {
namespace {

using test::changed_at_end;
using test::issued_jwt;
using test::part;
using test::signed_payload;
using vc::Outcome;
using vc::Verdict;

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

/// The payload of a badge whose issuer is a did:jwk of key 1 with these limits (RFC 7517 sections 4.2 to 4.4).
std::string by_limited_key(std::string_view limits) {
    json::Value jwk = json::Value(jwk_of(1));
    const json::Value more = test::parse(limits);
    for (const auto& member : more.get_object()) jwk.get_object().insert(member);
    const std::string did = "did:jwk:" + text::base64url_encode(as_bytes(json::serialize(jwk)));
    json::Value payload = part(issued_jwt(test::badge()).text, 1);
    for (const char* pointer : {"/iss", "/issuer/id"}) test::set(payload, pointer, "\"" + did + "\"");
    return signed_payload(payload, 1, {{"kid", did + "#0"}});
}

TEST(Jwt, JW4_TheLimitsOfAJwkBindTokens) {
    for (const char* limits :
         {"{}", R"({"alg":"EdDSA"})", R"({"alg":"Ed25519","use":"sig"})", R"({"key_ops":["verify"]})"}) {
        const auto report = test::verify(by_limited_key(limits));
        EXPECT_EQ(report.verdict(), Verdict::Valid) << limits << test::show(report);
    }
    for (const char* limits : {R"({"alg":"ES384"})", R"({"alg":"ECDH-ES"})", R"({"key_ops":["encrypt"]})",
                               R"({"key_ops":["sign"]})", R"({"key_ops":[]})"}) {
        const auto report = test::verify(by_limited_key(limits));
        EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "key-alg-mismatch", "/alg"))
            << limits << test::show(report);
    }
    EXPECT_EQ(test::verify(by_limited_key(R"({"use":"enc"})")).verdict(), Verdict::Invalid);
    EXPECT_EQ(test::verify(by_limited_key(R"({"key_ops":"verify"})")).verdict(), Verdict::Invalid);
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
    EXPECT_EQ(json::text_of(part(token, 0), "alg"), row.name);
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

}  // namespace
}  // namespace blason
