#include "wallet-server/api/oid4vci/answers.hpp"

#include "wallet-server/api/oauth/access.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/oauth/error_description.hpp"

namespace blason::api::oid4vci {
namespace {

/// The standards' codes have underscores, ours have hyphens.
bool is_of_standard(std::string_view code) {
    return code.find('_') != std::string_view::npos;
}

}  // namespace

std::string credential_issuer_of(const http::Request& request, const Services& services) {
    const auto named = request.params.find("issuer");
    return named == request.params.end() ? services.urls.base() : services.urls.issuer(named->second);
}

http::Response refusal(const Error& error) {
    json::Object body;
    int status = http::status_of(error);
    if (is_of_standard(error.code)) {
        const bool token = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden;
        if (!token) status = 400;
        body["error"] = json::key(error.code);
    } else if (error.code == "too-many-requests") {
        status = 429;
        body["error"] = "temporarily_unavailable";
    } else if (error.code == "token-missing") {
        body["error"] = "invalid_token";
    } else {
        body["error"] = status >= 500
                            ? error.kind == ErrorKind::Unavailable ? "temporarily_unavailable" : "server_error"
                        : status == 404 ? "not_found"
                                        : "invalid_request";
    }
    const auto detail = error.pointer.empty() ? error.detail : error.detail + " (" + error.pointer + ")";
    body["error_description"] = json::key(service::oauth::error_description(detail));
    auto response = oauth::unstored(status, body);
    if (status == 429) response.fields.set("Retry-After", std::to_string(service::oid4vci::kDeferredInterval));
    if (status == 503) response.fields.set("Retry-After", "1");
    return response;
}

http::Response refusal_of_token(const Error& error, Services& services) {
    return oauth::with_challenge(refusal(error), error, {}, services);
}

}  // namespace blason::api::oid4vci
