#include "did/fetch_document.hpp"

#include <fmt/format.h>

#include "engine/json/parse.hpp"

namespace blason::did {
namespace {

Error invalid(std::string detail, std::string pointer = {}) {
    return refused("INVALID_DID_DOCUMENT", std::move(detail), std::move(pointer));
}

/// Clients end the reason with the URL, which the message names already.
std::string_view reason(std::string_view detail, std::string_view url) {
    if (detail.ends_with(url)) {
        detail.remove_suffix(url.size());
        if (detail.ends_with(": ")) detail.remove_suffix(2);
    }
    if (detail.ends_with('.')) detail.remove_suffix(1);
    return detail.empty() ? "no reason given" : detail;
}

}  // namespace

Result<std::string> fetch_text(net::HttpClient& client, const std::string& url, std::string accept,
                               std::size_t max_bytes) {
    net::FetchRequest request;
    request.url = url;
    request.accept = std::move(accept);
    request.max_bytes = max_bytes;
    auto reply = client.fetch(request);
    if (!reply) {
        const auto& cause = reply.error();
        if (cause.code == "fetch-too-large") return invalid(fmt::format("{} is too large.", url));
        return unavailable(cause.code, fmt::format("{} could not be fetched ({}).", url, reason(cause.detail, url)));
    }
    if (reply->status == 404 || reply->status == 410) {
        return Error{"NOT_FOUND", fmt::format("{} answers {}.", url, reply->status), {}, ErrorKind::NotFound};
    }
    if (reply->status != 200) {
        return unavailable("fetch-status", fmt::format("{} answers {}.", url, reply->status));
    }
    return std::move(reply->body);
}

namespace {

constexpr const char* kDocumentTypes =
    "application/did, application/did+json, application/did+ld+json, application/ld+json, application/json";
constexpr const char* kPublishedTypes =
    "application/jwk+json, application/jwk-set+json, application/did, application/did+json, application/did+ld+json, "
    "application/ld+json, application/json";

Result<json::Value> fetch_json(net::HttpClient& client, const std::string& url, const char* accept) {
    const auto text = fetch_text(client, url, accept, kMaxDocumentBytes);
    if (!text) return text.error();
    auto json = json::parse(*text, {}, {.max_bytes = kMaxDocumentBytes});
    if (!json) return invalid(fmt::format("{}: {}", url, json.error().detail), json.error().pointer);
    return json;
}

Result<Resolution> read_document(const json::Value& json, std::string_view expected_id) {
    auto document = parse_document(json, expected_id);
    if (!document) {
        if (document.error().code == "private-key-in-document") return std::move(document).error();
        return invalid(document.error().detail, document.error().pointer);
    }
    return Resolution{*std::move(document), "application/did", {}};
}

}  // namespace

Result<Resolution> fetch_document(net::HttpClient& client, const std::string& url, std::string_view expected_id) {
    const auto json = fetch_json(client, url, kDocumentTypes);
    if (!json) return json.error();
    return read_document(*json, expected_id);
}

Result<Resolution> fetch_published(net::HttpClient& client, const std::string& url) {
    const auto json = fetch_json(client, url, kPublishedTypes);
    if (!json) return json.error();
    auto keys = read_published_keys(*json);
    if (!keys) return std::move(keys).error();
    if (!*keys) return read_document(*json, url);
    Resolution resolution;
    resolution.document.id = url;
    resolution.document.json = *json;
    resolution.content_type = "application/json";
    resolution.keys = std::move(*keys);
    return resolution;
}

}  // namespace blason::did
