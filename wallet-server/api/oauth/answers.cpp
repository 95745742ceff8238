#include "wallet-server/api/oauth/answers.hpp"

#include <array>

#include "engine/text/base64.hpp"
#include "engine/text/percent.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::api::oauth {
namespace {

/// RFC 6749 section 5.2, RFC 7591 section 3.2.2, RFC 7009 section 2.2.1.
constexpr std::array<std::string_view, 11> kCodes{"invalid_request",
                                                  "invalid_client",
                                                  "invalid_grant",
                                                  "unauthorized_client",
                                                  "unsupported_grant_type",
                                                  "invalid_scope",
                                                  "invalid_redirect_uri",
                                                  "invalid_client_metadata",
                                                  "invalid_software_statement",
                                                  "unapproved_software_statement",
                                                  "unsupported_token_type"};

/// %x20-21 / %x23-5B / %x5D-7E.
std::string description(std::string_view text) {
    std::string out;
    for (const char c : text) out += c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? '?' : c;
    return out;
}

Error invalid_client(std::string detail) {
    return {"invalid_client", std::move(detail), "", ErrorKind::Unauthorized};
}

}  // namespace

http::Response unstored(int status, const json::Value& body) {
    auto response = answer(status, body);
    response.fields.set("Cache-Control", "no-store");
    response.fields.set("Pragma", "no-cache");
    return response;
}

http::Response refusal(const Error& error) {
    json::Object body;
    int status = 400;
    if (std::find(kCodes.begin(), kCodes.end(), error.code) != kCodes.end()) {
        body["error"] = json::key(error.code);
    } else {
        status = http::status_of(error);
        const bool ours = status >= 500 && error.kind != ErrorKind::Unavailable;
        const bool theirs = status < 500 && status != 429;
        body["error"] = ours ? "server_error" : theirs ? "invalid_request" : "temporarily_unavailable";
    }
    body["error_description"] = json::key(description(error.detail));
    auto response = unstored(status, body);
    if (status == 429 || status == 503) response.fields.set("Retry-After", status == 429 ? "60" : "1");
    return response;
}

Result<service::oauth::Parameters> form_parameters(const http::Request& request) {
    const auto type = request.fields.find("Content-Type").value_or("");
    const auto media = http::trim_ows(type.substr(0, type.find(';')));
    if (!http::iequals(media, "application/x-www-form-urlencoded"))
        return refused("invalid_request", "The body of this request is application/x-www-form-urlencoded.");
    const auto form = http::parse_form(request);
    if (!form) return refused("invalid_request", "The form cannot be read.");
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& field : *form) pairs.emplace_back(field.name, field.value);
    service::oauth::Parameters parameters(pairs);
    if (parameters.has_repeated()) return refused("invalid_request", "A parameter is there more than once.");
    return parameters;
}

Result<service::oauth::Client> client_of(const http::Request& request, const service::oauth::Parameters& parameters,
                                         Services& services) {
    std::vector<std::string_view> fields;
    for (const auto& [name, value] : request.fields.all())
        if (http::iequals(name, "Authorization")) fields.emplace_back(value);
    const bool in_body = !parameters.get("client_secret").empty() || !parameters.get("client_assertion").empty();
    if (fields.size() > 1 || (fields.size() == 1 && in_body))
        return refused("invalid_request", "The client authenticates in more than one way.");
    if (fields.empty()) return invalid_client("The client authenticates with Authorization: Basic.");

    constexpr std::size_t kScheme = 6;  // "Basic "
    const auto field = fields.front();
    if (field.size() <= kScheme || !http::iequals(field.substr(0, kScheme), "Basic "))
        return invalid_client("The client authenticates with Authorization: Basic.");
    const auto decoded = text::base64_decode(http::trim_ows(field.substr(kScheme)));
    if (!decoded) return invalid_client("The credentials of the client cannot be read.");
    const auto both = as_text(*decoded);
    const auto colon = both.find(':');
    if (colon == std::string_view::npos) return invalid_client("The credentials of the client cannot be read.");
    const auto id = text::percent_decode(both.substr(0, colon), text::Plus::Space);
    const auto secret = text::percent_decode(both.substr(colon + 1), text::Plus::Space);
    if (!id || !secret) return invalid_client("The credentials of the client cannot be read.");
    if (const auto named = parameters.get("client_id"); !named.empty() && named != *id)
        return refused("invalid_request", "client_id is not the client that authenticates.");

    const auto org = organisation_of(request, services);
    if (!org) return org.error();
    return services.clients.authenticate(*org, *id, *secret);
}

service::Actor actor_for(const http::Request& request, const service::oauth::Client& client) {
    return {"client:" + client.id, request.request_id};
}

}  // namespace blason::api::oauth
