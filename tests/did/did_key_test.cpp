#include "did/did_key.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "engine/text/multibase.hpp"
#include "engine/text/varint.hpp"

namespace blason::did {
namespace {

Result<Resolution> resolve(std::string_view text) {
    const auto did = Did::parse(text);
    EXPECT_TRUE(did) << text;
    return resolve_did_key(*did);
}

struct Known {
    const char* name;
    const char* did;
    crypto::KeyType type;
};

/// Identifiers of the examples of the did:key specification, one key type each.
class DidKeyTypes : public testing::TestWithParam<Known> {};

TEST_P(DidKeyTypes, Resolve) {
    const std::string did = GetParam().did;
    const auto multikey = did.substr(8);
    const auto method_id = did + "#" + multikey;
    const auto resolution = resolve(did);
    ASSERT_TRUE(resolution) << resolution.error().detail;
    const auto& document = resolution->document;
    EXPECT_EQ(document.id, did);
    const auto* method = document.find(method_id);
    ASSERT_NE(method, nullptr);
    EXPECT_EQ(method->type, "Multikey");
    EXPECT_EQ(method->controller, did);
    EXPECT_EQ(method->key.type(), GetParam().type);
    EXPECT_EQ(did_key(method->key), did);
    EXPECT_EQ(did_key_method(method->key), method_id);
    const bool agrees = GetParam().type == crypto::KeyType::X25519;
    EXPECT_EQ(document.allows(Purpose::KeyAgreement, method_id), agrees);
    for (const auto purpose : {Purpose::AssertionMethod, Purpose::Authentication, Purpose::CapabilityDelegation,
                               Purpose::CapabilityInvocation}) {
        EXPECT_NE(document.allows(purpose, method_id), agrees);
    }
    // What is written is what was decided: read as any other document it says the same.
    const auto read = parse_document(document.json, did);
    ASSERT_TRUE(read) << read.error().detail;
    ASSERT_EQ(read->methods.size(), 1U);
    EXPECT_EQ(read->methods[0].key, method->key);
    EXPECT_EQ(read->relationships.size(), document.relationships.size());
}

INSTANTIATE_TEST_SUITE_P(
    Spec, DidKeyTypes,
    testing::Values(
        Known{"Ed25519", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", crypto::KeyType::Ed25519},
        Known{"X25519", "did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F", crypto::KeyType::X25519},
        Known{"P256", "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", crypto::KeyType::P256},
        Known{"P384", "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
              crypto::KeyType::P384},
        Known{"Secp256k1", "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", crypto::KeyType::Secp256k1}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(DidKey, TheDocumentOfAnEd25519Key) {
    const auto resolution = resolve("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
    ASSERT_TRUE(resolution);
    const std::string id = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    const std::string method = id + "#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    EXPECT_EQ(
        json::serialize(resolution->document.json),
        "{\"@context\":[\"https://www.w3.org/ns/did/v1\",\"https://w3id.org/security/multikey/v1\"],\"id\":\"" + id +
            "\",\"verificationMethod\":[{\"id\":\"" + method + "\",\"type\":\"Multikey\",\"controller\":\"" + id +
            "\",\"publicKeyMultibase\":\"z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\"}],\"authentication\":[\"" +
            method + "\"],\"assertionMethod\":[\"" + method + "\"],\"capabilityDelegation\":[\"" + method +
            "\"],\"capabilityInvocation\":[\"" + method + "\"]}");
}

/// u = (1 + y) / (1 - y) of the Ed25519 key (RFC 7748 section 4.1), computed by hand.
TEST(DidKey, AnEncryptionKeyIsDerivedWhenAskedFor) {
    const auto did = Did::parse("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
    const auto resolution = resolve_did_key(*did, {.now = {}, .derive_encryption_key = true});
    ASSERT_TRUE(resolution);
    ASSERT_EQ(resolution->document.methods.size(), 2U);
    const auto& derived = resolution->document.methods[1];
    EXPECT_EQ(derived.id, did->text + "#z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW");
    EXPECT_TRUE(resolution->document.allows(Purpose::KeyAgreement, derived.id));
    EXPECT_FALSE(resolution->document.allows(Purpose::AssertionMethod, derived.id));
    EXPECT_EQ(resolve_did_key(*did)->document.methods.size(), 1U);
    // Only an Ed25519 key has one.
    const auto p256 = Did::parse("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169");
    EXPECT_EQ(resolve_did_key(*p256, {.now = {}, .derive_encryption_key = true})->document.methods.size(), 1U);
}

TEST(DidKey, TheFormWithAVersion) {
    const std::string did = "did:key:1:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    const auto resolution = resolve(did);
    ASSERT_TRUE(resolution) << resolution.error().detail;
    EXPECT_EQ(resolution->document.id, did);
    EXPECT_NE(resolution->document.find(did + "#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"), nullptr);
    for (const auto* bad : {"did:key:2:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                            "did:key:0:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                            "did:key:x:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                            "did:key::z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                            "did:key:1:1:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}) {
        ASSERT_FALSE(resolve(bad)) << bad;
        EXPECT_EQ(resolve(bad).error().code, "INVALID_DID");
    }
}

std::string key_with_codec(Bytes codec, std::size_t size) {
    codec.resize(codec.size() + size, 0x5a);
    return "did:key:" + text::multibase_encode(text::Base::Base58Btc, codec);
}

TEST(DidKey, NT9_WhatHoldsNoKeyIsRefused) {
    for (const auto& did : {
             std::string("did:key:z6Mk"),                                              // cut short
             std::string("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do0"),  // no base58
             std::string("did:key:u7QEuMpXyrDRPMHtvl-3LbLl5XFIp2RnECKrlmmyhtaMGsQ"),   // another base
             key_with_codec({0xed, 0x01}, 31), key_with_codec({0xed, 0x01}, 33),       // wrong length
             key_with_codec({0xed, 0x81, 0x00}, 32),                                   // varint not minimal
             key_with_codec({0x12, 0x00}, 32), key_with_codec({0x80, 0x26}, 32),       // hash, private key
             key_with_codec({0x80, 0x24}, 33),                                         // not on the curve
             "did:key:z" + std::string(2048, '1'),                                     // longer than any key
         }) {
        const auto resolution = resolve(did);
        ASSERT_FALSE(resolution) << did;
        EXPECT_EQ(resolution.error().code, "INVALID_DID") << did;
        EXPECT_EQ(resolution.error().kind, ErrorKind::Refused) << did;
    }
}

}  // namespace
}  // namespace blason::did
