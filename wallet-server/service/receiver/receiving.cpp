#include "wallet-server/service/receiver/receiving.hpp"

#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::service::receiver {
namespace {

Error unreadable() {
    return {"receiving-unreadable", "What is known of this offer cannot be read.", "", ErrorKind::Internal};
}

json::Array array_of(const std::vector<std::string>& texts) {
    json::Array array;
    for (const auto& text : texts) array.emplace_back(json::key(text));
    return array;
}

std::vector<std::string> texts_at(const json::Value& object, std::string_view name) {
    std::vector<std::string> list;
    const auto* value = json::find(object, name);
    if (value == nullptr || !value->is_array()) return list;
    for (const auto& item : value->get_array())
        if (item.is_string()) list.emplace_back(json::view(item));
    return list;
}

json::Object to_json(const PendingAuthorization& pending) {
    return {{"url", json::key(pending.url)},
            {"state", json::key(pending.state)},
            {"verifier", json::key(pending.verifier)},
            {"client", json::key(pending.client_id)},
            {"redirect", json::key(pending.redirect_uri)}};
}
PendingAuthorization pending_of(const json::Value& value) {
    return {json::text_of(value, "url"), json::text_of(value, "state"), json::text_of(value, "verifier"),
            json::text_of(value, "client"), json::text_of(value, "redirect")};
}

json::Object to_json(const AccessToken& token) {
    json::Object identifiers;
    for (const auto& [configuration, list] : token.identifiers) identifiers[json::key(configuration)] = array_of(list);
    return {{"text", json::key(token.text)},
            {"refresh", json::key(token.refresh)},
            {"bound", token.bound},
            {"identifiers", std::move(identifiers)},
            {"nonce", json::key(token.nonce)}};
}
AccessToken token_of(const json::Value& value) {
    AccessToken token;
    token.text = json::text_of(value, "text");
    token.refresh = json::text_of(value, "refresh");
    const auto* bound = json::find(value, "bound");
    token.bound = bound != nullptr && bound->is_bool() && bound->get_bool();
    token.nonce = json::text_of(value, "nonce");
    const auto* identifiers = json::find(value, "identifiers");
    if (identifiers == nullptr || !identifiers->is_object()) return token;
    for (const auto& [name, list] : identifiers->get_object())
        token.identifiers[std::string(name.data(), name.size())] =
            texts_at(*identifiers, std::string_view(name.data(), name.size()));
    return token;
}

json::Object to_json(const Awaited& awaited) {
    return {{"configuration", json::key(awaited.configuration)},
            {"transaction", json::key(awaited.transaction)},
            {"notBefore", awaited.not_before.seconds},
            {"holders", array_of(awaited.holders)}};
}
Awaited awaited_of(const json::Value& value) {
    const auto* time = json::find(value, "notBefore");
    const auto seconds = time != nullptr && time->is_int64() ? time->get_int64() : 0;
    return {json::text_of(value, "configuration"),
            json::text_of(value, "transaction"),
            {seconds, 0},
            texts_at(value, "holders")};
}

Result<Discovered> discovered_of(const json::Value& document) {
    const auto* offer = json::find(document, "offer");
    const auto* issuer = json::find(document, "issuer");
    const auto* server = json::find(document, "server");
    if (offer == nullptr || issuer == nullptr || server == nullptr) return unreadable();
    auto read_offer = vc::oid4vci::parse_offer(*offer);
    auto read_issuer = vc::oid4vci::parse_issuer_metadata(*issuer, json::text_of(*issuer, "credential_issuer"));
    auto read_server = read_authorization_server(*server, json::text_of(*server, "issuer"));
    if (!read_offer || !read_issuer || !read_server) return unreadable();
    return Discovered{std::move(*read_offer), std::move(*read_issuer), std::move(*read_server)};
}

}  // namespace

Receiving receiving_of(Discovered discovered) {
    return {std::move(discovered), {}, {}, false, 1, {}, {}, {}, {}, {}, {}, {}};
}

std::string to_text(const Receiving& receiving) {
    json::Object out;
    out["offer"] = vc::oid4vci::to_json(receiving.discovered.offer);
    out["issuer"] = vc::oid4vci::to_json(receiving.discovered.issuer);
    out["server"] = to_json(receiving.discovered.server);
    out["dpopKey"] = json::key(receiving.dpop_key);
    out["chosen"] = array_of(receiving.chosen);
    out["ownKeys"] = receiving.own_keys;
    out["copies"] = receiving.copies;
    out["keys"] = array_of(receiving.keys);
    if (receiving.pending) out["pending"] = to_json(*receiving.pending);
    out["client"] = json::key(receiving.client_id);
    if (receiving.token) out["token"] = to_json(*receiving.token);
    json::Array awaited;
    for (const auto& one : receiving.awaited) awaited.push_back(to_json(one));
    out["awaited"] = std::move(awaited);
    out["received"] = array_of(receiving.received);
    out["failure"] = json::key(receiving.failure);
    return json::serialize(out);
}

Result<Receiving> receiving_from_text(std::string_view text) {
    const auto document = json::parse(text);
    if (!document || !document->is_object()) return unreadable();
    auto discovered = discovered_of(*document);
    if (!discovered) return std::move(discovered).error();
    auto receiving = receiving_of(std::move(*discovered));
    receiving.dpop_key = json::text_of(*document, "dpopKey");
    receiving.chosen = texts_at(*document, "chosen");
    const auto* own_keys = json::find(*document, "ownKeys");
    receiving.own_keys = own_keys != nullptr && own_keys->is_bool() && own_keys->get_bool();
    const auto* copies = json::find(*document, "copies");
    if (copies != nullptr && copies->is_int64() && copies->get_int64() > 0)
        receiving.copies = static_cast<std::size_t>(copies->get_int64());
    receiving.keys = texts_at(*document, "keys");
    if (const auto* pending = json::find(*document, "pending")) receiving.pending = pending_of(*pending);
    receiving.client_id = json::text_of(*document, "client");
    if (const auto* token = json::find(*document, "token")) receiving.token = token_of(*token);
    if (const auto* awaited = json::find(*document, "awaited"); awaited != nullptr && awaited->is_array())
        for (const auto& one : awaited->get_array()) receiving.awaited.push_back(awaited_of(one));
    receiving.received = texts_at(*document, "received");
    receiving.failure = json::text_of(*document, "failure");
    return receiving;
}

Result<std::string> new_dpop_key(const AuthorizationServer& server, crypto::Random& random) {
    for (const auto type : {crypto::KeyType::P256, crypto::KeyType::Ed25519}) {
        const bool taken =
            std::any_of(server.dpop_algorithms.begin(), server.dpop_algorithms.end(), [&](const auto& n) {
                const auto* algorithm = crypto::find_signature_algorithm(n);
                return algorithm != nullptr && algorithm->key_type == type;
            });
        if (!taken) continue;
        auto key = crypto::generate_key(type, random);
        if (!key) return std::move(key).error();
        return crypto::private_jwk_text(*key);
    }
    return std::string();
}

}  // namespace blason::service::receiver
