// getCredentials and upsertCredential.
#include "vc/first_problem.hpp"
#include "vc/read.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/api/openbadges/paging.hpp"
#include "wallet-server/api/openbadges/status_info.hpp"

namespace blason::api::openbadges {
namespace {

/// GetOpenBadgeCredentialsResponse. The credentials stand in it as they were received, byte for byte.
std::string response_text(const service::BadgePage& page) {
    std::string credentials;
    std::string tokens;
    for (const auto& badge : page.badges) {
        std::string& list = badge.is_jws ? tokens : credentials;
        if (!list.empty()) list += ',';
        // A compact JWS has no character that a JSON string would escape.
        list += badge.is_jws ? '"' + badge.text + '"' : badge.text;
    }
    std::string out = "{";
    if (!credentials.empty() || tokens.empty()) out += "\"credential\":[" + credentials + "]";
    if (!tokens.empty()) out += std::string(credentials.empty() ? "" : ",") + "\"compactJwsString\":[" + tokens + "]";
    return out + "}";
}

/// What the media type says and what the body is must agree.
Result<void> check_form(const http::Request& request) {
    const auto type = media_type_of(request);
    const auto token = vc::token_format(request.body);
    if (type == "text/plain") {
        if (token == vc::Format::Jwt) return {};
        return refused("compact-jws-expected", "The body as text/plain is one compact JWS.");
    }
    if (type == "application/json" || type == "application/vc+ld+json" || type == "application/vc" ||
        type == "application/ld+json") {
        if (!token) return {};
        return refused("unsupported-media-type", "A compact JWS is sent as text/plain.");
    }
    return refused("unsupported-media-type",
                   "A credential is sent as application/json or application/vc+ld+json, a compact JWS as text/plain.");
}

/// Why a credential was not kept.
Error not_kept(const vc::Report& report) {
    const auto* problem = vc::first_problem(report);
    if (problem == nullptr) return refused("not-valid", "The credential does not verify.");
    if (problem->outcome == vc::Outcome::Fail) return refused(problem->code, problem->message, problem->pointer);
    return refused("outcome-unknown", "The credential could not be checked: " + problem->code + ". " + problem->message,
                   problem->pointer);
}

}  // namespace

http::Response get_credentials(const http::Request& request, Services& services, const Access& access) {
    const auto wanted = read_page_request(request);
    if (!wanted) return status_info(wanted.error());
    const auto page = services.wallets.badges(access.org, access.holder, wanted->limit, wanted->offset, wanted->since);
    if (!page) return status_info(page.error());
    auto response = conditional(request, response_text(*page));
    response.fields.set("X-Total-Count", std::to_string(page->total));
    response.fields.set("Link",
                        page_links(*wanted, page->badges.size(), page->total, services.urls.base() + request.path));
    response.fields.set("Cache-Control", "private, no-cache");
    return response;
}

http::Response upsert_credential(const http::Request& request, Services& services, const Access& access) {
    if (const auto form = check_form(request); !form) return status_info(form.error());
    const service::Actor actor{"client:" + access.client, request.request_id};
    const auto received =
        services.wallets.receive(access.org, access.holder, request.body, actor, service::Wanted::OpenBadge);
    if (!received) return status_info(received.error());
    if (!received->kept) return status_info(not_kept(received->report));
    http::Response response;
    response.status = received->how == storage::Keeping::Added ? 201 : 200;
    response.fields.set("Content-Type", std::string(request.fields.find("Content-Type").value_or("")));
    response.body = request.body;
    return response;
}

}  // namespace blason::api::openbadges
