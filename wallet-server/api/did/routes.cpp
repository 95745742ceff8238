#include "wallet-server/api/did/routes.hpp"

#include "engine/json/serialize.hpp"
#include "wallet-server/api/did/resolve.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::did {
namespace {

constexpr std::size_t kMaxOptions = 4096;                  // bytes of a request with options of resolving
constexpr const char* kPublicFor = "public, max-age=300";  // seconds

/// Documents and keys are public and change only when a key does.
http::Response published(std::string_view type, const json::Value& body) {
    auto response = answer(200, body);
    response.fields.set("Content-Type", std::string(type));
    response.fields.set("Cache-Control", kPublicFor);
    return response;
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

/// did:webvh 1.0: the media type of JSON lines.
http::Response issuer_log(const http::Request& request, Services& services) {
    auto log = services.hosted.log(request.params.at("issuer"));
    if (!log) return fail(log.error(), request);
    http::Response response;
    response.status = 200;
    response.body = std::move(*log);
    response.fields.set("Content-Type", "text/jsonl");
    response.fields.set("Cache-Control", kPublicFor);
    return response;
}

http::Response one_key(const http::Request& request, Services& services) {
    const auto key = services.hosted.jwk(request.params.at("issuer"), request.params.at("key"));
    if (!key) return fail(key.error(), request);
    return published("application/jwk+json", *key);
}

http::Response issuer_metadata(const http::Request& request, Services& services) {
    const auto metadata = services.hosted.issuer_metadata(request.params.at("issuer"));
    if (!metadata) return fail(metadata.error(), request);
    return published("application/json", *metadata);
}

}  // namespace

std::vector<http::Route> routes(Services& services) {
    const auto get = [&services](std::string path, http::Response (*handler)(const http::Request&, Services&)) {
        return http::Route{"GET", std::move(path), http::Access::Published,
                           [handler, &services](const http::Request& request) { return handler(request, services); }};
    };
    const auto post_resolve =
        http::Route{"POST",
                    "/1.0/identifiers/{did...}",
                    http::Access::Published,
                    [&services](const http::Request& request) { return resolve(request, services); },
                    http::Run::Offloaded,
                    kMaxOptions};
    return {
        get("/1.0/identifiers/{did...}", resolve),
        post_resolve,
        get("/.well-known/did.json", root_document),
        get("/issuers/{issuer}/did.json", issuer_document),
        get("/.well-known/jwks.json", all_keys),
        get("/issuers/{issuer}/did.jsonl", issuer_log),
        get("/issuers/{issuer}/jwks.json", issuer_keys),
        get("/issuers/{issuer}/signing-keys/{key}", one_key),
        get("/.well-known/jwt-vc-issuer/issuers/{issuer}", issuer_metadata),
    };
}

}  // namespace blason::api::did
