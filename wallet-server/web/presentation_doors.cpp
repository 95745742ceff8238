// Where a browser goes through on its way between a verifier and a wallet (OpenID4VP): nothing to see, but errors.
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/oid4vp/handlers.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/handlers.hpp"

namespace blason::web {

namespace {

http::Response failed(const Error& error, const http::Request& request, const PageDependencies& dependencies) {
    return wants_page(request) ? show_error(error, request, dependencies) : http::problem(error, request.request_id);
}

}  // namespace

http::Response wallet_door(const http::Request& request, const PageDependencies& dependencies) {
    const auto link = dependencies.presentations.link(request.params.at("handle"));
    if (!link) return failed(link.error(), request, dependencies);
    auto response = http::Response::redirect(*link);
    response.fields.set("Cache-Control", "no-store");
    return response;
}

http::Response presentation_returned(const http::Request& request, const PageDependencies& dependencies) {
    const auto named = request.params.find("org");
    const auto issuer = named != request.params.end() ? dependencies.issuers.issuer(named->second)
                                                      : dependencies.issuers.default_issuer();
    if (!issuer) return failed(issuer.error(), request, dependencies);
    const auto& id = request.params.at("request");
    const auto session = request.cookie(api::oid4vp::session_cookie(id)).value_or("");
    const auto code = request.query_param("response_code").value_or("");
    const auto found = dependencies.presentations.collect(issuer->org, id, session, code, page_actor(request));
    if (!found) return failed(found.error(), request, dependencies);
    return api::oauth::unstored(200, api::oid4vp::to_json(*found));
}

}  // namespace blason::web
