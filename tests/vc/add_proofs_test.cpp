// Proof sets and chains that are made here, and what else a proof may say (VC Data Integrity sections 2.1 and 4.3).
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "vc/derive.hpp"
#include "vc/proof/verify.hpp"

namespace blason {
namespace {

using test::has;
using test::show;
using test::verify;
using vc::Outcome;
using vc::Verdict;

constexpr const char* kRdf = "eddsa-rdfc-2022";
constexpr const char* kJcs = "eddsa-jcs-2022";

vc::IssueOptions options(std::string suite) {
    vc::IssueOptions out;
    out.created = test::instant("2025-01-01T00:00:00Z");
    out.cryptosuite = std::move(suite);
    return out;
}

Result<vc::Secured> issue(json::Value credential, const vc::IssueOptions& with, std::uint8_t number = 1) {
    return vc::issue(std::move(credential), test::key(number), with, test::environment());
}

std::string show(const Error& error) {
    return error.code + " at " + error.pointer;
}

/// A badge with one proof, "urn:a".
json::Value first_proof(const std::string& suite) {
    vc::IssueOptions with = options(suite);
    with.proof.ids = {"urn:a"};
    auto made = issue(test::own_badge(1), with);
    if (!made) throw std::runtime_error(show(made.error()));
    return std::move(made->document);
}

/// A further proof by key 2, as somebody who confirms what key 1 has issued.
Result<vc::Secured> confirm(json::Value badge, const std::string& suite, std::vector<std::string> previous,
                            std::string id = {}) {
    vc::IssueOptions with = options(suite);
    with.verification_method = did::did_key_method(test::key(2).public_key());
    with.proof.add = true;
    with.proof.previous = std::move(previous);
    if (!id.empty()) with.proof.ids = {std::move(id)};
    return issue(std::move(badge), with, 2);
}

class AddProofs : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(AddProofs, AChainVerifiesAndFallsWithItsFirstProof) {
    const auto& [below, above] = GetParam();
    auto made = confirm(first_proof(below), above, {"urn:a"}, "urn:b");
    ASSERT_TRUE(made) << show(made.error());
    made = confirm(made->document, below, {"urn:a", "urn:b"});
    ASSERT_TRUE(made) << show(made.error());
    const json::Value& chain = made->document;
    EXPECT_EQ(chain.at_pointer("/proof/1/previousProof"), json::Value("urn:a"));
    EXPECT_EQ(chain.at_pointer("/proof/2/previousProof"), test::parse(R"(["urn:a", "urn:b"])"));
    EXPECT_EQ(verify(chain).verdict(), Verdict::Valid) << show(verify(chain));

    json::Value without = chain;
    json::Array& proofs = without.at("proof").as_array();
    proofs.erase(proofs.begin());
    EXPECT_TRUE(has(verify(without), "proof", Outcome::Fail, "previous-proof-not-found", "/proof/0/previousProof"))
        << show(verify(without));

    // The signature of the first proof is good over other words, too: whoever changes them breaks the second.
    json::Value changed = chain;
    test::set(changed, "/proof/0/created", R"("2025-01-01T00:00:01Z")");
    EXPECT_TRUE(has(verify(changed), "proof", Outcome::Fail, "signature-mismatch", "/proof/0/proofValue"));
    EXPECT_TRUE(has(verify(changed), "proof", Outcome::Fail, "signature-mismatch", "/proof/1/proofValue"));

    // Another good proof in the first one's place.
    vc::IssueOptions with = options(below);
    with.proof.ids = {"urn:a"};
    with.created = test::instant("2025-01-02T00:00:00Z");
    test::set(changed, "/proof/0", json::serialize(issue(test::own_badge(1), with)->document.at("proof")));
    const auto report = verify(changed);
    EXPECT_FALSE(has(report, "proof", Outcome::Fail, "signature-mismatch", "/proof/0/proofValue")) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "signature-mismatch", "/proof/1/proofValue")) << show(report);
}

TEST_P(AddProofs, ASetStaysGoodWithoutOneOfItsProofs) {
    const auto& [below, above] = GetParam();
    const auto made = confirm(first_proof(below), above, {});
    ASSERT_TRUE(made) << show(made.error());
    EXPECT_EQ(verify(made->document).verdict(), Verdict::Valid) << show(verify(made->document));
    json::Value one = made->document;
    one.at("proof").as_array().pop_back();
    EXPECT_EQ(verify(one).verdict(), Verdict::Valid);
    json::Value confirmation = made->document;
    json::Array& proofs = confirmation.at("proof").as_array();
    proofs.erase(proofs.begin());
    EXPECT_EQ(verify(confirmation).verdict(), Verdict::Invalid) << "it was not its issuer who signed";
}

INSTANTIATE_TEST_SUITE_P(Suites, AddProofs,
                         testing::Values(std::pair{kRdf, kRdf}, std::pair{kJcs, kJcs}, std::pair{kRdf, kJcs},
                                         std::pair{kJcs, kRdf}),
                         [](const auto& pair) { return "of" + std::to_string(pair.index); });

TEST(ProofMembers, OneCommandMakesAChain) {
    vc::IssueOptions with = options(kRdf);
    with.further_proofs = {{kJcs, &test::key(1)}, {kRdf, &test::key(1)}};
    with.proof.chain = true;
    const auto made = issue(test::own_badge(1), with);
    ASSERT_TRUE(made) << show(made.error());
    const json::Value& chain = made->document;
    EXPECT_EQ(json::find(chain.at_pointer("/proof/0"), "previousProof"), nullptr);
    EXPECT_EQ(chain.at_pointer("/proof/1/previousProof"), chain.at_pointer("/proof/0/id"));
    EXPECT_EQ(chain.at_pointer("/proof/2/previousProof"), chain.at_pointer("/proof/1/id"));
    EXPECT_EQ(verify(chain).verdict(), Verdict::Valid) << show(verify(chain));
}

TEST(ProofMembers, SayWhenWhatForAndToWhom) {
    vc::IssueOptions with = options(kRdf);
    with.proof.expires = test::instant("2025-07-01T00:00:00Z");
    with.proof.nonce = "n-1";
    with.challenge = "c-1";
    with.domain = "verifier.example";
    for (const char* suite : {kRdf, kJcs, "Ed25519Signature2020"}) {
        with.cryptosuite = suite;
        const auto made = issue(test::own_badge(1), with);
        ASSERT_TRUE(made) << suite << show(made.error());
        const json::Value& proof = made->document.at("proof");
        EXPECT_EQ(proof.at("expires"), "2025-07-01T00:00:00Z");
        EXPECT_EQ(proof.at("nonce"), "n-1");
        vc::VerifyOptions asked = test::verify_options();
        asked.challenge = "c-1";
        asked.domain = "verifier.example";
        EXPECT_EQ(verify(made->document, asked).verdict(), Verdict::Valid)
            << suite << show(verify(made->document, asked));
        asked.challenge = "c-2";
        EXPECT_EQ(verify(made->document, asked).verdict(), Verdict::Invalid);
        vc::VerifyOptions late = test::verify_options();
        late.now = test::instant("2025-07-01T00:00:00Z");
        EXPECT_TRUE(has(verify(made->document, late), "proof", Outcome::Fail, "proof-expired", "/proof/expires"));
        for (const char* member : {"/proof/expires", "/proof/nonce", "/proof/domain"}) {
            json::Value without = made->document;
            test::remove(without, member);
            EXPECT_EQ(verify(without).verdict(), Verdict::Invalid) << suite << member;
        }
    }
}

TEST(ProofMembers, OfABaseProofComeAlongWhenItIsDerived) {
    const auto key = test::test_key(crypto::KeyType::P256, 3);
    vc::IssueOptions with = options("ecdsa-sd-2023");
    with.set_issuer = true;
    with.proof.expires = test::instant("2025-05-01T00:00:00Z");
    const auto base = vc::issue(test::badge(), *key, with, test::environment());
    ASSERT_TRUE(base) << show(base.error());
    const auto derived = vc::derive(base->document, {}, test::environment());
    ASSERT_TRUE(derived) << show(derived.error());
    EXPECT_TRUE(has(verify(derived->document), "proof", Outcome::Fail, "proof-expired", "/proof/expires"))
        << show(verify(derived->document));
}

TEST(ProofMembers, AreRefusedWhereNobodyWouldTakeThem) {
    const auto code = [](const Result<vc::Secured>& made) { return made ? "made" : show(made.error()); };
    EXPECT_EQ(code(confirm(first_proof(kJcs), kJcs, {"urn:x"})), "previous-proof-not-found at /proof/previousProof");
    EXPECT_EQ(code(confirm(first_proof(kJcs), kJcs, {}, "urn:a")), "proof-id-repeated at /proof");
    EXPECT_EQ(code(confirm(first_proof(kJcs), kJcs, {}, "second")), "proof-id-malformed at /proof/id");
    EXPECT_EQ(code(confirm(first_proof(kJcs), "Ed25519Signature2020", {})), "context-missing at /@context");
    EXPECT_EQ(code(issue(first_proof(kJcs), options(kJcs))), "already-secured at /proof");

    vc::IssueOptions with = options(kJcs);
    with.proof.expires = with.created;
    EXPECT_EQ(code(issue(test::own_badge(1), with)), "proof-expired at /proof/expires");
    with = options(kJcs);
    with.proof.ids = {"urn:a", "urn:b"};
    EXPECT_EQ(code(issue(test::own_badge(1), with)), "proof-id-unused at ");
    with = options(kJcs);
    with.format = vc::Format::Jwt;
    with.proof.nonce = "n";
    EXPECT_EQ(code(issue(test::own_badge(1), with)), "proof-members-unused at ");
    with.proof = {};
    with.domain = "verifier.example";
    EXPECT_EQ(code(issue(test::own_badge(1), with)), "proof-members-unused at ");

    with = options(kJcs);
    with.proof.add = true;
    json::Value full = first_proof(kJcs);
    const json::Value proof = full.at("proof");
    full.at("proof") = json::Array(vc::proof::kMaxProofs, proof);
    EXPECT_EQ(code(issue(full, with)), "too-many-proofs at /proof");
}

TEST(ProofMembers, WhatIsSignedIsNotChanged) {
    vc::IssueOptions with = options(kJcs);
    with.proof.add = true;
    with.set_issuer = true;  // by key 2, whose badge it is not
    EXPECT_EQ(issue(first_proof(kJcs), with, 2).error().code, "issuer-key-mismatch");
    const json::Value before = first_proof(kJcs);
    const auto made = issue(before, with);
    ASSERT_TRUE(made) << show(made.error());
    EXPECT_EQ(made->document.at_pointer("/proof/0"), before.at("proof"));
    json::Value bare = made->document;
    json::Value was = before;
    test::remove(bare, "/proof");
    test::remove(was, "/proof");
    EXPECT_EQ(bare, was);
}

TEST(ProofMembers, APresentationIsSignedBySeveral) {
    vc::PresentOptions with;
    with.created = test::instant("2025-01-01T00:00:00Z");
    with.challenge = "c-1";
    with.proof.ids = {"urn:a"};
    const auto first = vc::present({test::issued(test::badge())}, test::key(2), with, test::environment());
    ASSERT_TRUE(first) << show(first.error());
    with.proof = {};
    with.proof.add = true;
    with.proof.previous = {"urn:a"};
    with.verification_method = did::did_key_method(test::key(3).public_key());
    const auto both = vc::prove_presentation(first->document, test::key(3), with, test::environment());
    ASSERT_TRUE(both) << show(both.error());
    vc::VerifyOptions asked = test::verify_options();
    asked.challenge = "c-1";
    EXPECT_EQ(verify(both->document, asked).verdict(), Verdict::Valid) << show(verify(both->document, asked));
    json::Value alone = both->document;
    json::Array& proofs = alone.at("proof").as_array();
    proofs.erase(proofs.begin());
    EXPECT_EQ(verify(alone, asked).verdict(), Verdict::Invalid);
}

}  // namespace
}  // namespace blason
