// What verifiers call.
#include "engine/json/reader.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oid4vp/ask_options.hpp"
#include "wallet-server/api/oid4vp/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/cookie.hpp"

namespace blason::api::oid4vp {

std::string session_cookie(std::string_view id) {
    return "blason-presentation-" + std::string(id);
}

json::Object to_json(const service::oid4vp::PresentationRequest& request) {
    json::Object out{{"id", json::key(request.id)},
                     {"status", json::key(service::oid4vp::to_text(request.state))},
                     {"clientId", json::key(request.client_id)},
                     {"sameDevice", request.same_device},
                     {"created", format_instant(request.created)},
                     {"expires", format_instant(request.expires)}};
    if (!request.link.empty()) out["requestUri"] = json::key(request.link);
    if (!request.web_link.empty()) out["link"] = json::key(request.web_link);
    if (!request.session.empty()) out["session"] = json::key(request.session);
    if (!request.answer.is_null()) out["result"] = request.answer;
    return out;
}

namespace {

/// The place in the body that we were sent of what the standard calls otherwise.
Error at_our_names(Error error) {
    for (const auto& [theirs, ours] :
         {std::pair<std::string_view, std::string_view>("/transaction_data", "/transactionData"),
          {"/verifier_info", "/verifierInfo"}})
        if (error.pointer.starts_with(theirs)) error.pointer.replace(0, theirs.size(), ours);
    return error;
}

}  // namespace

http::Response ask(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto wanted = read_ask(*body);
    if (!wanted) return fail(wanted.error(), request);
    auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    wanted->org = std::move(*org);
    const auto made = services.presentations.ask(*wanted, actor_of(request, services));
    if (!made) return fail(at_our_names(made.error()), request);
    auto response = oauth::unstored(201, to_json(*made));
    response.fields.set("Location", services.urls.issuer(made->org) + "/presentations/requests/" + made->id);
    if (!made->session.empty()) {
        // Lax: it comes back when the wallet sends the browser here.
        const auto name = session_cookie(made->id);
        const http::Cookie cookie{name, made->session, 3700, http::SameSite::Lax};
        response.fields.set("Set-Cookie", http::to_text(cookie, services.urls.base()));
    }
    return response;
}

http::Response find(const http::Request& request, Services& services) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto found = services.presentations.find(*org, request.params.at("request"));
    return found ? oauth::unstored(200, to_json(*found)) : fail(found.error(), request);
}

http::Response collect(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    const json::Reader reader(body->get_object(), root);
    const auto code = reader.string("responseCode");
    if (!code) return fail(code.error(), request);
    const auto given = reader.optional_string("session");
    if (!given) return fail(given.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto& id = request.params.at("request");
    const auto cookie = request.cookie(session_cookie(id)).value_or("");
    const auto found =
        services.presentations.collect(*org, id, given->value_or(cookie), *code, actor_of(request, services));
    return found ? oauth::unstored(200, to_json(*found)) : fail(found.error(), request);
}

}  // namespace blason::api::oid4vp
