// The test vectors of VC Data Integrity EdDSA Cryptosuites v1.0 and ECDSA Cryptosuites v1.0 for the suites that hash
// and sign: every intermediate value, byte for byte.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "engine/text/multibase.hpp"
#include "tests/suites/di_vectors.hpp"
#include "vc/proof/create.hpp"
#include "vc/verify.hpp"

namespace blason {
namespace {

using test::read_key;
using test::trimmed;

struct Vector {
    std::string_view name;
    std::string_view key;     ///< file, below the suites
    std::string_view folder;  ///< below the suites
    std::string_view suffix;
    std::string_view suite;
};
constexpr std::string_view kEdKey = "vc-di-eddsa/TestVectors/keyPair.json";
constexpr Vector kEddsa[] = {
    {"eddsa_rdfc_2022", kEdKey, "vc-di-eddsa/TestVectors/eddsa-rdfc-2022", "DataInt", "eddsa-rdfc-2022"},
    {"eddsa_rdfc_2022_employ", kEdKey, "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/employ", "DataInt", "eddsa-rdfc-2022"},
    {"eddsa_jcs_2022", kEdKey, "vc-di-eddsa/TestVectors/eddsa-jcs-2022", "JCS", "eddsa-jcs-2022"},
    {"Ed25519Signature2020", kEdKey, "vc-di-eddsa/TestVectors/Ed25519Signature2020", "EdSig", "Ed25519Signature2020"},
};

constexpr std::string_view kP256Key = "vc-di-ecdsa/TestVectors/p256KeyPair.json";
constexpr std::string_view kP384Key = "vc-di-ecdsa/TestVectors/p384KeyPair.json";
constexpr Vector kEcdsa[] = {
    {"ecdsa_rdfc_2019_p256", kP256Key, "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256", "ECDSAP256", "ecdsa-rdfc-2019"},
    {"ecdsa_rdfc_2019_p256_employ", kP256Key, "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256/employ", "ECDSAP256",
     "ecdsa-rdfc-2019"},
    {"ecdsa_jcs_2019_p256", kP256Key, "vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p256", "JCSECDSAP256", "ecdsa-jcs-2019"},
    {"ecdsa_rdfc_2019_p384", kP384Key, "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384", "ECDSAP384", "ecdsa-rdfc-2019"},
    {"ecdsa_rdfc_2019_p384_employ", kP384Key, "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384/employ", "ECDSAP384",
     "ecdsa-rdfc-2019"},
    {"ecdsa_jcs_2019_p384", kP384Key, "vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p384", "JCSECDSAP384", "ecdsa-jcs-2019"},
};

class DiVectors : public testing::TestWithParam<Vector> {
  protected:
    [[nodiscard]] std::string file(std::string_view stem) const { return test::read_file(path(stem, ".txt")); }
    [[nodiscard]] std::filesystem::path path(std::string_view stem, std::string_view extension) const {
        return test::suites_root() / GetParam().folder /
               (std::string(stem) + std::string(GetParam().suffix) + std::string(extension));
    }
};

TEST_P(DiVectors, EveryIntermediateValue) {
    const json::Value published = test::read_json(path("signed", ".json"));
    const json::Value config = test::read_json(path("proofConfig", ".json"));
    json::Value document = published;
    document.as_object().stable_erase("proof");

    const auto signer = crypto::make_signer(read_key(test::suites_root() / GetParam().key));
    ASSERT_TRUE(signer);
    vc::proof::CreateOptions options;
    options.verification_method = json::text_of(config, "verificationMethod");
    options.created = parse_instant(json::text_of(config, "created")).value();
    const vc::proof::Suite* suite = vc::proof::find_suite_to_create(GetParam().suite);
    ASSERT_NE(suite, nullptr);
    vc::ProofTrace trace;
    const auto added =
        vc::proof::add_proof(document, *suite, **signer, options, test::vector_environment().processor, &trace);
    ASSERT_TRUE(added) << added.error().code << ": " << added.error().detail << " at " << added.error().pointer;

    EXPECT_EQ(trace.canonical_document, file("canonDoc"));
    EXPECT_EQ(trace.canonical_proof_options, file("proofCanon"));
    EXPECT_EQ(trace.document_hash, trimmed(file("docHash")));
    EXPECT_EQ(trace.proof_options_hash, trimmed(file("proofHash")));
    EXPECT_EQ(trace.signing_input, trimmed(file("combinedHash")));
    const std::string value = json::text_of(document.at("proof"), "proofValue");
    EXPECT_EQ(value, trimmed(file("sigBTC58")));
    EXPECT_EQ(to_hex(*text::multibase_decode(text::Base::Base58Btc, value)), trimmed(file("sigHex")));
    EXPECT_EQ(json::serialize(document), json::serialize(published));
}

TEST_P(DiVectors, ThePublishedDocumentVerifies) {
    const std::string text = test::read_file(path("signed", ".json"));
    vc::VerifyOptions options;
    options.now = parse_instant("2024-06-01T00:00:00Z").value();
    const auto report = vc::verify(text, options, test::vector_environment().get());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->find("proof")->outcome, vc::Outcome::Pass) << json::pretty(to_json(*report));
    EXPECT_EQ(report->find("json-ld")->outcome, vc::Outcome::Pass) << json::pretty(to_json(*report));
    EXPECT_EQ(report->find("data-model")->outcome, vc::Outcome::Pass);
    // The vectors name an issuer that is not the owner of the key.
    EXPECT_EQ(report->find("issuer")->code, "issuer-key-mismatch");
    EXPECT_EQ(report->verdict(), vc::Verdict::Invalid);
}

std::string name_of(const testing::TestParamInfo<Vector>& tested) {
    return std::string(tested.param.name);
}
INSTANTIATE_TEST_SUITE_P(Eddsa, DiVectors, testing::ValuesIn(kEddsa), name_of);
INSTANTIATE_TEST_SUITE_P(Ecdsa, DiVectors, testing::ValuesIn(kEcdsa), name_of);

}  // namespace
}  // namespace blason
