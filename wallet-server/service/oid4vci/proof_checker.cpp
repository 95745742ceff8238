#include "wallet-server/service/oid4vci/proof_checker.hpp"

#include <algorithm>

#include "did/did_jwk.hpp"
#include "engine/crypto/hash.hpp"
#include "vc/model/values.hpp"
#include "vc/oid4vci/errors.hpp"
#include "vc/oid4vci/proof.hpp"
#include "vc/verify.hpp"
#include "wallet-server/service/oid4vci/catalogue.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

Error invalid_proof(std::string detail) {
    return wire::refusal(wire::kInvalidProof, std::move(detail));
}

bool is_among(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_binding(std::string_view did) {
    return std::any_of(kBindings.begin(), kBindings.end(), [&](std::string_view method) {
        return did.starts_with(method) && did.size() > method.size() && did[method.size()] == ':';
    });
}

bool is_made_with_one_of(const jose::Jws& jws, const jose::JwkSet& keys) {
    const auto algorithm = jws.algorithm();
    return algorithm && std::any_of(keys.keys().begin(), keys.keys().end(), [&](const jose::Jwk& key) {
               const bool meant = jws.kid().empty() || key.kid.empty() || key.kid == jws.kid();
               return meant && key.may_verify(*algorithm) && jose::verify(jws, key);
           });
}

}  // namespace

Result<CheckedProofs> ProofChecker::check(const wire::Proofs& proofs, const ProofContext& context) {
    const auto* type = context.configuration.proof_type(proofs.type);
    if (type == nullptr) return invalid_proof("This type of proof is not taken for this credential.");
    if (proofs.values.size() > kBatchSize)
        return wire::refusal(wire::kInvalidCredentialRequest, "More credentials are asked for than one request gives.");
    if (proofs.type == "attestation" && proofs.values.size() != 1)
        return invalid_proof("There is one key attestation, with all keys.");
    CheckedProofs checked;
    for (const auto& value : proofs.values) {
        auto done = proofs.type == "attestation" ? check_attestation(value, context, checked)
                    : proofs.type == "jwt"       ? check_jwt(value, proofs.values.size() == 1, context, checked)
                                                 : check_di_vp(value, context, checked);
        if (!done) return std::move(done).error();
    }
    if (checked.keys.size() > kBatchSize)
        return wire::refusal(wire::kInvalidCredentialRequest, "More credentials are asked for than one request gives.");
    for (std::size_t i = 0; i < checked.keys.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (checked.keys[i].key == checked.keys[j].key)
                return wire::refusal(wire::kInvalidCredentialRequest,
                                     "A key is there twice: each is for one credential.");
    return checked;
}

Result<void> ProofChecker::take_nonce(std::string_view nonce, const ProofContext& context, CheckedProofs& checked) {
    const auto expires = nonces_.open(nonce);
    if (!expires || *expires <= clock_())
        return wire::refusal(wire::kInvalidNonce,
                             "The nonce of this proof is missing, not of this server, or too old.");
    const auto digest = crypto::sha256(std::string(context.org) + " " + std::string(nonce));
    storage::OnceValue value{{digest.bytes().begin(), digest.bytes().end()}, to_ms(*expires)};
    const bool known = std::any_of(checked.nonces.begin(), checked.nonces.end(),
                                   [&](const auto& before) { return before.hash == value.hash; });
    // Proofs of one request may share a nonce.
    if (!known) checked.nonces.push_back(std::move(value));
    return {};
}

Result<ProofChecker::HolderKey> ProofChecker::key_of_method(const std::string& url) const {
    if (!is_binding(url)) return invalid_proof("The key is named by a did:key, did:jwk or did:web.");
    const auto method =
        did::retrieve_verification_method(environment_.resolver, url, did::Purpose::Authentication, {.now = clock_()});
    if (!method) {
        if (method.error().kind == ErrorKind::Unavailable) return method.error();
        return invalid_proof("The key that is named cannot be found, or not be used so.");
    }
    return HolderKey{{url.substr(0, url.find('#')), method->key}, method->jwk()};
}

/// Appendix F.1: a proof that is alone stands for all the keys that are attested with it.
Result<void> ProofChecker::check_jwt(const json::Value& value, bool alone, const ProofContext& context,
                                     CheckedProofs& checked) {
    const auto proof = wire::read_jwt_proof(json::view(value));
    if (!proof) return proof.error();
    if (!is_among(context.configuration.proof_type("jwt")->algorithms, proof->algorithm))
        return invalid_proof("Proofs of this algorithm are not taken.");
    const auto holder =
        proof->jwk ? Result<HolderKey>(HolderKey{{did::did_jwk(proof->jwk->key), proof->jwk->key}, *proof->jwk})
                   : key_of_method(proof->kid);
    if (!holder) return holder.error();
    const BindingKey& key = holder->binding;
    const wire::ProofRules rules{context.credential_issuer, context.client, clock_()};
    if (auto good = wire::check_jwt_proof(*proof, holder->jwk, rules); !good) return std::move(good).error();
    if (auto taken = take_nonce(proof->nonce, context, checked); !taken) return std::move(taken).error();
    checked.keys.push_back(key);
    if (proof->key_attestation.empty()) return {};
    const auto attested = attested_keys(proof->key_attestation, true, context, checked);
    if (!attested) return attested.error();
    const auto is_this = [&](const jose::Jwk& one) { return one.key == key.key; };
    if (std::none_of(attested->begin(), attested->end(), is_this))
        return invalid_proof("The key attestation does not vouch for this key.");
    if (!alone) return {};
    for (const auto& one : *attested)
        if (!is_this(one)) checked.keys.push_back({did::did_jwk(one.key), one.key});
    return {};
}

/// Appendix F.2: a presentation without credentials, signed for authentication, for us and for this nonce.
Result<void> ProofChecker::check_di_vp(const json::Value& value, const ProofContext& context, CheckedProofs& checked) {
    const auto* proof = json::find(value, "proof");
    if (proof != nullptr && proof->is_array() && proof->get_array().size() == 1) proof = &proof->get_array().front();
    if (proof == nullptr || !proof->is_object() || json::text_view(*proof, "type") != "DataIntegrityProof")
        return invalid_proof("A presentation has one DataIntegrityProof.");
    if (!is_among(context.configuration.proof_type("di_vp")->algorithms, json::text_view(*proof, "cryptosuite")))
        return invalid_proof("Proofs of this cryptosuite are not taken.");
    if (json::text_view(*proof, "domain") != context.credential_issuer)
        return invalid_proof("The domain of this proof is another issuer.");
    const auto nonce = json::text_of(*proof, "challenge");
    if (auto taken = take_nonce(nonce, context, checked); !taken) return std::move(taken).error();
    vc::VerifyOptions options;
    options.now = clock_();
    options.challenge = nonce;
    options.domain = context.credential_issuer;
    const auto report = vc::verify(value, options, environment_);
    if (!report) return report.error();
    if (report->kind != "VerifiablePresentation" || report->verdict() != vc::Verdict::Valid)
        return invalid_proof("This presentation does not verify.");
    auto key = key_of_method(json::text_of(*proof, "verificationMethod"));
    if (!key) return std::move(key).error();
    const auto* holder = json::find(value, "holder");
    const auto id = holder == nullptr ? std::nullopt : vc::model::id_of(*holder);
    if (id && *id != key->binding.did) return invalid_proof("The holder is not the owner of the key.");
    checked.keys.push_back(std::move(key->binding));
    return {};
}

/// Appendix D.1. The nonce is ours wherever the attestation stands (appendix F.1, F.3), so an old one is worth nothing.
Result<std::vector<jose::Jwk>> ProofChecker::attested_keys(std::string_view text, bool expiry_required,
                                                           const ProofContext& context, CheckedProofs& checked) {
    auto attestation = wire::read_key_attestation(text, clock_(), expiry_required);
    if (!attestation) return attestation.error();
    // `iss` may be absent: then the key is what names the maker.
    const auto* named = json::find(attestation->claims, "iss");
    const bool known = std::any_of(attesters_.begin(), attesters_.end(), [&](const auto& attester) {
        const bool meant = named == nullptr || (named->is_string() && json::view(*named) == attester.first);
        return meant && is_made_with_one_of(attestation->jws, attester.second);
    });
    if (!known) return invalid_proof("This key attestation was made by nobody who is known here.");
    if (auto taken = take_nonce(attestation->nonce, context, checked); !taken) return std::move(taken).error();
    return std::move(attestation->keys);
}

/// Appendix F.3: each key gets a credential.
Result<void> ProofChecker::check_attestation(const json::Value& value, const ProofContext& context,
                                             CheckedProofs& checked) {
    const auto attested = attested_keys(json::view(value), false, context, checked);
    if (!attested) return attested.error();
    for (const auto& jwk : *attested) checked.keys.push_back({did::did_jwk(jwk.key), jwk.key});
    return {};
}

}  // namespace blason::service::oid4vci
