#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "tests/engine/jose/keys.hpp"

namespace blason::jose {
namespace {

using namespace test;

constexpr Instant kNow{1'800'000'000, 0};

const Pair& pair() {
    static const Pair made = test_pair(crypto::KeyType::Ed25519);
    return made;
}

std::string outcome(std::string_view claims, const JwtRules& rules, std::string_view typ = "JWT") {
    const auto text = signed_text(pair(), crypto::SignatureAlgorithm::EdDsa,
                                  fmt::format(R"({{"alg":"EdDSA","typ":"{}"}})", typ), claims);
    const auto jwt = verify_jwt(*parse_compact(text), pair().jwk, rules);
    return jwt ? "valid" : jwt.error().code;
}

TEST(Jwt, SignedAndRead) {
    const auto claims = object(R"({"iss":"https://issuer.example","aud":["a","b"],"exp":1800000100})");
    const auto text = sign_jwt(*pair().signer, crypto::SignatureAlgorithm::EdDsa, "vc+jwt", "key-1", claims);
    const std::array<std::string_view, 1> types{"vc+jwt"};
    const auto jws = parse_compact(*text);
    EXPECT_EQ(jws->kid(), "key-1");
    const auto jwt = verify_jwt(*jws, pair().jwk,
                                {.now = kNow, .types = types, .issuer = "https://issuer.example", .audience = "b"});
    ASSERT_TRUE(jwt) << jwt.error().detail;
    EXPECT_EQ(jwt->claims, claims);
}

TEST(Jwt, JW16_MalformedClaims) {
    for (const auto* claims :
         {"", "7", "[]", "x", R"({"iss":"a","iss":"b"})", R"({"exp":"1800000100"})", R"({"exp":1e400})",
          R"({"exp":-1})", R"({"exp":31556889864403199})", R"({"nbf":null})", R"({"iat":[]})", R"({"iss":1})",
          R"({"sub":{}})", R"({"aud":1})", R"({"aud":["a",1]})", R"({"jti":false})"}) {
        EXPECT_EQ(outcome(claims, {.now = kNow}), "claims-malformed") << claims;
    }
}

TEST(Jwt, JW17_Time) {
    const JwtRules rules{.now = kNow};
    EXPECT_EQ(outcome(R"({"exp":1799999941})", rules), "valid");
    EXPECT_EQ(outcome(R"({"exp":1799999940})", rules), "jwt-expired");
    EXPECT_EQ(outcome(R"({"exp":1799999940.5})", rules), "valid");
    EXPECT_EQ(outcome(R"({"nbf":1800000060,"iat":1800000060})", rules), "valid");
    EXPECT_EQ(outcome(R"({"nbf":1800000061})", rules), "jwt-not-yet-valid");
    EXPECT_EQ(outcome(R"({"iat":1800000061})", rules), "jwt-not-yet-valid");
    EXPECT_EQ(outcome("{}", rules), "valid");
    EXPECT_EQ(outcome("{}", {.now = kNow, .expiry_required = true}), "jwt-expiry-missing");
}

TEST(Jwt, JW18_TypeConfusion) {
    const std::array<std::string_view, 1> types{"vc+jwt"};
    const JwtRules rules{.now = kNow, .types = types};
    for (const auto* typ : {"JWT", "dpop+jwt", "kb+jwt", "vp+jwt", "", "vc+jwt ", "x/vc+jwt"}) {
        EXPECT_EQ(outcome("{}", rules, typ), "jwt-typ") << typ;
    }
    for (const auto* typ : {"vc+jwt", "VC+JWT", "application/vc+jwt"}) EXPECT_EQ(outcome("{}", rules, typ), "valid");
}

TEST(Jwt, IssuerAndAudience) {
    EXPECT_EQ(outcome(R"({"iss":"b"})", {.now = kNow, .issuer = "a"}), "jwt-issuer");
    EXPECT_EQ(outcome("{}", {.now = kNow, .issuer = "a"}), "jwt-issuer");
    EXPECT_EQ(outcome("{}", {.now = kNow, .audience = "a"}), "jwt-audience");
    EXPECT_EQ(outcome(R"({"aud":["b","c"]})", {.now = kNow, .audience = "a"}), "jwt-audience");
    EXPECT_EQ(outcome(R"({"aud":"a"})", {.now = kNow, .audience = "a"}), "valid");
}

}  // namespace
}  // namespace blason::jose
