// POST /credentials/issue, /credentials/derive and /credentials/verify.
#include <algorithm>
#include <array>

#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/handlers.hpp"
#include "wallet-server/api/vcapi/issued.hpp"
#include "wallet-server/api/vcapi/options.hpp"
#include "wallet-server/api/vcapi/report.hpp"
#include "wallet-server/service/published_document.hpp"

namespace blason::api::vcapi {

http::Response issue(const http::Request& request, Services& services) {
    auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto* credential = body->get_object().if_contains("credential");
    if (credential == nullptr)
        return fail(malformed("missing-member", "The credential is missing.", "/credential"), request);
    const auto options = read_issue_options(*body);
    if (!options) return fail(options.error(), request);
    auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);

    service::IssueCredential issuing{
        std::move(*org),      std::move(*credential), options->cryptosuite,        options->format,
        options->disclosable, options->status,        options->mandatory_pointers, {}};
    issuing.proof = options->proof.members;
    issuing.challenge = options->proof.challenge;
    issuing.domain = options->proof.domain;
    auto once = request_key(request, services);
    if (!once) return fail(once.error(), request);
    issuing.once = std::move(*once);
    auto issued = services.issuers.issue_credential(std::move(issuing), actor_of(request, services));
    if (!issued) {
        auto error = std::move(issued).error();
        if (error.code == "idempotency-mismatch") return fail(error, request);
        return fail(placed_in_request(std::move(error), "credential"), request);
    }
    return vcapi::issued(std::move(*issued));
}

http::Response derive(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const auto credential = document_member(*body, "verifiableCredential");
    if (!credential) return fail(credential.error(), request);
    const auto options = read_derive_options(*body);
    if (!options) return fail(options.error(), request);
    auto derived = services.wallets.derive(**credential, options->selective_pointers);
    if (!derived) return fail(derived.error(), request, "verifiableCredential");
    return http::Response::json(201, as_json(std::move(derived->text), derived->media_type));
}

namespace {

/// A baked badge or a token may be the body itself, in place of JSON around a credential.
constexpr std::array<std::string_view, 6> kDocumentTypes{
    "image/png",          "image/svg+xml",         "application/jwt",
    "application/vc+jwt", "application/vc+sd-jwt", "application/dc+sd-jwt"};

bool is_document(const http::Request& request) {
    std::string_view type = request.fields.find("Content-Type").value_or("");
    type = type.substr(0, type.find_first_of("; \t"));
    return std::find(kDocumentTypes.begin(), kDocumentTypes.end(), type) != kDocumentTypes.end();
}

/// "image/png, image/svg+xml, ..."
std::string document_types() {
    std::string list;
    for (const auto type : kDocumentTypes) list.append(list.empty() ? "" : ", ").append(type);
    return list;
}

/// The address of a credential, given where the credential would be.
std::optional<std::string> address_in(const json::Value& body) {
    const json::Value* given = json::find(body, "verifiableCredential");
    if (given == nullptr || !given->is_string() || !service::is_address(json::view(*given))) return std::nullopt;
    return std::string(json::view(*given));
}

}  // namespace

http::Response verify_credential(const http::Request& request, Services& services) {
    if (is_document(request)) {
        const auto report = services.verifier.verify(std::string_view(request.body), {});
        if (!report) return fail(report.error(), request);
        return render(*report, request, {});
    }
    auto body = read_json(request);
    if (!body) {
        auto error = std::move(body).error();
        if (error.code == "unsupported-media-type")
            error.detail = "Send application/json around a credential, or a badge itself: " + document_types() + ".";
        return fail(error, request);
    }
    const auto options = read_verify_options(*body);
    if (!options) return fail(options.error(), request);
    if (const auto url = address_in(*body)) {
        auto report = services.verifier.verify_at(*url, *options);
        if (!report) {
            Error error = std::move(report).error();
            error.pointer = "/verifiableCredential";
            return fail(error, request);
        }
        return render(*report, request, {});
    }
    const auto credential = document_member(*body, "verifiableCredential");
    if (!credential) return fail(credential.error(), request);

    const auto report = services.verifier.verify(**credential, *options);
    if (!report) return fail(report.error(), request, "verifiableCredential");
    return render(*report, request, "verifiableCredential");
}

}  // namespace blason::api::vcapi
