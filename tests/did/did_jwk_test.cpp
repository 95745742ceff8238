#include "did/did_jwk.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::did {
namespace {

Result<Resolution> resolve_text(std::string_view jwk) {
    return resolve_did_jwk(*Did::parse("did:jwk:" + text::base64url_encode(as_bytes(jwk))));
}

// The examples of the did:jwk specification.
constexpr std::string_view kP256 =
    R"({"crv":"P-256","kty":"EC","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"})";
constexpr std::string_view kX25519 =
    R"({"kty":"OKP","crv":"X25519","use":"enc","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"})";

bool allows(const Resolution& resolution, Purpose purpose) {
    return resolution.document.allows(purpose, resolution.document.id + "#0");
}

TEST(DidJwk, TheP256Example) {
    const std::string did =
        "did:jwk:"
        "eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5"
        "IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";
    const auto resolution = resolve_did_jwk(*Did::parse(did));
    ASSERT_TRUE(resolution) << resolution.error().detail;
    const auto* method = resolution->document.find(did + "#0");
    ASSERT_NE(method, nullptr);
    EXPECT_EQ(method->type, "JsonWebKey2020");
    EXPECT_EQ(method->controller, did);
    EXPECT_EQ(method->key.type(), crypto::KeyType::P256);
    EXPECT_EQ(did_jwk(method->key), did);
    EXPECT_EQ(did_jwk_method(method->key), did + "#0");
    EXPECT_EQ(json::serialize(resolution->document.json.at("verificationMethod").at(0).at("publicKeyJwk")), kP256);
    for (const auto purpose : {Purpose::AssertionMethod, Purpose::Authentication, Purpose::CapabilityDelegation,
                               Purpose::CapabilityInvocation, Purpose::KeyAgreement}) {
        EXPECT_TRUE(allows(*resolution, purpose)) << to_text(purpose);
    }
    const auto read = parse_document(resolution->document.json, did);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->methods.at(0).key, method->key);
    EXPECT_EQ(read->relationships.size(), 5U);
}

TEST(DidJwk, AnEncryptionKeyOnlyAgrees) {
    const auto resolution = resolve_text(kX25519);
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_EQ(resolution->document.methods.at(0).key.type(), crypto::KeyType::X25519);
    EXPECT_TRUE(allows(*resolution, Purpose::KeyAgreement));
    EXPECT_EQ(resolution->document.relationships.size(), 1U);
}

TEST(DidJwk, UseDecidesTheRelationships) {
    const auto with_use = [](std::string use) {
        return resolve_text(std::string(kP256.substr(0, kP256.size() - 1)) + ",\"use\":" + use + "}");
    };
    EXPECT_FALSE(allows(*with_use("\"sig\""), Purpose::KeyAgreement));
    EXPECT_TRUE(allows(*with_use("\"sig\""), Purpose::AssertionMethod));
    EXPECT_TRUE(allows(*with_use("\"enc\""), Purpose::KeyAgreement));
    EXPECT_FALSE(allows(*with_use("\"enc\""), Purpose::AssertionMethod));
    EXPECT_EQ(with_use("\"other\"").error().code, "INVALID_DID");
    EXPECT_EQ(with_use("1").error().code, "INVALID_DID");
}

TEST(DidJwk, TheBytesAreTakenAsTheyAre) {
    const std::string spaced =
        "{ \"y\":\"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE\", \"kty\":\"EC\", \"crv\":\"P-256\",\n"
        "\"x\":\"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0\", \"kid\":\"a\" }";
    const auto resolution = resolve_text(spaced);
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_EQ(resolution->document.id, "did:jwk:" + text::base64url_encode(as_bytes(spaced)));
    EXPECT_EQ(resolution->document.json.at("verificationMethod").at(0).at("publicKeyJwk").at("kid"), "a");
}

TEST(DidJwk, APrivateKeyIsAnAlarm) {
    const auto resolution = resolve_text(
        R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"})");
    ASSERT_FALSE(resolution);
    EXPECT_EQ(resolution.error().code, "private-key-in-document");
    EXPECT_EQ(resolution.error().detail.find("nWGx"), std::string::npos) << "a secret is not repeated";
}

TEST(DidJwk, NT9_WhatHoldsNoKeyIsRefused) {
    for (
        const auto* jwk :
        {"[]", "{", "{}", R"({"kty":"EC"})", R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})",
         R"({"kty":"EC","kty":"EC","crv":"P-256","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"})",
         R"({"crv":"P-256","kty":"EC","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","y":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0"})"}) {
        const auto resolution = resolve_text(jwk);
        ASSERT_FALSE(resolution) << jwk;
        EXPECT_EQ(resolution.error().code, "INVALID_DID") << jwk;
    }
    EXPECT_EQ(resolve_did_jwk(*Did::parse("did:jwk:e30%3D")).error().code, "INVALID_DID");
    EXPECT_EQ(resolve_did_jwk(*Did::parse("did:jwk:" + std::string(8193, 'A'))).error().code, "INVALID_DID");
}

}  // namespace
}  // namespace blason::did
