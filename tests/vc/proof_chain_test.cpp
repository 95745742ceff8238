// A proof that builds on another one (VC Data Integrity section 2.1, `previousProof`) stands and falls with it.
#include <gtest/gtest.h>

#include "engine/json/jcs.hpp"
#include "engine/text/multibase.hpp"
#include "tests/vc/secured.hpp"
#include "vc/proof/hash_data.hpp"

namespace blason {
namespace {

using test::has;
using test::show;
using test::verify;
using vc::Outcome;
using vc::Verdict;

json::Value credential() {
    json::Value out = test::plain_credential();
    test::set(out, "/issuer", "\"" + did::did_key(test::key(1).public_key()) + "\"");
    return out;
}

/// A JCS proof by key 1 over the credential and these proofs of it.
json::Value proof_over(json::Value document, const json::Array& earlier, std::string_view id) {
    json::Value proof = test::parse(R"({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "created": "2025-01-01T00:00:00Z", "proofPurpose": "assertionMethod"})");
    json::Object& members = proof.get_object();
    members["id"] = json::key(id);
    members["verificationMethod"] = did::did_key_method(test::key(1).public_key());
    members["@context"] = document.at("@context");
    json::Array named;
    for (const json::Value& one : earlier) named.push_back(one.at("id"));
    if (!earlier.empty()) {
        members["previousProof"] = std::move(named);
        document.get_object()["proof"] = earlier;
    }
    const auto hashes =
        vc::proof::hash_data(crypto::HashAlgorithm::Sha256, json::canonicalize(proof), json::canonicalize(document));
    members["proofValue"] = text::multibase_encode(text::Base::Base58Btc, *test::key(1).sign(hashes.signing_input()));
    return proof;
}

/// proof 0 as it is given, proof 1 over it, proof 2 over proof 1.
json::Value chain_on(const json::Value& first) {
    json::Value document = credential();
    const json::Value second = proof_over(document, {first}, "urn:b");
    const json::Value third = proof_over(document, {second}, "urn:c");
    document.get_object()["proof"] = json::Array{first, second, third};
    return document;
}

TEST(ProofChain, AGoodOneIsGood) {
    const auto report = verify(chain_on(proof_over(credential(), {}, "urn:a")));
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
}

TEST(ProofChain, LD13_OnAProofThatCannotBeCheckedIsUnknown) {
    json::Value first = proof_over(credential(), {}, "urn:a");
    test::set(first, "/cryptosuite", R"("future-jcs-2030")");
    const auto report = verify(chain_on(first));
    EXPECT_EQ(report.verdict(), Verdict::Unknown) << show(report);
    for (const char* place : {"/proof/1/previousProof", "/proof/2/previousProof"}) {
        EXPECT_TRUE(has(report, "proof", Outcome::Unknown, "previous-proof-unverified", place)) << show(report);
    }
}

TEST(ProofChain, LD13_OnABadProofFails) {
    json::Value first = proof_over(credential(), {}, "urn:a");
    test::set(first, "/created", R"("2025-01-02T00:00:00Z")");
    const auto report = verify(chain_on(first));
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "previous-proof-unverified", "/proof/2/previousProof"))
        << show(report);
}

}  // namespace
}  // namespace blason
