#include "wallet-server/service/badge_host/connection.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::service::badge_host {
namespace {

Scopes scopes_of(const json::Value& object) {
    return oauth::parse_scopes(json::text_of(object, "scope")).value_or(Scopes());
}

}  // namespace

std::string to_text(const Connection& connection) {
    json::Object client;
    client["clientId"] = connection.registration.client_id;
    client["clientSecret"] = connection.registration.client_secret;
    client["redirectUri"] = connection.registration.redirect_uri;
    json::Object tokens;
    tokens["accessToken"] = connection.tokens.access_token;
    tokens["refreshToken"] = connection.tokens.refresh_token;
    tokens["scope"] = oauth::to_text(connection.tokens.scopes);
    tokens["expires"] = format_instant(connection.tokens.expires);
    json::Object out;
    out["host"] = to_json(connection.host);
    out["client"] = std::move(client);
    out["tokens"] = std::move(tokens);
    if (connection.pending) {
        json::Object pending;
        pending["url"] = connection.pending->url;
        pending["state"] = connection.pending->state;
        pending["verifier"] = connection.pending->verifier;
        pending["scope"] = oauth::to_text(connection.pending->scopes);
        out["pending"] = std::move(pending);
    }
    return json::pretty(out);
}

Result<Connection> connection_from_text(std::string_view text) {
    const auto unreadable = malformed("connection-unreadable", "This is no connection to an Open Badges host.");
    const auto document = json::parse(text);
    if (!document) return unreadable;
    const auto* host = json::find(*document, "host");
    const auto* client = json::find(*document, "client");
    const auto* tokens = json::find(*document, "tokens");
    if (host == nullptr || client == nullptr || tokens == nullptr) return unreadable;
    auto description = description_from_json(*host);
    if (!description) return std::move(description).error();
    Connection out;
    out.host = std::move(*description);
    out.registration = {json::text_of(*client, "clientId"), json::text_of(*client, "clientSecret"),
                        json::text_of(*client, "redirectUri")};
    out.tokens = {json::text_of(*tokens, "accessToken"), json::text_of(*tokens, "refreshToken"), scopes_of(*tokens),
                  parse_instant(json::text_of(*tokens, "expires")).value_or(Instant())};
    if (const auto* pending = json::find(*document, "pending")) {
        out.pending = Pending{json::text_of(*pending, "url"), json::text_of(*pending, "state"),
                              json::text_of(*pending, "verifier"), scopes_of(*pending)};
    }
    return out;
}

}  // namespace blason::service::badge_host
