// What wallets call: fetch a request, answer it. Errors are those of OAuth 2.0 (RFC 6749 section 5.2).
#include "vc/oid4vp/request_object.hpp"
#include "wallet-server/api/oid4vp/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/oauth/error_description.hpp"

namespace blason::api::oid4vp {
namespace {

http::Response refusal(const Error& error) {
    const int status = http::status_of(error);
    json::Object body;
    body["error"] = status >= 500 ? "temporarily_unavailable" : "invalid_request";
    const auto detail = error.detail + " (" + error.code + ")";
    body["error_description"] = json::key(service::oauth::error_description(detail));
    // To the wallet an answer to nothing is a bad answer, and no other place to look for.
    const bool about_answer = status == 404 || status == 403 || status == 409 || status == 422;
    auto response = answer(about_answer ? 400 : status, body);
    response.fields.set("Cache-Control", "no-store");
    if (status == 503) response.fields.set("Retry-After", "1");
    return response;
}

Result<text::FormFields> form_of(const http::Request& request) {
    const auto type = request.fields.find("Content-Type").value_or("");
    if (!text::equal_without_case(http::trim_ows(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded"))
        return refused("invalid_response", "The body of this request is application/x-www-form-urlencoded.");
    auto fields = text::form_decode(request.body, 64);
    if (!fields) return malformed("invalid_response", "The form cannot be read.");
    return std::move(*fields);
}

}  // namespace

http::Response request_object(const http::Request& request, Services& services) {
    const bool post = request.method == "POST";
    std::string wallet_nonce;
    if (post) {
        const auto fields = form_of(request);
        if (!fields) return refusal(fields.error());
        for (const auto& [name, value] : *fields)
            if (name == "wallet_nonce") wallet_nonce = value;
    }
    const auto method = post ? vc::oid4vp::FetchMethod::Post : vc::oid4vp::FetchMethod::Get;
    const auto object = services.presentations.request_object(request.params.at("handle"), method, wallet_nonce);
    if (!object)
        return object.error().kind == ErrorKind::NotFound ? fail(object.error(), request) : refusal(object.error());
    http::Response response;
    response.fields.set("Content-Type", std::string(vc::oid4vp::kRequestObjectMediaType));
    response.fields.set("Cache-Control", "no-store");
    response.body = *object;
    return response;
}

http::Response answer_request(const http::Request& request, Services& services) {
    const auto fields = form_of(request);
    if (!fields) return refusal(fields.error());
    const auto accepted =
        services.presentations.answer(request.params.at("handle"), *fields, actor_of(request, services));
    if (!accepted) return refusal(accepted.error());
    json::Object body;
    if (!accepted->redirect_uri.empty()) body["redirect_uri"] = json::key(accepted->redirect_uri);
    auto response = answer(200, body);
    response.fields.set("Cache-Control", "no-store");
    return response;
}

}  // namespace blason::api::oid4vp
