#include <gtest/gtest.h>

#include "engine/jose/jws.hpp"
#include "tests/engine/jose/keys.hpp"

namespace blason::jose {
namespace {

using namespace test;
using enum crypto::SignatureAlgorithm;

std::string outcome(std::string_view text, const Jwk& key, std::span<const std::string_view> understood = {}) {
    const auto jws = parse_compact(text);
    if (!jws) return jws.error().code;
    const auto verified = verify(*jws, key, understood);
    return verified ? "valid" : verified.error().code;
}

const Pair& p256() {
    static const Pair pair = test_pair(crypto::KeyType::P256);
    return pair;
}

// RFC 8037 appendix A.4.
TEST(Jws, Rfc8037) {
    const auto key =
        parse_jwk(object(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    EXPECT_EQ(outcome("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-"
                      "09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
                      *key),
              "valid");
}

TEST(Jws, EveryAlgorithmBothWays) {
    for (const auto& row : crypto::signature_algorithms()) {
        const auto pair = test_pair(row.key_type);
        const auto payload = as_bytes("payload");
        const auto header = object(R"({"kid":"test","alg":"none"})");
        const auto compact = sign_compact(*pair.signer, row.algorithm, header, payload);
        ASSERT_TRUE(compact) << row.name;
        EXPECT_EQ(outcome(*compact, pair.jwk), "valid") << row.name;
        EXPECT_EQ(parse_compact(*compact)->kid(), "test");
        const auto detached = sign_detached(*pair.signer, row.algorithm, header, payload);
        EXPECT_TRUE(verify(*parse_detached(*detached, payload), pair.jwk));
        EXPECT_FALSE(verify(*parse_detached(*detached, as_bytes("other")), pair.jwk));
        EXPECT_EQ(parse_detached(*compact, payload).error().code, "jws-malformed");
    }
}

TEST(Jws, JsonSerialization) {
    const auto first = test_pair(crypto::KeyType::Ed25519);
    const std::array parts{SigningPart{first.signer.get(), EdDsa, {}, object(R"({"kid":"one"})")},
                           SigningPart{p256().signer.get(), Es256, object(R"({"kid":"two"})"), {}}};
    const auto general = sign_general(parts, as_bytes("payload"));
    ASSERT_TRUE(general);
    const auto read = parse_json(*general);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ((*read)[0].kid(), "one");
    EXPECT_TRUE(verify((*read)[0], first.jwk));
    EXPECT_TRUE(verify((*read)[1], p256().jwk));
    EXPECT_EQ(verify((*read)[1], first.jwk).error().code, "key-alg-mismatch");
    const auto flattened = parse_json(*sign_flattened(parts[0], as_bytes("payload")));
    ASSERT_TRUE(flattened);
    EXPECT_TRUE(verify(flattened->front(), first.jwk));
}

TEST(Jws, JW1_AlgNone) {
    for (const auto* header : {R"({"alg":"none"})", R"({"alg":"None"})", R"({"alg":"nOnE"})", R"({})", R"({"alg":[]})",
                               R"({"alg":["ES256"]})", R"({"alg":null})", R"({"alg":""})"}) {
        EXPECT_EQ(outcome(encoded(header) + ".e30.", p256().jwk), "alg-not-allowed") << header;
        EXPECT_EQ(outcome(signed_text(p256(), Es256, header, "{}"), p256().jwk), "alg-not-allowed") << header;
    }
}

TEST(Jws, JW2_JW3_MacsAreNeverAllowed) {
    for (const auto* name : {"HS256", "HS384", "HS512"}) {
        EXPECT_EQ(outcome(signed_text(p256(), Es256, fmt::format(R"({{"alg":"{}"}})", name), "{}"), p256().jwk),
                  "alg-not-allowed");
    }
}

TEST(Jws, JW4_TheKeyDecides) {
    const auto p384 = test_pair(crypto::KeyType::P384);
    const auto text = signed_text(p384, Es384, R"({"alg":"ES256"})", "{}");
    EXPECT_EQ(outcome(text, p384.jwk), "key-alg-mismatch");
    EXPECT_EQ(outcome(signed_text(p256(), Es256, R"({"alg":"ES256K"})", "{}"), p256().jwk), "key-alg-mismatch");
    const auto x25519 = crypto::generate_key(crypto::KeyType::X25519, crypto::system_random());
    EXPECT_EQ(outcome(encoded(R"({"alg":"EdDSA"})") + ".e30.AAAA", {x25519->public_key, {}, {}, {}, {}}),
              "key-alg-mismatch");
    const auto good = signed_text(p256(), Es256, R"({"alg":"ES256"})", "{}");
    Jwk narrowed = p256().jwk;
    narrowed.use = "enc";
    EXPECT_EQ(outcome(good, narrowed), "key-alg-mismatch");
    narrowed.use = "sig";
    EXPECT_EQ(outcome(good, narrowed), "valid");
    narrowed.algorithm = "ES384";
    EXPECT_EQ(outcome(good, narrowed), "key-alg-mismatch");
    narrowed.algorithm = "ES256";
    narrowed.operations = std::vector<std::string>{"sign"};
    EXPECT_EQ(outcome(good, narrowed), "key-alg-mismatch");
}

TEST(Jws, JW5_JW6_JW7_SignatureLengths) {
    const auto front = encoded(R"({"alg":"ES256"})") + ".e30.";
    for (const std::size_t size : {0U, 1U, 63U, 65U, 71U, 72U, 16372U}) {
        EXPECT_EQ(outcome(front + text::base64url_encode(Bytes(size, 0x30)), p256().jwk), "signature-invalid") << size;
    }
    EXPECT_EQ(outcome(front + text::base64url_encode(Bytes(64)), p256().jwk), "signature-invalid");
    EXPECT_EQ(outcome(front + text::base64url_encode(Bytes(64, 0xff)), p256().jwk), "signature-invalid");
}

TEST(Jws, JW10_KeysBroughtAlongAreIgnored) {
    const auto attacker = test_pair(crypto::KeyType::P256);
    const auto header = fmt::format(R"({{"alg":"ES256","jku":"https://attacker.example/k","jwk":{}}})",
                                    boost::json::serialize(attacker.jwk.key.jwk()));
    EXPECT_EQ(outcome(signed_text(attacker, Es256, header, "{}"), p256().jwk), "signature-invalid");
}

TEST(Jws, JW12_CriticalAndDuplicates) {
    for (const auto* header :
         {R"({"alg":"ES256","crit":["b64"],"b64":false})", R"({"alg":"ES256","b64":false})",
          R"({"alg":"ES256","b64":"true"})", R"({"alg":"ES256","crit":["x"],"x":1})", R"({"alg":"ES256","crit":[]})",
          R"({"alg":"ES256","crit":"exp"})", R"({"alg":"ES256","crit":["alg"]})", R"({"alg":"ES256","crit":[1]})",
          R"({"alg":"ES256","crit":["known"]})", R"({"alg":"ES256","crit":["known","known"],"known":1})"}) {
        const std::array<std::string_view, 1> understood{"known"};
        EXPECT_EQ(outcome(signed_text(p256(), Es256, header, "{}"), p256().jwk, understood), "jose-crit") << header;
    }
    const std::array<std::string_view, 1> understood{"known"};
    const auto known = signed_text(p256(), Es256, R"({"alg":"ES256","crit":["known"],"known":1})", "{}");
    EXPECT_EQ(outcome(known, p256().jwk, understood), "valid");
    EXPECT_EQ(outcome(known, p256().jwk), "jose-crit");
    EXPECT_EQ(outcome(signed_text(p256(), Es256, R"({"alg":"none","alg":"ES256"})", "{}"), p256().jwk), "jose-header");
    EXPECT_EQ(outcome(signed_text(p256(), Es256, R"({"alg":"ES256","\u0061lg":"ES256"})", "{}"), p256().jwk),
              "jose-header");
}

TEST(Jws, JW13_JsonSerializationRefusals) {
    const auto good = *sign_flattened({p256().signer.get(), Es256, object(R"({"kid":"a"})"), {}}, as_bytes("x"));
    EXPECT_EQ(parse_compact(boost::json::serialize(good)).error().code, "jws-malformed");
    for (const auto* unprotected : {R"({"kid":"b"})", R"({"alg":"none"})", R"({"crit":["x"]})"}) {
        auto changed = good;
        changed["header"] = object(unprotected);
        EXPECT_EQ(parse_json(changed).error().code, "jws-malformed") << unprotected;
    }
    auto mixed = good;
    mixed["signatures"] = json::Array{object(R"({})")};
    EXPECT_EQ(parse_json(mixed).error().pointer, "/signatures");
    json::Object many;
    many["payload"] = "eA";
    many["signatures"] = json::Array(kMaxSignatures + 1, good);
    EXPECT_EQ(parse_json(many).error().pointer, "/signatures");
    EXPECT_EQ(parse_json(json::Value(7)).error().code, "jws-malformed");
}

TEST(Jws, JW14_StrictBase64url) {
    const auto good = signed_text(p256(), Es256, R"({"alg":"ES256"})", "abcd");
    EXPECT_EQ(outcome(good, p256().jwk), "valid");
    EXPECT_EQ(outcome(good + "=", p256().jwk), "jws-malformed");
    EXPECT_EQ(outcome(good + "\n", p256().jwk), "jws-malformed");
    EXPECT_EQ(outcome(" " + good, p256().jwk), "jose-header");
    auto twisted = good;  // 64 bytes leave four unused bits in the last character
    twisted.back() = static_cast<char>(twisted.back() + 1);
    EXPECT_NE(outcome(twisted, p256().jwk), "valid");
}

TEST(Jws, JW15_SizesAndDots) {
    EXPECT_EQ(parse_compact(std::string(kMaxJwsBytes + 1, 'a')).error().kind, ErrorKind::TooLarge);
    EXPECT_EQ(outcome(std::string(10'000, '.'), p256().jwk), "jws-malformed");
    EXPECT_EQ(outcome("..", p256().jwk), "jose-header");
    EXPECT_EQ(outcome("", p256().jwk), "jws-malformed");
    EXPECT_EQ(outcome(encoded(R"({"alg":"ES256"})") + "..", p256().jwk), "signature-invalid");
}

}  // namespace
}  // namespace blason::jose
