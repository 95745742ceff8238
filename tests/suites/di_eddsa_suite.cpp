// The test vectors of VC Data Integrity EdDSA Cryptosuites v1.0 and of the Open Badges 3.0 implementation guide: every
// intermediate value, byte for byte.
#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/multibase.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/suites.hpp"
#include "vc/proof/create.hpp"
#include "vc/verify.hpp"

namespace blason {
namespace {

// The context of the second document is a draft that is no longer published. These are the terms that document uses;
// that they mean what they should is proven by the vector's own canonical form.
constexpr std::string_view kCitizenshipDraft = "https://w3id.org/citizenship/v4rc1";
constexpr std::string_view kCitizenshipTerms = R"({"@context": {
    "@protected": true,
    "EmploymentAuthorizationDocumentCredential":
        "https://w3id.org/citizenship#EmploymentAuthorizationDocumentCredential",
    "EmploymentAuthorizationDocument": "https://w3id.org/citizenship#EmploymentAuthorizationDocument",
    "EmployablePerson": "https://w3id.org/citizenship#EmployablePerson",
    "Person": "https://schema.org/Person",
    "image": {"@id": "https://schema.org/image", "@type": "@id"},
    "givenName": "https://schema.org/givenName",
    "additionalName": "https://schema.org/additionalName",
    "familyName": "https://schema.org/familyName",
    "gender": "https://schema.org/gender",
    "identifier": "https://schema.org/identifier",
    "birthDate": {"@id": "https://schema.org/birthDate", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "birthCountry": "https://w3id.org/citizenship#birthCountry",
    "residentSince": {"@id": "https://w3id.org/citizenship#residentSince",
                      "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "employmentAuthorizationDocument": "https://w3id.org/citizenship#employmentAuthorizationDocument",
    "lprCategory": "https://w3id.org/citizenship#lprCategory",
    "lprNumber": "https://w3id.org/citizenship#lprNumber"
}})";

test::TestEnvironment& environment() {
    static test::TestEnvironment shared(
        std::map<std::string, std::string>{{std::string(kCitizenshipDraft), std::string(kCitizenshipTerms)}});
    return shared;
}

std::filesystem::path root() {
    return test::suites_root() / "vc-di-eddsa" / "TestVectors";
}

/// Vector files of hexadecimal and base58 may end in a line feed of their own.
std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

std::string text_of(const json::Value& object, std::string_view name) {
    const json::Value* value = json::find(object, name);
    return value == nullptr ? std::string() : std::string(json::view(*value));
}

crypto::PrivateKey read_key(const std::filesystem::path& path) {
    auto key = crypto::parse_key_file(test::read_file(path));
    EXPECT_TRUE(key) << key.error().code;
    return std::move(*key);
}

struct Vector {
    std::string_view name;
    std::string_view folder;
    std::string_view suffix;
    std::string_view suite;
};
const Vector kVectors[] = {
    {"eddsa_rdfc_2022", "eddsa-rdfc-2022", "DataInt", "eddsa-rdfc-2022"},
    {"eddsa_rdfc_2022_employ", "eddsa-rdfc-2022/employ", "DataInt", "eddsa-rdfc-2022"},
    {"eddsa_jcs_2022", "eddsa-jcs-2022", "JCS", "eddsa-jcs-2022"},
    {"Ed25519Signature2020", "Ed25519Signature2020", "EdSig", "Ed25519Signature2020"},
};

class DiEddsa : public testing::TestWithParam<Vector> {
  protected:
    [[nodiscard]] std::string file(std::string_view stem) const { return test::read_file(path(stem, ".txt")); }
    [[nodiscard]] std::filesystem::path path(std::string_view stem, std::string_view extension) const {
        return root() / GetParam().folder /
               (std::string(stem) + std::string(GetParam().suffix) + std::string(extension));
    }
};

TEST_P(DiEddsa, EveryIntermediateValue) {
    const json::Value published = test::read_json(path("signed", ".json"));
    const json::Value config = test::read_json(path("proofConfig", ".json"));
    json::Value document = published;
    document.as_object().stable_erase("proof");

    const auto signer = crypto::make_signer(read_key(root() / "keyPair.json"));
    ASSERT_TRUE(signer);
    vc::proof::CreateOptions options;
    options.verification_method = text_of(config, "verificationMethod");
    options.created = parse_instant(text_of(config, "created")).value();
    const vc::proof::Suite* suite = vc::proof::find_suite_to_create(GetParam().suite);
    ASSERT_NE(suite, nullptr);
    vc::ProofTrace trace;
    const auto added = vc::proof::add_proof(document, *suite, **signer, options, environment().processor, &trace);
    ASSERT_TRUE(added) << added.error().code << ": " << added.error().detail << " at " << added.error().pointer;

    EXPECT_EQ(trace.canonical_document, file("canonDoc"));
    EXPECT_EQ(trace.canonical_proof_options, file("proofCanon"));
    EXPECT_EQ(trace.document_hash, trimmed(file("docHash")));
    EXPECT_EQ(trace.proof_options_hash, trimmed(file("proofHash")));
    EXPECT_EQ(trace.signing_input, trimmed(file("combinedHash")));
    const std::string value = text_of(document.at("proof"), "proofValue");
    EXPECT_EQ(value, trimmed(file("sigBTC58")));
    EXPECT_EQ(to_hex(*text::multibase_decode(text::Base::Base58Btc, value)), trimmed(file("sigHex")));
    EXPECT_EQ(json::serialize(document), json::serialize(published));
}

TEST_P(DiEddsa, ThePublishedDocumentVerifies) {
    const std::string text = test::read_file(path("signed", ".json"));
    vc::VerifyOptions options;
    options.now = parse_instant("2024-06-01T00:00:00Z").value();
    const auto report = vc::verify(text, options, environment().get());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->find("proof")->outcome, vc::Outcome::Pass) << json::pretty(to_json(*report));
    EXPECT_EQ(report->find("json-ld")->outcome, vc::Outcome::Pass) << json::pretty(to_json(*report));
    EXPECT_EQ(report->find("data-model")->outcome, vc::Outcome::Pass);
    // The vectors name an issuer that is not the owner of the key.
    EXPECT_EQ(report->find("issuer")->code, "issuer-key-mismatch");
    EXPECT_EQ(report->verdict(), vc::Verdict::Invalid);
}

INSTANTIATE_TEST_SUITE_P(Suite, DiEddsa, testing::ValuesIn(kVectors),
                         [](const testing::TestParamInfo<Vector>& tested) { return std::string(tested.param.name); });

class DiEddsaSets : public testing::TestWithParam<std::string_view> {};

std::vector<vc::Check> proof_checks(const json::Value& document) {
    vc::VerifyOptions options;
    options.now = parse_instant("2024-06-01T00:00:00Z").value();
    auto report = vc::verify(document, options, environment().get());
    std::erase_if(report->checks, [](const vc::Check& check) { return check.name != "proof"; });
    return report->checks;
}

TEST_P(DiEddsaSets, EveryProofVerifies) {
    const json::Value document = test::read_json(root() / "proof-set-chain" / (std::string(GetParam()) + ".json"));
    const auto checks = proof_checks(document);
    const json::Value& proofs = document.at("proof");
    EXPECT_EQ(checks.size(), proofs.is_array() ? proofs.get_array().size() : 1);
    for (const vc::Check& check : checks) EXPECT_EQ(check.outcome, vc::Outcome::Pass) << check.pointer << check.code;
}

TEST_P(DiEddsaSets, OneDamagedProofIsNamed) {
    json::Value document = test::read_json(root() / "proof-set-chain" / (std::string(GetParam()) + ".json"));
    json::Value& proofs = document.as_object().at("proof");
    json::Value& first = proofs.is_array() ? proofs.get_array().at(0) : proofs;
    first.as_object()["created"] = "2023-02-24T23:36:39Z";
    const auto checks = proof_checks(document);
    EXPECT_EQ(checks.at(0).outcome, vc::Outcome::Fail);
    EXPECT_EQ(checks.at(0).code, "signature-mismatch");
    EXPECT_EQ(checks.at(0).pointer, proofs.is_array() ? "/proof/0/proofValue" : "/proof/proofValue");
}

INSTANTIATE_TEST_SUITE_P(
    Suite, DiEddsaSets, testing::Values("signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"),
    [](const testing::TestParamInfo<std::string_view>& tested) { return std::string(tested.param); });

// The credential of the implementation guide, with the context that has its terms.
constexpr std::string_view kGuideCredential = R"({
    "@context": ["https://www.w3.org/ns/credentials/v2",
                 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://example.edu/issuers/565049", "type": ["Profile"], "url": "https://www.imsglobal.org",
               "name": "Example Corp"},
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized upon review by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate within a group environment.",
            "name": "Teamwork"
        }
    }
})";

TEST(OpenBadgesGuide, LinkedDataProofVector) {
    const auto folder = test::suites_root() / "openbadges" / "spec-test-vectors" / "obv3p0";
    const auto seed = from_hex("6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4");
    auto key = crypto::private_key_from_bytes(crypto::KeyType::Ed25519, *seed);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->public_key.multikey(), "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
    const auto signer = crypto::make_signer(std::move(*key));
    ASSERT_TRUE(signer);

    json::Value document = json::parse(kGuideCredential).operator*();
    vc::proof::CreateOptions options;
    options.verification_method = "https://example.edu/issuers/565049#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    options.created = parse_instant("2010-01-01T19:23:24Z").value();
    vc::ProofTrace trace;
    const auto added = vc::proof::add_proof(document, *vc::proof::find_suite_to_create("eddsa-rdfc-2022"), **signer,
                                            options, environment().processor, &trace);
    ASSERT_TRUE(added) << added.error().code << ": " << added.error().detail << " at " << added.error().pointer;

    EXPECT_EQ(trimmed(trace.canonical_document), trimmed(test::read_file(folder / "document-canon.txt")));
    EXPECT_EQ(trimmed(trace.canonical_proof_options), trimmed(test::read_file(folder / "proof-canon.txt")));
    EXPECT_EQ(trace.document_hash, "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    EXPECT_EQ(trace.proof_options_hash, "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    EXPECT_EQ(text_of(document.at("proof"), "proofValue"),
              "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr");
}

}  // namespace
}  // namespace blason
