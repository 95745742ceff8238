#include "wallet-server/api/openbadges/status_info.hpp"

#include "engine/json/serialize.hpp"
#include "engine/text/utf8.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::api::openbadges {
namespace {

/// The enumeration of imsx_codeMinorFieldValue.
std::string_view minor_value(const Error& error, int status) {
    if (error.code == "query-parameter") return "invalid_query_parameter";
    if (error.code == "outcome-unknown") return "unknown";
    switch (status) {
        case 401:
            return "unauthorizedrequest";
        case 403:
            return "forbidden";
        case 404:
            return "not_found";
        case 405:
            return "not_allowed";
        case 406:
        case 415:
            return "not_acceptable";
        case 429:
        case 503:
            return "server_busy";
        case 500:
            return "internal_server_error";
        default:
            return "invalid_data";
    }
}

/// One sentence, and the place where there is one.
std::string description(const Error& error) {
    std::string text = error.detail.empty() ? error.code : error.detail + " (" + error.code + ")";
    if (!error.pointer.empty()) text += " at " + error.pointer;
    return text::first_invalid_utf8(text) ? "(not UTF-8)" : text;
}

}  // namespace

http::Response status_info(const Error& error) {
    const int status = http::status_of(error);
    json::Object minor;
    minor["imsx_codeMinorFieldName"] = "TargetEndSystem";
    minor["imsx_codeMinorFieldValue"] = json::key(minor_value(error, status));
    json::Object body;
    body["imsx_codeMajor"] = status == 405 ? "unsupported" : "failure";
    body["imsx_severity"] = "error";
    body["imsx_description"] = description(error);
    body["imsx_codeMinor"] = json::Object{{"imsx_codeMinorField", json::Array{std::move(minor)}}};

    auto response = http::Response::json(status, json::serialize(body));
    if (status == 503 || status == 429) response.fields.set("Retry-After", "1");
    return response;
}

}  // namespace blason::api::openbadges
