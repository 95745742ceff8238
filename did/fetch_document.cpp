#include "did/fetch_document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/net/cache_control.hpp"

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

Result<net::FetchReply> fetch_reply(net::HttpClient& client, const std::string& url, std::string accept,
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
    return reply;
}

constexpr const char* kDocumentTypes =
    "application/did, application/did+json, application/did+ld+json, application/ld+json, application/json";
constexpr const char* kPublishedTypes =
    "application/jwk+json, application/jwk-set+json, application/did, application/did+json, application/did+ld+json, "
    "application/ld+json, application/json";

/// Keys are asked for again in a minute at the soonest, whatever a host says: many badges of one issuer come at once.
constexpr std::chrono::seconds kLeastAge{60};

struct Fetched {
    json::Value json;
    std::optional<std::chrono::seconds> max_age;  ///< how long the host lets it be remembered
};

Result<Fetched> fetch_json(net::HttpClient& client, const std::string& url, const char* accept) {
    const auto reply = fetch_reply(client, url, accept, kMaxDocumentBytes);
    if (!reply) return reply.error();
    auto json = json::parse(reply->body, {}, {.max_bytes = kMaxDocumentBytes});
    if (!json) return invalid(fmt::format("{}: {}", url, json.error().detail), json.error().pointer);
    auto age = net::max_age(*reply);
    if (age) age = std::max(*age, kLeastAge);
    return Fetched{std::move(*json), age};
}

Result<Resolution> read_document(const Fetched& fetched, std::string_view expected_id) {
    auto document = parse_document(fetched.json, expected_id);
    if (!document) {
        if (document.error().code == "private-key-in-document") return std::move(document).error();
        return invalid(document.error().detail, document.error().pointer);
    }
    Resolution resolution{*std::move(document), "application/did", {}};
    resolution.metadata.ttl = fetched.max_age;
    return resolution;
}

}  // namespace

Result<std::string> fetch_text(net::HttpClient& client, const std::string& url, std::string accept,
                               std::size_t max_bytes) {
    auto reply = fetch_reply(client, url, std::move(accept), max_bytes);
    if (!reply) return std::move(reply).error();
    return std::move(reply->body);
}

Result<Resolution> fetch_document(net::HttpClient& client, const std::string& url, std::string_view expected_id) {
    const auto fetched = fetch_json(client, url, kDocumentTypes);
    if (!fetched) return fetched.error();
    return read_document(*fetched, expected_id);
}

Result<Resolution> fetch_published(net::HttpClient& client, const std::string& url) {
    const auto fetched = fetch_json(client, url, kPublishedTypes);
    if (!fetched) return fetched.error();
    auto keys = read_published_keys(fetched->json);
    if (!keys) return std::move(keys).error();
    if (!*keys) return read_document(*fetched, url);
    Resolution resolution;
    resolution.document.id = url;
    resolution.document.json = fetched->json;
    resolution.metadata.ttl = fetched->max_age;
    resolution.content_type = "application/json";
    resolution.keys = std::move(*keys);
    return resolution;
}

}  // namespace blason::did
