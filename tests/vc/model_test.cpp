#include <gtest/gtest.h>

#include "engine/text/multibase.hpp"
#include "tests/vc/samples.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/document_rules.hpp"

namespace blason {
namespace {

using test::Refusal;
using vc::model::Findings;
using vc::model::Severity;

Findings check(const json::Value& credential) {
    Findings findings;
    vc::model::check_credential(credential, json::Path{}, findings);
    return findings;
}

std::string describe(const Findings& findings) {
    std::string out;
    for (const auto& finding : findings.all()) out += finding.code + " at " + finding.pointer + "\n";
    return out;
}

TEST(Model, AcceptsTheSmallestCredential) {
    EXPECT_TRUE(check(test::plain_credential()).empty()) << describe(check(test::plain_credential()));
}

class CredentialRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(CredentialRefusal, LD24_HasItsCodeAndItsPlace) {
    json::Value credential = test::plain_credential();
    test::apply(credential, GetParam());
    const Findings findings = check(credential);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, GetParam().code);
    EXPECT_EQ(findings.all()[0].pointer, GetParam().pointer);
    EXPECT_EQ(findings.all()[0].severity, Severity::Error);
    EXPECT_FALSE(findings.all()[0].message.empty());
}

constexpr std::string_view kV2 = "https://www.w3.org/ns/credentials/v2";
const Refusal kCredentialRefusals[] = {
    {"NoContext", "/@context", "", "missing-context", ""},
    {"ContextText", "/@context", R"("https://www.w3.org/ns/credentials/v2")", "invalid-context", "/@context"},
    {"ContextEmpty", "/@context", "[]", "first-context", "/@context/0"},
    {"ContextOrder", "/@context", R"(["https://other.example/", "https://www.w3.org/ns/credentials/v2"])",
     "first-context", "/@context/0"},
    {"ContextNumber", "/@context", R"(["https://www.w3.org/ns/credentials/v2", 123192875])", "invalid-context",
     "/@context/1"},
    {"ContextNoUrl", "/@context", R"(["https://www.w3.org/ns/credentials/v2", "https ://not-a-url/v1"])",
     "invalid-context", "/@context/1"},
    {"NoType", "/type", "", "missing-type", ""},
    {"TypeNumber", "/type", R"(["VerifiableCredential", 2])", "invalid-type", "/type/1"},
    {"TypeOther", "/type", R"(["Relationship"])", "type-not-named", "/type"},
    {"TypeEmpty", "/type", "[]", "invalid-type", "/type"},
    {"IdNull", "/id", "null", "invalid-id", "/id"},
    {"IdTwo", "/id", R"(["https://a.example/1", "https://a.example/2"])", "invalid-id", "/id"},
    {"IdNoUrl", "/id", R"("https ://not-a-url/1")", "invalid-id", "/id"},
    {"NoIssuer", "/issuer", "", "missing-issuer", ""},
    {"IssuerNull", "/issuer", "null", "invalid-issuer", "/issuer"},
    {"IssuerNoUrl", "/issuer", R"("fake-issuer")", "invalid-issuer", "/issuer"},
    {"IssuerIdNull", "/issuer", R"({"id": null})", "invalid-issuer", "/issuer/id"},
    {"IssuerNoId", "/issuer", R"({"name": "School"})", "invalid-issuer", "/issuer/id"},
    {"IssuerName", "/issuer", R"({"id": "did:a:b", "name": {"@value": "A", "url": "did:a:c"}})",
     "invalid-language-value", "/issuer/name"},
    {"NoSubject", "/credentialSubject", "", "missing-subject", ""},
    {"SubjectEmpty", "/credentialSubject", "{}", "empty-subject", "/credentialSubject"},
    {"SubjectsNone", "/credentialSubject", "[]", "empty-subject", "/credentialSubject"},
    {"SubjectSecondEmpty", "/credentialSubject", R"([{"id": "did:a:b"}, {}])", "empty-subject", "/credentialSubject/1"},
    {"SubjectText", "/credentialSubject", R"("did:a:b")", "invalid-subject", "/credentialSubject"},
    {"SubjectIdTwo", "/credentialSubject", R"({"id": ["did:a:b", "did:a:c"]})", "invalid-id", "/credentialSubject/id"},
    {"NameNumber", "/name", "5", "invalid-language-value", "/name"},
    {"NameWithUrl", "/name", R"({"@value": "A", "@language": "en", "url": "did:a:b"})", "invalid-language-value",
     "/name"},
    {"NameSecond", "/name", R"([{"@value": "A", "@language": "en"}, {"@language": "fr"}])", "invalid-language-value",
     "/name/1"},
    {"NamesPlain", "/name", R"(["x"])", "invalid-language-value", "/name/0"},
    {"DescriptionNull", "/description", "null", "invalid-language-value", "/description"},
    {"DateWords", "/validFrom", R"("Sat 25 Feb 2023 07:16:31 PM CST")", "invalid-date", "/validFrom"},
    {"DateWithoutZone", "/validUntil", R"("2044-01-01T00:00:00")", "invalid-date", "/validUntil"},
    {"DateNumber", "/validFrom", "2024", "invalid-date", "/validFrom"},
    {"StatusNoType", "/credentialStatus", R"({"id": "did:a:b"})", "missing-type", "/credentialStatus"},
    {"StatusTypeNumber", "/credentialStatus", R"({"type": 2})", "invalid-type", "/credentialStatus/type"},
    {"StatusIdTwo", "/credentialStatus", R"({"type": "A", "id": ["did:a:b", "did:a:c"]})", "invalid-id",
     "/credentialStatus/id"},
    {"StatusText", "/credentialStatus", R"("did:a:b")", "invalid-value", "/credentialStatus"},
    {"SchemaNoId", "/credentialSchema", R"({"type": "A"})", "missing-id", "/credentialSchema"},
    {"SchemaNoType", "/credentialSchema", R"([{"id": "did:a:b"}])", "missing-type", "/credentialSchema/0"},
    {"TermsNoType", "/termsOfUse", "{}", "missing-type", "/termsOfUse"},
    {"EvidenceNoType", "/evidence", R"([{"type": "A"}, {}])", "missing-type", "/evidence/1"},
    {"RefreshNoType", "/refreshService", R"({"id": "did:a:b"})", "missing-type", "/refreshService"},
    {"ProofNoType", "/proof", R"({"proofValue": "z"})", "missing-type", "/proof"},
    {"ResourceNoDigest", "/relatedResource", R"([{"id": "https://a.example/"}])", "related-resource-without-digest",
     "/relatedResource/0"},
    {"ResourceNoId", "/relatedResource",
     R"([{"digestSRI": "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"}])", "missing-id",
     "/relatedResource/0"},
    {"ResourceText", "/relatedResource", R"("https://a.example/")", "invalid-value", "/relatedResource"},
    {"ResourceWrongDigest", "/relatedResource",
     R"([{"id": "https://www.w3.org/ns/credentials/v2",
          "digestSRI": "sha384-AAAANpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"}])",
     "related-resource-digest", "/relatedResource/0/digestSRI"},
    {"ResourceShortDigest", "/relatedResource", R"([{"id": "https://a.example/", "digestSRI": "sha384-AAAA"}])",
     "related-resource-digest", "/relatedResource/0/digestSRI"},
    {"ResourceWrongMultibase", "/relatedResource",
     R"([{"id": "https://www.w3.org/ns/credentials/v2", "digestMultibase": "uAKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"}])",
     "related-resource-digest", "/relatedResource/0/digestMultibase"},
    {"ResourceTwice", "/relatedResource",
     R"([{"id": "https://a.example/", "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"},
         {"id": "https://a.example/", "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"}])",
     "related-resource-repeated", "/relatedResource/1/id"},
};
INSTANTIATE_TEST_SUITE_P(Vcdm, CredentialRefusal, testing::ValuesIn(kCredentialRefusals), test::refusal_name);

TEST(Model, TheEndMayNotComeBeforeTheBeginning) {
    json::Value credential = test::plain_credential();
    test::set(credential, "/validFrom", R"("2024-01-01T00:00:00+02:00")");
    test::set(credential, "/validUntil", R"("2023-12-31T22:00:00Z")");
    EXPECT_TRUE(check(credential).empty()) << "the same instant";
    test::set(credential, "/validUntil", R"("2023-12-31T21:59:59Z")");
    ASSERT_EQ(check(credential).all().size(), 1U);
    EXPECT_EQ(check(credential).all()[0].code, "validity-order");
    EXPECT_EQ(check(credential).all()[0].pointer, "/validUntil");
}

TEST(Model, BothPublishedDigestsOfTheBaseContextAreAccepted) {
    for (const std::string_view digest :
         {R"("digestSRI": "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU")",
          R"("digestSRI": "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=")",
          R"("digestSRI": "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg")",
          R"("digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k")"}) {
        json::Value credential = test::plain_credential();
        test::set(credential, "/relatedResource",
                  "[{\"id\": \"" + std::string(kV2) + "\", " + std::string(digest) + "}]");
        EXPECT_TRUE(check(credential).empty()) << digest << describe(check(credential));
    }
}

/// SHA-2 in one of its sizes, alone or as a multihash; anything else is no digest.
TEST(Model, ADigestHasASizeAndIsThatOfAnEmbeddedContext) {
    const auto code = [](std::string_view url, std::string_view digest) {
        json::Value credential = test::plain_credential();
        json::Object resource{{"id", json::key(url)}, {"digestMultibase", json::key(digest)}};
        credential.get_object()["relatedResource"] = json::Array{std::move(resource)};
        const auto findings = check(credential);
        return findings.empty() ? std::string() : std::string(findings.all()[0].code);
    };
    const auto encoded = [](Bytes bytes) { return text::multibase_encode(text::Base::Base64Url, bytes); };
    const auto multihash = [&](std::uint8_t name, std::size_t size) {
        Bytes bytes(size + 2);
        bytes[0] = name;
        bytes[1] = static_cast<std::uint8_t>(size);
        return encoded(std::move(bytes));
    };
    const std::string other = "https://a.example/";
    for (const std::size_t size : {32, 48, 64}) {
        EXPECT_EQ(code(other, encoded(Bytes(size))), "") << size;
        EXPECT_EQ(code(kV2, encoded(Bytes(size))), "related-resource-digest") << size;
        EXPECT_EQ(code("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", encoded(Bytes(size))),
                  "related-resource-digest")
            << size;
    }
    EXPECT_EQ(code(other, multihash(0x12, 32)), "");
    EXPECT_EQ(code(other, multihash(0x20, 48)), "");
    EXPECT_EQ(code(other, multihash(0x13, 64)), "");
    EXPECT_EQ(code(kV2, multihash(0x13, 64)), "related-resource-digest");
    for (const std::string& none : {std::string("u"), std::string("z"), std::string("uAAAA"), encoded(Bytes(33)),
                                    multihash(0x12, 64), multihash(0x11, 32)}) {
        EXPECT_EQ(code(other, none), "related-resource-digest") << none;
    }
}

TEST(Model, TheOlderEditionIsAnAdvisory) {
    json::Value credential = test::plain_credential();
    test::set(credential, "/@context", R"(["https://www.w3.org/2018/credentials/v1"])");
    test::set(credential, "/issuanceDate", R"("2020-01-01T00:00:00Z")");
    ASSERT_EQ(check(credential).all().size(), 1U) << describe(check(credential));
    EXPECT_EQ(check(credential).all()[0].code, "vcdm-1-1");
    EXPECT_EQ(check(credential).all()[0].severity, Severity::Advisory);
    test::remove(credential, "/issuanceDate");
    EXPECT_EQ(check(credential).first()->code, "missing-issuance-date");
}

TEST(Model, AnythingButAnObjectIsRefused) {
    EXPECT_EQ(check(test::parse("[]")).first()->code, "not-an-object");
    EXPECT_EQ(check(test::parse("\"{}\"")).first()->code, "not-an-object");
}

TEST(Model, FindingsStopAtALimit) {
    json::Value credential = test::plain_credential();
    test::set(credential, "/evidence", "[1]");
    json::Array& evidence = credential.at_pointer("/evidence").as_array();
    for (int i = 0; i < 1000; ++i) evidence.emplace_back(i);
    EXPECT_EQ(check(credential).all().size(), Findings::kMaxFindings);
}

json::Value presentation() {
    json::Value value = test::parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:holder"
    })");
    value.as_object().emplace("verifiableCredential", json::Array{test::plain_credential()});
    return value;
}

Findings check_presentation(const json::Value& value) {
    Findings findings;
    vc::model::check_presentation(value, json::Path{}, findings);
    return findings;
}

class PresentationRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(PresentationRefusal, LD24_HasItsCodeAndItsPlace) {
    json::Value value = presentation();
    ASSERT_TRUE(check_presentation(value).empty());
    test::apply(value, GetParam());
    const Findings findings = check_presentation(value);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, GetParam().code);
    EXPECT_EQ(findings.all()[0].pointer, GetParam().pointer);
}

const Refusal kPresentationRefusals[] = {
    {"NoContext", "/@context", "", "missing-context", ""},
    {"ContextOrder", "/@context", R"([{"A": "https://a.example/A"}, "https://www.w3.org/ns/credentials/v2"])",
     "first-context", "/@context/0"},
    {"NoType", "/type", "", "missing-type", ""},
    {"TypeOther", "/type", R"(["Other"])", "type-not-named", "/type"},
    {"HolderNoUrl", "/holder", R"("z6Mk")", "invalid-holder", "/holder"},
    {"HolderNoId", "/holder", R"({"name": "Acme"})", "invalid-holder", "/holder/id"},
    {"CredentialText", "/verifiableCredential", R"(["eyJ.eyJ.sig"])", "invalid-credential", "/verifiableCredential/0"},
    {"CredentialInside", "/verifiableCredential/0/issuer", "", "missing-issuer", "/verifiableCredential/0"},
    {"EnvelopedNoData", "/verifiableCredential",
     R"({"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
         "id": "https://a.example/"})",
     "invalid-enveloped-credential", "/verifiableCredential/id"},
    {"EnvelopedNoContext", "/verifiableCredential",
     R"([{"type": ["EnvelopedVerifiableCredential"], "id": "data:application/vc+jwt,eyJ"}])", "missing-context",
     "/verifiableCredential/0"},
};
INSTANTIATE_TEST_SUITE_P(Vcdm, PresentationRefusal, testing::ValuesIn(kPresentationRefusals), test::refusal_name);

class NameRefusal : public testing::TestWithParam<Refusal> {};

Findings check_names(const json::Value& document) {
    Findings findings;
    vc::model::check_names_say_what_they_mean(document, json::Path{}, findings);
    return findings;
}

TEST_P(NameRefusal, LD24_HasItsCodeAndItsPlace) {
    json::Value credential = test::plain_credential();
    test::apply(credential, GetParam());
    const Findings findings = check_names(credential);
    ASSERT_EQ(findings.all().size(), 1U) << describe(findings);
    EXPECT_EQ(findings.all()[0].code, GetParam().code);
    EXPECT_EQ(findings.all()[0].pointer, GetParam().pointer);
}

// Each would leave the canonical form, and so the proof, as it was, and hide a member from those who read the JSON.
const Refusal kNameRefusals[] = {
    {"FullIri", "/https:~1~1www.w3.org~12018~1credentials#validUntil", "1", "property-not-a-term",
     "/https:~1~1www.w3.org~12018~1credentials#validUntil"},
    {"Keyword", "/@graph", "{}", "property-not-a-term", "/@graph"},
    {"KeywordBelow", "/credentialSubject", R"({"@id": "did:a:b"})", "property-not-a-term", "/credentialSubject/@id"},
    {"NestedContext", "/credentialSubject", R"({"@context": {}, "id": "did:a:b"})", "nested-context",
     "/credentialSubject/@context"},
    {"ContextOfProof", "/proof",
     R"({"type": "DataIntegrityProof", "@context": ["https://www.w3.org/ns/credentials/v2", {"a": "urn:a:b"}]})",
     "nested-context", "/proof/@context"},
    {"ContextOfOneProof", "/proof",
     R"([{"type": "DataIntegrityProof"}, {"type": "DataIntegrityProof", "@context": "https://w3id.org/security/v2"}])",
     "nested-context", "/proof/1/@context"},
    {"ContextBelowProof", "/proof",
     R"({"type": "DataIntegrityProof", "nonce": {"@context": ["https://www.w3.org/ns/credentials/v2"]}})",
     "nested-context", "/proof/nonce/@context"},
    {"ContextOfProofOfNoCredential", "/credentialSubject",
     R"({"id": "did:a:b", "proof": {"@context": ["https://www.w3.org/ns/credentials/v2"]}})", "nested-context",
     "/credentialSubject/proof/@context"},
    {"TypeAsIri", "/type",
     R"(["VerifiableCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"])",
     "type-not-a-term", "/type/1"},
    {"AliasOfIri", "/@context", R"({"until": "https://www.w3.org/2018/credentials#validUntil"})", "inline-context",
     "/@context/until"},
    {"AliasInObject", "/@context", R"({"until": {"@id": "https://www.w3.org/2018/credentials#validUntil"}})",
     "inline-context", "/@context/until"},
    {"AliasByPrefix", "/@context", R"({"p": "https://www.w3.org/2018/", "until": "p:credentials#validUntil"})",
     "inline-context", "/@context/until"},
    {"AliasByOtherPrefix", "/@context", R"({"until": "cred:validUntil"})", "inline-context", "/@context/until"},
    {"AliasByTerm", "/@context", R"({"until": "validUntil"})", "inline-context", "/@context/until"},
    {"AliasOfKeyword", "/@context", R"({"hide": "@nest"})", "inline-context", "/@context/hide"},
    {"AliasOfType", "/@context", R"({"kind": "@type"})", "inline-context", "/@context/kind"},
    {"AliasScoped", "/@context",
     R"({"Z": {"@id": "https://a.example/Z", "@context": {"until": "https://www.w3.org/2018/credentials#validUntil"}}})",
     "inline-context", "/@context/Z/@context/until"},
    {"Vocab", "/@context", R"({"@vocab": "https://www.w3.org/2018/credentials#"})", "inline-context",
     "/@context/@vocab"},
    {"Base", "/@context", R"({"@base": "https://a.example/"})", "inline-context", "/@context/@base"},
    {"Import", "/@context", R"({"@import": "https://a.example/"})", "inline-context", "/@context/@import"},
    {"Reverse", "/@context", R"({"issued": {"@reverse": "https://www.w3.org/2018/credentials#issuer"}})",
     "inline-context", "/@context/issued"},
    {"SelfPrefix", "/@context", R"({"a": "a:b"})", "inline-context", "/@context/a"},
};
INSTANTIATE_TEST_SUITE_P(Vcdm, NameRefusal, testing::ValuesIn(kNameRefusals), test::refusal_name);

TEST(Model, ContextsMayAddTermsOfTheirOwn) {
    json::Value credential = test::plain_credential();
    test::set(credential, "/@context",
              R"(["https://www.w3.org/ns/credentials/v2",
                  {"@protected": true, "alumni": "https://a.example/#alumni", "id": "@id", "ex": "https://b.example/",
                   "score": {"@id": "ex:score", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
                   "gone": null, "mark": "urn:example:mark"}])");
    test::set(credential, "/name", R"({"@value": "A", "@language": "en"})");
    EXPECT_TRUE(check_names(credential).empty()) << describe(check_names(credential));
}

// The JCS suites copy the credential's contexts into the proof; a credential may have gone on with others since.
TEST(Model, AProofMaySayTheContextsOfItsCredentialAgain) {
    json::Value credential = test::plain_credential();
    test::set(credential, "/@context", R"(["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/v2"])");
    for (const std::string_view contexts :
         {R"(["https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/v2"])",
          R"(["https://www.w3.org/ns/credentials/v2"])", R"("https://www.w3.org/ns/credentials/v2")"}) {
        const std::string proof = R"({"type": "DataIntegrityProof", "@context": )" + std::string(contexts) + "}";
        test::set(credential, "/proof", proof);
        EXPECT_TRUE(check_names(credential).empty()) << describe(check_names(credential));
        test::set(credential, "/proof", "[" + proof + "]");
        EXPECT_TRUE(check_names(credential).empty()) << describe(check_names(credential));
    }
    test::set(credential, "/proof", R"({"@context": ["https://w3id.org/security/v2"]})");
    EXPECT_EQ(check_names(credential).all().size(), 1U) << "the end is no beginning";
}

TEST(Model, NumbersBeyondWhatAllReadersKeepAreRefused) {
    for (const std::string_view number : {"9007199254740992", "-9007199254740992", "18446744073709551615", "1e22"}) {
        json::Value credential = test::plain_credential();
        test::set(credential, "/credentialSubject/score", number);
        Findings findings;
        vc::model::check_numbers(credential, json::Path{}, findings);
        ASSERT_EQ(findings.all().size(), 1U) << number;
        EXPECT_EQ(findings.all()[0].code, "number-not-interoperable");
        EXPECT_EQ(findings.all()[0].pointer, "/credentialSubject/score");
    }
    for (const std::string_view number : {"9007199254740991", "-9007199254740991", "0.5", "-0.0"}) {
        json::Value credential = test::plain_credential();
        test::set(credential, "/credentialSubject/score", number);
        Findings findings;
        vc::model::check_numbers(credential, json::Path{}, findings);
        EXPECT_TRUE(findings.empty()) << number;
    }
}

}  // namespace
}  // namespace blason
