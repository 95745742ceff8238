// What this authorization server can do (RFC 8414).
#include "wallet-server/api/oauth/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::oauth {

http::Response metadata(const http::Request&, Services& services) {
    const auto& base = services.urls.base();
    const auto at = [&](const char* path) { return json::Value(json::key(base + path)); };
    json::Array scopes;
    for (const auto& scope : service::oauth::kKnownScopes) scopes.emplace_back(json::key(scope.value));

    json::Object body;
    body["issuer"] = json::key(base);
    body["authorization_endpoint"] = at("/oauth/authorize");
    body["token_endpoint"] = at("/oauth/token");
    body["registration_endpoint"] = at("/oauth/register");
    body["revocation_endpoint"] = at("/oauth/revoke");
    body["introspection_endpoint"] = at("/oauth/introspect");
    body["scopes_supported"] = std::move(scopes);
    body["response_types_supported"] = json::Array{"code"};
    body["response_modes_supported"] = json::Array{"query"};
    body["grant_types_supported"] = json::Array{"authorization_code", "refresh_token"};
    for (const auto* endpoint : {"token", "revocation", "introspection"})
        body[std::string(endpoint) + "_endpoint_auth_methods_supported"] = json::Array{"client_secret_basic"};
    body["code_challenge_methods_supported"] = json::Array{"S256"};
    body["authorization_response_iss_parameter_supported"] = true;
    body["ui_locales_supported"] = json::Array{"fr", "en"};
    auto response = answer(200, body);
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

}  // namespace blason::api::oauth
