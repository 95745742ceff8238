#include "wallet-server/web/session.hpp"

#include <algorithm>

#include "wallet-server/http/cookie.hpp"
#include "wallet-server/service/oauth/authorization.hpp"

namespace blason::web {
namespace {

constexpr std::string_view kDeviceCookie = "blason-device";

bool is_https(const PageDependencies& dependencies) {
    return dependencies.urls.base().starts_with("https://");
}

std::string session_cookie(std::string_view org, const PageDependencies& dependencies) {
    std::string name = is_https(dependencies) ? "__Host-blason-session" : "blason-session";
    const auto hosted = dependencies.issuers.default_issuer();
    if (!hosted || hosted->org != org) name.append("-").append(org);
    return name;
}

}  // namespace

Result<std::string> account_org(const http::Request& request, const PageDependencies& dependencies) {
    const auto named = request.params.find("org");
    auto issuer = named != request.params.end() ? dependencies.issuers.issuer(named->second)
                                                : dependencies.issuers.default_issuer();
    if (!issuer) return std::move(issuer).error();
    return std::move(issuer->org);
}

std::string account_prefix(const http::Request& request) {
    const auto named = request.params.find("org");
    return named == request.params.end() ? std::string() : "/issuers/" + named->second;
}

std::string session_of(std::string_view org, const http::Request& request, const PageDependencies& dependencies) {
    return request.cookie(session_cookie(org, dependencies)).value_or("");
}

Result<service::Account> signed_in(const http::Request& request, const PageDependencies& dependencies) {
    const auto org = account_org(request, dependencies);
    if (!org) return org.error();
    return dependencies.accounts.session(*org, session_of(*org, request, dependencies));
}

service::Visitor visitor_of(std::string_view org, const http::Request& request, const PageDependencies& dependencies) {
    return {request.client, request.cookie(kDeviceCookie).value_or(""), session_of(org, request, dependencies)};
}

void keep_session(http::Response& response, const service::SignedIn& session, const PageDependencies& dependencies) {
    constexpr std::int64_t kYear = 31'536'000;
    const std::chrono::seconds lifetime = service::kSessionLifetime;
    const auto name = session_cookie(session.account.org, dependencies);
    const auto keep = [&](const http::Cookie& cookie) {
        response.fields.add("Set-Cookie", http::to_text(cookie, dependencies.urls.base()));
    };
    keep({name, session.session, lifetime.count(), http::SameSite::Lax});
    keep({kDeviceCookie, session.device, kYear});
}

void forget_session(http::Response& response, std::string_view org, const PageDependencies& dependencies) {
    const auto name = session_cookie(org, dependencies);
    const http::Cookie cookie{name, "", 0, http::SameSite::Lax};
    response.fields.add("Set-Cookie", http::to_text(cookie, dependencies.urls.base()));
}

http::Response sign_in_first(const Error& error, const http::Request& request, const PageDependencies& dependencies) {
    if (error.code != "session-unknown") return show_error(error, request, dependencies);
    // A form that was sent in vain is not sent again by itself: the way back leads to a page. That of a consent stands
    // at the same address.
    const bool is_page = request.method != "POST" || request.path.ends_with("/oauth/authorize");
    const std::string query = request.query.empty() ? std::string() : "?" + request.query;
    const std::string next = is_page ? request.path + query : account_prefix(request) + "/account";
    auto response =
        http::Response::redirect(service::oauth::with_parameters(account_prefix(request) + "/login", {{"next", next}}));
    response.fields.set("Cache-Control", "no-store");
    return response;
}

std::string local_target(std::string_view text, const http::Request& request) {
    const bool printable =
        std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
    return printable && text.starts_with('/') && !text.starts_with("//") ? std::string(text)
                                                                         : account_prefix(request) + "/account";
}

}  // namespace blason::web
