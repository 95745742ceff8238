#include "vc/derive.hpp"

#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/sd/derive.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason::vc {

namespace {

namespace sd = proof::sd;

struct BaseProof {
    const json::Value* proof = nullptr;
    std::string pointer;
    std::size_t index = 0;  ///< among several proofs
};

bool is_text(const json::Value& object, std::string_view name, std::string_view expected) {
    const json::Value* value = json::find(object, name);
    return value != nullptr && value->is_string() && json::view(*value) == expected;
}

bool is_base_proof(const json::Value& proof) {
    const json::Value* value = json::find(proof, "proofValue");
    return is_text(proof, "type", "DataIntegrityProof") && is_text(proof, "cryptosuite", "ecdsa-sd-2023") &&
           value != nullptr && value->is_string() && sd::kind_of(json::view(*value)) == sd::ProofKind::Base;
}

Result<BaseProof> find_base_proof(const json::Value& credential) {
    if (!credential.is_object()) return refused("not-an-object", "This must be a JSON object.");
    const json::Value* proofs = json::find(credential, "proof");
    if (proofs == nullptr) return refused("proof-missing", "There is no proof.");
    std::vector<BaseProof> found;
    model::for_each_value(*proofs, [&](const json::Value& proof, std::optional<std::size_t> index) {
        if (is_base_proof(proof))
            found.push_back({&proof, index ? "/proof/" + std::to_string(*index) : "/proof", index.value_or(0)});
    });
    if (found.empty()) return refused("base-proof-missing", "There is no proof to derive another from.", "/proof");
    if (found.size() > 1) {
        return refused("base-proof-repeated", "There are several proofs to derive another from.", "/proof");
    }
    return std::move(found.front());
}

Result<Secured> derive_token(std::string_view text, const std::vector<std::string>& reveal) {
    if (token_format(text) != Format::SdJwt) {
        return refused("base-proof-missing", "Nothing can be left out of a token of this kind.");
    }
    auto shown = sdjwt::derive(trimmed(text), reveal);
    if (!shown) return std::move(shown).error();
    auto document = read_document(*shown);
    if (!document) return std::move(document).error();
    const auto media_type = credential_media_type(*shown);
    return Secured{std::move(*document), std::move(*shown), std::string(media_type)};
}

}  // namespace

Result<Secured> derive(const json::Value& credential, const DeriveOptions& options, const Environment& environment) {
    if (credential.is_string() && token_format(json::view(credential))) {
        return derive_token(json::view(credential), options.selective_pointers);
    }
    if (const auto token = enveloped_token(credential)) {
        if (!*token) return token->error();
        return derive_token(**token, options.selective_pointers);
    }
    const auto base = find_base_proof(credential);
    if (!base) return base.error();
    const auto value = sd::parse_base(json::view(base->proof->at("proofValue")));
    if (!value) return refused(value.error().code, value.error().detail, base->pointer + value.error().pointer);
    json::Value unsecured = credential;
    unsecured.get_object().stable_erase("proof");
    auto disclosed = sd::disclose(unsecured, *value, options.selective_pointers, environment.jsonld,
                                  options.random ? *options.random : crypto::system_random());
    if (!disclosed) return std::move(disclosed).error();
    // VC-DI-ECDSA section 3.6.6, steps 2 to 4: all other members of the proof stay.
    json::Value proof = *base->proof;
    proof.get_object()["proofValue"] = model::text_value(sd::serialize(disclosed->value));
    disclosed->document.as_object().emplace("proof", std::move(proof));
    std::string text = json::serialize(disclosed->document);
    return Secured{std::move(disclosed->document), std::move(text), "application/vc"};
}

Result<std::optional<json::Value>> shown_whole(const json::Value& credential, const Environment& environment) {
    const auto base = find_base_proof(credential);
    if (!base && base.error().code != "base-proof-repeated") return std::optional<json::Value>();
    if (!base) return base.error();
    auto derived = derive(credential, {{""}, nullptr}, environment);
    if (!derived) return std::move(derived).error();
    // Other proofs stay: they are over the whole, and the whole is here.
    json::Value whole = credential;
    auto& proofs = whole.get_object().at("proof");
    auto& place = proofs.is_array() ? proofs.get_array()[base->index] : proofs;
    place = derived->document.as_object().at("proof");
    return std::optional<json::Value>(std::move(whole));
}

std::optional<std::vector<std::string>> mandatory_pointers(const json::Value& credential) {
    const auto base = find_base_proof(credential);
    if (!base) return std::nullopt;
    auto value = sd::parse_base(json::view(base->proof->at("proofValue")));
    return value ? std::optional(std::move(value->mandatory)) : std::nullopt;
}

}  // namespace blason::vc
