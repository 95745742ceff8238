#include "did/published_keys.hpp"

#include <algorithm>

namespace blason::did {
namespace {

Error in_document(Error error, std::string_view at) {
    error.code = error.code == "jwk-private-member" ? "private-key-in-document" : "INVALID_DID_DOCUMENT";
    error.pointer = std::string(at) + error.pointer;
    error.kind = ErrorKind::Refused;
    return error;
}

Result<std::optional<PublishedKeys>> read_set(const json::Value& json, std::string_view at) {
    auto set = jose::JwkSet::from_json(json);
    if (!set) return in_document(std::move(set).error(), at);
    return std::optional(PublishedKeys{std::move(*set), {}, {}});
}

Result<std::optional<PublishedKeys>> read_metadata(const json::Value& json, const json::Value& issuer) {
    if (!issuer.is_string()) return refused("INVALID_DID_DOCUMENT", "\"issuer\" must be a URL.", "/issuer");
    const auto* jwks = json::find(json, "jwks");
    const auto* elsewhere = json::find(json, "jwks_uri");
    if (jwks != nullptr && elsewhere != nullptr) {
        return refused("INVALID_DID_DOCUMENT", "Metadata have \"jwks\" or \"jwks_uri\", not both.", "/jwks_uri");
    }
    if (elsewhere != nullptr && !elsewhere->is_string()) {
        return refused("INVALID_DID_DOCUMENT", "\"jwks_uri\" must be a URL.", "/jwks_uri");
    }
    auto keys = jwks != nullptr ? read_set(*jwks, "/jwks") : Result(std::optional(PublishedKeys{}));
    if (!keys) return keys;
    (*keys)->issuer = json::view(issuer);
    if (elsewhere != nullptr) (*keys)->jwks_uri = json::view(*elsewhere);
    return keys;
}

}  // namespace

Result<std::optional<PublishedKeys>> read_published_keys(const json::Value& json) {
    // What has an id is a document, also when it looks like a key besides.
    if (!json.is_object() || json::find(json, "id") != nullptr) return std::optional<PublishedKeys>();
    if (json::find(json, "kty") != nullptr) {
        auto key = jose::parse_jwk(json.get_object());
        if (!key) return in_document(std::move(key).error(), "");
        return std::optional(PublishedKeys{jose::JwkSet::of(std::move(*key)), {}, {}});
    }
    if (json::find(json, "keys") != nullptr) return read_set(json, "");
    const auto* issuer = json::find(json, "issuer");
    const bool metadata = json::find(json, "jwks") != nullptr || json::find(json, "jwks_uri") != nullptr;
    if (issuer != nullptr && metadata) return read_metadata(json, *issuer);
    return std::optional<PublishedKeys>();
}

const jose::Jwk* named_key(const jose::JwkSet& set, std::string_view url, crypto::SignatureAlgorithm algorithm) {
    if (const auto* key = set.find(url, algorithm)) return key;
    const auto hash = url.find('#');
    const auto fragment = hash == std::string_view::npos ? std::string_view() : url.substr(hash + 1);
    if (const auto* key = set.find(fragment, algorithm)) return key;
    const jose::Jwk* only = nullptr;
    for (const auto& key : set.keys()) {
        // A key with a name of its own is not the one that another name asks for.
        if (!key.may_verify(algorithm) || (!fragment.empty() && !key.kid.empty())) continue;
        if (only != nullptr) return nullptr;
        only = &key;
    }
    return only;
}

std::optional<std::string> issuer_metadata_url(std::string_view issuer) {
    constexpr std::string_view kHttps = "https://";
    if (!issuer.starts_with(kHttps) || issuer.find_first_of("?#") != std::string_view::npos) return std::nullopt;
    const auto slash = std::min(issuer.find('/', kHttps.size()), issuer.size());
    std::string_view path = issuer.substr(slash);
    if (path.ends_with('/')) path.remove_suffix(1);
    if (slash == kHttps.size()) return std::nullopt;  // no host
    return std::string(issuer.substr(0, slash)) + "/.well-known/jwt-vc-issuer" + std::string(path);
}

}  // namespace blason::did
