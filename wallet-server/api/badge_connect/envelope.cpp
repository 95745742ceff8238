#include "wallet-server/api/badge_connect/envelope.hpp"

#include "engine/json/serialize.hpp"
#include "engine/text/utf8.hpp"
#include "wallet-server/api/badge_connect/routes.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::api::badge_connect {
namespace {

/// Section "Responses": the values that the API knows.
std::string_view text_of(int status) {
    switch (status) {
        case 401:
            return "UNAUTHENTICATED";
        case 403:
            return "PERMISSION_DENIED";
        case 404:
            return "NOT_FOUND";
        case 405:
            return "METHOD_NOT_ALLOWED";
        default:
            return "BAD_REQUEST";
    }
}

json::Object status_of(json::Value error, int status, std::string_view text) {
    json::Object out;
    out["error"] = std::move(error);
    out["statusCode"] = status;
    out["statusText"] = json::key(text);
    return out;
}

}  // namespace

http::Response success(const json::Object& results) {
    json::Object body;
    body["status"] = status_of(nullptr, 200, "OK");
    for (const auto& member : results) body[member.key()] = member.value();
    return http::Response::json(200, json::serialize(json::Value(body)));
}

http::Response failure(const Error& error, std::string_view text) {
    const int status = http::status_of(error);
    std::string detail = error.detail.empty() ? error.code : error.detail + " (" + error.code + ")";
    if (!error.pointer.empty()) detail += " at " + error.pointer;
    if (text::first_invalid_utf8(detail)) detail = "(not UTF-8)";
    json::Object body;
    body["status"] = status_of(json::key(detail), status, text.empty() ? text_of(status) : text);
    auto response = http::Response::json(status, json::serialize(json::Value(body)));
    if (status == 503 || status == 429) response.fields.set("Retry-After", "1");
    return response;
}

http::Response refusal(const Error& error) {
    return failure(error);
}

}  // namespace blason::api::badge_connect
