// The ecdsa-sd-2023 test vectors of VC Data Integrity ECDSA Cryptosuites v1.0: every intermediate value, byte for byte,
// from the issuer's base proof to the holder's derived one and its verification.
#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/multibase.hpp"
#include "tests/suites/di_vectors.hpp"
#include "vc/proof/create.hpp"
#include "vc/proof/sd/derive.hpp"
#include "vc/proof/sd/statements.hpp"
#include "vc/proof/sd/verify_derived.hpp"
#include "vc/proof/transform.hpp"
#include "vc/verify.hpp"

namespace blason {
namespace {

namespace sd = vc::proof::sd;

const jsonld::Processor& processor() {
    return test::vector_environment().processor;
}

/// Answers what the vectors were made with: the HMAC key, names of blank nodes (any will do), the key of the proof.
class VectorRandom : public crypto::Random {
  public:
    explicit VectorRandom(const json::Value& material)
        : answers_{from_hex(json::text_of(material, "hmacKeyString")).value(), Bytes(16, 7),
                   secret_of(material.at("proofKeyPair"))} {}

    void fill(std::span<std::uint8_t> bytes) override {
        ASSERT_LT(next_, answers_.size());
        ASSERT_EQ(answers_[next_].size(), bytes.size());
        std::copy(answers_[next_].begin(), answers_[next_].end(), bytes.begin());
        ++next_;
    }

    static Bytes secret_of(const json::Value& pair) {
        const auto key = crypto::parse_key_file(json::serialize(pair));
        EXPECT_TRUE(key);
        const auto secret = key->secret.read();
        return {secret.bytes().begin(), secret.bytes().end()};
    }

  private:
    std::vector<Bytes> answers_;
    std::size_t next_ = 0;
};

class DiEcdsaSd : public testing::TestWithParam<std::string_view> {
  protected:
    static std::filesystem::path root() { return test::suites_root() / "vc-di-ecdsa" / "TestVectors"; }
    [[nodiscard]] static json::Value material() { return test::read_json(root() / "ecdsa-sd-2023/SDKeyMaterial.json"); }
    [[nodiscard]] static json::Value file(std::string_view name) {
        return test::read_json(root() / "ecdsa-sd-2023" / GetParam() / (std::string(name) + ".json"));
    }
    static std::string prefix() { return GetParam() == "prc" ? "prCred" : "employ"; }
    [[nodiscard]] static sd::Pointers pointers(std::string_view which) {
        return strings(test::read_json(root() / (prefix() + std::string(which) + ".json")));
    }
    static std::vector<std::string> strings(const json::Value& list) {
        std::vector<std::string> out;
        for (const json::Value& one : list.as_array()) out.emplace_back(json::view(one));
        return out;
    }
    template <typename T>
    static std::vector<T> numbers(const json::Value& list) {
        std::vector<T> out;
        for (const json::Value& one : list.as_array()) out.push_back(one.to_number<T>());
        return out;
    }
    static std::vector<std::string> hex(const std::vector<Bytes>& values) {
        std::vector<std::string> out;
        for (const Bytes& value : values) out.push_back(to_hex(value));
        return out;
    }
    /// What the vectors were signed as, without the proof. (Their file of the unsigned document differs in a word.)
    static json::Value unsecured() {
        json::Value document = file("addSignedSDBase");
        document.as_object().stable_erase("proof");
        return document;
    }
    static sd::BaseProofValue published_base() {
        auto value = sd::parse_base(json::text_of(file("addSignedSDBase").at("proof"), "proofValue"));
        EXPECT_TRUE(value) << value.error().detail;
        return std::move(*value);
    }
    static sd::DerivedProofValue published_derived() {
        auto value = sd::parse_derived(json::text_of(file("derivedRevealDocument").at("proof"), "proofValue"));
        EXPECT_TRUE(value) << value.error().detail;
        return std::move(*value);
    }
    static Result<sd::Grouped> grouped(const std::vector<sd::Pointers>& groups) {
        return sd::canonicalize_and_group(unsecured(), sd::hmac_labels(published_base().hmac_key), groups, processor(),
                                          crypto::system_random());
    }
};

TEST_P(DiEcdsaSd, PointersSelect) {
    const json::Value selected = *sd::select_json_ld(unsecured(), pointers("Mandatory"));
    const auto values = file("addPointerValues").as_array();
    ASSERT_FALSE(values.empty());
    for (const json::Value& one : values) {
        const auto path = json::parse_pointer(json::text_of(one, "pointer"));
        const json::Value* found = json::resolve_pointer(selected, *path);
        ASSERT_NE(found, nullptr);
        EXPECT_EQ(*found, one.at("value"));
    }
    EXPECT_EQ(selected.as_object().size(), 3U) << "@context, type and what was asked for: " << json::pretty(selected);
}

TEST_P(DiEcdsaSd, CanonicalStatements) {
    const json::Value document = unsecured();
    EXPECT_EQ(*vc::proof::rdfc(document, processor(), crypto::HashAlgorithm::Sha256),
              sd::joined(strings(file("addBaseDocCanon"))));
    const auto all = grouped({});
    ASSERT_TRUE(all) << all.error().detail;
    EXPECT_EQ(all->statements, strings(file("addBaseDocHMACCanon")));
}

TEST_P(DiEcdsaSd, MandatoryAndOtherStatements) {
    const json::Value expected = file("addBaseTransform");
    const auto all = grouped({pointers("Mandatory")});
    ASSERT_TRUE(all) << all.error().detail;
    EXPECT_EQ(strings(expected.at("mandatoryPointers")), pointers("Mandatory"));
    EXPECT_EQ(published_base().hmac_key, from_hex(json::text_of(expected, "hmacKeyString")));
    std::map<std::size_t, std::string> mandatory;
    std::map<std::size_t, std::string> others;
    for (std::size_t i = 0; i < all->statements.size(); ++i) others.emplace(i, all->statements[i]);
    for (const std::size_t index : all->groups[0].matching) mandatory.insert(others.extract(index));
    const auto entries = [](const json::Value& map) {
        std::map<std::size_t, std::string> out;
        for (const json::Value& entry : map.at("value").as_array()) {
            out.emplace(entry.at(0).to_number<std::size_t>(), json::view(entry.at(1)));
        }
        return out;
    };
    EXPECT_EQ(mandatory, entries(expected.at("mandatory")));
    EXPECT_EQ(others, entries(expected.at("nonMandatory")));
}

TEST_P(DiEcdsaSd, BaseProof) {
    const json::Value config = file("addProofConfig");
    VectorRandom random(material());
    auto key = crypto::parse_key_file(json::serialize(material().at("baseKeyPair")));
    const auto signer = crypto::make_signer(std::move(*key));
    vc::proof::CreateOptions options;
    options.verification_method = json::text_of(config, "verificationMethod");
    options.created = parse_instant(json::text_of(config, "created")).value();
    options.mandatory_pointers = pointers("Mandatory");
    options.random = &random;
    json::Value document = unsecured();
    vc::ProofTrace trace;
    const auto added = vc::proof::add_proof(document, *vc::proof::find_suite_to_create("ecdsa-sd-2023"), **signer,
                                            options, processor(), &trace);
    ASSERT_TRUE(added) << added.error().code << added.error().detail << added.error().pointer;

    EXPECT_EQ(trace.canonical_proof_options,
              test::read_file(root() / "ecdsa-sd-2023" / GetParam() / "addProofConfigCanon.txt"));
    EXPECT_EQ(trace.proof_options_hash, json::text_of(file("addHashData"), "proofHash"));
    EXPECT_EQ(trace.document_hash, json::text_of(file("addHashData"), "mandatoryHash"));
    const auto made = sd::parse_base(json::text_of(document.at("proof"), "proofValue"));
    ASSERT_TRUE(made);
    const json::Value raw = file("addRawBaseSignatureInfo");
    EXPECT_EQ(to_hex(made->base_signature), json::text_of(raw, "baseSignature"));
    EXPECT_EQ(text::multibase_encode(text::Base::Base58Btc, made->public_key), json::text_of(raw, "publicKey"));
    EXPECT_EQ(hex(made->signatures), strings(raw.at("signatures")));
    EXPECT_EQ(document, file("addSignedSDBase")) << json::pretty(document);
}

TEST_P(DiEcdsaSd, RecoveredBaseProof) {
    const json::Value expected = file("derivedRecoveredBaseData");
    const sd::BaseProofValue value = published_base();
    EXPECT_EQ(to_hex(value.base_signature), json::text_of(expected, "baseSignature"));
    EXPECT_EQ(text::multibase_encode(text::Base::Base58Btc, value.public_key),
              json::text_of(expected, "proofPublicKey"));
    EXPECT_EQ(to_hex(value.hmac_key), json::text_of(expected, "hmacKey"));
    EXPECT_EQ(hex(value.signatures), strings(expected.at("signatures")));
    EXPECT_EQ(value.mandatory, strings(expected.at("mandatoryPointers")));
    EXPECT_EQ(sd::serialize(value), json::text_of(file("addSignedSDBase").at("proof"), "proofValue"));
}

TEST_P(DiEcdsaSd, GroupIndexes) {
    sd::Pointers combined = pointers("Mandatory");
    for (const std::string& pointer : pointers("Selective")) combined.push_back(pointer);
    const auto all = grouped({pointers("Mandatory"), pointers("Selective"), combined});
    ASSERT_TRUE(all) << all.error().detail;
    const json::Value expected = file("derivedGroupIndexes");
    EXPECT_EQ(all->groups[0].matching, numbers<std::size_t>(expected.at("mandatoryIndexes")));
    EXPECT_EQ(all->groups[1].matching, numbers<std::size_t>(expected.at("selectiveIndexes")));
    EXPECT_EQ(all->groups[2].matching, numbers<std::size_t>(expected.at("combinedIndexes")));
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < all->statements.size(); ++i) {
        if (std::ranges::find(all->groups[0].matching, i) == all->groups[0].matching.end()) others.push_back(i);
    }
    EXPECT_EQ(others, numbers<std::size_t>(expected.at("nonMandatoryIndexes")));
    const json::Value data = file("derivedAllGroupData");
    EXPECT_EQ(all->statements, strings(data.at("nquads")));
    EXPECT_EQ(all->labels.size(), data.at("labelMap").at("value").as_array().size());
}

TEST_P(DiEcdsaSd, Disclosure) {
    const auto made =
        sd::disclose(unsecured(), published_base(), pointers("Selective"), processor(), crypto::system_random());
    ASSERT_TRUE(made) << made.error().code << made.error().detail;
    EXPECT_EQ(made->document, file("derivedUnsignedReveal")) << json::pretty(made->document);
    EXPECT_EQ(made->value.mandatory,
              numbers<std::int64_t>(file("derivedAdjMandatoryIndexes").at("adjMandatoryIndexes")));
    EXPECT_EQ(hex(made->value.signatures), strings(file("derivedAdjSignatures").at("filteredSignatures")));
    const json::Value data = file("derivedDisclosureData");
    EXPECT_EQ(to_hex(made->value.base_signature), json::text_of(data, "baseSignature"));
    std::map<std::string, std::string> labels;
    for (const auto& [number, label] : made->value.labels) {
        labels.emplace("c14n" + std::to_string(number), text::multibase_encode(text::Base::Base64Url, label));
    }
    std::map<std::string, std::string> expected;
    for (const json::Value& entry : data.at("labelMap").at("value").as_array()) {
        expected.emplace(json::view(entry.at(0)), json::view(entry.at(1)));
    }
    EXPECT_EQ(labels, expected);
    EXPECT_EQ(sd::serialize(made->value), json::text_of(file("derivedRevealDocument").at("proof"), "proofValue"));
}

TEST_P(DiEcdsaSd, VerifyData) {
    const json::Value expected = file("verifyCreateVerifyData");
    const sd::DerivedProofValue value = published_derived();
    const json::Value parsed = file("verifyDerivedProofValue");
    EXPECT_EQ(to_hex(value.base_signature), json::text_of(parsed, "baseSignature"));
    EXPECT_EQ(text::multibase_encode(text::Base::Base58Btc, value.public_key), json::text_of(parsed, "publicKey"));
    EXPECT_EQ(hex(value.signatures), strings(parsed.at("signatures")));
    EXPECT_EQ(value.mandatory, numbers<std::int64_t>(parsed.at("mandatoryIndexes")));
    EXPECT_EQ(sd::serialize(value), json::text_of(file("derivedRevealDocument").at("proof"), "proofValue"));

    const auto options = test::read_file(root() / "ecdsa-sd-2023" / GetParam() / "addProofConfigCanon.txt");
    const auto dataset = processor().to_rdf(file("derivedUnsignedReveal"), vc::proof::safe_mode());
    const auto data = sd::verify_data(*dataset, options, value);
    ASSERT_TRUE(data) << data.error().code;
    EXPECT_EQ(data->statements, strings(file("verifyNQuads")));
    EXPECT_EQ(data->signed_one_by_one, strings(expected.at("nonMandatory")));
    EXPECT_EQ(to_hex(data->proof_hash.bytes()), json::text_of(expected, "proofHash"));
    EXPECT_EQ(to_hex(data->mandatory_hash.bytes()), json::text_of(expected, "mandatoryHash"));
}

TEST_P(DiEcdsaSd, ThePublishedDocumentVerifies) {
    vc::VerifyOptions options;
    options.now = parse_instant("2025-01-01T00:00:00Z").value();
    const auto report = vc::verify(file("derivedRevealDocument"), options, test::vector_environment().get());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->find("proof")->outcome, vc::Outcome::Pass) << json::pretty(to_json(*report));
    EXPECT_EQ(report->find("json-ld")->outcome, vc::Outcome::Pass);
}

TEST_P(DiEcdsaSd, LD22_TheBaseProofIsNotForVerifiers) {
    vc::VerifyOptions options;
    options.now = parse_instant("2025-01-01T00:00:00Z").value();
    const auto report = vc::verify(file("addSignedSDBase"), options, test::vector_environment().get());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->find("proof")->outcome, vc::Outcome::Fail);
    EXPECT_EQ(report->find("proof")->code, "base-proof");
}

INSTANTIATE_TEST_SUITE_P(Suite, DiEcdsaSd, testing::Values("prc", "employ"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace blason
