#include "wallet-server/api/receiver/answers.hpp"

#include "wallet-server/api/request.hpp"
#include "wallet-server/http/cookie.hpp"

namespace blason::api::receiver {

using service::receiver::OfferView;

json::Object to_json(const OfferView& offer) {
    json::Object out;
    out["id"] = json::key(offer.id);
    out["state"] = json::key(service::receiver::to_text(offer.state));
    out["issuer"] = json::Object{{"id", json::key(offer.issuer)}, {"name", json::key(offer.name)}};
    json::Array credentials;
    for (const auto& [configuration, format, name] : offer.credentials)
        credentials.push_back(
            {{"configuration", json::key(configuration)}, {"format", json::key(format)}, {"name", json::key(name)}});
    out["credentials"] = std::move(credentials);
    if (offer.tx_code) {
        json::Object code{{"inputMode", json::key(offer.tx_code->input_mode)},
                          {"description", json::key(offer.tx_code->description)}};
        if (offer.tx_code->length) code["length"] = *offer.tx_code->length;
        out["txCode"] = std::move(code);
    }
    out["needsBrowser"] = offer.needs_browser;
    if (!offer.authorization_url.empty()) out["authorizationUrl"] = json::key(offer.authorization_url);
    json::Array received;
    for (const auto& id : offer.received) received.emplace_back(json::key(id));
    out["received"] = std::move(received);
    if (!offer.failure.empty()) out["failure"] = json::key(offer.failure);
    out["created"] = format_instant(offer.created);
    return out;
}

void keep_browser(http::Response& response, std::string_view browser, const service::PublicUrls& urls) {
    if (browser.empty()) return;
    // Lax: it comes back when the other server sends the browser here.
    const http::Cookie cookie{kBrowserCookie, browser, 600, http::SameSite::Lax, "/received-offers/callback"};
    response.fields.add("Set-Cookie", http::to_text(cookie, urls.base()));
}

http::Response show(const Result<OfferView>& offer, int status, const http::Request& request,
                    const service::PublicUrls& urls) {
    if (!offer) return fail(offer.error(), request);
    auto response = answer(status, to_json(*offer));
    keep_browser(response, offer->browser, urls);
    return response;
}

}  // namespace blason::api::receiver
