#include "did/universal_resolver.hpp"

#include <fmt/format.h>

#include "did/fetch_document.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/percent.hpp"

namespace blason::did {
namespace {

Error unknown(std::string_view endpoint, std::string_view why) {
    return unavailable("INTERNAL_ERROR", fmt::format("The resolver {} {}.", endpoint, why));
}

std::optional<std::string> text_at(const json::Value* object, std::string_view name) {
    const auto* value = object == nullptr ? nullptr : json::find(*object, name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(json::view(*value));
}

Metadata metadata_of(const json::Value* source, std::string_view endpoint) {
    Metadata metadata;
    metadata.created = text_at(source, "created");
    metadata.updated = text_at(source, "updated");
    metadata.version_id = text_at(source, "versionId");
    const auto* deactivated = source == nullptr ? nullptr : json::find(*source, "deactivated");
    metadata.deactivated = deactivated != nullptr && *deactivated == json::Value(true);
    metadata.more["resolver"] = json::key(endpoint);
    return metadata;
}

}  // namespace

Result<Resolution> UniversalResolver::resolve(std::string_view did, const ResolveOptions& options) {
    auto ours = own_.resolve(did, options);
    if (ours || ours.error().code != "METHOD_NOT_SUPPORTED" || endpoint_.empty()) return ours;
    if (!options.version.latest()) {
        return refused("FEATURE_NOT_SUPPORTED", "Another resolver is asked for the latest version only.");
    }
    net::FetchRequest request;
    request.url = endpoint_ + (endpoint_.ends_with('/') ? "" : "/") + text::percent_encode(did, ":");
    request.accept = R"(application/did-resolution, application/ld+json;profile="https://w3id.org/did-resolution")";
    request.max_bytes = kMaxDocumentBytes;
    const auto reply = client_.fetch(request);
    if (!reply) return unavailable(reply.error().code, unknown(endpoint_, "could not be asked").detail);
    if (reply->status == 404) {
        return Error{"NOT_FOUND", fmt::format("The resolver {} does not find it.", endpoint_), {}, ErrorKind::NotFound};
    }
    if (reply->status != 200 && reply->status != 410) {
        return unknown(endpoint_, fmt::format("answers {}", reply->status));
    }
    const auto json = json::parse(reply->body, {}, {.max_bytes = kMaxDocumentBytes});
    const auto* source = json ? json::find(*json, "didDocument") : nullptr;
    if (source == nullptr || !source->is_object()) return unknown(endpoint_, "answers with no resolution result");
    auto document = parse_document(*source, did);
    if (!document) {
        auto error = std::move(document).error();
        if (error.code != "private-key-in-document") error.code = "INVALID_DID_DOCUMENT";
        return error;
    }
    return Resolution{*std::move(document), "application/did",
                      metadata_of(json::find(*json, "didDocumentMetadata"), endpoint_)};
}

}  // namespace blason::did
