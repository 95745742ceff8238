// DPoP proofs, alone: what is taken and what is not (security.md OA10).
#include "engine/jose/dpop.hpp"

#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/json/serialize.hpp"

namespace blason::jose {
namespace {

constexpr Instant kNow{1'800'000'000, 0};
constexpr const char* kUrl = "https://server.example/token";

std::unique_ptr<crypto::Signer> key(crypto::KeyType type = crypto::KeyType::P256) {
    return *crypto::make_signer(*crypto::generate_key(type, crypto::system_random()));
}

class Dpop : public testing::Test {
  protected:
    /// The code of the proof with one claim changed; taken away for null.
    std::string with(const char* name, const json::Value& value) {
        auto claims = claims_;
        if (value.is_null()) {
            claims.erase(name);
        } else {
            claims[name] = value;
        }
        return code(header_, claims);
    }
    std::string with_header(const char* name, const json::Value& value) {
        auto header = header_;
        if (value.is_null()) {
            header.erase(name);
        } else {
            header[name] = value;
        }
        return code(header, claims_);
    }
    std::string code(const json::Object& header, const json::Object& claims) {
        const auto proof =
            sign_compact(*key_, crypto::SignatureAlgorithm::Es256, header, as_bytes(json::serialize(claims)));
        EXPECT_TRUE(proof);
        const auto checked = check_dpop(*proof, {"POST", kUrl, "token"}, kNow);
        return checked ? "" : checked.error().code;
    }

    std::unique_ptr<crypto::Signer> key_ = key();
    json::Object header_{{"typ", "dpop+jwt"}, {"jwk", key_->public_key().jwk()}};
    json::Object claims_{{"jti", "test-id"},
                         {"htm", "POST"},
                         {"htu", kUrl},
                         {"iat", kNow.seconds},
                         // SHA-256 of "token"
                         {"ath", "PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A"}};
};

TEST_F(Dpop, WhatIsMadeIsTaken) {
    for (const auto type : {crypto::KeyType::P256, crypto::KeyType::P384, crypto::KeyType::Ed25519}) {
        const auto signer = key(type);
        const auto proof = make_dpop(*signer, {"POST", "https://server.example/token?x=1#y", "token"}, "n", kNow,
                                     crypto::system_random());
        ASSERT_TRUE(proof);
        const auto checked = check_dpop(*proof, {"POST", kUrl, "token"}, kNow);
        ASSERT_TRUE(checked) << checked.error().detail;
        EXPECT_EQ(checked->thumbprint, signer->public_key().thumbprint());
        EXPECT_EQ(checked->nonce, "n");
        EXPECT_EQ(checked->issued, kNow);
        EXPECT_GE(checked->id.size(), 16U);
    }
}

TEST_F(Dpop, OA10_EachClaimIsForThisRequestAndNoOther) {
    EXPECT_EQ(with("x", "y"), "");
    for (const auto* name : {"jti", "htm", "htu", "iat", "ath"}) EXPECT_EQ(with(name, nullptr), "invalid_dpop_proof");
    EXPECT_EQ(with("htm", "GET"), "invalid_dpop_proof");
    EXPECT_EQ(with("htm", "post"), "invalid_dpop_proof");
    for (const auto* url :
         {"https://server.example/other", "http://server.example/token", "https://other.example/token",
          "https://server.example/token/", "https://server.example:8443/token", "/token", ""}) {
        EXPECT_EQ(with("htu", url), "invalid_dpop_proof") << url;
    }
    for (const auto* url :
         {"https://server.example/token?a=b", "https://server.example/token#f", "HTTPS://Server.Example:443/token"}) {
        EXPECT_EQ(with("htu", url), "") << url;
    }
    EXPECT_EQ(with("ath", "x"), "invalid_dpop_proof");
    EXPECT_EQ(with("jti", std::string(513, 'x').c_str()), "invalid_dpop_proof");
}

TEST_F(Dpop, OA10_TheDateIsNearNow) {
    EXPECT_EQ(with("iat", kNow.seconds - 60), "");
    EXPECT_EQ(with("iat", kNow.seconds + 60), "");
    EXPECT_EQ(with("iat", kNow.seconds - 61), "invalid_dpop_proof");
    EXPECT_EQ(with("iat", kNow.seconds + 61), "invalid_dpop_proof");
    EXPECT_EQ(with("iat", "now"), "invalid_dpop_proof");
    EXPECT_EQ(with("exp", kNow.seconds - 3600), "invalid_dpop_proof");
}

TEST_F(Dpop, OA10_TheKeyIsPublicAndTheOneThatSigned) {
    EXPECT_EQ(with_header("typ", "JWT"), "invalid_dpop_proof");
    EXPECT_EQ(with_header("typ", nullptr), "invalid_dpop_proof");
    EXPECT_EQ(with_header("jwk", nullptr), "invalid_dpop_proof");
    EXPECT_EQ(with_header("jwk", "text"), "invalid_dpop_proof");
    EXPECT_EQ(with_header("jwk", key()->public_key().jwk()), "invalid_dpop_proof");
    auto with_secret = key_->public_key().jwk();
    with_secret["d"] = "AAAA";
    EXPECT_EQ(with_header("jwk", with_secret), "invalid_dpop_proof");
    const json::Object shared{{"kty", "oct"}, {"k", "AAAA"}};
    EXPECT_EQ(with_header("jwk", shared), "invalid_dpop_proof");
    EXPECT_EQ(with_header("crit", json::Array{"b64"}), "invalid_dpop_proof");
}

TEST_F(Dpop, OA10_WhatIsNoProofIsRefused) {
    for (const auto* text : {"", "a.b.c", "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6Im5vbmUifQ.e30."}) {
        const auto checked = check_dpop(text, {"POST", kUrl}, kNow);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, "invalid_dpop_proof");
    }
    EXPECT_FALSE(check_dpop(std::string(8193, 'x'), {"POST", kUrl}, kNow));
}

}  // namespace
}  // namespace blason::jose
