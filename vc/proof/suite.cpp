#include "vc/proof/suite.hpp"

#include <algorithm>

namespace blason::vc::proof {

namespace {

using crypto::HashAlgorithm;
using crypto::KeyType;
using text::Base;

constexpr std::string_view kDataIntegrity = "DataIntegrityProof";
constexpr std::string_view kEd25519Context = "https://w3id.org/security/suites/ed25519-2020/v1";

constexpr Suite kSuites[] = {
    // VC Data Integrity EdDSA Cryptosuites v1.0, sections 3.2, 3.3; eddsa-2022 is the draft's name of eddsa-rdfc-2022.
    {kDataIntegrity, "eddsa-rdfc-2022", KeyType::Ed25519, HashAlgorithm::Sha256, Base::Base58Btc, rdfc,
     ContextOf::Document, "", true},
    {kDataIntegrity, "eddsa-jcs-2022", KeyType::Ed25519, HashAlgorithm::Sha256, Base::Base58Btc, jcs,
     ContextOf::CopiedIntoProof, "", true},
    {kDataIntegrity, "eddsa-2022", KeyType::Ed25519, HashAlgorithm::Sha256, Base::Base58Btc, rdfc, ContextOf::Document,
     "", false},
    {"Ed25519Signature2020", "", KeyType::Ed25519, HashAlgorithm::Sha256, Base::Base58Btc, rdfc, ContextOf::Document,
     kEd25519Context, true},
};

const Suite* first(const Suite* found) {
    return found == std::end(kSuites) ? nullptr : found;
}

}  // namespace

const Suite* find_suite_to_create(std::string_view name) {
    return first(std::find_if(std::begin(kSuites), std::end(kSuites),
                              [&](const Suite& suite) { return suite.creates && suite.name() == name; }));
}

const Suite* find_suite(std::string_view type, std::string_view cryptosuite) {
    return first(std::find_if(std::begin(kSuites), std::end(kSuites), [&](const Suite& suite) {
        return suite.type == type && (suite.cryptosuite.empty() || suite.cryptosuite == cryptosuite);
    }));
}

}  // namespace blason::vc::proof
