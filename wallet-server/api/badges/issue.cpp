// POST /badges and /issuers/{issuer}/badges, one badge; and its newer versions.
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/badges/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/issued.hpp"
#include "wallet-server/api/vcapi/options.hpp"
#include "wallet-server/service/badge_request.hpp"

namespace blason::api::badges {
namespace {

bool is_many(const http::Request& request) {
    const auto type = request.fields.find("Content-Type").value_or("");
    return type.starts_with("text/csv") || type.starts_with("application/x-ndjson") ||
           type.starts_with("application/jsonl");
}

/// Errors "option-not-supported" (pointer /options/NAME) for what a badge does not leave to its caller.
Result<void> take_options(const json::Value& body, service::IssueBadge& order) {
    auto options = vcapi::read_issue_options(body);
    if (!options) return std::move(options).error();
    const auto unused = [](const char* name) {
        return refused("option-not-supported", "This option is not for badges.", std::string("/options/") + name);
    };
    if (options->disclosable) return unused("disclosable");
    if (!options->mandatory_pointers.empty()) return unused("mandatoryPointers");
    order.cryptosuite = std::move(options->cryptosuite);
    order.format = options->format;
    order.status = std::move(options->status);
    return {};
}

}  // namespace

http::Response issue(const http::Request& request, Services& services) {
    if (is_many(request)) return issue_many(request, services);
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto order = service::read_badge_request(body->get_object());
    if (!order) return fail(order.error(), request);
    if (auto taken = take_options(*body, *order); !taken) return fail(taken.error(), request);
    auto once = request_key(request, services);
    if (!once) return fail(once.error(), request);
    order->once = std::move(*once);
    auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    order->org = std::move(*org);
    auto issued = services.issuers.issue_badge(*order, actor_of(request, services));
    if (!issued) {
        auto error = std::move(issued).error();
        if (error.code == "achievement-not-found") error.pointer = "/achievement";
        if (error.code == "cryptosuite-unknown") error.pointer = "/options/cryptosuite";
        return fail(error, request);
    }
    return vcapi::issued(std::move(*issued));
}

/// 1EdTechCredentialRefresh: what was issued last under the credential's id.
http::Response refresh(const http::Request& request, Services& services) {
    auto latest = services.issuers.latest_version(request.params.at("issuer"), request.params.at("id"));
    if (!latest) return fail(latest.error(), request);
    http::Response response;
    response.fields.set("Content-Type", std::string(name_of(request, latest->media_type)));
    response.fields.set("Vary", "Accept");
    response.fields.set("Cache-Control", "no-cache");
    response.fields.set("X-Robots-Tag", "noindex, nofollow");
    response.body = std::move(latest->text);
    return response;
}

}  // namespace blason::api::badges
