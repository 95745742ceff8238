// Rotating the keys of a hosted did:web issuer, over HTTP: badges outlive the key that signed them, and a stolen key
// is worth nothing from its cut-off on.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/jose/jws.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/test_app.hpp"
#include "wallet-server/storage/audit_chain.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr const char* kKeys = "/issuers/alpha/signing-keys";

class SigningKeys : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto key = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
        ASSERT_TRUE(key);
        admin = *key;
    }
    http::Response post(const std::string& path, const std::string& body = "") { return app.post(path, body, admin); }
    http::Response change(const std::string& key, const std::string& act, const std::string& body = "") {
        return post(std::string(kKeys) + "/" + key + "/" + act, body);
    }
    static std::string state(const http::Response& response) { return text_at(body_of(response), "state"); }
    static std::string code(const http::Response& response) { return text_at(body_of(response), "code"); }

    std::string badge(const std::string& options = "{}") {
        const auto response = app.post("/credentials/issue", R"({"credential":{
            "@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
            "credentialSubject":{"id":"did:example:subject"}},"options":)" +
                                                                 options + "}");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    http::Response verify(const std::string& credential) {
        return app.post("/credentials/verify", R"({"verifiableCredential":)" + credential + "}");
    }
    static std::string signed_by(const std::string& credential) {
        return text_at(json::parse(credential)->at("proof"), "verificationMethod");
    }
    /// What anybody reads: the document as it is served.
    json::Value document() { return body_of(app.get("/issuers/alpha/did.json")); }
    std::vector<std::string> published() {
        std::vector<std::string> ids;
        const auto read = document();
        for (const auto& method : json::find(read, "verificationMethod")->get_array()) {
            ids.push_back(text_at(method, "id").substr(text_at(method, "id").find('#')));
        }
        return ids;
    }

    test::TestApp app{true, "https://badges.example"};
    std::string admin;
    const std::string did = "did:web:badges.example:issuers:alpha";
};

TEST_F(SigningKeys, ABadgeSignedBeforeTheRotationStillVerifies) {
    const auto before = badge();
    EXPECT_EQ(signed_by(before), did + "#key-1");
    ASSERT_EQ(verify(before).status, 200) << verify(before).body;

    const auto made = post(kKeys);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(state(made), "next");
    EXPECT_EQ(published(), (std::vector<std::string>{"#key-1", "#key-2"})) << "published before its first use";
    EXPECT_EQ(signed_by(badge()), did + "#key-1");

    EXPECT_EQ(code(change("key-2", "activate")), "key-too-new");
    app.pass_seconds(kDay);
    EXPECT_EQ(state(change("key-2", "activate")), "current");
    const auto after = badge();
    EXPECT_EQ(signed_by(after), did + "#key-2");
    EXPECT_EQ(verify(after).status, 200);
    EXPECT_EQ(verify(before).status, 200) << verify(before).body;
    const auto keys = body_of(app.get(kKeys));
    EXPECT_EQ(text_at(json::find(keys, "keys")->at(0), "state"), "retired");

    app.reopen();
    EXPECT_EQ(signed_by(badge()), did + "#key-2");
    EXPECT_EQ(verify(before).status, 200);
}

TEST_F(SigningKeys, ABadgeSignedAfterTheCutOffDoesNotVerify) {
    const auto before = badge();
    app.pass_seconds(kDay);
    // The key is stolen today; the thief and we sign with it until somebody notices.
    const auto stolen_at = app.services().clock();
    app.pass_seconds(60);
    const auto forged = badge();
    ASSERT_EQ(verify(forged).status, 200) << "nobody knows yet";
    app.pass_seconds(kDay);

    const auto revoked = change("key-1", "revoke", R"({"since":")" + format_instant(stolen_at) + "\"}");
    ASSERT_EQ(revoked.status, 200) << revoked.body;
    EXPECT_EQ(state(revoked), "revoked");
    EXPECT_EQ(text_at(body_of(revoked), "revoked"), format_instant(stolen_at));
    EXPECT_EQ(text_at(document().at("verificationMethod").at(0), "revoked"), format_instant(stolen_at));

    EXPECT_EQ(verify(before).status, 200) << "signed before the cut-off";
    const auto refused = verify(forged);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(text_at(body_of(refused), "outcome"), "invalid");
    EXPECT_EQ(code(refused), "key-revoked") << refused.body;
    // The issuer goes on with a new key, made at once.
    const auto after = badge();
    EXPECT_EQ(signed_by(after), did + "#key-2");
    EXPECT_EQ(verify(after).status, 200);

    // A key set has no dates: who reads it must not take the key for a good one.
    const auto set = body_of(app.get("/issuers/alpha/jwks.json"));
    ASSERT_EQ(json::find(set, "keys")->get_array().size(), 1U);
    EXPECT_EQ(text_at(json::find(set, "keys")->at(0), "kid"), did + "#key-2");
}

TEST_F(SigningKeys, ACutOffOnlyMovesBack) {
    app.pass_seconds(100);
    const auto now = app.services().clock();
    EXPECT_EQ(code(change("key-1", "revoke", R"({"since":"2030-01-01T00:00:00Z"})")), "key-cut-off");
    EXPECT_EQ(code(change("key-1", "revoke", R"({"since":"yesterday"})")), "invalid-date");
    EXPECT_EQ(state(change("key-1", "revoke")), "revoked");
    app.pass_seconds(100);
    EXPECT_EQ(code(change("key-1", "revoke")), "key-cut-off");
    const auto earlier = format_instant({now.seconds - 50, 0});
    const auto moved = change("key-1", "revoke", R"({"since":")" + earlier + "\"}");
    EXPECT_EQ(text_at(body_of(moved), "revoked"), earlier) << moved.body;
    EXPECT_EQ(published(), (std::vector<std::string>{"#key-1", "#key-2"})) << "one replacement, not two";
}

TEST_F(SigningKeys, ARevokedKeyIsReplacedByTheNextOne) {
    ASSERT_EQ(post(kKeys).status, 201);
    ASSERT_EQ(change("key-1", "revoke").status, 200);
    EXPECT_EQ(signed_by(badge()), did + "#key-2");
    EXPECT_EQ(published().size(), 2U);
}

TEST_F(SigningKeys, AKeyForAnotherSuite) {
    const auto ecdsa = R"({"cryptosuite":"ecdsa-rdfc-2019"})";
    const auto body = std::string(R"({"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
        "type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:subject"}},"options":)") +
                      ecdsa + "}";
    const auto without = app.post("/credentials/issue", body);
    EXPECT_EQ(code(without), "issuer-key-missing") << without.body;
    const auto made = post(kKeys, R"({"type":"p256","activate":true})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(state(made), "current");
    const auto credential = badge(ecdsa);
    EXPECT_EQ(signed_by(credential), did + "#key-2");
    EXPECT_EQ(verify(credential).status, 200) << verify(credential).body;
    EXPECT_EQ(signed_by(badge()), did + "#key-1") << "the other key is still current";
    // One of each type is current; the new one replaces only its own kind.
    ASSERT_EQ(post(kKeys, R"({"type":"p256","activate":true})").status, 201);
    EXPECT_EQ(signed_by(badge(ecdsa)), did + "#key-3");
    EXPECT_EQ(verify(credential).status, 200);
    EXPECT_EQ(state(change("key-3", "retire")), "retired");
    EXPECT_EQ(code(app.post("/credentials/issue", body)), "issuer-key-missing");
}

/// The public validator of 1EdTech takes the key of a token from `publicKeyJwk`, other readers that of a proof from
/// `publicKeyMultibase`.
TEST_F(SigningKeys, AKeyThatSignsTokensIsPublishedAsJwkToo) {
    ASSERT_EQ(post(kKeys, R"({"type":"p256","activate":true})").status, 201);
    ASSERT_EQ(post(kKeys, R"({"type":"rsa2048","activate":true})").status, 201);
    EXPECT_EQ(published(), (std::vector<std::string>{"#key-1", "#key-2", "#key-2-jwk", "#key-3"}));
    const auto read = document();
    const auto& methods = json::find(read, "verificationMethod")->get_array();
    EXPECT_TRUE(methods[1].at("publicKeyMultibase").is_string());
    EXPECT_EQ(text_at(methods[2].at("publicKeyJwk"), "crv"), "P-256");
    EXPECT_EQ(text_at(methods[3].at("publicKeyJwk"), "kty"), "RSA");
    for (const char* id : {"#key-2-jwk", "#key-3"}) {
        const auto& allowed = json::find(read, "assertionMethod")->get_array();
        EXPECT_NE(std::find(allowed.begin(), allowed.end(), json::Value(did + id)), allowed.end()) << id;
    }
    const auto token = text_at(*json::parse(badge(R"({"format":"jwt"})")), "id");
    const auto jws = jose::parse_compact(std::string_view(token).substr(token.find(',') + 1));
    ASSERT_TRUE(jws);
    EXPECT_EQ(jws->kid(), did + "#key-2-jwk");
    EXPECT_EQ(json::text_of(jws->header, "alg"), "ES256");
    const auto answer =
        app.post("/credentials/verify", R"({"verifiableCredential":")" + token.substr(token.find(',') + 1) + "\"}");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(signed_by(badge(R"({"cryptosuite":"ecdsa-rdfc-2019"})")), did + "#key-2");
    ASSERT_EQ(change("key-2", "revoke").status, 200);
    EXPECT_TRUE(document().at("verificationMethod").at(2).as_object().contains("revoked"));
}

TEST_F(SigningKeys, WhatIsRefused) {
    EXPECT_EQ(app.post(kKeys, "").status, 401);
    EXPECT_EQ(app.get(kKeys).status, 200);
    EXPECT_EQ(code(post(kKeys, R"({"type":"rsa"})")), "key-type-unknown");
    EXPECT_EQ(code(post(kKeys, R"({"kind":"p256"})")), "option-unknown");
    EXPECT_EQ(code(post(kKeys, R"({"activate":"yes"})")), "wrong-type");
    EXPECT_EQ(code(change("key-9", "activate")), "key-not-found");
    EXPECT_EQ(change("key-9", "revoke").status, 404);
    EXPECT_EQ(code(change("key-1", "activate")), "key-state");
    EXPECT_EQ(change("key-1", "activate").status, 409);
    EXPECT_EQ(code(change("key-1", "retire")), "key-in-use");
    EXPECT_EQ(post("/issuers/beta/signing-keys").status, 403) << "the key is for alpha only";
}

TEST_F(SigningKeys, OldKeysLogNobodyIn) {
    ASSERT_EQ(post(kKeys, R"({"activate":true})").status, 201);
    const auto read = document();
    EXPECT_EQ(json::find(read, "assertionMethod")->get_array().size(), 2U);
    ASSERT_EQ(json::find(read, "authentication")->get_array().size(), 1U);
    EXPECT_EQ(json::find(read, "authentication")->at(0), json::Value(did + "#key-2"));
}

TEST_F(SigningKeys, EveryChangeIsInTheAudit) {
    ASSERT_EQ(post(kKeys).status, 201);
    ASSERT_EQ(change("key-2", "activate", R"({"immediately":true})").status, 200);
    ASSERT_EQ(change("key-1", "revoke").status, 200);
    const auto rows = app.services().store.audit("alpha", 0, 100);
    ASSERT_TRUE(rows);
    std::vector<std::string> acts;
    for (const auto& row : *rows) {
        const auto entry = json::parse(row.entry);
        if (text_at(*entry, "act").starts_with("key.")) {
            acts.push_back(text_at(*entry, "act") + " " + text_at(*entry, "object"));
        }
    }
    EXPECT_EQ(acts, (std::vector<std::string>{"key.publish alpha#key-2", "key.activate alpha#key-2",
                                              "key.revoke alpha#key-1"}));
}

class SigningTokens : public SigningKeys, public testing::WithParamInterface<const char*> {
  protected:
    std::string options() const { return std::string(R"({"format":")") + GetParam() + "\"}"; }
    /// A JWT names the method that has the key as JWK.
    static std::string suffix() { return std::string_view(GetParam()) == "jwt" ? "-jwk" : ""; }
    /// The header of the token in an envelope.
    static json::Value header_of(const std::string& envelope) {
        auto token = text_at(*json::parse(envelope), "id");
        token = token.substr(token.find(',') + 1);
        return *json::parse(as_text(*text::base64url_decode(token.substr(0, token.find('.')))));
    }
};

TEST_P(SigningTokens, AreSignedWithTheCurrentP256KeyWhereThereIsOne) {
    EXPECT_EQ(text_at(header_of(badge(options())), "alg"), "EdDSA");
    ASSERT_EQ(post(kKeys, R"({"type":"p384","activate":true})").status, 201);
    EXPECT_EQ(text_at(header_of(badge(options())), "alg"), "ES384");
    ASSERT_EQ(post(kKeys, R"({"type":"p256"})").status, 201);
    EXPECT_EQ(text_at(header_of(badge(options())), "alg"), "ES384") << "published is not current";
    ASSERT_EQ(change("key-3", "activate", R"({"immediately":true})").status, 200);
    const auto token = badge(options());
    EXPECT_EQ(text_at(header_of(token), "alg"), "ES256");
    EXPECT_EQ(text_at(header_of(token), "kid"), did + "#key-3" + suffix());
    EXPECT_EQ(verify(token).status, 200) << verify(token).body;
    EXPECT_EQ(signed_by(badge()), did + "#key-1") << "a proof is still made with the key of its suite";
}

TEST_P(SigningTokens, TheCutOffCountsByTheDateInTheToken) {
    ASSERT_EQ(post(kKeys, R"({"type":"p256","activate":true})").status, 201);
    const auto before = badge(options());
    app.pass_seconds(kDay);
    const auto stolen_at = app.services().clock();
    app.pass_seconds(60);
    const auto forged = badge(options());
    ASSERT_EQ(verify(forged).status, 200) << "nobody knows yet";
    ASSERT_EQ(change("key-2", "revoke", R"({"since":")" + format_instant(stolen_at) + "\"}").status, 200);
    EXPECT_EQ(verify(before).status, 200) << verify(before).body;
    EXPECT_EQ(code(verify(forged)), "key-revoked") << verify(forged).body;
    const auto after = badge(options());
    EXPECT_EQ(text_at(header_of(after), "kid"), did + "#key-3" + suffix());
    EXPECT_EQ(verify(after).status, 200);
}
INSTANTIATE_TEST_SUITE_P(Each, SigningTokens, testing::Values("jwt", "sd-jwt"),
                         [](const auto& one) { return std::string(one.param) == "jwt" ? "Jwt" : "SdJwt"; });

TEST_F(SigningKeys, OneKeyByItself) {
    const auto served = app.get(std::string(kKeys) + "/key-1");
    ASSERT_EQ(served.status, 200);
    EXPECT_EQ(served.fields.find("Content-Type"), "application/jwk+json");
    const auto set = body_of(app.get("/issuers/alpha/jwks.json"));
    EXPECT_EQ(body_of(served), json::find(set, "keys")->at(0));
    EXPECT_EQ(text_at(body_of(served), "kid"), did + "#key-1");
    ASSERT_EQ(change("key-1", "revoke").status, 200);
    EXPECT_EQ(app.get(std::string(kKeys) + "/key-1").status, 404) << "a key alone has no date";
    EXPECT_EQ(code(app.get(std::string(kKeys) + "/key-9")), "key-not-found");
    EXPECT_EQ(code(app.get("/issuers/beta/signing-keys/key-1")), "issuer-not-found");
}

TEST_F(SigningKeys, AnSdJwtVcInTheNameOfTheIssuersAddress) {
    constexpr const char* kMetadata = "/.well-known/jwt-vc-issuer/issuers/alpha";
    const auto metadata = body_of(app.get(kMetadata));
    EXPECT_EQ(text_at(metadata, "issuer"), "https://badges.example/issuers/alpha");
    EXPECT_EQ(*json::find(metadata, "jwks"), body_of(app.get("/issuers/alpha/jwks.json")));
    EXPECT_EQ(code(app.get("/.well-known/jwt-vc-issuer/issuers/beta")), "issuer-not-found");

    const auto issue = [&](const std::string& iss) {
        return app.post("/credentials/issue", R"({"credential":{"vct":"https://badges.example/card","iss":")" + iss +
                                                  R"("},"options":{"format":"sd-jwt"}})");
    };
    const auto issued = issue("https://badges.example/issuers/alpha");
    ASSERT_EQ(issued.status, 201) << issued.body;
    EXPECT_EQ(verify(issued.body).status, 200) << verify(issued.body).body;
    EXPECT_EQ(code(issue("https://badges.example/issuers/beta")), "issuer-not-hosted");
    // A key that is revoked is in the metadata no more.
    ASSERT_EQ(change("key-1", "revoke").status, 200);
    EXPECT_EQ(code(verify(issued.body)), "key-not-named");
}

/// Where the identifier is the key, there is nothing to rotate.
TEST(SigningKeysOfADidKey, CannotBeReplaced) {
    test::TestApp app;
    ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
    const auto key = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
    const auto refused = app.post(kKeys, "", *key);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(text_at(body_of(refused), "code"), "issuer-is-its-key");
    EXPECT_EQ(body_of(app.get(kKeys)).at("keys").get_array().size(), 1U);
}

}  // namespace
}  // namespace blason
