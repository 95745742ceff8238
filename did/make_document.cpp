#include "did/make_document.hpp"

namespace blason::did {
namespace {

json::Object method_json(const VerificationMethod& method) {
    json::Object json{{"id", method.id},
                      {"type", method.type},
                      {"controller", method.controller},
                      {"publicKeyMultibase", method.key.multikey()}};
    if (method.revoked) json.emplace("revoked", format_instant(*method.revoked));
    return json;
}

}  // namespace

Document make_document(std::string_view id, std::span<const DocumentKey> keys) {
    Document document;
    document.id = id;
    json::Array methods;
    json::Object lists;  // relationship -> ids, in the order of their first use
    for (const auto& entry : keys) {
        const auto method_id = document.id + "#" + entry.fragment;
        document.methods.push_back({method_id, "Multikey", document.id, entry.key, std::nullopt, entry.revoked});
        methods.emplace_back(method_json(document.methods.back()));
        for (const auto purpose : entry.purposes) {
            document.relationships.emplace_back(purpose, method_id);
            auto& list = lists[json::key(to_text(purpose))];
            if (!list.is_array()) list.emplace_array();
            list.get_array().emplace_back(method_id);
        }
    }
    json::Object source{{"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"}},
                        {"id", document.id},
                        {"verificationMethod", std::move(methods)}};
    for (auto& list : lists) source.emplace(list.key(), std::move(list.value()));
    document.json = std::move(source);
    return document;
}

}  // namespace blason::did
