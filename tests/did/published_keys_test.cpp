// Keys that stand at a URL alone: JWK, JWK Set, JWT VC issuer metadata.
#include <gtest/gtest.h>

#include "did/published_keys.hpp"
#include "did/resolver.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/did/scripted_client.hpp"

namespace blason {
namespace {

using crypto::SignatureAlgorithm;

constexpr const char* kEd25519 = R"("kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")";
/// RFC 7517 appendix A.1.
constexpr const char* kP256 = R"("kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
                              R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM")";
const std::string kUrl = "https://issuer.example/keys";

std::string key(const char* members, const std::string& more = {}) {
    return std::string("{") + members + more + "}";
}

class PublishedKeys : public testing::Test {
  protected:
    Result<did::Resolution> at(const std::string& body) {
        client_.answer(kUrl, body);
        return resolver_.resolve(kUrl, {.now = {}});
    }
    std::string code(const std::string& body) {
        const auto found = at(body);
        return found ? std::string() : found.error().code + " " + found.error().pointer;
    }

    test::ScriptedClient client_;
    did::MethodResolver resolver_{client_};
};

TEST_F(PublishedKeys, AKeyAlone) {
    const auto found = at(key(kEd25519));
    ASSERT_TRUE(found) << found.error().detail;
    ASSERT_TRUE(found->keys);
    EXPECT_EQ(found->keys->set.keys().size(), 1U);
    EXPECT_TRUE(found->keys->issuer.empty());
    EXPECT_TRUE(found->document.methods.empty()) << "a key is no verification method";
    EXPECT_NE(client_.requests.front().accept.find("application/jwk+json"), std::string::npos);
}

TEST_F(PublishedKeys, ASetAndItsNames) {
    const auto found = at(R"({"keys":[)" + key(kEd25519, R"(,"kid":"a")") + "," + key(kP256, R"(,"kid":"a")") + "," +
                          R"({"kty":"EC","crv":"brainpool"}]})");
    ASSERT_TRUE(found) << found.error().detail;
    const auto& set = found->keys->set;
    EXPECT_EQ(set.keys().size(), 2U) << "unknown curves are passed over";
    const auto* named = did::named_key(set, kUrl + "#a", SignatureAlgorithm::Es256);
    ASSERT_NE(named, nullptr);
    EXPECT_EQ(named->key.type(), crypto::KeyType::P256);
    EXPECT_NE(did::named_key(set, kUrl, SignatureAlgorithm::EdDsa), nullptr) << "the only one for this algorithm";
    EXPECT_EQ(did::named_key(set, kUrl + "#b", SignatureAlgorithm::EdDsa), nullptr);
    EXPECT_EQ(did::named_key(set, kUrl, SignatureAlgorithm::Rs256), nullptr);
}

TEST_F(PublishedKeys, SeveralKeysNeedAName) {
    const std::string other = R"("kty":"OKP","crv":"Ed25519","x":"O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik")";
    const auto two =
        at(R"({"keys":[)" + key(kEd25519) + "," + key(other.c_str(), ",\"kid\":\"" + kUrl + "#2\"") + "]}");
    ASSERT_TRUE(two);
    EXPECT_EQ(did::named_key(two->keys->set, kUrl, SignatureAlgorithm::EdDsa), nullptr);
    EXPECT_NE(did::named_key(two->keys->set, kUrl + "#2", SignatureAlgorithm::EdDsa), nullptr) << "the whole URL";
}

TEST_F(PublishedKeys, NT7_PrivateKeysAreAnAlarm) {
    EXPECT_EQ(code(key(kEd25519, R"(,"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")")),
              "private-key-in-document /d");
    EXPECT_EQ(code(R"({"keys":[)" + key(kP256, R"(,"d":"x")") + "]}"), "private-key-in-document /keys/0/d");
    EXPECT_EQ(code(R"({"keys":[{"kty":"oct","k":"AAAA"}]})"), "private-key-in-document /keys/0/k");
    EXPECT_EQ(code(R"({"issuer":"https://issuer.example","jwks":{"keys":[)" + key(kP256, R"(,"d":"x")") + "]}}"),
              "private-key-in-document /jwks/keys/0/d");
}

TEST_F(PublishedKeys, WhatIsNeitherIsRefused) {
    EXPECT_EQ(code(R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})"), "INVALID_DID_DOCUMENT /x");
    EXPECT_EQ(code(R"({"keys":{}})"), "INVALID_DID_DOCUMENT /keys");
    EXPECT_EQ(code(R"({"issuer":7,"jwks":{"keys":[]}})"), "INVALID_DID_DOCUMENT /issuer");
    EXPECT_EQ(code(R"({"issuer":"https://issuer.example","jwks":{"keys":[]},"jwks_uri":"https://x.example"})"),
              "INVALID_DID_DOCUMENT /jwks_uri");
    EXPECT_EQ(code("<html>").substr(0, 20), "INVALID_DID_DOCUMENT");
    EXPECT_EQ(code(R"({"issuer":"https://issuer.example"})"), "INVALID_DID_DOCUMENT /id");
}

TEST_F(PublishedKeys, ADocumentStaysADocument) {
    const auto found = at(R"({"id":")" + kUrl + R"(","keys":[]})");
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_FALSE(found->keys);
    EXPECT_EQ(code(key(kEd25519, R"(,"id":"https://other.example")")), "INVALID_DID_DOCUMENT /id");
}

TEST(IssuerMetadata, StandBetweenHostAndPath) {
    EXPECT_EQ(did::issuer_metadata_url("https://a.example"), "https://a.example/.well-known/jwt-vc-issuer");
    EXPECT_EQ(did::issuer_metadata_url("https://a.example/"), "https://a.example/.well-known/jwt-vc-issuer");
    EXPECT_EQ(did::issuer_metadata_url("https://a.example:8443/t/1"),
              "https://a.example:8443/.well-known/jwt-vc-issuer/t/1");
    for (const char* none :
         {"http://a.example", "did:web:a.example", "https://", "https://a.example/?t=1", "https://a.example/#1", ""}) {
        EXPECT_FALSE(did::issuer_metadata_url(none)) << none;
    }
}

}  // namespace
}  // namespace blason
