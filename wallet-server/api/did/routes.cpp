#include "wallet-server/api/did/routes.hpp"

#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::did {
namespace {

constexpr std::string_view kResolutionType = "application/did-resolution";
constexpr std::string_view kDocumentType = "application/did";
constexpr const char* kPublicFor = "public, max-age=300";  // seconds

http::Response with_type(int status, std::string_view type, const json::Value& body) {
    auto response = answer(status, body);
    response.fields.set("Content-Type", std::string(type));
    return response;
}

/// Documents and keys are public and change only when a key does.
http::Response published(std::string_view type, const json::Value& body) {
    auto response = with_type(200, type, body);
    response.fields.set("Cache-Control", kPublicFor);
    return response;
}

http::Response resolve(const http::Request& request, Services& services) {
    const auto type = choose(request, {kResolutionType, kDocumentType});
    const auto resolution = services.resolver.resolve(request.params.at("did"), {services.clock()});
    if (!resolution) {
        const auto& error = resolution.error();
        return with_type(blason::did::resolution_http_status(error), kResolutionType,
                         blason::did::resolution_error_json(error));
    }
    if (type == kDocumentType) return with_type(200, kDocumentType, resolution->document.json);
    return with_type(200, kResolutionType, blason::did::resolution_json(*resolution));
}

http::Response root_document(const http::Request& request, Services& services) {
    const auto document = services.hosted.root_document();
    if (!document) return fail(document.error(), request);
    return published("application/json", document->json);
}

http::Response issuer_document(const http::Request& request, Services& services) {
    const auto document = services.hosted.issuer_document(request.params.at("issuer"));
    if (!document) return fail(document.error(), request);
    return published("application/json", document->json);
}

http::Response all_keys(const http::Request& request, Services& services) {
    const auto keys = services.hosted.jwks();
    if (!keys) return fail(keys.error(), request);
    return published("application/jwk-set+json", *keys);
}

http::Response issuer_keys(const http::Request& request, Services& services) {
    const auto keys = services.hosted.jwks(request.params.at("issuer"));
    if (!keys) return fail(keys.error(), request);
    return published("application/jwk-set+json", *keys);
}

}  // namespace

std::vector<http::Route> routes(Services& services) {
    const auto get = [&services](std::string path, http::Response (*handler)(const http::Request&, Services&)) {
        return http::Route{"GET", std::move(path), http::Access::Public,
                           [handler, &services](const http::Request& request) { return handler(request, services); }};
    };
    return {
        get("/1.0/identifiers/{did}", resolve),
        get("/.well-known/did.json", root_document),
        get("/issuers/{issuer}/did.json", issuer_document),
        get("/.well-known/jwks.json", all_keys),
        get("/issuers/{issuer}/jwks.json", issuer_keys),
    };
}

}  // namespace blason::api::did
