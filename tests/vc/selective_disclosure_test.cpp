// ecdsa-sd-2023 from issuing to verifying: what a holder can show, and what nobody can.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "vc/always_disclosed.hpp"
#include "vc/derive.hpp"
#include "vc/proof/create.hpp"
#include "vc/proof/sd/proof_value.hpp"
#include "vc/proof/sd/statements.hpp"
#include "vc/verify_received.hpp"

namespace blason {
namespace {

namespace sd = vc::proof::sd;
using vc::Outcome;
using vc::Verdict;

Result<vc::Secured> try_issue(json::Value credential, std::vector<std::string> mandatory = {}) {
    static const auto signer = test::test_key(crypto::KeyType::P256, 1);
    vc::IssueOptions options;
    options.cryptosuite = "ecdsa-sd-2023";
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    options.mandatory_pointers = std::move(mandatory);
    return vc::issue(std::move(credential), *signer, options, test::environment());
}

json::Value issue(json::Value credential, std::vector<std::string> mandatory = {}) {
    auto secured = try_issue(std::move(credential), std::move(mandatory));
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->document);
}

Result<vc::Secured> try_derive(const json::Value& credential, std::vector<std::string> pointers) {
    return vc::derive(credential, {std::move(pointers), nullptr}, test::environment());
}

json::Value derive(const json::Value& credential, std::vector<std::string> pointers = {}) {
    auto derived = try_derive(credential, std::move(pointers));
    if (!derived) throw std::runtime_error(derived.error().code + " at " + derived.error().pointer);
    return std::move(derived->document);
}

const json::Value* at(const json::Value& document, std::string_view pointer) {
    return json::resolve_pointer(document, *json::parse_pointer(pointer));
}

TEST(SelectiveDisclosure, NothingSelectedIsStillAValidBadge) {
    const json::Value shown = derive(issue(test::badge()));
    const vc::Report report = test::verify(shown);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    for (const char* pointer : {"/issuer/name", "/validUntil", "/credentialSubject/achievement/criteria/narrative"}) {
        EXPECT_NE(at(shown, pointer), nullptr) << pointer;
    }
    for (const char* pointer :
         {"/evidence", "/awardedDate", "/credentialSubject/result", "/credentialSubject/achievement/alignment"}) {
        EXPECT_EQ(at(shown, pointer), nullptr) << pointer;
    }
}

TEST(SelectiveDisclosure, EverythingThatIsSelectedIsShownAndVerifies) {
    const json::Value base = issue(test::badge());
    for (const std::string pointer :
         {"/evidence", "/evidence/0/name", "/awardedDate", "/credentialSubject/creditsEarned",
          "/credentialSubject/achievement/alignment/0/targetUrl", "/credentialSubject/achievement/tag",
          "/credentialSubject/achievement/resultDescription", "/credentialSubject/identifier", ""}) {
        const json::Value shown = derive(base, {pointer});
        EXPECT_EQ(*at(shown, pointer.empty() ? "/evidence" : pointer),
                  *at(base, pointer.empty() ? "/evidence" : pointer));
        // Half an Alignment is none for the data model; its signatures are good all the same.
        const vc::Report report = test::verify(shown);
        EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << pointer << test::show(report);
        EXPECT_EQ(report.verdict() == Verdict::Valid, pointer.find("alignment") == std::string::npos) << pointer;
    }
}

TEST(SelectiveDisclosure, ItemsOfArraysKeepTheirOrder) {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSubject/achievement/alignment", R"([
        {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://skills.example/a"},
        {"type": ["Alignment"], "targetName": "B", "targetUrl": "https://skills.example/b"},
        {"type": ["Alignment"], "targetName": "C", "targetUrl": "https://skills.example/c"}])");
    const json::Value shown = derive(issue(badge), {"/credentialSubject/achievement/alignment/2",
                                                    "/credentialSubject/achievement/alignment/0/targetUrl"});
    const auto& alignments = at(shown, "/credentialSubject/achievement/alignment")->as_array();
    ASSERT_EQ(alignments.size(), 2U);
    EXPECT_EQ(alignments[0].at("targetUrl"), "https://skills.example/a");
    EXPECT_EQ(alignments[1].at("targetName"), "C");
    const vc::Report report = test::verify(shown);
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << test::show(report);
}

// The values that a result may have are a list: RDF has no half of it.
TEST(SelectiveDisclosure, AListIsShownWholeOrNotAtAll) {
    const json::Value base = issue(test::badge());
    const std::string list = "/credentialSubject/achievement/resultDescription/0/allowedValue";
    const vc::Report report = test::verify(derive(base, {list}));
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << test::show(report);
    const auto half = try_derive(base, {"/evidence", list + "/0"});
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().code, "selection-not-separable");
    EXPECT_EQ(half.error().pointer, list + "/0");
}

TEST(SelectiveDisclosure, NodesThatOthersNameStayLinked) {
    // The data model has URLs only where these stand, so this is made with the stages themselves.
    json::Value base = test::badge();
    test::set(base, "/credentialSubject/achievement/creator",
              R"({"id": "_:creator", "type": ["Profile"], "name": "_:not a blank node"})");
    test::set(base, "/evidence/0/id", R"("_:creator")");
    const auto key = test::test_key(crypto::KeyType::P256, 1);
    vc::proof::CreateOptions options;
    options.verification_method = did::did_key_method(key->public_key());
    options.created = test::instant("2025-01-01T00:00:00Z");
    const auto added = vc::proof::add_proof(base, *vc::proof::find_suite_to_create("ecdsa-sd-2023"), *key, options,
                                            test::environment().jsonld);
    ASSERT_TRUE(added) << added.error().code << added.error().detail;
    const json::Value shown = derive(base, {"/credentialSubject/achievement/creator/name", "/evidence/0/name"});
    const vc::Report report = test::verify(shown);
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << test::show(report);
    EXPECT_EQ(*at(shown, "/credentialSubject/achievement/creator/name"), "_:not a blank node");
}

// The name of a graph is a blank node that no object of the document stands for.
TEST(SelectiveDisclosure, AGraphIsShownWholeOrNotAtAll) {
    const json::Value document = test::parse(R"({
        "@context": {"@version": 1.1, "said": {"@id": "https://example.org/said", "@container": "@graph"},
                     "name": "https://example.org/name", "size": "https://example.org/size"},
        "@id": "https://example.org/1", "name": "outside",
        "said": {"name": "inside", "size": "large"}})");
    const auto group = [&](const std::string& pointer) {
        return sd::canonicalize_and_group(document, sd::hmac_labels(Bytes(32, 1)), {{pointer}},
                                          test::environment().jsonld, crypto::system_random());
    };
    const auto whole = group("/said");
    ASSERT_TRUE(whole) << whole.error().code << whole.error().detail;
    EXPECT_EQ(whole->statements.size(), 4U);
    EXPECT_EQ(whole->groups[0].matching.size(), 3U);
    const auto half = group("/said/name");
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().code, "selection-not-separable");
}

TEST(SelectiveDisclosure, WhatTheIssuerMadeMandatoryIsAlwaysShown) {
    const json::Value base = issue(test::badge(), {"/evidence", "/awardedDate"});
    const json::Value shown = derive(base);
    EXPECT_EQ(*at(shown, "/evidence"), *at(base, "/evidence"));
    EXPECT_EQ(test::verify(shown).verdict(), Verdict::Valid);
    const auto always = vc::always_disclosed(test::badge());
    for (const char* pointer : {"/issuer", "/validFrom", "/validUntil", "/credentialSubject/achievement/name"}) {
        EXPECT_NE(std::ranges::find(always, pointer), always.end()) << pointer;
    }
}

TEST(SelectiveDisclosure, LD22_PointersThatLeadNowhereAreRefused) {
    EXPECT_EQ(try_issue(test::badge(), {"/nothing"}).error().code, "pointer-not-found");
    EXPECT_EQ(try_issue(test::badge(), {"/nothing"}).error().pointer, "/nothing");
    EXPECT_EQ(try_issue(test::badge(), {"evidence"}).error().code, "json-pointer-syntax");
    const json::Value base = issue(test::badge());
    EXPECT_EQ(try_derive(base, {"/evidence/1"}).error().code, "pointer-not-found");
    EXPECT_EQ(try_derive(base, {"/evidence/-"}).error().code, "pointer-not-found");
    EXPECT_EQ(try_derive(base, {"/evidence/~2"}).error().code, "json-pointer-syntax");
}

TEST(SelectiveDisclosure, LD22_OneThingSelectedTwiceIsShownOnce) {
    const json::Value base = issue(test::badge());
    EXPECT_EQ(derive(base, {"/evidence", "/evidence", "/evidence/0"}), derive(base, {"/evidence"}));
}

TEST(SelectiveDisclosure, LD22_ABaseProofIsNotShownToVerifiers) {
    const vc::Report report = test::verify(issue(test::badge()));
    EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "base-proof", "/proof/proofValue")) << test::show(report);
}

TEST(SelectiveDisclosure, WhoReceivesABaseProofCanVerifyTheWhole) {
    vc::VerifyOptions options;
    options.now = test::instant("2025-06-01T00:00:00Z");
    const auto received = [&](const json::Value& credential) {
        auto report = vc::verify_received(credential, options, test::environment());
        EXPECT_TRUE(report);
        const auto by_text = vc::verify_received(json::serialize(credential), options, test::environment());
        EXPECT_EQ(by_text->verdict(), report->verdict());
        return std::move(*report);
    };
    const json::Value base = issue(test::badge());
    const auto report = received(base);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(*at(report.credential, "/evidence"), *at(base, "/evidence")) << "nothing is left out";
    EXPECT_EQ(received(derive(base)).verdict(), Verdict::Valid);
    // A change anywhere is seen, also in what would not have to be shown.
    for (const std::string name : {"evidence", "awardedDate", "name"}) {
        auto changed = base;
        changed.get_object()[name] =
            name == "evidence" ? json::Value(json::Array()) : json::Value("2020-01-01T00:00:00Z");
        EXPECT_EQ(received(changed).verdict(), Verdict::Invalid) << name;
    }
    // Another proof beside it counts too.
    auto with_other = base;
    auto other = with_other.at("proof");
    other.get_object()["cryptosuite"] = "ecdsa-rdfc-2019";
    with_other.get_object()["proof"] = json::Array{with_other.at("proof"), other};
    EXPECT_EQ(received(with_other).verdict(), Verdict::Invalid);
    auto twice = base;
    twice.get_object()["proof"] = json::Array{base.at("proof"), base.at("proof")};
    EXPECT_EQ(received(twice).verdict(), Verdict::Invalid);
}

TEST(SelectiveDisclosure, OnlyABaseProofCanBeDerivedFrom) {
    const json::Value base = issue(test::badge());
    EXPECT_EQ(try_derive(derive(base), {}).error().code, "base-proof-missing");
    EXPECT_EQ(try_derive(test::issued(test::badge()), {}).error().code, "base-proof-missing");
    EXPECT_EQ(try_derive(test::badge(), {}).error().code, "proof-missing");
    EXPECT_EQ(try_derive(json::Value("text"), {}).error().code, "not-an-object");
    json::Value twice = base;
    twice.at("proof") = json::Array{base.at("proof"), base.at("proof")};
    EXPECT_EQ(try_derive(twice, {}).error().code, "base-proof-repeated");
    json::Value other = base;
    test::remove(other, "/awardedDate");
    EXPECT_EQ(try_derive(other, {}).error().code, "signature-count");
    json::Value cut = base;
    cut.at("proof").as_object()["proofValue"] = "u2V0A";
    EXPECT_EQ(try_derive(cut, {}).error().code, "proof-value-malformed");
    EXPECT_EQ(try_derive(cut, {}).error().pointer, "/proof/proofValue");
}

struct Altered {
    const char* name;
    void (*alter)(json::Value& document, sd::DerivedProofValue& value);
    const char* code;
};

class DerivedProof : public testing::TestWithParam<Altered> {};

TEST_P(DerivedProof, LD22_AnyChangeIsSeen) {
    json::Value shown = derive(issue(test::badge()), {"/evidence", "/credentialSubject/achievement/tag"});
    ASSERT_EQ(test::verify(shown).find("proof")->outcome, Outcome::Pass);
    json::Value& proof_value = shown.at("proof").at("proofValue");
    auto value = *sd::parse_derived(json::view(proof_value));
    GetParam().alter(shown, value);
    proof_value = sd::serialize(value);
    const vc::Report report = test::verify(shown);
    EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, GetParam().code, "/proof/proofValue")) << test::show(report);
}

const Altered kAltered[] = {
    {"RevealedText", [](json::Value& d, auto&) { test::set(d, "/evidence/0/name", R"("Another")"); },
     "signature-mismatch"},
    {"MandatoryText", [](json::Value& d, auto&) { test::set(d, "/validUntil", R"("2054-01-01T00:00:00Z")"); },
     "signature-mismatch"},
    {"Added", [](json::Value& d, auto&) { test::set(d, "/evidence/0/genre", R"("Essay")"); }, "signature-count"},
    {"SignaturesSwapped", [](auto&, auto& v) { std::swap(v.signatures[0], v.signatures[1]); }, "signature-mismatch"},
    {"SignatureRepeated", [](auto&, auto& v) { v.signatures.push_back(v.signatures[0]); }, "signature-count"},
    {"IndexRepeated", [](auto&, auto& v) { v.mandatory.push_back(v.mandatory[0]); }, "proof-value-malformed"},
    {"IndexTooLarge", [](auto&, auto& v) { v.mandatory.push_back(10'000); }, "proof-value-malformed"},
    {"IndexHuge", [](auto&, auto& v) { v.mandatory.push_back(INT64_MAX); }, "proof-value-malformed"},
    {"MandatoryAsSelected", [](auto&, auto& v) { v.mandatory.pop_back(); }, "signature-count"},
    {"LabelRepeated", [](auto&, auto& v) { v.labels[1].second = v.labels[0].second; }, "proof-value-malformed"},
    {"LabelsSwapped", [](auto&, auto& v) { std::swap(v.labels[0].second, v.labels[1].second); }, "signature-mismatch"},
    {"LabelMissing", [](auto&, auto& v) { v.labels.pop_back(); }, "proof-value-malformed"},
    {"LabelAdded", [](auto&, auto& v) { v.labels.emplace_back(99, Bytes(32, 1)); }, "proof-value-malformed"},
    {"BaseSignature", [](auto&, auto& v) { v.base_signature[9] ^= 1; }, "signature-mismatch"},
    {"OtherProofKey",
     [](auto&, auto& v) {
         const auto key = test::test_key(crypto::KeyType::P256, 2);
         const auto other = key->public_key().bytes();
         std::copy(other.begin(), other.end(), v.public_key.begin() + 2);
     },
     "signature-mismatch"},
    {"ProofKeyOffTheCurve", [](auto&, auto& v) { std::fill(v.public_key.begin() + 3, v.public_key.end(), 0xff); },
     "proof-value-malformed"},
    {"ShortSignature", [](auto&, auto& v) { v.signatures[0].pop_back(); }, "proof-value-malformed"},
    {"ShortLabel", [](auto&, auto& v) { v.labels[0].second.pop_back(); }, "proof-value-malformed"},
    {"NegativeIndex", [](auto&, auto& v) { v.mandatory[0] = -1; }, "proof-value-malformed"},
};
INSTANTIATE_TEST_SUITE_P(Badge, DerivedProof, testing::ValuesIn(kAltered),
                         [](const auto& tested) { return std::string(tested.param.name); });

// Depending on the labels, it is the number of signatures or the indexes that do not fit.
TEST(SelectiveDisclosure, LD22_LeavingOutWhatWasDisclosedIsSeen) {
    json::Value shown = derive(issue(test::badge()), {"/evidence"});
    test::remove(shown, "/evidence/0/name");
    EXPECT_EQ(test::verify(shown).find("proof")->outcome, Outcome::Fail);
}

TEST(SelectiveDisclosure, LD17_AnotherFormOfTheProofValueIsRefused) {
    const json::Value shown = derive(issue(test::badge()));
    const std::string good(json::view(shown.at("proof").at("proofValue")));
    for (const std::string& bad : {good.substr(0, good.size() - 4), good + "AAAA", "z" + good.substr(1),
                                   std::string("u"), std::string(), good + "=", "u2V0C" + good.substr(5)}) {
        json::Value changed = shown;
        changed.at("proof").as_object()["proofValue"] = bad;
        const vc::Report report = test::verify(changed);
        EXPECT_TRUE(test::has(report, "proof", Outcome::Fail, "proof-value-malformed", "/proof/proofValue"))
            << bad << test::show(report);
    }
}

TEST(SelectiveDisclosure, AnotherSuitesRulesDoNotApply) {
    json::Value shown = derive(issue(test::badge()));
    shown.at("proof").as_object()["previousProof"] = "urn:uuid:00000000-0000-4000-8000-00000000000a";
    EXPECT_TRUE(
        test::has(test::verify(shown), "proof", Outcome::Fail, "previous-proof-unsupported", "/proof/previousProof"));
    vc::PresentOptions options;
    options.cryptosuite = "ecdsa-sd-2023";
    options.created = test::instant("2025-01-01T00:00:00Z");
    const auto key = test::test_key(crypto::KeyType::P256, 1);
    EXPECT_EQ(vc::present({}, *key, options, test::environment()).error().code, "cryptosuite-not-for-presentations");
    vc::IssueOptions whole;
    whole.mandatory_pointers = {"/issuer"};
    whole.set_issuer = true;
    EXPECT_EQ(vc::issue(test::badge(), test::key(1), whole, test::environment()).error().code,
              "mandatory-pointers-unused");
}

TEST(SelectiveDisclosure, TooManyStatementsAreRefused) {
    json::Value badge = test::badge();
    json::Array tags;
    for (std::size_t i = 0; i <= sd::kMaxStatements; ++i) tags.emplace_back("tag " + std::to_string(i));
    badge.at_pointer("/credentialSubject/achievement").as_object()["tag"] = std::move(tags);
    const auto refused = try_issue(badge);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "too-many-statements");
    EXPECT_EQ(refused.error().kind, ErrorKind::TooLarge);
}

}  // namespace
}  // namespace blason
