#include "vc/schema/published.hpp"

#include "engine/json/parse.hpp"

namespace blason::vc::schema {

namespace {

constexpr std::size_t kMaxDocuments = 16;
constexpr std::int64_t kFreshSeconds = 3600;
constexpr std::int64_t kErrorSeconds = 30;  // so that a host that is back is soon asked again

}  // namespace

Instant fresh_until(Instant now, bool good) {
    now.seconds += good ? kFreshSeconds : kErrorSeconds;
    return now;
}

Result<std::shared_ptr<const Document>> PublishedSchemas::fetch(const std::string& url) {
    if (client_ == nullptr) return unavailable("fetch-offline", "Nothing is fetched, so the schema is not known.");
    net::FetchRequest request;
    request.url = url;
    request.accept = "application/schema+json, application/json;q=0.9, */*;q=0.1";
    auto reply = client_->fetch(request);
    if (!reply) return std::move(reply).error();
    if (reply->status != 200)
        return unavailable("fetch-status", "The address of the schema answers " + std::to_string(reply->status) + ".");
    auto value = json::parse(reply->body);
    if (!value) return malformed("schema-malformed", "The schema is no JSON: " + value.error().detail);
    return Document::read(url, std::move(*value), Dialect::Draft2020, model::digests_of(reply->body));
}

Result<std::shared_ptr<const Document>> PublishedSchemas::get(const std::string& url) {
    if (++asked_ > kMaxDocuments)
        return unavailable("schema-too-complex", "The schema is spread over more documents than are fetched here.");
    auto document = find(url);
    if (!document || credential_ == nullptr) return document;
    if (auto same = model::check_integrity(*credential_, url, (*document)->digests()); !same)
        return std::move(same).error();
    return document;
}

Result<std::shared_ptr<const Document>> PublishedSchemas::find(const std::string& url) {
    if (cache_ == nullptr) return fetch(url);
    return cache_->documents.get(url, now_, [&](const auto&) {
        auto answer = fetch(url);
        const Instant until = fresh_until(now_, answer.has_value());
        return status::SharedLookups<Document>::Loaded{std::move(answer), until};
    });
}

}  // namespace blason::vc::schema
