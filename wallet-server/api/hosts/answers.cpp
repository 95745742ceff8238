#include "wallet-server/api/hosts/answers.hpp"

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
    // Lax: the browser brings it back when the other host sends it here (a top-level GET).
    response.fields.add("Set-Cookie", std::string(kBrowserCookie) + "=" + std::string(browser) +
                                          "; Path=/hosts/callback; Max-Age=600; HttpOnly; SameSite=Lax" +
                                          (urls.base().starts_with("https://") ? "; Secure" : ""));
}

}  // namespace blason::api::hosts
