#include "vc/proof/suite.hpp"

#include <algorithm>

namespace blason::vc::proof {

namespace {

using crypto::KeyType;
using text::Base;

constexpr KeyType kEdwards[] = {KeyType::Ed25519};
constexpr KeyType kNist[] = {KeyType::P256, KeyType::P384};
constexpr KeyType kP256[] = {KeyType::P256};

constexpr std::string_view kDataIntegrity = "DataIntegrityProof";
constexpr std::string_view kEd25519Context = "https://w3id.org/security/suites/ed25519-2020/v1";

constexpr Suite kSuites[] = {
    // VC Data Integrity EdDSA Cryptosuites v1.0, sections 3.2, 3.3; eddsa-2022 is the draft's name of eddsa-rdfc-2022.
    {kDataIntegrity, "eddsa-rdfc-2022", kEdwards, Base::Base58Btc, rdfc, ContextOf::Document, "", true},
    {kDataIntegrity, "eddsa-jcs-2022", kEdwards, Base::Base58Btc, jcs, ContextOf::CopiedIntoProof, "", true},
    {kDataIntegrity, "eddsa-2022", kEdwards, Base::Base58Btc, rdfc, ContextOf::Document, "", false},
    {"Ed25519Signature2020", "", kEdwards, Base::Base58Btc, rdfc, ContextOf::Document, kEd25519Context, true},
    // VC Data Integrity ECDSA Cryptosuites v1.0, sections 3.2 and 3.3.
    {kDataIntegrity, "ecdsa-rdfc-2019", kNist, Base::Base58Btc, rdfc, ContextOf::Document, "", true},
    {kDataIntegrity, "ecdsa-jcs-2019", kNist, Base::Base58Btc, jcs, ContextOf::CopiedIntoProof, "", true},
    // Section 3.6.
    {kDataIntegrity, "ecdsa-sd-2023", kP256, Base::Base64Url, rdfc, ContextOf::Document, "", true,
     Disclosure::Selective},
};

const Suite* first(const Suite* found) {
    return found == std::end(kSuites) ? nullptr : found;
}

}  // namespace

bool Suite::takes(KeyType key) const {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

crypto::HashAlgorithm hash_for(KeyType key) {
    return key == KeyType::P384 ? crypto::HashAlgorithm::Sha384 : crypto::HashAlgorithm::Sha256;
}

std::span<const Suite> suites() {
    return kSuites;
}

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
