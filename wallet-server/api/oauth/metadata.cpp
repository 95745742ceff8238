// What this authorization server can do (RFC 8414).
#include "engine/crypto/signature_algorithm.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oauth/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::oauth {

namespace {

json::Array array_of(const std::vector<std::string_view>& texts) {
    json::Array array;
    for (const auto& text : texts) array.emplace_back(json::key(text));
    return array;
}

/// JOSE names of the signatures that are checked here.
json::Array signing_algorithms() {
    json::Array names;
    for (const auto& row : crypto::signature_algorithms()) names.emplace_back(json::key(row.name));
    return names;
}

}  // namespace

http::Response metadata(const http::Request& request, Services& services) {
    if (request.params.contains("issuer")) {
        if (const auto org = organisation_of(request, services); !org) return fail(org.error(), request);
    }
    const auto base = server_of(request, services);
    const auto at = [&](const char* path) { return json::Value(json::key(base + path)); };
    std::vector<std::string_view> scopes;
    for (const auto& scope : service::oauth::kKnownScopes) scopes.push_back(scope.value);
    std::vector<std::string_view> methods{"client_secret_basic", "private_key_jwt", "none"};
    const bool attested = services.authentication.takes_attestations();
    if (attested) methods.emplace_back("attest_jwt_client_auth");

    json::Object body;
    body["issuer"] = json::key(base);
    body["authorization_endpoint"] = at("/oauth/authorize");
    body["token_endpoint"] = at("/oauth/token");
    body["registration_endpoint"] = at("/oauth/register");
    body["revocation_endpoint"] = at("/oauth/revoke");
    body["introspection_endpoint"] = at("/oauth/introspect");
    body["pushed_authorization_request_endpoint"] = at("/oauth/par");
    body["require_pushed_authorization_requests"] = false;
    body["scopes_supported"] = array_of(scopes);
    body["response_types_supported"] = json::Array{"code"};
    body["response_modes_supported"] = json::Array{"query"};
    body["grant_types_supported"] = array_of(grant_types());
    for (const auto* endpoint : {"token", "revocation", "introspection"}) {
        const auto name = std::string(endpoint) + "_endpoint_auth_";
        body[name + "methods_supported"] = array_of(methods);
        body[name + "signing_alg_values_supported"] = signing_algorithms();
    }
    if (attested) {
        body["challenge_endpoint"] = at("/oauth/challenge");
        body["client_attestation_signing_alg_values_supported"] = signing_algorithms();
        body["client_attestation_pop_signing_alg_values_supported"] = signing_algorithms();
    }
    body["code_challenge_methods_supported"] = json::Array{"S256"};
    if (services.dpop.announced()) body["dpop_signing_alg_values_supported"] = signing_algorithms();
    body["authorization_details_types_supported"] = array_of({service::oauth::kOpenidCredential});
    body["pre-authorized_grant_anonymous_access_supported"] = true;
    body["authorization_response_iss_parameter_supported"] = true;
    body["ui_locales_supported"] = json::Array{"fr", "en"};
    auto response = answer(200, body);
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

}  // namespace blason::api::oauth
