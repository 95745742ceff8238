#include "wallet-server/service/published_document.hpp"

#include "vc/openbadges/baking.hpp"

namespace blason::service {

bool is_address(std::string_view text) {
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           text.find_first_of(" \t\r\n{") == std::string_view::npos;
}

Result<std::string> fetch_document(const std::string& url, net::HttpClient& client) {
    net::FetchRequest request;
    request.url = url;
    // text/html is not named: servers that have a page for people and data for programs would send the page.
    request.accept =
        "application/vc, application/vp, application/vc+jwt, application/vc+sd-jwt, application/ld+json, "
        "application/json;q=0.9, application/jwt;q=0.9, image/png;q=0.5, image/svg+xml;q=0.5, */*;q=0.1";
    request.max_bytes = openbadges::kMaxBakedImage;
    auto reply = client.fetch(request);
    if (!reply) return std::move(reply).error();
    if (reply->status != 200) {
        return unavailable("fetch-status", url + " answers " + std::to_string(reply->status) + ".");
    }
    return std::move(reply->body);
}

}  // namespace blason::service
