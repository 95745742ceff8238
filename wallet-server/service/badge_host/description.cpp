#include "wallet-server/service/badge_host/description.hpp"

#include <algorithm>

#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "wallet-server/service/badge_host/address.hpp"

namespace blason::service::badge_host {
namespace {

constexpr json::ParseLimits kLimits{.max_bytes = 1U << 20U, .max_depth = 64, .allow_nul = false};

Error incomplete(std::string detail, std::string pointer) {
    return malformed("service-description", "The host's service description " + std::move(detail) + ".",
                     std::move(pointer));
}

/// The OAuth2ACG scheme; hosts that call it otherwise have the one of type oauth2.
const json::Value* oauth_scheme(const json::Value& document) {
    const auto* components = json::find(document, "components");
    const auto* schemes = components == nullptr ? nullptr : json::find(*components, "securitySchemes");
    if (schemes == nullptr || !schemes->is_object()) return nullptr;
    if (const auto* named = json::find(*schemes, "OAuth2ACG")) return named;
    for (const auto& scheme : schemes->get_object())
        if (json::text_of(scheme.value(), "type") == "oauth2") return &scheme.value();
    return nullptr;
}

/// RFC 8414 section 3.1; everything in it is optional to us.
void add_metadata(HostDescription& host, net::HttpClient& client) {
    net::FetchRequest request;
    request.url = std::string(origin(host.token_url)) + "/.well-known/oauth-authorization-server";
    request.accept = "application/json";
    const auto reply = client.fetch(request);
    if (!reply || reply->status != 200) return;
    const auto metadata = json::parse(reply->body, {}, kLimits);
    if (!metadata) return;
    const auto token_url = completed_address(host.base_url, json::text_of(*metadata, "token_endpoint"));
    if (!token_url || *token_url != host.token_url) return;  // of another authorization server
    host.issuer = json::text_of(*metadata, "issuer");
    const auto* names = json::find(*metadata, "authorization_response_iss_parameter_supported");
    host.names_issuer = names != nullptr && names->is_bool() && names->get_bool();
    // Not every service description names offline_access, which is a scope of the authorization server.
    const bool offline = std::find(host.scopes.begin(), host.scopes.end(), "offline_access") != host.scopes.end();
    if (const auto* scopes = json::find(*metadata, "scopes_supported"); scopes != nullptr && scopes->is_array()) {
        for (const auto& scope : scopes->get_array())
            if (scope == "offline_access" && !offline) host.scopes.emplace_back("offline_access");
    }
    const auto revocation = completed_address(host.base_url, json::text_of(*metadata, "revocation_endpoint"));
    if (revocation) host.revocation_url = *revocation;
}

}  // namespace

Result<HostDescription> read_description(std::string_view base_url, std::string_view text) {
    const auto document = json::parse(text, {}, kLimits);
    if (!document) return document.error();
    const auto* scheme = oauth_scheme(*document);
    if (scheme == nullptr) return incomplete("has no OAuth 2.0 scheme", "/components/securitySchemes/OAuth2ACG");
    const auto* flows = json::find(*scheme, "flows");
    const auto* flow = flows == nullptr ? nullptr : json::find(*flows, "authorizationCode");
    if (flow == nullptr) {
        return incomplete("has no authorization code flow",
                          "/components/securitySchemes/OAuth2ACG/flows/authorizationCode");
    }
    HostDescription host;
    host.base_url = base_url;
    if (const auto* info = json::find(*document, "info")) {
        host.title = json::text_of(*info, "title");
        host.terms_url = json::text_of(*info, "termsOfService");
        host.privacy_url = json::text_of(*info, "x-imssf-privacyPolicyUrl");
    }
    struct Wanted {
        const json::Value& where;
        const char* name;
        std::string& target;
    };
    const std::string place = "/components/securitySchemes/OAuth2ACG/";
    for (const auto& [where, name, target] :
         {Wanted{*scheme, "x-imssf-registrationUrl", host.registration_url},
          Wanted{*flow, "authorizationUrl", host.authorization_url}, Wanted{*flow, "tokenUrl", host.token_url}}) {
        const auto given = json::text_of(where, name);
        const auto pointer = place + (&where == flow ? "flows/authorizationCode/" : "") + name;
        if (given.empty()) return incomplete("names no " + std::string(name), pointer);
        auto address = completed_address(base_url, given);
        if (!address) {
            auto error = std::move(address).error();
            error.pointer = pointer;
            return error;
        }
        target = std::move(*address);
    }
    const auto refresh = json::text_of(*flow, "refreshUrl");
    host.refresh_url = host.token_url;
    if (!refresh.empty()) {
        auto address = completed_address(base_url, refresh);
        if (!address) return std::move(address).error();
        host.refresh_url = std::move(*address);
    }
    if (const auto* scopes = json::find(*flow, "scopes"); scopes != nullptr && scopes->is_object())
        for (const auto& scope : scopes->get_object()) host.scopes.emplace_back(scope.key());
    return host;
}

Result<HostDescription> discover(std::string_view typed, net::HttpClient& client) {
    const auto base = base_address(typed);
    if (!base) return base.error();
    net::FetchRequest request;
    request.url = *base + "/ims/ob/v3p0/discovery";
    request.accept = "application/json";
    const auto reply = client.fetch(request);
    if (!reply) return reply.error();
    if (reply->status != 200) {
        return unavailable("host-status", request.url + " answers " + std::to_string(reply->status) + ".");
    }
    auto host = read_description(*base, reply->body);
    if (host) add_metadata(*host, client);
    return host;
}

json::Object to_json(const HostDescription& description) {
    json::Array scopes;
    for (const auto& scope : description.scopes) scopes.emplace_back(json::key(scope));
    json::Object out;
    out["baseUrl"] = description.base_url;
    out["title"] = description.title;
    out["registrationUrl"] = description.registration_url;
    out["authorizationUrl"] = description.authorization_url;
    out["tokenUrl"] = description.token_url;
    out["refreshUrl"] = description.refresh_url;
    out["scopes"] = std::move(scopes);
    out["termsUrl"] = description.terms_url;
    out["privacyUrl"] = description.privacy_url;
    out["issuer"] = description.issuer;
    out["namesIssuer"] = description.names_issuer;
    out["revocationUrl"] = description.revocation_url;
    return out;
}

Result<HostDescription> description_from_json(const json::Value& value) {
    HostDescription out;
    out.base_url = json::text_of(value, "baseUrl");
    out.title = json::text_of(value, "title");
    out.registration_url = json::text_of(value, "registrationUrl");
    out.authorization_url = json::text_of(value, "authorizationUrl");
    out.token_url = json::text_of(value, "tokenUrl");
    out.refresh_url = json::text_of(value, "refreshUrl");
    out.terms_url = json::text_of(value, "termsUrl");
    out.privacy_url = json::text_of(value, "privacyUrl");
    out.issuer = json::text_of(value, "issuer");
    out.revocation_url = json::text_of(value, "revocationUrl");
    const auto* names = json::find(value, "namesIssuer");
    out.names_issuer = names != nullptr && names->is_bool() && names->get_bool();
    if (const auto* scopes = json::find(value, "scopes"); scopes != nullptr && scopes->is_array()) {
        for (const auto& scope : scopes->get_array())
            if (scope.is_string()) out.scopes.emplace_back(json::view(scope));
    }
    if (out.base_url.empty() || out.token_url.empty() || out.refresh_url.empty())
        return malformed("connection-unreadable", "This is no connection to an Open Badges host.");
    return out;
}

}  // namespace blason::service::badge_host
