#include "did/document.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "did/make_document.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::did {
namespace {

constexpr std::string_view kId = "did:web:example.org";
constexpr std::string_view kEd25519 = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
constexpr std::string_view kP256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";

Result<Document> read(std::string_view text, std::string_view expected_id = kId) {
    return parse_document(*json::parse(text), expected_id);
}
/// A document with these members beside its id.
Result<Document> read_with(std::string_view members) {
    return read(fmt::format(R"({{"id":"{}",{}}})", kId, members));
}
/// A document with one method `#1` of these members.
Result<Document> read_method(std::string_view members) {
    return read_with(fmt::format(R"("verificationMethod":[{{"id":"#1","controller":"{}",{}}}])", kId, members));
}
void expect_error(const Result<Document>& document, std::string_view code, std::string_view pointer) {
    ASSERT_FALSE(document) << pointer;
    EXPECT_EQ(document.error().code, code) << document.error().detail;
    EXPECT_EQ(document.error().pointer, pointer) << document.error().detail;
}
constexpr std::string_view kInvalid = "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT";

TEST(Document, EveryKeyForm) {
    constexpr std::string_view kEd25519Jwk =
        R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
    const std::pair<std::string, crypto::KeyType> forms[] = {
        {fmt::format(R"("type":"Multikey","publicKeyMultibase":"{}")", kEd25519), crypto::KeyType::Ed25519},
        {fmt::format(R"("type":"Multikey","publicKeyMultibase":"{}")", kP256), crypto::KeyType::P256},
        {fmt::format(R"("type":"JsonWebKey","publicKeyJwk":{})", kEd25519Jwk), crypto::KeyType::Ed25519},
        {fmt::format(R"("type":"JsonWebKey2020","publicKeyJwk":{})", kEd25519Jwk), crypto::KeyType::Ed25519},
        {fmt::format(R"("type":"Ed25519VerificationKey2020","publicKeyMultibase":"{}")", kEd25519),
         crypto::KeyType::Ed25519},
        {fmt::format(R"("type":"Ed25519VerificationKey2018","publicKeyJwk":{})", kEd25519Jwk),
         crypto::KeyType::Ed25519},
        {R"("type":"Ed25519VerificationKey2018","publicKeyBase58":"B12NYF8RrR3h41TDCTJojY59usg3mbtbjnFs7Eud1Y6u")",
         crypto::KeyType::Ed25519},
        {R"("type":"X25519KeyAgreementKey2020","publicKeyMultibase":"z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F")",
         crypto::KeyType::X25519},
        {R"("type":"X25519KeyAgreementKey2019","publicKeyBase58":"JhNWeSVLMYccCk7iopQW4guaSJTojqpMEELgSLhKwRr")",
         crypto::KeyType::X25519},
        {fmt::format(R"("type":"EcdsaSecp256r1VerificationKey2019","publicKeyMultibase":"{}")", kP256),
         crypto::KeyType::P256},
        {R"("type":"EcdsaSecp256k1VerificationKey2019","publicKeyMultibase":"zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")",
         crypto::KeyType::Secp256k1},
    };
    for (const auto& [members, type] : forms) {
        const auto document = read_method(members);
        ASSERT_TRUE(document) << members << document.error().detail;
        for (const auto& bad : document->unusable) ADD_FAILURE() << members << bad.why.detail;
        ASSERT_EQ(document->methods.size(), 1U) << members;
        EXPECT_EQ(document->methods[0].key.type(), type) << members;
        EXPECT_EQ(document->methods[0].id, "did:web:example.org#1") << members;
    }
}

TEST(Document, TheKeyOfThe2018FormIsTheSameKey) {
    const auto document = read_method(
        R"("type":"Ed25519VerificationKey2018","publicKeyBase58":"B12NYF8RrR3h41TDCTJojY59usg3mbtbjnFs7Eud1Y6u")");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->methods.at(0).key.multikey(), "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH");
}

TEST(Document, OneUnusableMethodDoesNotSpoilTheOthers) {
    const std::pair<std::string, std::string_view> bad[] = {
        {R"("type":"BbsKey2023","publicKeyMultibase":"zUC7")", "/type"},
        {R"("type":"Multikey")", ""},
        {R"("type":"Multikey","publicKeyMultibase":1)", "/publicKeyMultibase"},
        {R"("type":"Multikey","publicKeyMultibase":"z6Mk")", "/publicKeyMultibase"},
        {R"("type":"Multikey","publicKeyJwk":{})", "/publicKeyJwk"},
        {R"("type":"JsonWebKey","publicKeyJwk":"x")", "/publicKeyJwk"},
        {fmt::format(R"("type":"Multikey","publicKeyJwk":{{}},"publicKeyMultibase":"{}")", kEd25519), ""},
        {fmt::format(R"("type":"Ed25519VerificationKey2020","publicKeyMultibase":"{}")", kP256), "/publicKeyMultibase"},
        {R"("type":"Ed25519VerificationKey2018","publicKeyBase58":"0OIl")", "/publicKeyBase58"},
        {R"("type":"Ed25519VerificationKey2018","publicKeyBase58":"B12N")", "/publicKeyBase58"},
        {fmt::format(R"("type":"Multikey","publicKeyMultibase":"{}","expires":"soon")", kEd25519), "/expires"},
        {fmt::format(R"("type":"Multikey","publicKeyMultibase":"{}","revoked":true)", kEd25519), "/revoked"},
    };
    for (const auto& [members, pointer] : bad) {
        const auto document = read_with(fmt::format(
            R"("verificationMethod":[{{"id":"#1","controller":"{}",{}}},{{"id":"#2","controller":"{}","type":"Multikey","publicKeyMultibase":"{}"}}])",
            kId, members, kId, kEd25519));
        ASSERT_TRUE(document) << members << document.error().detail;
        ASSERT_EQ(document->methods.size(), 1U) << members;
        EXPECT_EQ(document->methods[0].id, "did:web:example.org#2");
        ASSERT_EQ(document->unusable.size(), 1U) << members;
        EXPECT_EQ(document->unusable[0].id, "did:web:example.org#1");
        EXPECT_EQ(document->unusable[0].why.code, "INVALID_VERIFICATION_METHOD");
        EXPECT_EQ(document->unusable[0].why.pointer, "/verificationMethod/0" + std::string(pointer)) << members;
    }
}

TEST(Document, RelativeIdsAndEmbeddedMethods) {
    const auto document = read_with(fmt::format(
        R"("controller":["did:web:a.example","did:web:b.example"],
           "verificationMethod":[{{"id":"#1","type":"Multikey","controller":"{0}","publicKeyMultibase":"{1}"}}],
           "assertionMethod":["#1","did:web:other.example#9",
               {{"id":"{0}#2","type":"Multikey","controller":"{0}","publicKeyMultibase":"{2}"}}],
           "authentication":["{0}#1",{{"id":"#3","type":"Multikey","controller":"{0}","publicKeyMultibase":"{2}"}}])",
        kId, kEd25519, kP256));
    ASSERT_TRUE(document) << document.error().detail;
    EXPECT_EQ(document->controllers, (std::vector<std::string>{"did:web:a.example", "did:web:b.example"}));
    EXPECT_EQ(document->methods.size(), 3U);
    EXPECT_TRUE(document->allows(Purpose::AssertionMethod, "did:web:example.org#1"));
    EXPECT_TRUE(document->allows(Purpose::AssertionMethod, "did:web:example.org#2"));
    EXPECT_TRUE(document->allows(Purpose::AssertionMethod, "did:web:other.example#9"));
    EXPECT_FALSE(document->allows(Purpose::AssertionMethod, "did:web:example.org#3"));
    EXPECT_TRUE(document->allows(Purpose::Authentication, "did:web:example.org#1"));
    EXPECT_TRUE(document->allows(Purpose::Authentication, "did:web:example.org#3"));
    EXPECT_FALSE(document->allows(Purpose::Authentication, "did:web:example.org#2"));
    EXPECT_EQ(document->find("#1"), nullptr);
    EXPECT_NE(document->find("did:web:example.org#3"), nullptr);
    EXPECT_EQ(document->json.at("id"), kId.data());
}

TEST(Document, NT7_ItsIdIsTheOneAskedFor) {
    expect_error(read(R"({"id":"did:web:example.com"})"), "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID", "/id");
    expect_error(read(R"({"id":"did:web:example.org#"})"), "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID", "/id");
    expect_error(read(R"({"id":1})"), kInvalid, "/id");
    expect_error(read("{}"), kInvalid, "/id");
    expect_error(read("[]"), kInvalid, "");
}

TEST(Document, OtherShapesAreRefused) {
    const std::pair<std::string_view, std::string_view> shapes[] = {
        {R"("controller":1)", "/controller"},
        {R"("controller":["a",1])", "/controller/1"},
        {R"("verificationMethod":{})", "/verificationMethod"},
        {R"("verificationMethod":["#1"])", "/verificationMethod/0"},
        {R"("verificationMethod":[{"type":"Multikey","controller":"x"}])", "/verificationMethod/0/id"},
        {R"("verificationMethod":[{"id":"#1","controller":"x"}])", "/verificationMethod/0/type"},
        {R"("verificationMethod":[{"id":"#1","type":["Multikey"],"controller":"x"}])", "/verificationMethod/0/type"},
        {R"("verificationMethod":[{"id":"key-1","type":"Multikey","controller":"x"}])", "/verificationMethod/0/id"},
        {R"("verificationMethod":[{"id":":x","type":"Multikey","controller":"x"}])", "/verificationMethod/0/id"},
        {R"("assertionMethod":"#1")", "/assertionMethod"},
        {R"("assertionMethod":[1])", "/assertionMethod/0"},
        {R"("authentication":["key-1"])", "/authentication/0"},
    };
    for (const auto& [members, pointer] : shapes) expect_error(read_with(members), kInvalid, pointer);
}

TEST(Document, TwoMethodsDoNotShareAnId) {
    const auto two = [](std::string_view first, std::string_view second) {
        return read_with(fmt::format(
            R"("verificationMethod":[{{"id":"#1","type":"Multikey","controller":"{0}","publicKeyMultibase":"{1}"}}],
               "assertionMethod":[{{"id":"#1","type":"Multikey","controller":"{0}","publicKeyMultibase":"{2}"}}])",
            kId, first, second));
    };
    const auto same = two(kEd25519, kEd25519);
    ASSERT_TRUE(same);
    EXPECT_EQ(same->methods.size(), 1U);
    expect_error(two(kEd25519, kP256), kInvalid, "/assertionMethod/0/id");
}

TEST(Document, NT7_PrivateKeysAreAnAlarm) {
    for (const auto* member :
         {"privateKeyMultibase", "secretKeyMultibase", "privateKeyJwk", "privateKeyBase58", "privateKeyPem"}) {
        expect_error(read_method(fmt::format(R"("type":"Multikey","{}":"test")", member)), "private-key-in-document",
                     fmt::format("/verificationMethod/0/{}", member));
    }
    for (const auto* member : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
        expect_error(read_method(fmt::format(R"("type":"Unknown","publicKeyJwk":{{"{}":"test"}})", member)),
                     "private-key-in-document", fmt::format("/verificationMethod/0/publicKeyJwk/{}", member));
    }
}

TEST(Document, NT7_TheNumberOfMethodsIsLimited) {
    const auto with_methods = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) {
            list += fmt::format(R"({}{{"id":"#{}","type":"Other","controller":"x"}})", i == 0 ? "" : ",", i);
        }
        return read_with("\"verificationMethod\":[" + list + "]");
    };
    EXPECT_TRUE(with_methods(kMaxMethods));
    expect_error(with_methods(kMaxMethods + 1), kInvalid, "/verificationMethod/256");
}

TEST(Document, ExpiryAndRevocation) {
    const auto document = read_method(fmt::format(
        R"("type":"Multikey","publicKeyMultibase":"{}","expires":"2030-01-01T00:00:00Z","revoked":"2026-01-01T00:00:00Z")",
        kEd25519));
    ASSERT_TRUE(document);
    EXPECT_EQ(document->methods.at(0).expires, parse_instant("2030-01-01T00:00:00Z"));
    EXPECT_EQ(document->methods.at(0).revoked, parse_instant("2026-01-01T00:00:00Z"));
}

TEST(Document, AKeyMayHaveADocumentOfItsOwn) {
    const auto document =
        read(fmt::format(R"({{"@context":"https://w3id.org/security/multikey/v1","id":"https://example.org/keys/1",
        "type":"Multikey","controller":"https://example.org/issuers/1","publicKeyMultibase":"{}"}})",
                         kEd25519),
             "https://example.org/keys/1");
    ASSERT_TRUE(document) << document.error().detail;
    const auto* method = document->find("https://example.org/keys/1");
    ASSERT_NE(method, nullptr);
    EXPECT_EQ(method->controller, "https://example.org/issuers/1");
    EXPECT_TRUE(document->relationships.empty());
}

TEST(Purpose, Names) {
    for (const auto purpose : {Purpose::AssertionMethod, Purpose::Authentication, Purpose::CapabilityInvocation,
                               Purpose::CapabilityDelegation, Purpose::KeyAgreement}) {
        EXPECT_EQ(parse_purpose(to_text(purpose)), purpose);
    }
    EXPECT_EQ(to_text(Purpose::AssertionMethod), "assertionMethod");
    EXPECT_FALSE(parse_purpose("AssertionMethod"));
    EXPECT_FALSE(parse_purpose(""));
}

TEST(MakeDocument, ReadsBackAsWritten) {
    const DocumentKey keys[] = {
        {*crypto::PublicKey::from_multikey(kEd25519), "key-1"},
        {*crypto::PublicKey::from_multikey(kP256), "key-2", {Purpose::Authentication, Purpose::KeyAgreement}}};
    const auto made = make_document(kId, keys);
    const auto document = parse_document(made.json, kId);
    ASSERT_TRUE(document) << document.error().detail;
    ASSERT_EQ(document->methods.size(), 2U);
    EXPECT_EQ(document->methods[0].key, keys[0].key);
    EXPECT_EQ(document->methods[1].key, keys[1].key);
    EXPECT_EQ(document->methods[1].id, "did:web:example.org#key-2");
    EXPECT_TRUE(document->allows(Purpose::AssertionMethod, "did:web:example.org#key-1"));
    EXPECT_TRUE(document->allows(Purpose::Authentication, "did:web:example.org#key-1"));
    EXPECT_FALSE(document->allows(Purpose::AssertionMethod, "did:web:example.org#key-2"));
    EXPECT_TRUE(document->allows(Purpose::KeyAgreement, "did:web:example.org#key-2"));
    EXPECT_EQ(json::serialize(made.json.at("@context")),
              R"(["https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1"])");
    EXPECT_EQ(document->relationships.size(), made.relationships.size());
}

TEST(MakeDocument, AKeyMayBePublishedAsJwk) {
    DocumentKey jwk{*crypto::PublicKey::from_multikey(kP256), "key-1"};
    jwk.as_jwk = true;
    const DocumentKey keys[] = {jwk, {*crypto::PublicKey::from_multikey(kEd25519), "key-2"}};
    const auto made = make_document(kId, keys);
    const auto& method = made.json.at("verificationMethod").at(0);
    EXPECT_EQ(method.at("type"), "JsonWebKey");
    EXPECT_EQ(method.at("publicKeyJwk").at("crv"), "P-256");
    EXPECT_FALSE(method.as_object().contains("publicKeyMultibase")) << "one form of a key in one method";
    EXPECT_EQ(
        json::serialize(made.json.at("@context")),
        R"(["https://www.w3.org/ns/did/v1","https://w3id.org/security/multikey/v1","https://w3id.org/security/jwk/v1"])");
    const auto document = parse_document(made.json, kId);
    ASSERT_TRUE(document) << document.error().detail;
    ASSERT_EQ(document->methods.size(), 2U);
    EXPECT_EQ(document->methods[0].key, jwk.key);
}

TEST(MakeDocument, WithoutKeys) {
    EXPECT_TRUE(parse_document(make_document(kId, {}).json, kId));
}

}  // namespace
}  // namespace blason::did
