#include "wallet-server/api/oauth/answers.hpp"

#include <array>

#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/oauth/error_description.hpp"

namespace blason::api::oauth {
namespace {

/// RFC 6749 sections 4.1.2.1 and 5.2, RFC 7591 section 3.2.2, RFC 7009 section 2.2.1, RFC 9449 sections 5 and 8, RFC
/// 9396 section 5, and the draft of attestation-based client authentication.
constexpr std::array<std::string_view, 18> kCodes{"invalid_request",
                                                  "invalid_client",
                                                  "invalid_grant",
                                                  "unauthorized_client",
                                                  "unsupported_grant_type",
                                                  "invalid_scope",
                                                  "invalid_redirect_uri",
                                                  "invalid_client_metadata",
                                                  "invalid_software_statement",
                                                  "unapproved_software_statement",
                                                  "unsupported_token_type",
                                                  "unsupported_response_type",
                                                  "request_not_supported",
                                                  "invalid_dpop_proof",
                                                  "use_dpop_nonce",
                                                  "invalid_authorization_details",
                                                  "invalid_client_attestation",
                                                  "use_attestation_challenge"};

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
    body["error_description"] = json::key(service::oauth::error_description(error.detail));
    auto response = unstored(status, body);
    if (status == 429 || status == 503) response.fields.set("Retry-After", status == 429 ? "60" : "1");
    return response;
}

http::Response refusal(const Error& error, Services& services) {
    auto response = refusal(error);
    if (error.code == "use_dpop_nonce") response.fields.set("DPoP-Nonce", services.dpop.next_nonce());
    if (error.code == "use_attestation_challenge")
        response.fields.set("OAuth-Client-Attestation-Challenge", services.authentication.next_challenge());
    return response;
}

std::string server_of(const http::Request& request, const Services& services) {
    const auto named = request.params.find("issuer");
    return services.urls.authorization_server(named == request.params.end() ? std::string() : named->second);
}

std::string url_of(const http::Request& request, const Services& services) {
    return services.urls.base() + request.path;
}

Result<std::string> dpop_key_of(const http::Request& request, Services& services, std::string_view access_token) {
    std::vector<std::string_view> proofs;
    for (const auto& [name, value] : request.fields.all())
        if (text::equal_without_case(name, "DPoP")) proofs.emplace_back(value);
    if (proofs.empty()) return std::string();
    if (proofs.size() > 1) return refused("invalid_dpop_proof", "There are two DPoP fields.");
    const auto url = url_of(request, services);
    return services.dpop.check(proofs.front(), {request.method, url, access_token});
}

Result<service::oauth::Parameters> form_parameters(const http::Request& request) {
    const auto type = request.fields.find("Content-Type").value_or("");
    const auto media = http::trim_ows(type.substr(0, type.find(';')));
    if (!text::equal_without_case(media, "application/x-www-form-urlencoded"))
        return refused("invalid_request", "The body of this request is application/x-www-form-urlencoded.");
    const auto form = http::parse_form(request);
    if (!form) return refused("invalid_request", "The form cannot be read.");
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& field : *form) pairs.emplace_back(field.name, field.value);
    service::oauth::Parameters parameters(pairs);
    if (parameters.has_repeated()) return refused("invalid_request", "A parameter is there more than once.");
    return parameters;
}

service::Actor actor_for(const http::Request& request, const service::oauth::Client& client) {
    return {"client:" + client.id, request.request_id};
}

}  // namespace blason::api::oauth
