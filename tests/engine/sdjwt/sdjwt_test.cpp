#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/conceal.hpp"
#include "engine/sdjwt/key_binding.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "engine/text/base64url.hpp"
#include "tests/engine/sdjwt/rfc9901.hpp"

namespace blason::sdjwt {
namespace {

json::Value parse(std::string_view text) {
    return *json::parse(text);
}
json::Object object(std::string_view text) {
    return parse(text).as_object();
}
jose::Jwk jwk(const json::Object& key) {
    return *jose::parse_jwk(key);
}
json::Object payload_of(const Parts& parts) {
    return *jose::parse_claims(jose::parse_compact(parts.jwt)->payload);
}
Disclosure disclosure(std::string_view json) {
    return *parse_disclosure(text::base64url_encode(as_bytes(json)));
}
std::string digest_of(std::string_view json) {
    return digest(disclosure(json).text, crypto::HashAlgorithm::Sha256);
}

// --- RFC 9901 section 5 ---

TEST(Rfc9901, DisclosuresAndTheirDigests) {
    for (const auto& example : test::kExamples) {
        EXPECT_EQ(digest(example.disclosure, crypto::HashAlgorithm::Sha256), example.digest);
        const auto read = parse_disclosure(example.disclosure);
        ASSERT_TRUE(read) << example.place;
        EXPECT_EQ(read->value, parse(example.value));
        EXPECT_EQ(read->name.has_value(), !example.place.starts_with("/nationalities"));
    }
}

TEST(Rfc9901, EscapesAndSpacesOfOthersAreKept) {
    // Section 4.2.1: three ways to write the same disclosure have three digests.
    const auto read = parse_disclosure("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->value, parse(R"("M\u00f6bius")"));
    EXPECT_EQ(digest(read->text, crypto::HashAlgorithm::Sha256), "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
}

TEST(Rfc9901, IssuanceIsRevealedWhole) {
    const std::string text = test::issuance();
    const auto parts = split(text);
    ASSERT_TRUE(parts) << parts.error().detail;
    EXPECT_TRUE(jose::verify(*jose::parse_compact(parts->jwt), jwk(object(test::kIssuerKey))));
    const auto revealed = reveal(payload_of(*parts), parts->disclosures);
    ASSERT_TRUE(revealed) << revealed.error().detail;
    ASSERT_EQ(revealed->places.size(), test::kExamples.size());
    const json::Value payload = revealed->payload;
    for (std::size_t i = 0; i < test::kExamples.size(); ++i) {
        EXPECT_EQ(revealed->places[i], test::kExamples[i].place);
        const auto* value = json::resolve_pointer(payload, *json::parse_pointer(test::kExamples[i].place));
        ASSERT_NE(value, nullptr);
        EXPECT_EQ(*value, parse(test::kExamples[i].value));
    }
    EXPECT_EQ(json::find(payload, "_sd"), nullptr);
    EXPECT_EQ(json::find(payload, "_sd_alg"), nullptr);
    EXPECT_EQ(payload.at("sub"), "user_42");
}

TEST(Rfc9901, PresentationWithKeyBinding) {
    const std::string text = test::presentation();
    const auto parts = split(text);
    ASSERT_TRUE(parts);
    const auto revealed = reveal(payload_of(*parts), parts->disclosures);
    ASSERT_TRUE(revealed);
    EXPECT_EQ(json::Value(revealed->payload.at("nationalities")), parse(R"(["US"])"));
    EXPECT_EQ(json::find(revealed->payload, "email"), nullptr);
    const jose::Jwk holder = jwk(revealed->payload.at("cnf").at("jwk").as_object());
    const Instant made{1748537244, 0};
    const auto claims = verify_key_binding(parts->key_binding, parts->bound, revealed->hash, holder, made);
    ASSERT_TRUE(claims) << claims.error().code;
    EXPECT_EQ(claims->at("nonce"), "1234567890");
    EXPECT_EQ(claims->at("aud"), "https://verifier.example.org");

    const std::string fewer = std::string(parts->jwt) + "~" + parts->disclosures[0].text + "~";
    EXPECT_EQ(verify_key_binding(parts->key_binding, fewer, revealed->hash, holder, made).error().code, "kb-hash");
    EXPECT_EQ(verify_key_binding(parts->key_binding, parts->bound, revealed->hash, jwk(object(test::kIssuerKey)), made)
                  .error()
                  .code,
              "signature-invalid");
    for (const std::int64_t seconds : {made.seconds + kMaxAge + 1, made.seconds - kClockSkew - 1}) {
        EXPECT_EQ(
            verify_key_binding(parts->key_binding, parts->bound, revealed->hash, holder, {seconds, 0}).error().code,
            "kb-time");
    }
    EXPECT_EQ(verify_key_binding(parts->jwt, parts->bound, revealed->hash, holder, made).error().code, "jwt-typ");
}

// --- both sides ---

const char* const kPayload = R"({"iss":"https://issuer.example","name":"Ada","list":["a",{"b":1},"c"],
    "address":{"city":"Lyon","street":{"name":"Rue","number":7}},"empty":{}})";

struct Structure {
    const char* name;
    std::vector<std::string> pointers;
    std::size_t decoys;
};
class Roundtrip : public testing::TestWithParam<Structure> {};

TEST_P(Roundtrip, WhatIsConcealedIsRevealed) {
    const auto concealed = conceal(object(kPayload), GetParam().pointers,
                                   {crypto::HashAlgorithm::Sha384, GetParam().decoys}, crypto::system_random());
    ASSERT_TRUE(concealed) << concealed.error().detail;
    EXPECT_EQ(concealed->disclosures.size(), GetParam().pointers.size());
    const auto all = reveal(concealed->payload, concealed->disclosures);
    ASSERT_TRUE(all) << all.error().detail;
    EXPECT_EQ(json::Value(all->payload), parse(kPayload));
    auto places = all->places;
    auto pointers = GetParam().pointers;
    std::ranges::sort(places);
    std::ranges::sort(pointers);
    EXPECT_EQ(places, pointers);

    const auto none = reveal(concealed->payload, {});
    ASSERT_TRUE(none);
    const std::string shown = json::serialize(json::Value(none->payload));
    for (const char* word : {"_sd", "..."}) EXPECT_EQ(shown.find(word), std::string::npos) << shown;
    EXPECT_EQ(none->payload.at("iss"), "https://issuer.example");

    const std::string text = join("e30.e30.AA", concealed->disclosures);
    const auto parts = split(text);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->bound, text);
    EXPECT_EQ(parts->disclosures.size(), concealed->disclosures.size());
}
INSTANTIATE_TEST_SUITE_P(
    Each, Roundtrip,
    testing::Values(Structure{"Members", {"/name", "/address"}, 0}, Structure{"Nested", {"/address/street/name"}, 0},
                    Structure{"Recursive", {"/address", "/address/street", "/address/street/number"}, 0},
                    Structure{"Elements", {"/list/0", "/list/1", "/list/2"}, 0},
                    Structure{"InsideElement", {"/list/1", "/list/1/b"}, 0},
                    Structure{"WithDecoys", {"/name", "/list/2", "/address", "/address/city"}, 3},
                    Structure{"EmptyObject", {"/empty"}, 0}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(Conceal, JW22_SaltsAreDistinctAndDigestsSorted) {
    std::set<std::string> salts;
    for (int i = 0; i < 20; ++i) {
        const auto concealed =
            conceal(object(kPayload), {"/name", "/list", "/address", "/empty"}, {}, crypto::system_random());
        ASSERT_TRUE(concealed);
        for (const auto& one : concealed->disclosures) {
            const auto salt = parse(as_text(*text::base64url_decode(one.text))).at(0);
            EXPECT_EQ(text::base64url_decode(json::view(salt))->size(), kSaltBytes);
            EXPECT_TRUE(salts.insert(std::string(json::view(salt))).second);
        }
        const auto& digests = concealed->payload.at("_sd").as_array();
        EXPECT_TRUE(std::is_sorted(digests.begin(), digests.end(),
                                   [](const auto& a, const auto& b) { return json::view(a) < json::view(b); }));
    }
}

TEST(Conceal, Refusals) {
    const auto code = [](std::string_view payload, std::vector<std::string> pointers) {
        const auto concealed = conceal(object(payload), pointers, {}, crypto::system_random());
        return concealed ? std::string() : concealed.error().code + " " + concealed.error().pointer;
    };
    EXPECT_EQ(code(kPayload, {"/nobody"}), "sd-pointer-not-found /nobody");
    EXPECT_EQ(code(kPayload, {"/list/3"}), "sd-pointer-not-found /list/3");
    EXPECT_EQ(code(kPayload, {""}), "sd-pointer-not-found ");
    EXPECT_EQ(code(kPayload, {"name"}), "json-pointer-syntax name");
    EXPECT_EQ(code(R"({"a":[{"_sd":[]}]})", {}), "sd-reserved-name /a/0/_sd");
    EXPECT_EQ(code(R"({"a":{"...":1}})", {}), "sd-reserved-name /a/...");
    EXPECT_EQ(code(R"({"_sd_alg":"sha-256"})", {}), "sd-reserved-name /_sd_alg");
}

// --- what must not be revealed ---

const char* const kMember = R"(["salt","name","Ada"])";
const char* const kElement = R"(["salt","Ada"])";

std::string reveal_code(const std::string& payload, std::vector<Disclosure> disclosures) {
    const auto revealed = reveal(object(payload), disclosures);
    return revealed ? std::string() : revealed.error().code + " " + revealed.error().pointer;
}
std::string with_digests(std::string_view json) {
    return R"({"_sd":[")" + digest_of(json) + R"("]})";
}

TEST(Reveal, SaysWhereElementsStoodInArraysThatLostSome) {
    auto concealed = conceal(object(R"({"whole":[1,2],"list":["a","b",[1,2,3],"d"]})"),
                             {"/whole/0", "/list/0", "/list/1", "/list/2", "/list/2/1"}, {}, crypto::system_random());
    ASSERT_TRUE(concealed);
    const auto all = reveal(concealed->payload, concealed->disclosures);
    ASSERT_TRUE(all);
    EXPECT_TRUE(all->positions.empty());
    // Of the list the first and its inner second element are kept back.
    std::erase_if(concealed->disclosures, [](const Disclosure& one) { return one.value == "a" || one.value == 2; });
    const auto some = reveal(concealed->payload, concealed->disclosures);
    ASSERT_TRUE(some);
    EXPECT_EQ(json::Value(some->payload), parse(R"({"whole":[1,2],"list":["b",[1,3],"d"]})"));
    EXPECT_EQ(some->positions, (Positions{{"/list", {1, 2, 3}}, {"/list/1", {0, 2}}}));
}

TEST(Reveal, JW20_HashAlgorithms) {
    for (const char* alg : {R"("md5")", R"("sha-1")", R"("SHA-256")", R"("sha3-256")", "null", "1"}) {
        EXPECT_EQ(reveal_code(std::string(R"({"_sd_alg":)") + alg + "}", {}), "sd-alg-unsupported /_sd_alg") << alg;
    }
    EXPECT_EQ(reveal_code(R"({"a":{"_sd_alg":"sha-256"}})", {}), "sd-malformed /a");
}

TEST(Reveal, JW21_ADisclosureReplacesNothing) {
    std::string payload = with_digests(kMember);
    payload.insert(1, R"("name":"Bea",)");
    EXPECT_EQ(reveal_code(payload, {disclosure(kMember)}), "sd-claim-collision /name");
    for (const char* name : {"_sd", "..."}) {
        EXPECT_EQ(parse_disclosure(text::base64url_encode(as_bytes(std::string(R"(["s",")") + name + R"(",1])")))
                      .error()
                      .code,
                  "sd-reserved-name");
    }
}

TEST(Reveal, JW22_EachDigestAndEachDisclosureOnce) {
    const std::string digest = digest_of(kMember);
    EXPECT_EQ(reveal_code(R"({"_sd":[")" + digest + R"(",")" + digest + R"("]})", {disclosure(kMember)}),
              "sd-digest-repeated ");
    EXPECT_EQ(reveal_code(R"({"a":{"_sd":["x"]},"_sd":["x"]})", {}), "sd-digest-repeated ") << "decoys too";
    EXPECT_EQ(reveal_code(R"({"a":[{"...":"x"},{"...":"x"}]})", {}), "sd-digest-repeated /a/0");
    EXPECT_EQ(reveal_code(with_digests(kMember), {disclosure(kMember), disclosure(kMember)}),
              "sd-disclosure-repeated ");
    EXPECT_EQ(reveal_code(R"({"_sd":["x"]})", {disclosure(kMember)}), "sd-disclosure-unused ");
}

TEST(Reveal, ShapesOfDigests) {
    EXPECT_EQ(reveal_code(with_digests(kElement), {disclosure(kElement)}), "sd-disclosure-kind ");
    EXPECT_EQ(reveal_code(R"({"a":[{"...":")" + digest_of(kMember) + R"("}]})", {disclosure(kMember)}),
              "sd-disclosure-kind /a/0");
    EXPECT_EQ(reveal_code(R"({"_sd":"x"})", {}), "sd-malformed /_sd");
    EXPECT_EQ(reveal_code(R"({"_sd":[1]})", {}), "sd-malformed ");
    EXPECT_EQ(reveal_code(R"({"a":{"...":"x"}})", {}), "sd-malformed /a");
    EXPECT_EQ(reveal_code(R"({"a":[{"...":"x","b":1}]})", {}), "sd-malformed /a/0");
    EXPECT_EQ(reveal_code(R"({"a":[{"...":1}]})", {}), "sd-malformed /a/0");
}

TEST(Reveal, JW24_Limits) {
    std::vector<Disclosure> many;
    for (int i = 0; i < 257; ++i) many.push_back(disclosure(R"(["s","n)" + std::to_string(i) + R"(",1])"));
    EXPECT_EQ(reveal_code("{}", many), "sd-too-many ");
    EXPECT_EQ(split(join("e30.e30.AA", many)).error().code, "sd-too-many");
    many.pop_back();
    EXPECT_EQ(reveal_code("{}", many), "sd-disclosure-unused ");

    const auto nested = [](int depth) {
        std::string text = R"(["s","a",1])";
        std::vector<Disclosure> all{disclosure(text)};
        for (int i = 1; i < depth; ++i) {
            text = R"(["s","a",)" + with_digests(text) + "]";
            all.push_back(disclosure(text));
        }
        return reveal_code(with_digests(text), all);
    };
    EXPECT_EQ(nested(8), "");
    EXPECT_EQ(nested(9), "sd-too-many ");
}

TEST(Split, Shapes) {
    const auto code = [](std::string_view text) {
        const auto parts = split(text);
        return parts ? std::string() : parts.error().code;
    };
    EXPECT_EQ(code("a.b.c~"), "");
    EXPECT_EQ(code("a.b.c~WyJzIiwxXQ~"), "");
    EXPECT_EQ(code("a.b.c"), "sd-jwt-malformed");
    EXPECT_EQ(code("a.b~"), "sd-jwt-malformed");
    EXPECT_EQ(code("a.b.c~WyJzIiwxXQ~ "), "sd-jwt-malformed");
    EXPECT_EQ(code("a.b.c~~"), "sd-disclosure-malformed");
    EXPECT_EQ(code("a.b.c~WyJzIiwxXQ=~"), "sd-jwt-malformed");
    EXPECT_EQ(code(std::string(kMaxBytes, '~')), "sd-jwt-malformed");
    EXPECT_EQ(code(std::string(kMaxBytes + 1, '~')), "jose-size");
    for (const char* bad : {"{}", "[]", R"(["s"])", R"(["s","n",1,2])", R"([1,"n",1])", R"(["s",2,1])", "x"}) {
        EXPECT_EQ(parse_disclosure(text::base64url_encode(as_bytes(bad))).error().code, "sd-disclosure-malformed")
            << bad;
    }
}

TEST(KeyBinding, NeedsItsClaims) {
    auto secret = *crypto::generate_key(crypto::KeyType::Ed25519, crypto::system_random());
    const jose::Jwk key{secret.public_key, {}, {}, {}, {}};
    const auto signer = *crypto::make_signer(std::move(secret));
    const Instant now{1'800'000'000, 0};
    const auto code = [&](std::string_view typ, std::string_view claims) {
        const auto text = *jose::sign_jwt(*signer, crypto::SignatureAlgorithm::EdDsa, typ, "", object(claims));
        const auto read = verify_key_binding(text, "a.b.c~", crypto::HashAlgorithm::Sha256, key, now);
        return read ? std::string() : read.error().code + " " + read.error().pointer;
    };
    const std::string hash = digest("a.b.c~", crypto::HashAlgorithm::Sha256);
    const std::string all = R"({"nonce":"n","aud":"a","iat":1800000000,"sd_hash":")" + hash + R"("})";
    EXPECT_EQ(code("kb+jwt", all), "");
    // RFC 9901 section 7.3 step 5: it is a JWT in every other respect too.
    const auto with = [&](const char* more) { return all.substr(0, all.size() - 1) + more + "}"; };
    EXPECT_EQ(code("kb+jwt", with(R"(,"exp":1800000001,"nbf":1799999999)")), "");
    EXPECT_EQ(code("kb+jwt", with(R"(,"exp":1799999939)")), "jwt-expired /exp");
    EXPECT_EQ(code("kb+jwt", with(R"(,"exp":5)")), "jwt-expired /exp");
    EXPECT_EQ(code("kb+jwt", with(R"(,"nbf":1800000061)")), "jwt-not-yet-valid /nbf");
    EXPECT_EQ(code("kb+jwt", with(R"(,"exp":"soon")")), "claims-malformed /exp");
    EXPECT_EQ(code("JWT", all), "jwt-typ /typ");
    EXPECT_EQ(code("", all), "jwt-typ /typ");
    EXPECT_EQ(code("kb+jwt", R"({"aud":"a","iat":1800000000,"sd_hash":"x"})"), "kb-claims /nonce");
    EXPECT_EQ(code("kb+jwt", R"({"nonce":"n","iat":1800000000,"sd_hash":"x"})"), "kb-claims /aud");
    EXPECT_EQ(code("kb+jwt", R"({"nonce":"n","aud":["a"],"iat":1800000000,"sd_hash":"x"})"), "kb-claims /aud");
    EXPECT_EQ(code("kb+jwt", R"({"nonce":"n","aud":"a","iat":1800000000})"), "kb-claims /sd_hash");
    EXPECT_EQ(code("kb+jwt", R"({"nonce":"n","aud":"a","sd_hash":"x"})"), "kb-claims /iat");
    EXPECT_EQ(code("kb+jwt", R"({"nonce":"n","aud":"a","iat":1800000000,"sd_hash":"x"})"), "kb-hash /sd_hash");

    const auto made = make_key_binding("a.b.c~", {"n", "a", now}, crypto::HashAlgorithm::Sha256, *signer);
    ASSERT_TRUE(made);
    EXPECT_TRUE(verify_key_binding(*made, "a.b.c~", crypto::HashAlgorithm::Sha256, key, now));
}

}  // namespace
}  // namespace blason::sdjwt
