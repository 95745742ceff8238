#include "wallet-server/api/request.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/ascii.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::api {
namespace {

constexpr json::ParseLimits kBodyLimits{.max_bytes = 2U << 20U, .max_depth = 64, .allow_nul = false};

/// The media type of a Content-Type field, without parameters, in lower case.
std::string media_type(std::string_view field) {
    auto type = field.substr(0, field.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
    return text::lower(type);
}

bool is_json(std::string_view type) {
    return type == "application/json" || type.ends_with("+json") || type == "application/vc" ||
           type == "application/vp";
}

}  // namespace

Result<json::Value> read_json(const http::Request& request) {
    const auto field = request.fields.find("Content-Type");
    if (!field || !is_json(media_type(*field))) {
        return refused("unsupported-media-type",
                       "The body of this request is JSON: send Content-Type application/json.");
    }
    auto body = json::parse(request.body, {}, kBodyLimits);
    if (body && !body->is_object()) return malformed("wrong-type", "The body of this request is a JSON object.");
    return body;
}

Result<std::string> organisation_of(const http::Request& request, Services& services) {
    const auto named = request.params.find("issuer");
    auto issuer =
        named != request.params.end() ? services.issuers.issuer(named->second) : services.issuers.default_issuer();
    if (!issuer) return std::move(issuer).error();
    return std::move(issuer->org);
}

std::optional<std::string_view> bearer_token(const http::Request& request) {
    const auto field = request.fields.find("Authorization");
    constexpr std::size_t kScheme = 7;  // "Bearer "
    if (!field || field->size() <= kScheme || text::lower(field->substr(0, kScheme)) != "bearer ") return std::nullopt;
    return field->substr(kScheme);
}

service::Actor actor_of(const http::Request& request, Services& services) {
    service::Actor actor{services.demo ? "demo" : "anonymous", request.request_id};
    if (const auto token = bearer_token(request)) {
        if (const auto key = services.access.find(*token)) actor.name = "api-key:" + key->label;
    }
    return actor;
}

Result<std::optional<service::RequestKey>> request_key(const http::Request& request, Services& services) {
    constexpr std::size_t kMaxKey = 255;
    const std::optional<service::RequestKey> none;
    const auto field = request.fields.find("Idempotency-Key");
    if (!field) return none;
    const bool visible = std::all_of(field->begin(), field->end(), [](char c) { return c > ' ' && c < 0x7F; });
    if (field->empty() || field->size() > kMaxKey || !visible)
        return refused("idempotency-key", "An Idempotency-Key has 1 to 255 visible characters.");
    const auto caller = actor_of(request, services).name;
    return std::optional(services.issuers.request_key({"request", caller, *field},
                                                      request.method + " " + request.path + "\n" + request.body));
}

http::Response fail(const Error& error, const http::Request& request) {
    return http::problem(error, request.request_id);
}

Error placed(Error error, std::string_view inside) {
    if (error.kind == ErrorKind::Refused || error.kind == ErrorKind::Malformed || error.kind == ErrorKind::TooLarge)
        error.pointer = "/" + std::string(inside) + error.pointer;
    return error;
}

http::Response fail(Error error, const http::Request& request, std::string_view inside) {
    return fail(placed(std::move(error), inside), request);
}

http::Response answer(int status, const json::Value& body) {
    return http::Response::json(status, json::serialize(body));
}

}  // namespace blason::api
