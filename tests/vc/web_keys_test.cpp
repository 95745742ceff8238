// Tokens whose keys stand at https URLs: a good signature and a known issuer are two answers.
#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "tests/did/scripted_client.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using vc::Outcome;
using vc::Verdict;

const std::string kIssuer = "https://university.example/issuers/1";
const std::string kKey = "https://university.example/keys/1";
const std::string kElsewhere = "https://keys.example/1";
const std::string kMetadata = "https://university.example/.well-known/jwt-vc-issuer/issuers/1";

json::Object jwk_of(std::uint8_t number, const std::string& kid = {}) {
    json::Object jwk = test::key(number).public_key().jwk();
    if (!kid.empty()) jwk["kid"] = kid;
    return jwk;
}
std::string text(json::Object object) {
    return json::serialize(json::Value(std::move(object)));
}
std::string set_of(std::initializer_list<json::Object> keys) {
    json::Array array;
    for (const auto& key : keys) array.emplace_back(key);
    return text({{"keys", std::move(array)}});
}
std::string metadata(const std::string& issuer, const std::string& member, const std::string& value) {
    return R"({"issuer":")" + issuer + R"(",")" + member + "\":" + value + "}";
}
/// A controlled identifier document of the issuer that lists key `number` under `purpose`.
std::string document(std::uint8_t number, const std::string& purpose = "assertionMethod") {
    return R"({"id":")" + kIssuer + R"(","verificationMethod":[{"id":"#k","type":"JsonWebKey","controller":")" +
           kIssuer + R"(","publicKeyJwk":)" + text(jwk_of(number)) + R"(}],")" + purpose + R"(":["#k"]})";
}

class WebKeys : public testing::Test {
  protected:
    vc::Report verify(const std::string& token) {
        const auto options = test::verify_options();
        return *vc::verify(token, options, {environment_.processor, resolver_});
    }
    /// A badge of the issuer at kIssuer, signed by test key 1.
    static std::string token(json::Object header) {
        json::Value payload = test::badge();
        test::set(payload, "/issuer/id", "\"" + kIssuer + "\"");
        test::set(payload, "/iss", "\"" + kIssuer + "\"");
        return signed_by_1(payload, std::move(header));
    }
    static std::string sd_jwt_vc(json::Object header) {
        header["typ"] = "dc+sd-jwt";
        return signed_by_1(test::parse(R"({"iss":")" + kIssuer + R"(","vct":"https://university.example/id"})"),
                           std::move(header)) +
               "~";
    }
    static std::string signed_by_1(const json::Value& payload, json::Object header) {
        return *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, header,
                                   as_bytes(json::serialize(payload)));
    }
    void expect(const std::string& token, std::string_view check, Outcome outcome, std::string_view code) {
        const auto report = verify(token);
        const bool found = std::ranges::any_of(report.checks, [&](const vc::Check& one) {
            return one.name == check && one.outcome == outcome && one.code == code;
        });
        EXPECT_TRUE(found) << test::show(report);
        const auto verdict = outcome == Outcome::Pass      ? Verdict::Valid
                             : outcome == Outcome::Unknown ? Verdict::Unknown
                                                           : Verdict::Invalid;
        EXPECT_EQ(report.verdict(), verdict) << test::show(report);
    }

    test::ScriptedClient client_;
    did::MethodResolver resolver_{client_};
    test::TestEnvironment environment_;
};

TEST_F(WebKeys, AKeyAtTheIssuersOrigin) {
    client_.answer(kKey, text(jwk_of(1)));
    expect(token({{"kid", kKey}}), "issuer", Outcome::Pass, "ok");
}

TEST_F(WebKeys, AKeyOfASetByItsFragmentOrItsName) {
    client_.answer(kKey, set_of({jwk_of(2, "b"), jwk_of(1, "a")}));
    expect(token({{"kid", kKey + "#a"}}), "issuer", Outcome::Pass, "ok");
    expect(token({{"kid", kKey + "#b"}}), "proof", Outcome::Fail, "signature-invalid");
    expect(token({{"kid", kKey + "#c"}}), "proof", Outcome::Fail, "key-not-named");
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "key-not-named");
    client_.answer(kKey, set_of({jwk_of(2), jwk_of(1, kKey)}));
    expect(token({{"kid", kKey}}), "issuer", Outcome::Pass, "ok");
}

TEST_F(WebKeys, AGoodSignatureByAKeyElsewhereIsNotTheIssuers) {
    client_.answer(kElsewhere, text(jwk_of(1)));
    client_.answer(kIssuer, R"({"id":")" + kIssuer + R"(","type":["Profile"],"name":"University"})");
    const auto report = verify(token({{"kid", kElsewhere}}));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", "")) << test::show(report);
    EXPECT_TRUE(test::has(report, "issuer", Outcome::Fail, "issuer-key-mismatch", "/issuer")) << test::show(report);
    // An origin is scheme, host and port; a name that only begins like it is another.
    for (const std::string other :
         {"https://university.example.attacker.example/1", "https://university.example:8443/1",
          "https://university.example@attacker.example/1"}) {
        client_.answer(other, text(jwk_of(1)));
        expect(token({{"kid", other}}), "issuer", Outcome::Fail, "issuer-key-mismatch");
    }
}

TEST_F(WebKeys, AKeyElsewhereThatTheIssuersDocumentLists) {
    client_.answer(kElsewhere, text(jwk_of(1)));
    client_.answer(kIssuer, document(1));
    expect(token({{"kid", kElsewhere}}), "issuer", Outcome::Pass, "ok");
    client_.answer(kIssuer, document(2));
    expect(token({{"kid", kElsewhere}}), "issuer", Outcome::Fail, "issuer-key-mismatch");
    client_.answer(kIssuer, document(1, "authentication"));
    expect(token({{"kid", kElsewhere}}), "issuer", Outcome::Fail, "issuer-key-mismatch");
}

TEST_F(WebKeys, NT11_WhoCannotBeAskedIsUnknown) {
    expect(token({{"kid", kKey}}), "proof", Outcome::Unknown, "fetch-failed");
    client_.answer(kElsewhere, text(jwk_of(1)));
    expect(token({{"kid", kElsewhere}}), "issuer", Outcome::Unknown, "issuer-not-asked");
    client_.answer(kKey, "", 503);
    expect(token({{"kid", kKey}}), "proof", Outcome::Unknown, "fetch-status");
    client_.answer(kKey, "", 404);
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "not-found");
}

TEST_F(WebKeys, WhatIsNoKeyForThis) {
    json::Object with_secret = jwk_of(1);
    with_secret["d"] = "AAAA";
    client_.answer(kKey, text(with_secret));
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "private-key-in-document");
    json::Object for_encryption = jwk_of(1);
    for_encryption["use"] = "enc";
    client_.answer(kKey, text(for_encryption));
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "key-alg-mismatch");
    client_.answer(kKey, text(jwk_of(2)));
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "signature-invalid");
    expect(token({{"kid", kKey}, {"jwk", jwk_of(1)}}), "proof", Outcome::Fail, "jwk-mismatch");
}

TEST_F(WebKeys, AKeyAloneIsNoVerificationMethodOfADataIntegrityProof) {
    client_.answer(kKey, text(jwk_of(1)));
    vc::IssueOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.verification_method = kKey;
    json::Value badge = test::badge();
    test::set(badge, "/issuer/id", "\"" + kIssuer + "\"");
    const auto secured = *vc::issue(std::move(badge), test::key(1), options, test::environment());
    expect(secured.text, "proof", Outcome::Fail, "invalid-verification-method");
}

TEST_F(WebKeys, AKeyDocumentAndTheDocumentOfItsController) {
    client_.answer(kKey, R"({"id":")" + kKey + R"(","type":"JsonWebKey","controller":")" + kIssuer +
                             R"(","publicKeyJwk":)" + text(jwk_of(1)) + "}");
    client_.answer(kIssuer, R"({"id":")" + kIssuer + R"(","assertionMethod":[")" + kKey + R"("]})");
    expect(token({{"kid", kKey}}), "issuer", Outcome::Pass, "ok");
    client_.answer(kIssuer, R"({"id":")" + kIssuer + R"("})");
    expect(token({{"kid", kKey}}), "proof", Outcome::Fail, "invalid-relationship-for-verification-method");
}

TEST_F(WebKeys, WithoutAUrlTheIssuersDocumentOrItsMetadata) {
    client_.answer(kIssuer, document(1));
    for (const json::Object& header :
         {json::Object{{"kid", "k"}}, json::Object{{"kid", "#k"}}, json::Object{}, json::Object{{"jwk", jwk_of(1)}}}) {
        expect(token(header), "issuer", Outcome::Pass, "ok");
    }
    client_.answer(kIssuer, R"({"id":")" + kIssuer + R"(","type":["Profile"]})");
    client_.answer(kMetadata, metadata(kIssuer, "jwks", set_of({jwk_of(2, "b"), jwk_of(1, "a")})));
    expect(token({{"kid", "a"}}), "issuer", Outcome::Pass, "ok");
    expect(token({{"jwk", jwk_of(1)}}), "issuer", Outcome::Pass, "ok");
    expect(token({}), "proof", Outcome::Fail, "key-not-named");
    expect(token({{"jwk", jwk_of(3)}}), "proof", Outcome::Fail, "key-not-of-issuer");
}

TEST_F(WebKeys, ARevokedKeyCountsByTheDateOfTheToken) {
    json::Value revoked = test::parse(document(1));
    test::set(revoked, "/verificationMethod/0/revoked", R"("2025-01-01T00:00:00Z")");
    client_.answer(kIssuer, json::serialize(revoked));
    json::Value payload = test::plain_credential();
    test::set(payload, "/issuer", "\"" + kIssuer + "\"");
    const json::Object header{{"kid", kIssuer + "#k"}};
    const auto with = [&](const char* claim, const char* time) {
        json::Value dated = payload;
        test::set(dated, claim, time);
        return signed_by_1(dated, header);
    };
    expect(with("/iat", "1735689599"), "issuer", Outcome::Pass, "ok");
    expect(with("/iat", "1735689600"), "proof", Outcome::Fail, "key-revoked");
    expect(with("/nbf", "1735689599"), "issuer", Outcome::Pass, "ok");
    expect(with("/nbf", "1735689600"), "proof", Outcome::Fail, "key-revoked");
    expect(signed_by_1(payload, header), "proof", Outcome::Fail, "key-revoked");
}

TEST_F(WebKeys, NothingElseIsGuessed) {
    client_.answer(kIssuer, "", 404);
    expect(token({{"kid", "a"}}), "proof", Outcome::Unknown, "fetch-failed");
    for (const auto& request : client_.requests) {
        EXPECT_TRUE(request.url == kIssuer || request.url == kMetadata) << request.url;
    }
}

TEST_F(WebKeys, OfAnSdJwtVcTheMetadataOfItsIssuer) {
    client_.answer(kMetadata, metadata(kIssuer, "jwks", set_of({jwk_of(2, "b"), jwk_of(1, "a")})));
    expect(sd_jwt_vc({{"kid", "a"}}), "issuer", Outcome::Pass, "ok");
    EXPECT_EQ(client_.requests.size(), 1U) << "nothing but the metadata is asked";
    expect(sd_jwt_vc({{"kid", "c"}}), "proof", Outcome::Fail, "key-not-named");
    // A `kid` that looks like a URL is a name like any other.
    client_.answer(kElsewhere, text(jwk_of(1)));
    expect(sd_jwt_vc({{"kid", kElsewhere}}), "proof", Outcome::Fail, "key-not-named");
    client_.answer(kMetadata, metadata(kIssuer, "jwks", set_of({jwk_of(1, kElsewhere)})));
    expect(sd_jwt_vc({{"kid", kElsewhere}}), "issuer", Outcome::Pass, "ok");
}

TEST_F(WebKeys, MetadataWithTheirKeysElsewhere) {
    client_.answer(kMetadata, metadata(kIssuer, "jwks_uri", "\"" + kElsewhere + "\""));
    expect(sd_jwt_vc({{"kid", "a"}}), "proof", Outcome::Unknown, "fetch-failed");
    client_.answer(kElsewhere, set_of({jwk_of(1, "a")}));
    expect(sd_jwt_vc({{"kid", "a"}}), "issuer", Outcome::Pass, "ok");
    client_.answer(kElsewhere, metadata(kIssuer, "jwks", set_of({jwk_of(1, "a")})));
    expect(sd_jwt_vc({{"kid", "a"}}), "proof", Outcome::Fail, "invalid-did-document");
}

TEST_F(WebKeys, MetadataOfAnotherIssuer) {
    client_.answer(kMetadata, metadata(kIssuer + "/", "jwks", set_of({jwk_of(1, "a")})));
    expect(sd_jwt_vc({{"kid", "a"}}), "proof", Outcome::Fail, "issuer-metadata-mismatch");
    client_.answer(kMetadata, set_of({jwk_of(1, "a")}));
    expect(sd_jwt_vc({{"kid", "a"}}), "proof", Outcome::Fail, "invalid-did-document");
}

}  // namespace
}  // namespace blason
