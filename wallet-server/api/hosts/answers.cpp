#include "wallet-server/api/hosts/answers.hpp"

#include "wallet-server/http/cookie.hpp"

namespace blason::api::hosts {

json::Object to_json(const service::badge_host::HostView& host) {
    json::Array scopes;
    for (const auto& scope : host.scopes) scopes.emplace_back(json::key(scope));
    json::Object out;
    out["id"] = host.id;
    out["address"] = host.address;
    out["title"] = host.title;
    out["connected"] = !host.scopes.empty();
    out["scopes"] = std::move(scopes);
    out["created"] = format_instant(host.created);
    return out;
}

void keep_browser(http::Response& response, std::string_view browser, const service::PublicUrls& urls) {
    // Lax: it comes back when the other host sends the browser here.
    const http::Cookie cookie{kBrowserCookie, browser, 600, http::SameSite::Lax, "/hosts/callback"};
    response.fields.add("Set-Cookie", http::to_text(cookie, urls.base()));
}

}  // namespace blason::api::hosts
