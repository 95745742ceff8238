#include "did/make_document.hpp"

namespace blason::did {
namespace {

constexpr std::string_view kMultikey = "Multikey";
constexpr std::string_view kJsonWebKey = "JsonWebKey";

json::Object method_json(const VerificationMethod& method) {
    json::Object json{{"id", method.id}, {"type", method.type}, {"controller", method.controller}};
    if (method.type == kJsonWebKey) {
        json.emplace("publicKeyJwk", method.key.jwk());
    } else {
        json.emplace("publicKeyMultibase", method.key.multikey());
    }
    if (method.revoked) json.emplace("revoked", format_instant(*method.revoked));
    return json;
}

/// The document as it is published. Relationships stand in the order of their first use.
json::Value document_json(const Document& document) {
    json::Array methods;
    json::Array contexts{"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"};
    for (const auto& method : document.methods) {
        methods.emplace_back(method_json(method));
        const json::Value jwk_context("https://w3id.org/security/jwk/v1");
        if (method.type == kJsonWebKey && contexts.back() != jwk_context) contexts.push_back(jwk_context);
    }
    json::Object out{
        {"@context", std::move(contexts)}, {"id", document.id}, {"verificationMethod", std::move(methods)}};
    for (const auto& [purpose, method_id] : document.relationships) {
        auto& list = out[json::key(to_text(purpose))];
        if (!list.is_array()) list.emplace_array();
        list.get_array().emplace_back(method_id);
    }
    return out;
}

}  // namespace

Document make_document(std::string_view id, std::span<const DocumentKey> keys, bool with_json) {
    Document document;
    document.id = id;
    for (const auto& entry : keys) {
        const auto method_id = document.id + "#" + entry.fragment;
        document.methods.push_back({method_id, std::string(entry.as_jwk ? kJsonWebKey : kMultikey), document.id,
                                    entry.key, std::nullopt, entry.revoked});
        for (const auto purpose : entry.purposes) document.relationships.emplace_back(purpose, method_id);
    }
    if (with_json) document.json = document_json(document);
    return document;
}

}  // namespace blason::did
