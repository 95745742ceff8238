// The manifest (Open Badges 2.1, section "Manifest").
#include "wallet-server/api/badge_connect/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::badge_connect {

http::Response get_manifest(const http::Request&, Services& services) {
    const auto& base = services.urls.base();
    const auto at = [&](const char* path) { return json::Value(json::key(base + path)); };
    json::Array scopes;
    for (const auto scope : service::oauth::kBadgeConnectScopes) scopes.emplace_back(json::key(scope));
    json::Object api;
    api["name"] = "Blason";
    api["apiBase"] = at("/ims/ob/v2p1");
    api["version"] = "v2p1";
    api["termsOfServiceUrl"] = json::key(services.urls.terms_of_service());
    api["privacyPolicyUrl"] = json::key(services.urls.privacy_policy());
    api["scopesOffered"] = std::move(scopes);
    api["registrationUrl"] = at("/oauth/register");
    api["authorizationUrl"] = at("/oauth/authorize");
    api["tokenUrl"] = at("/oauth/token");
    api["tokenRevocationUrl"] = at("/oauth/revoke");
    json::Object manifest;
    manifest["@context"] = "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld";
    manifest["id"] = at("/.well-known/badgeconnect.json");
    manifest["type"] = "Manifest";
    manifest["badgeConnectAPI"] = json::Array{std::move(api)};
    auto response = answer(200, manifest);
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

}  // namespace blason::api::badge_connect
