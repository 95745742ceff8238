#include "wallet-server/service/oauth/authorization_service.hpp"

#include <algorithm>

#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::string_view kPrefix = "urn:ietf:params:oauth:request_uri:";  // RFC 9126 section 2.2
constexpr std::size_t kRandomBytes = 32;
constexpr std::size_t kMostUri = 256;

Bytes hash_of(std::string_view uri) {
    const auto digest = crypto::sha256(uri);
    return {digest.bytes().begin(), digest.bytes().end()};
}

/// The parameters but those that show who the client is.
json::Object to_stored(const Parameters& parameters) {
    json::Object stored;
    for (const auto& [name, value] : parameters.all())
        if (!name.starts_with("client_") || name == "client_id") stored[json::key(name)] = json::key(value);
    return stored;
}

Parameters from_stored(const json::Object& stored) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& [name, value] : stored)
        pairs.emplace_back(std::string(name.data(), name.size()), std::string(json::view(value)));
    return Parameters(pairs);
}

Error unknown_uri() {
    return refused("request-uri-unknown", "This request is not known here, or not any more.");
}

}  // namespace

Result<std::string> AuthorizationService::push(const Client& client, const Parameters& parameters, std::string_view jkt,
                                               const std::string& address) {
    const auto now = clock_();
    if (!addresses_.take(address, now))
        return unavailable("too-many-requests", "There were too many requests; wait a minute.");
    if (!parameters.get("request_uri").empty())
        return refused("invalid_request", "A pushed request has no request_uri.");  // RFC 9126 section 2.1
    auto stored = to_stored(parameters);
    stored["client_id"] = json::key(client.id);
    const auto stated = parameters.get("dpop_jkt");
    if (!jkt.empty() && !stated.empty() && jkt != stated)
        return refused("invalid_dpop_proof", "The DPoP proof is of another key than dpop_jkt.");
    if (!jkt.empty()) stored["dpop_jkt"] = json::key(jkt);

    const auto checked = check_authorization(client.org, from_stored(stored), clients_, {offered_, true});
    if (const auto* refusal = std::get_if<Refusal>(&checked)) {
        auto error = refusal->error;
        if (error.code == "redirect-uri-unknown") error.code = "invalid_request";
        return error;
    }
    auto uri = std::string(kPrefix) + text::base64url_encode(random_.bytes(kRandomBytes));
    const storage::PushedRequestRow row{client.org, hash_of(uri), client.id, json::serialize(stored),
                                        to_ms(now) + kPushedLifetime.count() * 1000};
    if (auto added = store_.add_pushed_request(row, to_ms(now)); !added) return std::move(added).error();
    return uri;
}

CheckedAuthorization AuthorizationService::check(std::string_view org, const Parameters& parameters) {
    const auto uri = parameters.get("request_uri");
    if (uri.empty()) return check_authorization(org, parameters, clients_, {offered_, false});
    if (uri.size() > kMostUri) return Refusal{unknown_uri(), {}, {}};
    const auto hash = hash_of(uri);
    const auto row = store_.pushed_request(org, hash);
    if (!row) return Refusal{row.error().code == "not-found" ? unknown_uri() : row.error(), {}, {}};
    if (row->client != parameters.get("client_id") || row->used_ms != 0 || to_ms(clock_()) >= row->expires_ms)
        return Refusal{unknown_uri(), {}, {}};
    const auto stored = json::parse(row->body);
    if (!stored) return Refusal{stored.error(), {}, {}};
    // RFC 9126 section 4: what was pushed counts, and nothing else that the browser brings.
    auto checked = check_authorization(org, from_stored(stored->get_object()), clients_, {offered_, true});
    if (auto* request = std::get_if<AuthorizationRequest>(&checked)) request->pushed = hash;
    return checked;
}

Result<std::vector<std::string>> AuthorizationService::credentials_of(std::string_view org, const Scopes& scopes,
                                                                      const AuthorizationDetails& details) {
    std::vector<std::string> names;
    const auto add = [&](std::string name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    };
    if (offered_ == nullptr) return names;
    for (const auto& scope : scopes) {
        auto credential = offered_->by_scope(org, scope);
        if (!credential) return std::move(credential).error();
        if (*credential) add(std::move((*credential)->name));
    }
    for (const auto& detail : details) {
        auto credential = offered_->by_configuration(org, detail.configuration);
        if (!credential) return std::move(credential).error();
        add(*credential ? std::move((*credential)->name) : detail.configuration);
    }
    return names;
}

}  // namespace blason::service::oauth
