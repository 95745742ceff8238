// The examples of RFC 7515, 7517 and 7520: those of our algorithms come out as written, the others are refused.
#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "engine/jose/jwe.hpp"
#include "engine/jose/jws.hpp"
#include "tests/engine/jose/keys.hpp"
#include "tests/engine/jose/rfc_examples.hpp"

namespace blason::jose {
namespace {

using namespace test;
using enum crypto::SignatureAlgorithm;

/// The public half of a private JWK.
Jwk public_of(std::string_view key) {
    return {crypto::parse_key_file(key)->public_key, {}, {}, {}, {}};
}
std::string outcome(std::string_view text, const Jwk& key) {
    const auto jws = parse_compact(text);
    if (!jws) return jws.error().code;
    const auto verified = verify(*jws, key);
    return verified ? "valid" : verified.error().code;
}
/// The same header and payload, signed again.
std::string signed_again(std::string_view text, std::string_view key) {
    const auto jws = *parse_compact(text);
    const auto signer = *crypto::make_signer(*crypto::parse_key_file(key));
    auto header = jws.header;
    header.erase("alg");
    return *sign_compact(*signer, *jws.algorithm(), header, jws.payload);
}
std::string hash_of(ByteView bytes) {
    return to_hex(crypto::sha256(as_text(bytes)).bytes());
}

TEST(Rfc7515, SignaturesOfOurAlgorithms) {
    EXPECT_EQ(outcome(kA2, public_of(kA2Private)), "valid");
    EXPECT_EQ(outcome(kA3, public_of(kA3Private)), "valid");
    EXPECT_EQ(outcome(kA4, public_of(kA4Private)), "valid");
    EXPECT_EQ(signed_again(kA2, kA2Private), kA2) << "RS256 has one result";
    for (const auto& [text, key] : {std::pair{kA3, kA3Private}, {kA4, kA4Private}}) {
        EXPECT_EQ(outcome(signed_again(text, key), public_of(key)), "valid");
    }
    EXPECT_EQ(outcome(kA3, public_of(kA2Private)), "key-alg-mismatch");
    EXPECT_EQ(outcome(kA3, public_of(kA4Private)), "key-alg-mismatch");
}

TEST(Rfc7515, JW2_MacsAndNothingAtAllAreRefused) {
    for (const std::string_view key : {kA2Private, kA3Private, kA4Private}) {
        EXPECT_EQ(outcome(kA1, public_of(key)), "alg-not-allowed");
        EXPECT_NE(outcome(kA5, public_of(key)), "valid");
    }
}

TEST(Rfc7515, JsonSerializations) {
    const auto both = parse_json(*json::parse(kA6));
    ASSERT_TRUE(both) << both.error().detail;
    ASSERT_EQ(both->size(), 2U);
    EXPECT_TRUE(verify(both->at(0), public_of(kA2Private)));
    EXPECT_TRUE(verify(both->at(1), public_of(kA3Private)));
    EXPECT_FALSE(verify(both->at(0), public_of(kA3Private)));
    EXPECT_EQ(both->at(1).kid(), "e9bc097a-ce51-4036-9562-d2ade882db0d");
    const auto one = parse_json(*json::parse(kA7));
    ASSERT_TRUE(one) << one.error().detail;
    ASSERT_EQ(one->size(), 1U);
    EXPECT_TRUE(verify(one->front(), public_of(kA3Private)));
}

/// Appendix A.1, the EC key with its `d` of A.2, and a key of A.3.
constexpr std::string_view kSetEc = R"({"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
                                    R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1")";
constexpr std::string_view kSetRsa =
    R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_)"
    R"(BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicA)"
    R"(taSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_)"
    R"(xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})";

TEST(Rfc7517, ASetOfPublicKeysAndWhatEachIsFor) {
    const auto set = JwkSet::parse(fmt::format(R"({{"keys":[{}}},{}]}})", kSetEc, kSetRsa));
    ASSERT_TRUE(set) << set.error().detail;
    ASSERT_EQ(set->keys().size(), 2U);
    EXPECT_EQ(set->find("1", Es256), nullptr) << "for encryption";
    EXPECT_TRUE(set->keys().front().may_agree("ECDH-ES"));
    EXPECT_NE(set->find("2011-04-29", Rs256), nullptr);
    EXPECT_EQ(set->find("2011-04-29", Ps256), nullptr) << "\"alg\" says RS256";
}

TEST(Rfc7517, PrivateAndSymmetricKeysAreNoPublicKeys) {
    const auto with_secret = fmt::format(R"({},"d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}})", kSetEc);
    EXPECT_EQ(JwkSet::parse(fmt::format(R"({{"keys":[{}]}})", with_secret)).error().pointer, "/keys/0/d");
    const auto key = crypto::parse_key_file(with_secret);
    ASSERT_TRUE(key) << key.error().detail;
    EXPECT_EQ(key->public_key, parse_jwk(object(std::string(kSetEc) + "}"))->key) << "the halves belong together";
    const auto symmetric = JwkSet::parse(R"({"keys":[{"kty":"oct","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"}]})");
    EXPECT_EQ(symmetric.error().code, "jwk-private-member");
}

TEST(Rfc7520, Signatures) {
    EXPECT_EQ(outcome(kRs256, public_of(kSignerRsa)), "valid");
    EXPECT_EQ(signed_again(kRs256, kSignerRsa), kRs256);
    EXPECT_EQ(outcome(kEs512, public_of(kSignerEc)), "valid");
    for (const std::string_view text : {kRs256, kEs512}) EXPECT_EQ(hash_of(parse_compact(text)->payload), kPayloadHash);
    EXPECT_EQ(outcome(kPs384, public_of(kSignerRsa)), "alg-not-allowed");
    EXPECT_EQ(outcome(kHs256, public_of(kSignerRsa)), "alg-not-allowed");
}

/// What is not in a protected header is not signed, so it cannot say how it was.
TEST(Rfc7520, ASignatureWithoutProtectedHeaderIsRefused) {
    EXPECT_EQ(parse_json(*json::parse(kThreeSignatures)).error().code, "jws-malformed");
}

TEST(Rfc7520, Encryption) {
    struct Example {
        std::string_view text, key, algorithm;
    };
    for (const auto& [text, key, algorithm] : {Example{kAgreementAndWrap, kRecipientP384, "ECDH-ES+A128KW"},
                                               Example{kAgreement, kRecipientP256, "ECDH-ES"}}) {
        const auto recipient = *crypto::make_key_agreement(*crypto::parse_key_file(key));
        const auto opened = decrypt_compact(text, *recipient, algorithm);
        ASSERT_TRUE(opened) << algorithm;
        EXPECT_EQ(hash_of(opened->plaintext), kPlaintextHash);
        const auto other = key == kRecipientP384 ? kRecipientP256 : kRecipientP384;
        EXPECT_FALSE(decrypt_compact(text, **crypto::make_key_agreement(*crypto::parse_key_file(other))));
    }
}

}  // namespace
}  // namespace blason::jose
