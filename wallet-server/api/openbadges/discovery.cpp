#include "wallet-server/api/openbadges/discovery.hpp"

#include <algorithm>

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

/// How requests fail: the key of the response, and what it is called among the components.
struct Failure {
    std::string_view key;
    std::string_view name;
    std::string_view description;
};
constexpr Failure kFailures[] = {
    {"400", "BadRequest", "The request is not understood, or its content is refused."},
    {"401", "Unauthorized", "There is no valid access token."},
    {"403", "Forbidden", "The access token does not have the scope."},
    {"404", "NotFound", "There is nothing of the kind."},
    {"405", "MethodNotAllowed", "The path does not know the method."},
    {"500", "ServerFailure", "The server failed."},
    {"default", "Failure", "The request cannot be served; the body says why."},
};

/// OpenAPI 3.0 `components.responses`; the body is always the same.
json::Object responses() {
    json::Object all;
    for (const auto& failure : kFailures) {
        json::Object response;
        response["description"] = json::key(failure.description);
        response["content"] =
            fixed(R"({"application/json": {"schema": {"$ref": "#/components/schemas/Imsx_StatusInfo"}}})");
        all[json::key(failure.name)] = std::move(response);
    }
    return all;
}

/// Writes out what each operation has in `fails`.
json::Value paths() {
    auto all = fixed(kPaths);
    for (auto& path : all.get_object()) {
        for (auto& method : path.value().get_object()) {
            auto& operation = method.value().get_object();
            auto& answers = operation.at("responses").get_object();
            const auto fails = operation.at("fails").get_array();
            operation.stable_erase("fails");
            for (const auto& failure : kFailures) {
                if (std::find(fails.begin(), fails.end(), json::Value(json::key(failure.key))) == fails.end()) continue;
                const auto name = "#/components/responses/" + std::string(failure.name);
                answers[json::key(failure.key)] = json::Object{{"$ref", name}};
            }
        }
    }
    return all;
}

json::Object scopes() {
    json::Object all;
    all[json::key(service::oauth::kCredentialReadonly)] = "Read the Open Badges of the wallet.";
    all[json::key(service::oauth::kCredentialUpsert)] = "Put Open Badges into the wallet.";
    all[json::key(service::oauth::kProfileReadonly)] = "Read the profile of the wallet's holder.";
    all[json::key(service::oauth::kProfileUpdate)] = "Change the profile of the wallet's holder.";
    all[json::key(service::oauth::kOfflineAccess)] = "Go on without the person: refresh tokens.";
    return all;
}

/// ServiceDescriptionDocument: OpenApiOAuth2SecurityScheme.
json::Object security(const service::PublicUrls& urls, const std::string& base) {
    json::Object flow;
    flow["authorizationUrl"] = base + "/oauth/authorize";
    flow["tokenUrl"] = base + "/oauth/token";
    flow["refreshUrl"] = base + "/oauth/token";
    flow["scopes"] = scopes();
    json::Object scheme;
    scheme["type"] = "oauth2";
    scheme["description"] = "OAuth 2.0 authorization code grant with PKCE (S256)";
    scheme["x-imssf-name"] = kName;
    scheme["x-imssf-registrationUrl"] = base + "/oauth/register";
    scheme["x-imssf-privacyPolicyUrl"] = urls.privacy_policy();
    scheme["x-imssf-termsOfServiceUrl"] = urls.terms_of_service();
    scheme["flows"] = json::Object{{"authorizationCode", std::move(flow)}};
    return scheme;
}

json::Object info(const service::PublicUrls& urls, const std::string& base) {
    json::Object out;
    out["title"] = "Open Badges 3.0 API of Blason";
    out["version"] = "1.0";
    out["description"] = "Wallets of " + base + ": read and keep Open Badges, read and change the profile.";
    out["termsOfService"] = urls.terms_of_service();
    out["x-imssf-privacyPolicyUrl"] = urls.privacy_policy();
    return out;
}

}  // namespace

std::string service_description(const service::PublicUrls& urls, std::string_view org) {
    const auto base = urls.authorization_server(org);
    json::Object components;
    components["securitySchemes"] = json::Object{{"OAuth2ACG", security(urls, base)}};
    components["responses"] = responses();
    components["schemas"] = fixed(kSchemas);
    json::Object document;
    document["openapi"] = "3.0.1";
    document["info"] = info(urls, base);
    document["servers"] = json::Array{json::Object{{"url", base + "/ims/ob/v3p0"}}};
    document["paths"] = paths();
    document["components"] = std::move(components);
    return json::serialize(document);
}

http::Response get_discovery(const http::Request& request, const std::string& description) {
    auto response = conditional(request, description);
    response.fields.set("Cache-Control", "public, max-age=3600");
    return response;
}

}  // namespace blason::api::openbadges
