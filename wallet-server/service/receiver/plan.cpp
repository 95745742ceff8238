#include "wallet-server/service/receiver/plan.hpp"

#include <algorithm>
#include <array>

#include "engine/crypto/signature_algorithm.hpp"

namespace blason::service::receiver {
namespace {

using vc::oid4vci::CredentialConfiguration;
using vc::oid4vci::IssuerMetadata;
using vc::oid4vci::ProofType;

/// What every part of this program can verify and present, the best first.
constexpr std::array kFormats{vc::oid4vci::kLdpVc, vc::oid4vci::kDcSdJwt, vc::oid4vci::kVcSdJwt,
                              vc::oid4vci::kJwtVcJson};
constexpr std::array kKeyTypes{crypto::KeyType::Ed25519, crypto::KeyType::P256, crypto::KeyType::P384};

bool has(const std::vector<std::string>& list, std::string_view one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

Result<const CredentialConfiguration*> find(const IssuerMetadata& issuer, const std::string& id) {
    const auto* configuration = issuer.configuration(id);
    if (configuration == nullptr)
        return refused("offer-unknown-configuration", "The issuer offers a credential that it does not describe.");
    return configuration;
}

/// The types of keys whose signatures the issuer takes.
std::vector<crypto::KeyType> keys_for(const ProofType& proof) {
    std::vector<crypto::KeyType> keys;
    for (const auto type : kKeyTypes) {
        const bool taken = std::any_of(proof.algorithms.begin(), proof.algorithms.end(), [&](const auto& name) {
            const auto* algorithm = crypto::find_signature_algorithm(name);
            return algorithm != nullptr && algorithm->key_type == type;
        });
        if (taken) keys.push_back(type);
    }
    return keys;
}

/// A proof of type di_vp is a presentation with one of our cryptosuites.
std::vector<crypto::KeyType> keys_for_presentation(const ProofType& proof) {
    std::vector<crypto::KeyType> keys;
    if (has(proof.algorithms, "eddsa-rdfc-2022") || proof.algorithms.empty()) keys.push_back(crypto::KeyType::Ed25519);
    if (has(proof.algorithms, "ecdsa-rdfc-2019")) keys.push_back(crypto::KeyType::P256);
    return keys;
}

/// W3C credentials name their subject, so an identifier serves them best; SD-JWT VC carry a key.
Binding binding_for(const CredentialConfiguration& configuration) {
    const auto& methods = configuration.bindings;
    const bool did = has(methods, "did:key") || has(methods, "did");
    const bool jwk = has(methods, "jwk");
    if (configuration.format == vc::oid4vci::kDcSdJwt && (jwk || methods.empty())) return Binding::Jwk;
    if (did || methods.empty()) return Binding::Did;
    return jwk ? Binding::Jwk : Binding::None;
}

}  // namespace

Result<std::vector<std::string>> choose(const vc::oid4vci::CredentialOffer& offer, const IssuerMetadata& issuer,
                                        const Wish& wish) {
    for (const auto& id : wish.configurations)
        if (!has(offer.configurations, id))
            return refused("offer-unknown-configuration", "The offer has no such credential.");
    const auto& from = wish.configurations.empty() ? offer.configurations : wish.configurations;
    std::vector<const CredentialConfiguration*> known;
    for (const auto& id : from) {
        const auto configuration = find(issuer, id);
        // Of what was not wished for by name, what cannot be read is passed over: it may be of a format nobody here
        // knows.
        if (!configuration && !wish.configurations.empty()) return configuration.error();
        if (configuration) known.push_back(*configuration);
    }
    for (const auto format : kFormats) {
        if (!wish.format.empty() && wish.format != format) continue;
        std::vector<std::string> chosen;
        for (const auto* configuration : known)
            if (configuration->format == format || !wish.configurations.empty()) chosen.push_back(configuration->id);
        if (!chosen.empty()) return chosen;
    }
    return refused("offer-unsupported", "The offer has no credential of a format that is wanted and known here.");
}

Result<ProofPlan> plan_proof(const CredentialConfiguration& configuration) {
    if (configuration.proof_types.empty()) return ProofPlan{};
    const auto binding = binding_for(configuration);
    if (const auto* jwt = configuration.proof_type("jwt"); jwt != nullptr && !jwt->attestation_required) {
        auto keys = keys_for(*jwt);
        if (!keys.empty() && binding != Binding::None) return ProofPlan{binding, "jwt", std::move(keys)};
    }
    if (const auto* presentation = configuration.proof_type("di_vp"); presentation != nullptr) {
        auto keys = keys_for_presentation(*presentation);
        if (!keys.empty() && !presentation->attestation_required)
            return ProofPlan{Binding::Did, "di_vp", std::move(keys)};
    }
    return refused("proof-unsupported", "The issuer wants a proof of the holder's key that cannot be made here.");
}

}  // namespace blason::service::receiver
