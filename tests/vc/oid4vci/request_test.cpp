// Proofs, requests and answers of OpenID4VCI as bytes: made by wallets, read by issuers, and the other way round.
#include <gtest/gtest.h>

#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/vc/certificates.hpp"
#include "tests/vc/oid4vci/reading.hpp"
#include "tests/vc/secured.hpp"
#include "vc/oid4vci/errors.hpp"
#include "vc/oid4vci/proof.hpp"
#include "vc/oid4vci/request.hpp"
#include "vc/oid4vci/response.hpp"

namespace blason {
namespace {

using namespace vc::oid4vci;  // NOLINT: a test of this room
using test::parsed;
using test::refusal_of;

constexpr Instant kNow{1'800'000'000, 0};
constexpr const char* kIssuer = "https://badges.example/issuers/alpha";

std::unique_ptr<crypto::Signer> new_signer(crypto::KeyType type = crypto::KeyType::P256) {
    auto key = crypto::generate_key(type, crypto::system_random());
    return std::move(*crypto::make_signer(std::move(*key)));
}
jose::Jwk jwk_of(const crypto::Signer& signer) {
    return {signer.public_key(), {}, {}, {}, {}};
}
/// Signed with claims and header that make_jwt_proof would not write.
std::string odd_proof(const crypto::Signer& signer, json::Object header, const json::Object& claims) {
    const auto payload = json::serialize(claims);
    return *jose::sign_compact(signer, *crypto::usual_algorithm(signer.public_key().type()), header, as_bytes(payload));
}

TEST(JwtProof, IsReadAndChecked) {
    for (const auto type : {crypto::KeyType::P256, crypto::KeyType::Ed25519, crypto::KeyType::P384}) {
        const auto signer = new_signer(type);
        const auto text = make_jwt_proof(*signer, {kIssuer, "nonce-1", {}, {}, kNow});
        ASSERT_TRUE(text);
        const auto proof = read_jwt_proof(*text);
        ASSERT_TRUE(proof) << proof.error().detail;
        EXPECT_EQ(proof->nonce, "nonce-1");
        ASSERT_TRUE(proof->jwk);
        EXPECT_TRUE(proof->jwk->key == signer->public_key());
        EXPECT_TRUE(check_jwt_proof(*proof, *proof->jwk, {kIssuer, {}, kNow}));
    }
    const auto signer = new_signer();
    const auto named = read_jwt_proof(*make_jwt_proof(*signer, {kIssuer, "n", "client-1", "did:example:1#a", kNow}));
    ASSERT_TRUE(named);
    EXPECT_EQ(named->kid, "did:example:1#a");
    EXPECT_TRUE(check_jwt_proof(*named, jwk_of(*signer), {kIssuer, "client-1", kNow}));
}

TEST(JwtProof, OA15_WithMistakesIsRefused) {
    const auto signer = new_signer();
    const auto other = new_signer();
    const auto jwk = signer->public_key().jwk();
    const json::Object claims{{"aud", kIssuer}, {"iat", kNow.seconds}, {"nonce", "n"}};
    const json::Object header{{"typ", "openid4vci-proof+jwt"}, {"jwk", jwk}};
    const auto read = [&](json::Object changed_header) {
        return refusal_of(read_jwt_proof(odd_proof(*signer, std::move(changed_header), claims)));
    };
    EXPECT_EQ(read(header), "accepted");
    EXPECT_EQ(read({{"typ", "JWT"}, {"jwk", jwk}}), "invalid_proof ");
    EXPECT_EQ(read({{"jwk", jwk}}), "invalid_proof ");
    EXPECT_EQ(read({{"typ", "openid4vci-proof+jwt"}}), "invalid_proof ") << "no key";
    EXPECT_EQ(read({{"typ", "openid4vci-proof+jwt"}, {"jwk", jwk}, {"kid", "k"}}), "invalid_proof ") << "two keys";
    EXPECT_EQ(read({{"typ", "openid4vci-proof+jwt"}, {"jwk", jwk}, {"trust_chain", json::Array{}}}), "invalid_proof ");
    auto private_jwk = jwk;
    private_jwk["d"] = "AAAA";
    EXPECT_EQ(read({{"typ", "openid4vci-proof+jwt"}, {"jwk", private_jwk}}), "invalid_proof ");
    // {"alg":"none"} and a MAC, which no signer of ours makes.
    EXPECT_EQ(
        refusal_of(read_jwt_proof("eyJhbGciOiJub25lIiwidHlwIjoib3BlbmlkNHZjaS1wcm9vZitqd3QiLCJraWQiOiJhIn0.e30.")),
        "invalid_proof ");
    EXPECT_EQ(
        refusal_of(read_jwt_proof("eyJhbGciOiJIUzI1NiIsInR5cCI6Im9wZW5pZDR2Y2ktcHJvb2Yrand0Iiwia2lkIjoiYSJ9.e30.AA")),
        "invalid_proof ");
    EXPECT_EQ(refusal_of(read_jwt_proof("no.jwt")), "invalid_proof ");

    const auto check = [&](const json::Object& changed, const ProofRules& rules, const crypto::Signer& by) {
        const auto proof = read_jwt_proof(odd_proof(by, header, changed));
        return proof ? refusal_of(check_jwt_proof(*proof, jwk_of(*signer), rules)) : refusal_of(proof);
    };
    const ProofRules rules{kIssuer, {}, kNow};
    EXPECT_EQ(check(claims, rules, *signer), "accepted");
    EXPECT_EQ(check(claims, rules, *other), "invalid_proof ") << "signed with another key";
    EXPECT_EQ(check(claims, {"https://other.example", {}, kNow}, *signer), "invalid_proof ");
    const auto with = [&](std::string_view name, json::Value value) {
        auto changed = claims;
        changed[json::key(name)] = std::move(value);
        return check(changed, rules, *signer);
    };
    EXPECT_EQ(with("aud", json::Array{kIssuer}), "accepted");
    EXPECT_EQ(with("aud", json::Array{kIssuer, "https://other.example"}), "invalid_proof ");
    EXPECT_EQ(with("iss", "somebody"), "invalid_proof ") << "an anonymous wallet has no iss";
    EXPECT_EQ(with("iat", kNow.seconds - 301), "invalid_proof ");
    EXPECT_EQ(with("iat", kNow.seconds - 300), "accepted");
    EXPECT_EQ(with("iat", kNow.seconds + 61), "invalid_proof ");
    EXPECT_EQ(with("iat", "now"), "invalid_proof ");
    EXPECT_EQ(with("exp", kNow.seconds - 61), "invalid_proof ");
    auto without = claims;
    without.erase("aud");
    EXPECT_EQ(check(without, rules, *signer), "invalid_proof ");
    without = claims;
    without.erase("iat");
    EXPECT_EQ(check(without, rules, *signer), "invalid_proof ");
}

// Appendix F.1: the key may stand in a certificate.
TEST(JwtProof, TheKeyOfACertificateIsTaken) {
    const auto& signer = test::key(1);
    const json::Object claims{{"aud", kIssuer}, {"iat", kNow.seconds}, {"nonce", "n"}};
    const ProofRules rules{kIssuer, {}, kNow};
    const auto checked = [&](const json::Object& key_members, const crypto::Signer& by, const ProofRules& with) {
        json::Object header = key_members;
        header["typ"] = "openid4vci-proof+jwt";
        const auto proof = read_jwt_proof(odd_proof(by, header, claims));
        if (!proof) return refusal_of(proof) + "reading";
        EXPECT_TRUE(proof->jwk->key == signer.public_key());
        return refusal_of(check_jwt_proof(*proof, *proof->jwk, with));
    };
    const auto x5c = [](json::Array list) { return json::Object{{"x5c", std::move(list)}}; };
    EXPECT_EQ(checked(x5c({test::kLeaf}), signer, rules), "accepted");
    EXPECT_EQ(checked(x5c({test::kLeaf, test::kAuthority}), signer, rules), "accepted");
    EXPECT_EQ(checked(x5c({test::kLeaf, test::kAuthority, test::kRoot}), signer, rules), "accepted");
    EXPECT_EQ(checked(x5c({test::kLeaf}), test::key(2), rules), "invalid_proof ") << "signed with another key";
    EXPECT_EQ(checked(x5c({test::kLeaf, test::kRoot}), signer, rules), "invalid_proof ") << "a link is missing";
    // Not yet in force, and not any more. The proof itself is as old as it may be.
    ProofRules early = rules;
    early.now = {1'790'000'000, 0};
    ProofRules late = rules;
    late.now = {2'600'000'000, 0};
    early.most_seconds_old = late.most_seconds_old = 1'000'000'000;
    EXPECT_EQ(checked(x5c({test::kLeaf}), signer, late), "invalid_proof ");
    EXPECT_EQ(checked(x5c({test::kLeaf}), signer, early), "invalid_proof ");
    for (const auto& bad : {json::Value(json::Array{}), json::Value("AA=="), json::Value(json::Array{"AA=="}),
                            json::Value(json::Array{1}), json::Value(json::Array(9, test::kLeaf))})
        EXPECT_EQ(checked({{"x5c", bad}}, signer, rules), "invalid_proof reading") << json::serialize(bad);
    // Exactly one says which key it is.
    const auto jwk = signer.public_key().jwk();
    const json::Array list{test::kLeaf};
    EXPECT_EQ(checked({{"x5c", list}, {"jwk", jwk}}, signer, rules), "invalid_proof reading");
    EXPECT_EQ(checked({{"x5c", list}, {"kid", "k"}}, signer, rules), "invalid_proof reading");
    EXPECT_EQ(checked({{"x5c", list}, {"kid", "k"}, {"jwk", jwk}}, signer, rules), "invalid_proof reading");
    EXPECT_EQ(checked({}, signer, rules), "invalid_proof reading");
}

TEST(KeyAttestation, IsRead) {
    const auto maker = new_signer();
    const auto first = new_signer()->public_key().jwk();
    const auto second = new_signer(crypto::KeyType::Ed25519)->public_key().jwk();
    const auto read = [&](const json::Object& claims, const char* typ = "key-attestation+jwt", bool expiry = false) {
        return read_key_attestation(odd_proof(*maker, {{"typ", typ}}, claims), kNow, expiry);
    };
    const json::Object good{{"iat", kNow.seconds}, {"nonce", "n"}, {"attested_keys", json::Array{first, second}}};
    const auto attestation = read(good);
    ASSERT_TRUE(attestation) << attestation.error().detail;
    EXPECT_EQ(attestation->keys.size(), 2U);
    EXPECT_EQ(attestation->nonce, "n");
    EXPECT_TRUE(read(good, "keyattestation+jwt"));
    EXPECT_FALSE(read(good, "JWT"));
    EXPECT_FALSE(read(good, "key-attestation+jwt", true)) << "beside a proof it needs an end";
    EXPECT_FALSE(read({{"iat", kNow.seconds}, {"attested_keys", json::Array{first, first}}}));
    EXPECT_FALSE(read({{"iat", kNow.seconds}, {"attested_keys", json::Array{}}}));
    EXPECT_FALSE(read({{"iat", kNow.seconds}, {"attested_keys", json::Array{1}}}));
    EXPECT_FALSE(read({{"attested_keys", json::Array{first}}}));
}

TEST(CredentialRequest, IsReadInBothEditions) {
    const auto final = parse_credential_request(
        parsed(R"({"credential_configuration_id":"a","proofs":{"jwt":["x","y"]},"unknown":1})"));
    ASSERT_TRUE(final);
    EXPECT_EQ(final->edition, Edition::Final);
    EXPECT_EQ(final->proofs->values.size(), 2U);
    EXPECT_EQ(to_json(*parse_credential_request(to_json(*final))), to_json(*final));
    const auto named = parse_credential_request(parsed(R"({"credential_identifier":"i","proofs":{"di_vp":[{}]}})"));
    ASSERT_TRUE(named);
    EXPECT_EQ(named->identifier, "i");
    const auto draft = parse_credential_request(parsed(R"({"format":"jwt_vc_json","credential_definition":{
        "type":["VerifiableCredential","OpenBadgeCredential"]},"proof":{"proof_type":"jwt","jwt":"x"}})"));
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->edition, Edition::Draft13);
    EXPECT_EQ(draft->types.size(), 2U);
    EXPECT_EQ(draft->proofs->type, "jwt");
    EXPECT_EQ(to_json(*parse_credential_request(to_json(*draft))), to_json(*draft));
    const auto both = parse_credential_request(parsed(R"({"format":"vc+sd-jwt","credential_configuration_id":"a"})"));
    ASSERT_TRUE(both);
    EXPECT_EQ(both->configuration, "a");
}

TEST(CredentialRequest, OA16_WithMistakesIsRefused) {
    const auto of = [](std::string_view text) { return refusal_of(parse_credential_request(parsed(text))); };
    EXPECT_EQ(of("[]"), "invalid_credential_request ");
    EXPECT_EQ(of("{}"), "invalid_credential_request /credential_configuration_id");
    EXPECT_EQ(of(R"({"credential_configuration_id":"a","credential_identifier":"b"})"),
              "invalid_credential_request /credential_identifier");
    const std::string begin = R"({"credential_configuration_id":"a","proofs":)";
    EXPECT_EQ(of(begin + "{}}"), "invalid_credential_request /proofs");
    EXPECT_EQ(of(begin + R"({"jwt":[]}})"), "invalid_credential_request /proofs/jwt");
    EXPECT_EQ(of(begin + R"({"jwt":"x"}})"), "invalid_credential_request /proofs/jwt");
    EXPECT_EQ(of(begin + R"({"jwt":["x"],"di_vp":[{}]}})"), "invalid_credential_request /proofs");
    EXPECT_EQ(of(begin + R"({"jwt":["x",{}]}})"), "invalid_proof /proofs/jwt/1");
    EXPECT_EQ(of(begin + R"({"cwt":["x"]}})"), "invalid_proof /proofs/cwt");
    EXPECT_EQ(of(begin + R"({"jwt":["x"]},"proof":{"proof_type":"jwt","jwt":"x"}})"),
              "invalid_credential_request /proof");
    EXPECT_EQ(of(R"({"credential_configuration_id":"a","proof":{"proof_type":"jwt"}})"), "invalid_proof /proof/jwt");
}

class Encryption : public testing::Test {
  protected:
    void SetUp() override {
        auto key = crypto::generate_key(crypto::KeyType::P256, crypto::system_random());
        ASSERT_TRUE(key);
        jwk = key->public_key.jwk();
        jwk["alg"] = "ECDH-ES";
        jwk["use"] = "enc";
        jwk["kid"] = "k1";
        agreement = std::move(*crypto::make_key_agreement(std::move(*key)));
    }
    std::string asked(json::Object encryption) const {
        return refusal_of(parse_credential_request(
            json::Object{{"credential_configuration_id", "a"}, {"credential_response_encryption", encryption}}));
    }
    json::Object jwk;
    std::unique_ptr<crypto::KeyAgreement> agreement;
};

TEST_F(Encryption, GoesBothWays) {
    const auto request = parse_credential_request(
        json::Object{{"credential_configuration_id", "a"},
                     {"credential_response_encryption", json::Object{{"jwk", jwk}, {"enc", "A128GCM"}}}});
    ASSERT_TRUE(request);
    ASSERT_TRUE(request->encryption);
    EXPECT_EQ(to_json(*parse_credential_request(to_json(*request))), to_json(*request));
    CredentialResponse response;
    response.credentials = {"token"};
    const auto text = encrypt_response(to_json(response), *request->encryption, crypto::system_random());
    ASSERT_TRUE(text) << text.error().detail;
    const auto jwe = jose::decrypt_compact(*text, *agreement, "ECDH-ES");
    ASSERT_TRUE(jwe);
    EXPECT_EQ(jwe->header.at("kid"), "k1");
    const auto read = decrypt_message(*text, *agreement, "ECDH-ES");
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, json::Value(to_json(response)));

    const json::Value jwks = json::Object{{"keys", json::Array{jwk}}};
    const auto sent = encrypt_request(to_json(*request), jwks, "A256GCM", crypto::system_random());
    ASSERT_TRUE(sent) << sent.error().detail;
    EXPECT_EQ(*decrypt_message(*sent, *agreement, "ECDH-ES"), json::Value(to_json(*request)));
    EXPECT_FALSE(encrypt_request({}, json::Object{{"keys", json::Array{}}}, "A256GCM", crypto::system_random()));
}

TEST_F(Encryption, OA20_WithMistakesIsRefused) {
    const std::string place = "invalid_encryption_parameters /credential_response_encryption/";
    EXPECT_EQ(asked({{"jwk", jwk}, {"enc", "A128GCM"}}), "accepted");
    EXPECT_EQ(asked({{"jwk", jwk}}), place + "enc");
    EXPECT_EQ(asked({{"enc", "A128GCM"}}), place + "jwk");
    EXPECT_EQ(asked({{"jwk", jwk}, {"enc", "XC20P"}}), place + "enc");
    EXPECT_EQ(asked({{"jwk", jwk}, {"enc", "A128GCM"}, {"zip", "DEF"}}), place + "zip");
    EXPECT_EQ(asked({{"jwk", jwk}, {"enc", "A128GCM"}, {"alg", "ECDH-ES+A256KW"}}), place + "alg");
    auto changed = jwk;
    changed["use"] = "sig";
    EXPECT_EQ(asked({{"jwk", changed}, {"enc", "A128GCM"}}), place + "jwk");
    changed = jwk;
    changed["alg"] = "RSA-OAEP-256";
    EXPECT_EQ(asked({{"jwk", changed}, {"enc", "A128GCM"}}), place + "jwk");
    changed = jwk;
    changed.erase("alg");
    EXPECT_EQ(asked({{"jwk", changed}, {"enc", "A128GCM"}}), place + "jwk") << "the alg must be said";
    EXPECT_EQ(asked({{"jwk", changed}, {"enc", "A128GCM"}, {"alg", "ECDH-ES"}}), "accepted") << "drafts say it here";
    changed = jwk;
    changed["x"] = "AAAA";
    EXPECT_EQ(asked({{"jwk", changed}, {"enc", "A128GCM"}}), place + "jwk") << "no point of the curve";
}

TEST(CredentialResponse, IsReadInBothEditions) {
    CredentialResponse response;
    response.credentials = {"a", json::Object{{"id", "b"}}};
    response.notification = "n";
    const auto read = parse_credential_response(to_json(response));
    ASSERT_TRUE(read);
    EXPECT_EQ(to_json(*read), to_json(response));
    response.credentials = {"a"};
    const auto draft = to_draft13_json(response, {"next", 300});
    EXPECT_EQ(draft.at("credential"), "a");
    EXPECT_EQ(draft.at("c_nonce"), "next");
    EXPECT_EQ(to_json(*parse_credential_response(draft)), to_json(response));
    const auto old = parse_credential_response(parsed(R"({"credential":{"id":"b"},"c_nonce":"x"})"));
    ASSERT_TRUE(old);
    EXPECT_EQ(old->credentials.size(), 1U);
    const auto later = parse_credential_response(parsed(R"({"transaction_id":"t","interval":5})"));
    ASSERT_TRUE(later);
    EXPECT_EQ(later->interval, 5U);
    for (const auto* text : {"[]", "{}", R"({"credentials":[1]})", R"({"transaction_id":"t","credentials":["a"]})"})
        EXPECT_EQ(refusal_of(parse_credential_response(parsed(text))).substr(0, 27), "invalid-credential-response");
}

TEST(Notification, IsReadAndRefused) {
    const auto of = [](std::string_view text) { return refusal_of(parse_notification(parsed(text))); };
    const Notification notification{"n", NotificationEvent::Failure, "No space left."};
    EXPECT_EQ(to_json(*parse_notification(to_json(notification))), to_json(notification));
    EXPECT_EQ(of(R"({"event":"credential_accepted"})"), "invalid_notification_request /notification_id");
    EXPECT_EQ(of(R"({"notification_id":"n"})"), "invalid_notification_request /event");
    EXPECT_EQ(of(R"({"notification_id":"n","event":"Credential_accepted"})"), "invalid_notification_request /event");
    EXPECT_EQ(of(R"({"notification_id":"n","event":"credential_deleted","event_description":"\u00e9"})"),
              "invalid_notification_request /event_description");
    EXPECT_EQ(to_json(*parse_deferred_request(parsed(R"({"transaction_id":"t"})"))).at("transaction_id"), "t");
    EXPECT_EQ(refusal_of(parse_deferred_request(parsed("{}"))), "invalid_credential_request /transaction_id");
}

}  // namespace
}  // namespace blason
