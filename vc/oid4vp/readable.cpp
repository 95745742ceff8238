#include "vc/oid4vp/readable.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/crypto/signature_algorithm.hpp"
#include "vc/pex/candidate.hpp"
#include "vc/proof/suite.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr std::array<std::string_view, 4> kSuites{"eddsa-rdfc-2022", "ecdsa-rdfc-2019", "eddsa-jcs-2022",
                                                  "ecdsa-jcs-2019"};

/// Nothing when the verifier gives no such list, which limits nothing. Numbers are algorithms of formats that are not
/// ours.
std::optional<std::vector<std::string_view>> list_of(const json::Value& format, std::string_view name) {
    const auto* value = json::find(format, name);
    if (value == nullptr || !value->is_array()) return std::nullopt;
    std::vector<std::string_view> all;
    for (const auto& one : value->get_array())
        if (one.is_string()) all.push_back(json::view(one));
    return all;
}

bool has(const json::Value& format, std::string_view list, std::string_view name) {
    const auto all = list_of(format, list);
    return !all || std::ranges::find(*all, name) != all->end();
}

/// One algorithm may have two names: "EdDSA", "Ed25519".
bool is_same(std::string_view one, std::string_view other) {
    const auto* known = crypto::find_signature_algorithm(one);
    return one == other || (known != nullptr && known == crypto::find_signature_algorithm(other));
}

bool takes_any(const json::Value& format, std::string_view list, const std::vector<std::string>& algorithms) {
    const auto all = list_of(format, list);
    return !all || std::ranges::any_of(*all, [&](std::string_view name) {
        return std::ranges::any_of(algorithms, [&](const std::string& one) { return is_same(name, one); });
    });
}

bool takes_key(const json::Value& format, std::string_view list, std::optional<crypto::KeyType> key) {
    const auto all = list_of(format, list);
    return !key || !all || std::ranges::any_of(*all, [&](std::string_view name) {
        const auto* known = crypto::find_signature_algorithm(name);
        return known != nullptr && known->key_type == *key;
    });
}

bool takes_proof(const json::Value& format, const pex::Candidate& credential) {
    const auto any = [&](std::string_view list, const std::vector<std::string>& names) {
        return std::ranges::any_of(names, [&](const std::string& name) { return has(format, list, name); });
    };
    if (!any("proof_type_values", credential.proof_types)) return false;
    // Other types of proofs have no suites.
    return credential.cryptosuites.empty() || any("cryptosuite_values", credential.cryptosuites);
}

}  // namespace

std::string_view presentation_suite(const json::Object& formats, crypto::KeyType holder) {
    const auto* format = json::find(formats, to_text(FormatIdentifier::LdpVc));
    for (const auto suite : kSuites) {
        const auto* known = proof::find_suite_to_create(suite);
        if (known == nullptr || !known->takes(holder)) continue;
        if (format == nullptr ||
            (has(*format, "proof_type_values", "DataIntegrityProof") && has(*format, "cryptosuite_values", suite)))
            return suite;
    }
    return {};
}

bool can_read(const json::Object& formats, FormatIdentifier format, std::string_view text,
              std::optional<crypto::KeyType> holder) {
    if (formats.empty()) return true;
    const auto* said = json::find(formats, to_text(format));
    if (said == nullptr) return false;
    const auto credential = pex::read_candidate(text);
    if (!credential) return false;
    switch (format) {
        case FormatIdentifier::LdpVc:
            return takes_proof(*said, *credential) && (!holder || !presentation_suite(formats, *holder).empty());
        case FormatIdentifier::JwtVcJson:
            return takes_any(*said, "alg_values", credential->algorithms) && takes_key(*said, "alg_values", holder);
        case FormatIdentifier::DcSdJwt:
        case FormatIdentifier::VcSdJwt:
            return takes_any(*said, "sd-jwt_alg_values", credential->algorithms) &&
                   takes_key(*said, "kb-jwt_alg_values", holder);
    }
    return false;
}

}  // namespace blason::vc::oid4vp
