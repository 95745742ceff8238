#include "vc/oid4vci/request.hpp"

#include <algorithm>
#include <array>

#include "engine/jose/jwe.hpp"
#include "vc/oid4vci/errors.hpp"
#include "vc/oid4vci/members.hpp"

namespace blason::vc::oid4vci {
namespace {

using Presence = Members::Presence;
constexpr std::size_t kMaxProofs = 1000;  // the issuer's own limit is lower
constexpr std::array<std::string_view, 3> kProofTypes{"jwt", "di_vp", "attestation"};

bool is_known(std::string_view type) {
    return std::find(kProofTypes.begin(), kProofTypes.end(), type) != kProofTypes.end();
}

/// Appendix F: the values of a type are texts, or of di_vp objects.
Result<void> check_value(std::string_view type, const json::Value& value, const std::string& pointer) {
    const bool right = type == "di_vp" ? value.is_object() : value.is_string();
    if (right) return {};
    return refusal(kInvalidProof, "This is no proof of type " + std::string(type) + ".", pointer);
}

Result<Proofs> read_proofs(const json::Object& object, const json::Path& path) {
    if (object.size() != 1)
        return refusal(kInvalidCredentialRequest, "proofs has exactly one member, the type of proof.", path.pointer());
    const auto& member = *object.begin();
    Proofs proofs{{member.key().data(), member.key().size()}, {}};
    const json::Path here(&path, proofs.type);
    if (!is_known(proofs.type)) return refusal(kInvalidProof, "This type of proof is not known here.", here.pointer());
    if (!member.value().is_array() || member.value().get_array().empty() ||
        member.value().get_array().size() > kMaxProofs)
        return refusal(kInvalidCredentialRequest, "The proofs are a list that is not empty.", here.pointer());
    const auto& list = member.value().get_array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto right = check_value(proofs.type, list[i], json::Path(&here, i).pointer()); !right)
            return std::move(right).error();
        proofs.values.push_back(list[i]);
    }
    return proofs;
}

/// Draft 13 section 7.2: {"proof_type", and a member of that name; of ldp_vp the presentation}.
Result<Proofs> read_one_proof(const json::Object& object, const json::Path& path) {
    Proofs proofs;
    Members members(object, path, kInvalidProof);
    members.text("proof_type", proofs.type, Presence::Required);
    if (members.error()) return *members.error();
    const auto* value = json::find(object, proofs.type);
    const json::Path here(&path, proofs.type);
    if (proofs.type == "ldp_vp") proofs.type = "di_vp";  // the same thing under its name of then
    if (!is_known(proofs.type)) return refusal(kInvalidProof, "This type of proof is not known here.", path.pointer());
    if (value == nullptr) return refusal(kInvalidProof, "The proof itself is missing.", here.pointer());
    if (auto right = check_value(proofs.type, *value, here.pointer()); !right) return std::move(right).error();
    proofs.values.push_back(*value);
    return proofs;
}

Result<std::optional<ResponseEncryption>> read_encryption(Members& members) {
    constexpr std::string_view kName = "credential_response_encryption";
    const std::optional<ResponseEncryption> none;
    const auto* object = members.object(kName);
    if (members.error()) return *members.error();
    if (object == nullptr) return none;
    const auto path = members.at(kName);
    const auto invalid = [&](std::string detail, std::string_view at) {
        return refusal(kInvalidEncryption, std::move(detail), json::Path(&path, at).pointer());
    };
    Members inside(*object, path, kInvalidEncryption);
    std::string encryption;
    std::string algorithm;  // a member of its own up to draft 15, since then in the key
    inside.text("enc", encryption, Presence::Required);
    inside.text("alg", algorithm);
    const auto* jwk = inside.object("jwk");
    if (inside.error()) return *inside.error();
    if (jwk == nullptr) return invalid("jwk is missing.", "jwk");
    if (object->contains("zip")) return invalid("Compression is not known here.", "zip");
    if (crypto::find_content_encryption(encryption) == nullptr) return invalid("This enc is not known here.", "enc");
    auto key = jose::parse_jwk(*jwk);
    if (!key) return invalid("This is no public key that is known here.", "jwk");
    if (key->algorithm.empty()) key->algorithm = algorithm;
    if (!algorithm.empty() && key->algorithm != algorithm) return invalid("alg is not that of the key.", "alg");
    if (key->algorithm.empty()) return invalid("The key does not say its alg.", "jwk");
    if (!jose::find_key_management(key->algorithm) || !key->may_agree(key->algorithm))
        return invalid("This key cannot be agreed with.", "jwk");
    return std::optional(ResponseEncryption{std::move(*key), *jwk, std::move(encryption)});
}

void put(json::Object& object, std::string_view name, const std::string& text) {
    if (!text.empty()) object[json::key(name)] = json::key(text);
}

json::Object encryption_json(const ResponseEncryption& encryption) {
    json::Object jwk = encryption.jwk;
    if (!jwk.contains("alg")) jwk["alg"] = json::key(encryption.key.algorithm);
    return {{"jwk", std::move(jwk)}, {"enc", json::key(encryption.encryption)}};
}

/// Draft 13 names the format, and its types at one of two places.
Result<void> read_format(Members& members, CredentialRequest& request) {
    members.text("format", request.format);
    members.text("vct", request.vct);
    if (const auto* definition = members.object("credential_definition")) {
        const auto path = members.at("credential_definition");
        Members inside(*definition, path, kInvalidCredentialRequest);
        inside.texts(definition->contains("types") ? "types" : "type", request.types);
        if (inside.error()) members.keep(*inside.error());
    } else {
        members.texts("types", request.types);
    }
    if (members.error()) return *members.error();
    return {};
}

}  // namespace

Result<CredentialRequest> parse_credential_request(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return refusal(kInvalidCredentialRequest, "A credential request is a JSON object.");
    const auto& object = value.get_object();
    CredentialRequest request;
    Members members(object, root, kInvalidCredentialRequest);
    members.text("credential_configuration_id", request.configuration);
    members.text("credential_identifier", request.identifier);
    const bool named = !request.configuration.empty() || !request.identifier.empty();
    const auto* one_proof = members.object("proof");
    const auto* proofs = members.object("proofs");
    // Some wallets of drafts name format and configuration both; the configuration says it all.
    if (!named) {
        if (auto read = read_format(members, request); !read) return std::move(read).error();
    }
    if (one_proof != nullptr || !request.format.empty()) request.edition = Edition::Draft13;
    if (!request.configuration.empty() && !request.identifier.empty())
        members.fail("credential_identifier", "A request names a configuration or an identifier, not both.");
    if (!named && request.format.empty())
        members.fail("credential_configuration_id", "The request does not say which credential it is for.");
    if (one_proof != nullptr && proofs != nullptr) members.fail("proof", "A request has proof or proofs, not both.");
    if (members.error()) return *members.error();

    if (proofs != nullptr || one_proof != nullptr) {
        auto read = proofs != nullptr ? read_proofs(*proofs, members.at("proofs"))
                                      : read_one_proof(*one_proof, members.at("proof"));
        if (!read) return std::move(read).error();
        request.proofs = std::move(*read);
    }
    auto encryption = read_encryption(members);
    if (!encryption) return std::move(encryption).error();
    request.encryption = std::move(*encryption);
    return request;
}

json::Object to_json(const CredentialRequest& request) {
    json::Object out;
    put(out, "credential_configuration_id", request.configuration);
    put(out, "credential_identifier", request.identifier);
    put(out, "format", request.format);
    put(out, "vct", request.vct);
    if (!request.types.empty()) {
        json::Array types;
        for (const auto& type : request.types) types.emplace_back(json::key(type));
        out["credential_definition"] = json::Object{{"type", std::move(types)}};
    }
    if (request.proofs && request.edition == Edition::Draft13 && request.proofs->values.size() == 1) {
        const std::string type = request.proofs->type == "di_vp" ? "ldp_vp" : request.proofs->type;
        json::Object proof;
        proof["proof_type"] = json::key(type);
        proof[json::key(type)] = request.proofs->values.front();
        out["proof"] = std::move(proof);
    } else if (request.proofs) {
        json::Array values(request.proofs->values.begin(), request.proofs->values.end());
        json::Object proofs;
        proofs[json::key(request.proofs->type)] = std::move(values);
        out["proofs"] = std::move(proofs);
    }
    if (request.encryption) out["credential_response_encryption"] = encryption_json(*request.encryption);
    return out;
}

Result<DeferredRequest> parse_deferred_request(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return refusal(kInvalidCredentialRequest, "A deferred request is a JSON object.");
    DeferredRequest request;
    Members members(value.get_object(), root, kInvalidCredentialRequest);
    members.text("transaction_id", request.transaction, Presence::Required);
    if (members.error()) return *members.error();
    auto encryption = read_encryption(members);
    if (!encryption) return std::move(encryption).error();
    request.encryption = std::move(*encryption);
    return request;
}

json::Object to_json(const DeferredRequest& request) {
    json::Object out;
    put(out, "transaction_id", request.transaction);
    if (request.encryption) out["credential_response_encryption"] = encryption_json(*request.encryption);
    return out;
}

}  // namespace blason::vc::oid4vci
