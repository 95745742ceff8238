#include <gtest/gtest.h>

#include "engine/crypto/content_encryption.hpp"
#include "engine/crypto/key_agreement.hpp"
#include "engine/crypto/key_wrap.hpp"
#include "engine/text/base64url.hpp"

namespace blason::crypto {
namespace {

TEST(KeyAgreement, BothSidesAgree) {
    for (const auto type : {KeyType::X25519, KeyType::P256, KeyType::P384, KeyType::P521}) {
        const auto ours = make_key_agreement(*generate_key(type, system_random()));
        const auto theirs = make_key_agreement(*generate_key(type, system_random()));
        ASSERT_TRUE(ours && theirs);
        const auto a = (*ours)->agree((*theirs)->public_key());
        const auto b = (*theirs)->agree((*ours)->public_key());
        ASSERT_TRUE(a && b);
        EXPECT_EQ(to_hex(a->read().bytes()), to_hex(b->read().bytes()));
        EXPECT_EQ(a->size(), type == KeyType::P384 ? 48U : type == KeyType::P521 ? 66U : 32U);
    }
}

TEST(KeyAgreement, RefusesOtherTypesAndSmallOrder) {
    const auto x = *make_key_agreement(*generate_key(KeyType::X25519, system_random()));
    const auto p256 = generate_key(KeyType::P256, system_random());
    EXPECT_EQ(x->agree(p256->public_key).error().code, "key-agreement-failed");
    const auto zero = PublicKey::from_bytes(KeyType::X25519, Bytes(32));
    EXPECT_EQ(x->agree(*zero).error().code, "key-agreement-failed");
    for (const auto type : {KeyType::Ed25519, KeyType::Secp256k1}) {
        EXPECT_EQ(make_key_agreement(*generate_key(type, system_random())).error().code, "key-unsupported");
    }
}

// RFC 7518 appendix C.
TEST(ConcatKdf, Rfc7518) {
    const Bytes z{158, 86, 217, 29,  129, 113, 53,  211, 114, 131, 66,  131, 191, 132, 38,  156,
                  251, 49, 110, 163, 218, 128, 106, 72,  246, 218, 167, 121, 140, 254, 144, 196};
    const auto key = concat_kdf(SecretBytes(z), "A128GCM", as_bytes("Alice"), as_bytes("Bob"), 16);
    EXPECT_EQ(text::base64url_encode(key.read().bytes()), "VqqN6vgjbSBcIijNcacQGg");
}

// RFC 3394 section 4.1.
TEST(KeyWrap, Rfc3394) {
    const SecretBytes wrapping(*from_hex("000102030405060708090A0B0C0D0E0F"));
    const SecretBytes key(*from_hex("00112233445566778899AABBCCDDEEFF"));
    const auto wrapped = wrap_key(wrapping, key);
    EXPECT_EQ(to_hex(wrapped), "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
    const auto opened = unwrap_key(wrapping, wrapped);
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->read().bytes()), "00112233445566778899aabbccddeeff");
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        Bytes changed = wrapped;
        changed[i] ^= 1U;
        EXPECT_EQ(unwrap_key(wrapping, changed).error().code, "key-wrap-broken");
        EXPECT_EQ(unwrap_key(wrapping, ByteView(wrapped).first(i)).error().code, "key-wrap-broken");
    }
    EXPECT_EQ(unwrap_key(SecretBytes(24), wrapped).error().code, "key-wrap-broken");
}

TEST(ContentEncryption, OpensOnlyWhatWasSealed) {
    for (const auto& row : content_encryptions()) {
        const SecretBytes key(system_random().bytes(row.key_size));
        const Bytes iv = system_random().bytes(row.iv_size);
        for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U}) {
            const Bytes plain(size, 'p');
            auto sealed = encrypt_content(row.encryption, key, iv, as_bytes("aad"), plain);
            const auto open = [&](ByteView aad) {
                return decrypt_content(row.encryption, key, iv, aad, sealed.ciphertext, sealed.tag);
            };
            ASSERT_TRUE(open(as_bytes("aad"))) << row.name;
            EXPECT_EQ(*open(as_bytes("aad")), plain);
            EXPECT_EQ(open(as_bytes("aae")).error().code, "content-broken");
            sealed.tag.back() ^= 1U;
            EXPECT_EQ(open(as_bytes("aad")).error().code, "content-broken");
            sealed.tag.pop_back();
            EXPECT_EQ(open(as_bytes("aad")).error().code, "content-broken");
        }
        EXPECT_EQ(find_content_encryption(row.name), &row);
    }
    EXPECT_EQ(find_content_encryption("A192GCM"), nullptr);
}

}  // namespace
}  // namespace blason::crypto
