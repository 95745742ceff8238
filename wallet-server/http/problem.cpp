#include "wallet-server/http/problem.hpp"

#include <array>

#include "engine/json/serialize.hpp"
#include "engine/text/utf8.hpp"
#include "wallet-server/http/status.hpp"

namespace blason::http {
namespace {

struct CodeStatus {
    std::string_view code;
    int status;
};

/// Codes whose status says more than their kind does.
constexpr std::array kStatusOfCode{
    CodeStatus{"method-not-allowed", 405},     CodeStatus{"not-acceptable", 406},
    CodeStatus{"request-timeout", 408},        CodeStatus{"gone", 410},
    CodeStatus{"precondition-failed", 412},    CodeStatus{"http-target-too-long", 414},
    CodeStatus{"unsupported-media-type", 415}, CodeStatus{"expectation-failed", 417},
    CodeStatus{"idempotency-mismatch", 422},   CodeStatus{"too-many-requests", 429},
    CodeStatus{"http-header-too-large", 431},  CodeStatus{"http-too-many-fields", 431},
    CodeStatus{"not-implemented", 501},
};

/// "urn:blason:error:" and the code; the standard's own codes contain spaces, which a URN cannot.
std::string type_of(std::string_view code) {
    std::string out = "urn:blason:error:";
    for (const char c : code) out += c == ' ' ? '-' : c;
    return out;
}

}  // namespace

int status_of(const Error& error) {
    for (const auto& [code, status] : kStatusOfCode) {
        if (error.code == code) return status;
    }
    switch (error.kind) {
        case ErrorKind::Refused:
        case ErrorKind::Malformed:
        case ErrorKind::Usage:
            return 400;
        case ErrorKind::Unauthorized:
            return 401;
        case ErrorKind::Forbidden:
            return 403;
        case ErrorKind::NotFound:
            return 404;
        case ErrorKind::Conflict:
            return 409;
        case ErrorKind::TooLarge:
            return 413;
        case ErrorKind::Unavailable:
            return 503;
        case ErrorKind::Internal:
            break;
    }
    return 500;
}

Response problem(const Error& error, std::string_view request_id) {
    return problem(status_of(error), error, request_id, {});
}

Response problem(int status, const Error& error, std::string_view request_id, const json::Object& extra) {
    // A detail may quote the input: what is not UTF-8 must not make the answer unreadable.
    const auto readable = [](std::string_view value) {
        return json::Value(json::key(text::first_invalid_utf8(value) ? "(not UTF-8)" : value));
    };
    json::Object body;
    body["type"] = readable(type_of(error.code));
    body["title"] = readable(reason_phrase(status));
    body["status"] = status;
    body["detail"] = readable(error.detail);
    body["code"] = readable(error.code);
    body["pointer"] = readable(error.pointer);
    if (!request_id.empty()) body["instance"] = readable("urn:blason:request:" + std::string(request_id));
    for (const auto& member : extra) body[member.key()] = member.value();

    auto response = Response::json(status, json::serialize(body));
    response.fields.set("Content-Type", "application/problem+json");
    if (status == 401) response.fields.set("WWW-Authenticate", "Bearer");
    if (status == 503 || status == 429) response.fields.set("Retry-After", "1");
    return response;
}

}  // namespace blason::http
