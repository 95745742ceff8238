#include "engine/crypto/public_key.hpp"

#include <gtest/gtest.h>

#include "engine/crypto/signer.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"

namespace blason::crypto {
namespace {

json::Object object(std::string_view text) {
    return json::parse(text)->as_object();
}

std::string code(const Result<PublicKey>& key) {
    return key ? "accepted" : key.error().code;
}

std::string multikey(std::string_view hex) {
    return text::multibase_encode(text::Base::Base58Btc, *from_hex(hex));
}

// The public half of RFC 8032 section 7.1, TEST 1; RFC 8037 appendix A uses the same key.
constexpr std::string_view kEd25519 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

TEST(PublicKeyMultikey, RoundTripsOfPublishedKeys) {
    // W3C Controlled Identifiers and the did:key specification.
    for (const std::string text : {
             "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
             "z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F",
             "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
             "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54",
             "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
         }) {
        const auto key = PublicKey::from_multikey(text);
        ASSERT_TRUE(key) << text << ' ' << key.error().detail;
        EXPECT_EQ(key->multikey(), text);
        const auto same = PublicKey::from_jwk(key->jwk());
        ASSERT_TRUE(same) << text << ' ' << same.error().detail;
        EXPECT_EQ(*same, *key);
    }
}

TEST(PublicKeyMultikey, Refusals) {
    const std::string key(kEd25519);
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed01" + key))), "accepted");
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed01" + key + "00"))), "key-size");
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed01" + key.substr(2)))), "key-size");
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed01"))), "key-size");
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed8100" + key))), "key-unknown-codec");  // varint not minimal
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("ed"))), "key-unknown-codec");            // varint cut short
    EXPECT_EQ(code(PublicKey::from_multikey(multikey("8026" + key))), "key-unknown-codec");    // a private key
    EXPECT_EQ(code(PublicKey::from_multikey("z")), "key-unknown-codec");
    EXPECT_EQ(code(PublicKey::from_multikey("")), "multibase-unexpected");
    EXPECT_FALSE(PublicKey::from_multikey(text::multibase_encode(text::Base::Base64Url, *from_hex("ed01" + key))));
}

// Points found good are remembered, a few of them: asking again, in any order, changes no answer.
TEST(PublicKeyBytes, PointsAreJudgedTheSameEachTime) {
    Bytes off_the_curve(32);
    off_the_curve[0] = 2;
    for (int round = 0; round < 3; ++round) {
        for (std::uint8_t seed = 0; seed < 40; ++seed) {
            const auto signer = make_signer(KeyType::Ed25519, SecretBytes(ByteView(Bytes(32, seed))));
            ASSERT_TRUE(signer);
            const Bytes point((*signer)->public_key().bytes().begin(), (*signer)->public_key().bytes().end());
            EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Ed25519, point)), "accepted");
            EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Ed25519, off_the_curve)), "key-invalid-point");
        }
    }
}

TEST(PublicKeyBytes, PointsOffTheCurve) {
    // y = 2 has no x on edwards25519; p and p + 1 are second encodings of 0 and 1 (RFC 8032 section 5.1.3).
    Bytes point(32);
    point[0] = 2;
    EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Ed25519, point)), "key-invalid-point");
    const Bytes prime = *from_hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Ed25519, prime)), "key-invalid-point");
    Bytes prime_plus_one = prime;
    prime_plus_one[0] = 0xee;
    EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Ed25519, prime_plus_one)), "key-invalid-point");

    for (const auto type : {KeyType::P256, KeyType::P384, KeyType::P521, KeyType::Secp256k1}) {
        const std::size_t size = info(type).public_size;
        EXPECT_EQ(code(PublicKey::from_bytes(type, Bytes(size, 0))), "key-invalid-point");
        Bytes beyond(size, 0xff);  // x >= p
        beyond[0] = 2;
        EXPECT_EQ(code(PublicKey::from_bytes(type, beyond)), "key-invalid-point");
        beyond[0] = 4;
        EXPECT_EQ(code(PublicKey::from_bytes(type, beyond)), "key-invalid-point");
        EXPECT_EQ(code(PublicKey::from_bytes(type, Bytes(size - 1, 2))), "key-size");
        EXPECT_EQ(code(PublicKey::from_bytes(type, Bytes{0})), "key-size");  // the point at infinity
    }
}

TEST(PublicKeyJwk, Rfc8037Thumbprint) {
    const auto key = PublicKey::from_jwk(
        object(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->bytes()), kEd25519);
    EXPECT_EQ(key->thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

// RFC 7517 appendix A.1 and RFC 7638 section 3.1.
constexpr std::string_view kRsa =
    R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXj)"
    R"(BZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgd)"
    R"(AZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8aw)"
    R"(apJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})";

TEST(PublicKeyJwk, RsaOfRfc7638) {
    const auto key = PublicKey::from_jwk(object(kRsa));
    ASSERT_TRUE(key) << key.error().detail;
    EXPECT_EQ(key->thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    const auto same = PublicKey::from_multikey(key->multikey());
    ASSERT_TRUE(same);
    EXPECT_EQ(*same, *key);

    Bytes der(key->bytes().begin(), key->bytes().end());
    for (std::size_t size = 0; size < der.size(); ++size) {
        EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Rsa, ByteView(der).first(size))), "key-invalid-point");
    }
    der.push_back(0);
    EXPECT_EQ(code(PublicKey::from_bytes(KeyType::Rsa, der)), "key-invalid-point");
}

TEST(PublicKeyJwk, WeakRsa) {
    auto jwk = object(kRsa);
    const auto with = [&](std::string_view name, const Bytes& value) {
        auto changed = jwk;
        changed[json::key(name)] = json::key(text::base64url_encode(value));
        return code(PublicKey::from_jwk(changed));
    };
    EXPECT_EQ(with("n", Bytes(256, 0xff)), "accepted");
    EXPECT_EQ(with("n", Bytes(255, 0xff)), "key-invalid-point");   // 2040 bits
    EXPECT_EQ(with("n", Bytes(1025, 0xff)), "key-invalid-point");  // 8200 bits
    EXPECT_EQ(with("n", Bytes(256, 0xfe)), "key-invalid-point");   // even
    EXPECT_EQ(with("e", Bytes{1}), "key-invalid-point");
    EXPECT_EQ(with("e", Bytes{2}), "key-invalid-point");
    EXPECT_EQ(with("e", Bytes{3}), "accepted");
    EXPECT_EQ(with("e", Bytes(9, 0xff)), "key-invalid-point");
    EXPECT_EQ(with("e", Bytes{0, 3}), "jwk-malformed");
    EXPECT_EQ(with("n", Bytes{}), "jwk-malformed");
}

TEST(PublicKeyJwk, PrivateMembersAreRefused) {
    for (const std::string_view name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
        auto jwk = object(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})");
        jwk[json::key(name)] = "AA";
        const auto key = PublicKey::from_jwk(jwk);
        ASSERT_FALSE(key);
        EXPECT_EQ(key.error().code, "jwk-private-member");
        EXPECT_EQ(key.error().pointer, "/" + std::string(name));
    }
}

TEST(PublicKeyJwk, MalformedMembers) {
    struct Case {
        const char* text;
        const char* code;
        const char* pointer;
    };
    // RFC 7515 appendix A.3 holds the P-256 key that is bent here.
    for (
        const auto& [text, expected, pointer] : std::vector<Case>{
            {R"({})", "jwk-malformed", "/kty"},
            {R"({"kty":1})", "jwk-malformed", "/kty"},
            {R"({"kty":"oct"})", "jwk-unsupported", "/kty"},
            {R"({"kty":"OKP"})", "jwk-malformed", "/crv"},
            {R"({"kty":"OKP","crv":"P-256","x":"AA"})", "jwk-unsupported", "/crv"},
            {R"({"kty":"EC","crv":"Ed25519","x":"AA"})", "jwk-unsupported", "/crv"},
            {R"({"kty":"OKP","crv":"Ed448","x":"AA"})", "jwk-unsupported", "/crv"},
            {R"({"kty":"OKP","crv":"Ed25519"})", "jwk-malformed", "/x"},
            {R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo="})", "jwk-malformed",
             "/x"},
            {R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"})", "jwk-malformed",
             "/x"},
            {R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR"})", "jwk-malformed",
             "/x"},
            {R"({"kty":"OKP","crv":"Ed25519","x":"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})", "key-invalid-point",
             ""},
            {R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})", "jwk-malformed", "/y"},
            {R"({"kty":"EC","crv":"P-256","x":"zTonPdsRdkwsFEuwA-nLWAczNXvp7xO6z248e9FURQ","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
             "jwk-malformed", "/x"},
            {R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a4"})",
             "key-invalid-point", ""},
            {R"({"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
             "jwk-malformed", "/x"},
            {R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
             "accepted", ""},
        }) {
        const auto key = PublicKey::from_jwk(object(text));
        EXPECT_EQ(code(key), expected) << text;
        EXPECT_EQ(key ? "" : key.error().pointer, pointer) << text;
    }
}

}  // namespace
}  // namespace blason::crypto
