#include "did/webvh/change.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "did/webvh/log.hpp"

namespace blason::did::webvh {
namespace {

/// The latest version; the log has to fit.
Result<Version> latest(std::string_view text, Instant now) {
    auto log = read_log(text, scid_in(text), now);
    if (log.broken) return *log.broken;
    return std::move(log.versions.back());
}

json::Array& list_at(json::Object& document, std::string_view name) {
    auto& list = document[json::key(name)];
    if (!list.is_array()) list.emplace_array();
    return list.get_array();
}

void add_key(json::Object& document, const std::string& did, const crypto::PublicKey& key) {
    const auto id = did + "#" + key.multikey();
    list_at(document, "verificationMethod")
        .push_back(json::Object{
            {"id", id}, {"type", "Multikey"}, {"controller", did}, {"publicKeyMultibase", key.multikey()}});
    list_at(document, "assertionMethod").emplace_back(id);
    list_at(document, "authentication").emplace_back(id);
}

Result<void> revoke(json::Object& document, const std::string& did, const std::string& name, Instant since) {
    const auto hash = name.find('#');
    const auto id = did + "#" + (hash == std::string::npos ? name : name.substr(hash + 1));
    for (auto& method : list_at(document, "verificationMethod")) {
        const auto* method_id = json::find(method, "id");
        if (method_id == nullptr || *method_id != json::Value(id)) continue;
        auto& revoked = method.get_object()["revoked"];
        const auto known = revoked.is_string() ? parse_instant(json::view(revoked)) : std::nullopt;
        if (known && *known < since) {
            return refused("webvh-cut-off", fmt::format("{} is revoked since {} already.", id, format_instant(*known)));
        }
        revoked = format_instant({since.seconds, 0});
        auto& login = list_at(document, "authentication");
        login.erase(std::remove(login.begin(), login.end(), json::Value(id)), login.end());
        return {};
    }
    return refused("webvh-no-method", fmt::format("{} has no method {}.", did, id));
}

json::Array one(const crypto::PublicKey& key) {
    return json::Array{json::Value(key.multikey())};
}

}  // namespace

Result<std::string> rotate(std::string_view log, const Rotation& rotation, const crypto::Signer& update_key,
                           Instant now) {
    const auto version = latest(log, now);
    if (!version) return version.error();
    json::Value document = version->state;
    auto& members = document.get_object();
    if (!rotation.keys.empty()) list_at(members, "authentication").clear();
    for (const auto& key : rotation.keys) add_key(members, version->did, key);
    for (const auto& name : rotation.revoke) {
        if (auto done = revoke(members, version->did, name, rotation.since); !done) return std::move(done).error();
    }
    json::Object parameters;
    if (!version->parameters.next_key_hashes.empty()) {
        // While keys are promised ahead, an entry is signed by a promised key, and promises the next one.
        if (!rotation.next_key) {
            return refused("webvh-next-key", "This log promises its update keys ahead: name the next one.");
        }
        parameters["updateKeys"] = one(update_key.public_key());
    } else if (rotation.new_update_key) {
        parameters["updateKeys"] = one(*rotation.new_update_key);
    }
    if (rotation.next_key) parameters["nextKeyHashes"] = json::Array{json::Value(promise_of(*rotation.next_key))};
    return extend_log(log, std::move(parameters), &document, update_key, now);
}

Result<std::string> deactivate(std::string_view log, const crypto::Signer& update_key, Instant now) {
    const auto version = latest(log, now);
    if (!version) return version.error();
    std::string text(log);
    if (!version->parameters.next_key_hashes.empty()) {
        auto without =
            extend_log(text, {{"updateKeys", one(update_key.public_key())}, {"nextKeyHashes", json::Array()}}, nullptr,
                       update_key, now);
        if (!without) return without;
        text = *std::move(without);
    }
    return extend_log(text, {{"updateKeys", json::Array()}, {"deactivated", true}}, nullptr, update_key, now);
}

}  // namespace blason::did::webvh
