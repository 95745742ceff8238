// C2SP Wycheproof: RSA signatures, key agreement, content encryption and key wrap. Every valid case is accepted, every
// invalid one refused, and each "acceptable" one is decided in kAcceptable. What we do not offer is refused and
// counted.
#include <gtest/gtest.h>

#include "engine/crypto/content_encryption.hpp"
#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/key_wrap.hpp"
#include "engine/crypto/verify.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/suites.hpp"

namespace blason::crypto {
namespace {

/// What is decided for a case whose result is "acceptable", by its flag; the first flag of a case that is found here
/// decides.
struct Decision {
    std::string_view flag;
    bool accepted;
    std::string_view why;
};
constexpr std::array kAcceptable{
    Decision{"MissingNull", false, "RFC 8017 section 9.2: the DigestInfo has one encoding, with NULL"},
    Decision{"ShortKey", false, "RFC 3394 section 2: at least two blocks; no JOSE key has 8 bytes"},
    Decision{"ZeroSharedSecret", false, "RFC 7748 section 6.1: a zero result betrays a point of small order"},
    Decision{"Twist", true, "RFC 7748 section 5: every coordinate is a key, the ladder is safe on the twist"},
    Decision{"NonCanonicalPublic", true, "RFC 7748 section 5: such coordinates MUST be accepted and reduced"},
};

Bytes hex(const json::Value& value) {
    return from_hex(json::view(value)).value();
}

struct Totals {
    std::size_t valid = 0, invalid = 0, acceptable = 0, not_offered = 0;
};

/// `accepts` says yes, no, or nothing when what the case asks for is not offered.
template <typename Accepts>
void run(const std::string& name, Accepts accepts) {
    const auto file = test::read_json(test::suites_root() / "wycheproof" / (name + ".json"));
    Totals totals;
    for (const auto& group : file.at("testGroups").as_array()) {
        for (const auto& one : group.at("tests").as_array()) {
            const auto result = json::view(one.at("result"));
            const std::optional<bool> accepted = accepts(group.as_object(), one.as_object());
            bool expected = result == "valid";
            if (result == "acceptable") {
                const auto& flags = one.at("flags").as_array();
                const auto* decision = std::ranges::find_if(kAcceptable, [&](const Decision& row) {
                    return std::ranges::any_of(flags, [&](const auto& flag) { return json::view(flag) == row.flag; });
                });
                ASSERT_NE(decision, kAcceptable.end()) << json::serialize(one);
                expected = decision->accepted;
            }
            if (!accepted) {
                ++totals.not_offered;
                continue;
            }
            EXPECT_EQ(*accepted, expected) << name << " tcId " << one.at("tcId").to_number<int>() << ": "
                                           << json::view(one.at("comment")) << json::serialize(one.at("flags"));
            ++(result == "valid" ? totals.valid : result == "invalid" ? totals.invalid : totals.acceptable);
        }
    }
    const auto seen = totals.valid + totals.invalid + totals.acceptable + totals.not_offered;
    EXPECT_EQ(seen, file.at("numberOfTests").to_number<std::size_t>());
    testing::Test::RecordProperty("cases", static_cast<int>(seen));
    testing::Test::RecordProperty("not_yet", static_cast<int>(totals.not_offered));
    EXPECT_GT(totals.valid, 0U);
    EXPECT_GT(totals.invalid, 0U);
    std::printf("%s: %zu valid, %zu invalid, %zu acceptable, %zu not offered\n", name.c_str(), totals.valid,
                totals.invalid, totals.acceptable, totals.not_offered);
}

class WycheproofRsa : public testing::TestWithParam<const char*> {};

TEST_P(WycheproofRsa, Verify) {
    const std::string name = GetParam();
    const auto algorithm = name.starts_with("rsa_pss") ? SignatureAlgorithm::Ps256 : SignatureAlgorithm::Rs256;
    run(name, [&](const json::Object& group, const json::Object& one) -> std::optional<bool> {
        const auto key = PublicKey::from_bytes(KeyType::Rsa, hex(group.at("publicKeyAsn")));
        return key && verify(algorithm, *key, hex(one.at("msg")), hex(one.at("sig")));
    });
}
INSTANTIATE_TEST_SUITE_P(Suite, WycheproofRsa,
                         testing::Values("rsa_signature_2048_sha256_test", "rsa_signature_3072_sha256_test",
                                         "rsa_pss_2048_sha256_mgf1_32_test"),
                         [](const auto& one) { return std::string(one.param); });

class WycheproofAgreement : public testing::TestWithParam<const char*> {};

TEST_P(WycheproofAgreement, Agree) {
    run(GetParam(), [](const json::Object&, const json::Object& one) -> std::optional<bool> {
        auto ours = parse_key_file(json::serialize(one.at("private")));
        const auto theirs = PublicKey::from_jwk(one.at("public").as_object());
        if (!ours || !theirs) return false;
        const auto agreement = make_key_agreement(std::move(*ours));
        if (!agreement) return false;
        const auto shared = (*agreement)->agree(*theirs);
        return shared && to_hex(shared->read().bytes()) == json::view(one.at("shared"));
    });
}
INSTANTIATE_TEST_SUITE_P(Suite, WycheproofAgreement,
                         testing::Values("ecdh_secp256r1_webcrypto_test", "x25519_jwk_test"),
                         [](const auto& one) { return std::string(one.param); });

class WycheproofContent : public testing::TestWithParam<const char*> {};

TEST_P(WycheproofContent, BothWays) {
    const bool gcm = std::string_view(GetParam()) == "aes_gcm_test";
    run(GetParam(), [&](const json::Object& group, const json::Object& one) -> std::optional<bool> {
        const auto key_size = group.at("keySize").to_number<std::size_t>() / 8;
        const auto iv_size = group.at("ivSize").to_number<std::size_t>() / 8;
        const auto row = std::ranges::find_if(content_encryptions(), [&](const ContentEncryptionInfo& info) {
            return info.name.ends_with("GCM") == gcm && info.key_size == key_size && info.iv_size == iv_size;
        });
        const SecretBytes key(hex(one.at("key")));
        const Bytes iv = hex(one.at("iv"));
        if (row == content_encryptions().end()) {  // JWE has 96-bit ivs and no 192-bit key here: refused by size
            for (const auto& other : content_encryptions()) {
                EXPECT_FALSE(decrypt_content(other.encryption, key, iv, hex(one.at("aad")), hex(one.at("ct")),
                                             hex(one.at("tag"))));
            }
            return std::nullopt;
        }
        const auto plain =
            decrypt_content(row->encryption, key, iv, hex(one.at("aad")), hex(one.at("ct")), hex(one.at("tag")));
        if (!plain || *plain != hex(one.at("msg"))) return false;
        const auto sealed = encrypt_content(row->encryption, key, iv, hex(one.at("aad")), *plain);
        return sealed.ciphertext == hex(one.at("ct")) && sealed.tag == hex(one.at("tag"));
    });
}
INSTANTIATE_TEST_SUITE_P(Suite, WycheproofContent,
                         testing::Values("aes_gcm_test", "a128cbc_hs256_test", "a256cbc_hs512_test"),
                         [](const auto& one) { return std::string(one.param); });

TEST(WycheproofKeyWrap, BothWays) {
    run("aes_wrap_test", [](const json::Object& group, const json::Object& one) -> std::optional<bool> {
        const SecretBytes wrapping(hex(one.at("key")));
        const auto opened = unwrap_key(wrapping, hex(one.at("ct")));
        if (group.at("keySize").to_number<int>() == 192) {  // A192KW is not offered
            EXPECT_FALSE(opened);
            return std::nullopt;
        }
        if (!opened) return false;
        return to_hex(opened->read().bytes()) == json::view(one.at("msg")) &&
               wrap_key(wrapping, *opened) == hex(one.at("ct"));
    });
}

}  // namespace
}  // namespace blason::crypto
