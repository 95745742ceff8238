// The keys an issuer signs with: publish a new one, put it to use, retire or revoke an old one.
#include <algorithm>

#include "engine/json/reader.hpp"
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosting {
namespace {

void put(json::Object& object, std::string_view name, const std::optional<Instant>& instant) {
    if (instant) object[json::key(name)] = format_instant(*instant);
}

json::Object key_json(const service::IssuerKey& key) {
    const auto& type = crypto::info(key.key.type());
    json::Object object;
    object["id"] = key.id;
    object["type"] = json::key(type.cli_name);
    object["state"] = json::key(service::to_text(key.state));
    object["verificationMethod"] = key.verification_method;
    object["publicKeyMultibase"] = key.key.multikey();
    object["created"] = format_instant(key.created);
    put(object, "activated", key.activated);
    put(object, "retired", key.retired);
    put(object, "revoked", key.revoked);
    return object;
}

/// The body, which may be absent where every member may. Only the members of the operation are allowed.
Result<json::Object> members_of(const http::Request& request, std::initializer_list<std::string_view> names) {
    if (request.body.empty()) return json::Object();
    auto body = read_json(request);
    if (!body) return std::move(body).error();
    for (const auto& member : body->get_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        const json::Path root;
        return refused("option-unknown", "This is not known here.", json::Path(&root, name).pointer());
    }
    return std::move(body->get_object());
}

Result<bool> flag(const json::Object& members, std::string_view name) {
    const auto* value = json::find(members, name);
    if (value == nullptr) return false;
    if (value->is_bool()) return value->get_bool();
    return malformed("wrong-type", "This is true or false.", "/" + std::string(name));
}

/// The types that are offered for keys (`key generate --type`) and sign credentials in documents.
Result<crypto::KeyType> type_of(const json::Object& members) {
    const auto* value = json::find(members, "type");
    if (value == nullptr) return crypto::KeyType::Ed25519;
    for (const auto& type : crypto::key_types()) {
        const bool signs = type.signature_size > 0 || type.type == crypto::KeyType::Rsa;
        if (!type.cli_name.empty() && signs && value->is_string() && json::view(*value) == type.cli_name) {
            return type.type;
        }
    }
    return refused("key-type-unknown", "The type of a signing key is ed25519, p256, p384 or rsa2048.", "/type");
}

http::Response answer_key(const Result<service::IssuerKey>& key, int status, const http::Request& request) {
    if (!key) return fail(key.error(), request);
    return answer(status, key_json(*key));
}

}  // namespace

http::Response list_signing_keys(const http::Request& request, Services& services) {
    const auto all = services.rotation.keys(request.params.at("issuer"));
    if (!all) return fail(all.error(), request);
    json::Array keys;
    for (const auto& key : *all) keys.push_back(key_json(key));
    return answer(200, json::Object{{"keys", std::move(keys)}});
}

http::Response publish_signing_key(const http::Request& request, Services& services) {
    const auto members = members_of(request, {"type", "activate"});
    if (!members) return fail(members.error(), request);
    const auto type = type_of(*members);
    if (!type) return fail(type.error(), request);
    const auto activate = flag(*members, "activate");
    if (!activate) return fail(activate.error(), request);
    return answer_key(
        services.rotation.publish(request.params.at("issuer"), *type, *activate, actor_of(request, services)), 201,
        request);
}

http::Response activate_signing_key(const http::Request& request, Services& services) {
    const auto members = members_of(request, {"immediately"});
    if (!members) return fail(members.error(), request);
    const auto immediately = flag(*members, "immediately");
    if (!immediately) return fail(immediately.error(), request);
    return answer_key(services.rotation.activate(request.params.at("issuer"), request.params.at("key"), *immediately,
                                                 actor_of(request, services)),
                      200, request);
}

http::Response retire_signing_key(const http::Request& request, Services& services) {
    const auto members = members_of(request, {});
    if (!members) return fail(members.error(), request);
    return answer_key(
        services.rotation.retire(request.params.at("issuer"), request.params.at("key"), actor_of(request, services)),
        200, request);
}

http::Response revoke_signing_key(const http::Request& request, Services& services) {
    const auto members = members_of(request, {"since"});
    if (!members) return fail(members.error(), request);
    std::optional<Instant> since;
    if (const auto* value = json::find(*members, "since")) {
        if (value->is_string()) since = parse_instant(json::view(*value));
        if (!since) {
            return fail(malformed("invalid-date", "This is a date and time, such as 2026-01-15T09:00:00Z.", "/since"),
                        request);
        }
    }
    return answer_key(services.rotation.revoke(request.params.at("issuer"), request.params.at("key"), since,
                                               actor_of(request, services)),
                      200, request);
}

}  // namespace blason::api::hosting
