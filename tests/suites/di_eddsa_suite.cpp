// The proof sets and chains of VC Data Integrity EdDSA Cryptosuites v1.0, and the vector of the Open Badges 3.0
// implementation guide.
#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "tests/suites/di_vectors.hpp"
#include "vc/proof/create.hpp"
#include "vc/verify.hpp"

namespace blason {
namespace {

std::filesystem::path root() {
    return test::suites_root() / "vc-di-eddsa" / "TestVectors";
}

class DiEddsaSets : public testing::TestWithParam<std::string_view> {};

std::vector<vc::Check> proof_checks(const json::Value& document) {
    vc::VerifyOptions options;
    options.now = parse_instant("2024-06-01T00:00:00Z").value();
    auto report = vc::verify(document, options, test::vector_environment().get());
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
                                            options, test::vector_environment().processor, &trace);
    ASSERT_TRUE(added) << added.error().code << ": " << added.error().detail << " at " << added.error().pointer;

    EXPECT_EQ(test::trimmed(trace.canonical_document), test::trimmed(test::read_file(folder / "document-canon.txt")));
    EXPECT_EQ(test::trimmed(trace.canonical_proof_options), test::trimmed(test::read_file(folder / "proof-canon.txt")));
    EXPECT_EQ(trace.document_hash, "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    EXPECT_EQ(trace.proof_options_hash, "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    EXPECT_EQ(json::text_of(document.at("proof"), "proofValue"),
              "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr");
}

}  // namespace
}  // namespace blason
