#include <gtest/gtest.h>

#include "engine/jose/jwe.hpp"
#include "tests/engine/jose/keys.hpp"

namespace blason::jose {
namespace {

using namespace test;

TEST(Jwe, EveryChoiceBothWays) {
    for (const auto type :
         {crypto::KeyType::X25519, crypto::KeyType::P256, crypto::KeyType::P384, crypto::KeyType::P521}) {
        auto key = *crypto::generate_key(type, crypto::system_random());
        const Jwk recipient{key.public_key, {}, {}, {}, {}};
        const auto agreement = crypto::make_key_agreement(std::move(key));
        for (const auto management :
             {KeyManagement::EcdhEs, KeyManagement::EcdhEsA128Kw, KeyManagement::EcdhEsA256Kw}) {
            for (const auto& enc : crypto::content_encryptions()) {
                const JweChoice choice{management, enc.encryption, "Alice", "Bob", object(R"({"kid":"k","alg":"x"})")};
                const auto text = encrypt_compact(recipient, choice, as_bytes("secret"), crypto::system_random());
                ASSERT_TRUE(text);
                const auto opened = decrypt_compact(*text, **agreement, name_of(management));
                ASSERT_TRUE(opened) << enc.name;
                EXPECT_EQ(as_text(opened->plaintext), "secret");
                EXPECT_EQ(json::view(opened->header.at("kid")), "k");
                EXPECT_FALSE(decrypt_compact(*text, **agreement, "RSA-OAEP"));
                for (std::size_t i = 0; i < text->size(); i += 7) {
                    auto changed = *text;
                    changed[i] = changed[i] == 'A' ? 'B' : 'A';
                    const auto result = decrypt_compact(changed, **agreement);
                    ASSERT_FALSE(result) << i;
                    EXPECT_EQ(result.error().detail, "The encrypted text could not be opened.");
                }
            }
        }
    }
}

TEST(Jwe, JW19_OneAnswerForEverythingRefused) {
    auto key = *crypto::generate_key(crypto::KeyType::P256, crypto::system_random());
    const auto epk = boost::json::serialize(key.public_key.jwk());
    auto off_curve = key.public_key.jwk();
    off_curve["y"] = off_curve.at("x");
    const auto agreement = crypto::make_key_agreement(std::move(key));
    for (const auto& header : {
             fmt::format(R"({{"alg":"ECDH-ES","enc":"A128GCM","zip":"DEF","epk":{}}})", epk),
             fmt::format(R"({{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":1000000000,"p2s":"AAAA","epk":{}}})",
                         epk),
             fmt::format(R"({{"alg":"RSA1_5","enc":"A128GCM","epk":{}}})", epk),
             fmt::format(R"({{"alg":"dir","enc":"A128GCM","epk":{}}})", epk),
             fmt::format(R"({{"alg":"ECDH-ES","enc":"A192GCM","epk":{}}})", epk),
             fmt::format(R"({{"alg":"ECDH-ES","enc":"A128GCM","crit":["x"],"x":1,"epk":{}}})", epk),
             fmt::format(R"({{"alg":"ECDH-ES","enc":"A128GCM","apu":"=","epk":{}}})", epk),
             fmt::format(R"({{"alg":"ECDH-ES","enc":"A128GCM","epk":{}}})", boost::json::serialize(off_curve)),
             std::string(R"({"alg":"ECDH-ES","enc":"A128GCM"})"),
             std::string("{}"),
         }) {
        const auto text = encoded(header) + "..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA";
        const auto opened = decrypt_compact(text, **agreement);
        ASSERT_FALSE(opened) << header;
        EXPECT_EQ(opened.error().code, "jwe-refused");
        EXPECT_EQ(opened.error().detail, "The encrypted text could not be opened.");
    }
    for (const auto& text :
         {std::string(), std::string(10'000, '.'), std::string("...."), std::string(kMaxJweBytes + 1, 'a')}) {
        EXPECT_EQ(decrypt_compact(text, **agreement).error().code, "jwe-refused");
    }
}

TEST(Jwe, KeysThatDoNotAgree) {
    const auto ed25519 = test_pair(crypto::KeyType::Ed25519);
    EXPECT_EQ(encrypt_compact(ed25519.jwk, {}, {}, crypto::system_random()).error().code, "key-alg-mismatch");
    auto p256 = test_pair(crypto::KeyType::P256);
    p256.jwk.use = "sig";
    EXPECT_EQ(encrypt_compact(p256.jwk, {}, {}, crypto::system_random()).error().code, "key-alg-mismatch");
}

}  // namespace
}  // namespace blason::jose
