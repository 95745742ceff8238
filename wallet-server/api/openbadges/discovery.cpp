#include "wallet-server/api/openbadges/discovery.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/openapi.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::api::openbadges {
namespace {

constexpr const char* kName = "Blason";

json::Value fixed(std::string_view text) {
    auto value = json::parse(text);
    assert(value);  // a part of the program
    return std::move(*value);
}

json::Object scopes() {
    json::Object all;
    all[json::key(service::oauth::kCredentialReadonly)] = "Read the Open Badges of the wallet.";
    all[json::key(service::oauth::kCredentialUpsert)] = "Put Open Badges into the wallet.";
    all[json::key(service::oauth::kProfileReadonly)] = "Read the profile of the wallet's holder.";
    all[json::key(service::oauth::kProfileUpdate)] = "Change the profile of the wallet's holder.";
    return all;
}

/// ServiceDescriptionDocument: OpenApiOAuth2SecurityScheme.
json::Object security(const service::PublicUrls& urls) {
    json::Object flow;
    flow["authorizationUrl"] = urls.base() + "/oauth/authorize";
    flow["tokenUrl"] = urls.base() + "/oauth/token";
    flow["refreshUrl"] = urls.base() + "/oauth/token";
    flow["scopes"] = scopes();
    json::Object scheme;
    scheme["type"] = "oauth2";
    scheme["description"] = "OAuth 2.0 authorization code grant with PKCE (S256)";
    scheme["x-imssf-name"] = kName;
    scheme["x-imssf-registrationUrl"] = urls.base() + "/oauth/register";
    scheme["x-imssf-privacyPolicyUrl"] = urls.privacy_policy();
    scheme["x-imssf-termsOfServiceUrl"] = urls.terms_of_service();
    scheme["flows"] = json::Object{{"authorizationCode", std::move(flow)}};
    return scheme;
}

json::Object info(const service::PublicUrls& urls) {
    json::Object out;
    out["title"] = "Open Badges 3.0 API of Blason";
    out["version"] = "1.0";
    out["description"] = "Wallets of " + urls.base() + ": read and keep Open Badges, read and change the profile.";
    out["termsOfService"] = urls.terms_of_service();
    out["x-imssf-privacyPolicyUrl"] = urls.privacy_policy();
    return out;
}

}  // namespace

std::string service_description(const service::PublicUrls& urls) {
    json::Object components;
    components["securitySchemes"] = json::Object{{"OAuth2ACG", security(urls)}};
    components["responses"] = fixed(kResponses);
    components["schemas"] = fixed(kSchemas);
    json::Object document;
    document["openapi"] = "3.0.1";
    document["info"] = info(urls);
    document["servers"] = json::Array{json::Object{{"url", urls.base() + "/ims/ob/v3p0"}}};
    document["paths"] = fixed(kPaths);
    document["components"] = std::move(components);
    return json::serialize(document);
}

http::Response get_discovery(const http::Request& request, const std::string& description) {
    auto response = conditional(request, description);
    response.fields.set("Cache-Control", "public, max-age=3600");
    response.fields.set("Access-Control-Allow-Origin", "*");
    return response;
}

}  // namespace blason::api::openbadges
