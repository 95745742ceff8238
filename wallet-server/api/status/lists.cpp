// GET /status-lists/{id} and /revocation-list.
#include "engine/json/serialize.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/status/handlers.hpp"

namespace blason::api::status {
namespace {

constexpr std::string_view kToken = "application/statuslist+jwt";

/// What anybody may keep for a while and ask again for.
void make_public(http::Response& response) {
    response.fields.set("Cache-Control",
                        "public, max-age=" + std::to_string(service::kListMaxAgeSeconds) + ", stale-if-error=86400");
    response.fields.set("Vary", "Accept");
}

/// RFC 9110 section 13.1.2, by weak comparison.
bool has_this(const http::Request& request, const std::string& etag) {
    const auto field = request.fields.find("If-None-Match");
    return field && (*field == "*" || field->find(etag) != std::string_view::npos);
}

/// Whoever asks for CBOR alone cannot read what there is.
bool wants_cwt_only(const http::Request& request) {
    const auto accept = request.fields.find("Accept").value_or("");
    const auto takes = [&](std::string_view type) { return named_weight(accept, type).value_or(0) > 0; };
    return takes("application/statuslist+cwt") && !takes("*/*") && !takes("application/*") && !takes(kToken) &&
           !takes("application/vc") && !takes("application/ld+json") && !takes("application/json");
}

}  // namespace

http::Response get_list(const http::Request& request, Services& services) {
    // Answered from memory: the addresses in credentials name the issuer, and only the short form looks for one.
    const auto named = request.params.find("issuer");
    const auto org =
        named != request.params.end() ? Result<std::string>(named->second) : organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    // draft-ietf-oauth-status-list section 8.4: what a list said some time ago is not kept.
    if (request.query_param("time"))
        return fail(refused("not-implemented", "There is only the list of today.", "/time"), request);
    if (wants_cwt_only(request))
        return fail(refused("not-acceptable", "The list is there as application/statuslist+jwt and application/vc."),
                    request);
    const auto type = choose(request, {"application/vc", "application/ld+json", "application/json", kToken});
    const auto form = type == kToken ? service::ListForm::Token : service::ListForm::Credential;
    const auto list = services.statuses.publisher().get(*org, request.params.at("id"), form);
    if (!list) return fail(list.error(), request);
    http::Response response;
    make_public(response);
    response.fields.set("ETag", (*list)->etag);
    if (has_this(request, (*list)->etag)) {
        response.status = 304;
        return response;
    }
    response.fields.set("Content-Type", std::string(type));
    response.body = (*list)->text;
    return response;
}

http::Response get_revocation_list(const http::Request& request, Services& services) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto list = services.statuses.revocation_list(*org);
    if (!list) return fail(list.error(), request);
    auto response = answer(200, *list);
    make_public(response);
    return response;
}

}  // namespace blason::api::status
