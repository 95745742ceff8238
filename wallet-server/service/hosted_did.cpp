#include "wallet-server/service/hosted_did.hpp"

#include "did/webvh/location.hpp"
#include "did/webvh/resolve.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/hosted_log.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::string_view kHttps = "https://";

json::Object jwk_of(const IssuerKey& key) {
    auto jwk = key.key.jwk();
    jwk["kid"] = key.verification_method;
    jwk["use"] = "sig";
    return jwk;
}

/// A key set has no dates, so a revoked key is not in it: its readers could not know since when.
json::Object key_set(const std::vector<HostedKeys>& all) {
    json::Array array;
    for (const auto& hosted : all) {
        for (const auto& key : hosted.keys) {
            if (key.state != KeyState::Revoked) array.push_back(jwk_of(key));
        }
    }
    json::Object set;
    set["keys"] = std::move(array);
    return set;
}

/// In the resolver's words.
Error as_resolver(Error error) {
    if (error.code == "issuer-not-found") error.code = "NOT_FOUND";
    return error;
}

}  // namespace

Result<std::string> hosted_root_did(const PublicUrls& urls) {
    const std::string_view base = urls.base();
    if (!base.starts_with(kHttps))
        return refused("did-web-needs-https", "A did:web identifier needs a base URL that begins with https://.");
    // did:web section 3.2: the port's colon is percent-encoded, each further "/" becomes ":".
    std::string did = "did:web:";
    bool in_host = true;
    for (const char c : base.substr(kHttps.size())) {
        if (c == '/') {
            in_host = false;
            did += ':';
        } else if (c == ':' && in_host) {
            did += "%3A";
        } else {
            did += c;
        }
    }
    return did;
}

Result<std::string> hosted_did(const PublicUrls& urls, std::string_view org) {
    auto root = hosted_root_did(urls);
    if (!root) return root;
    return *root + ":issuers:" + std::string(org);
}

Result<HostedKeys> HostedDocuments::keys_of(const storage::OrganisationRow& row) {
    auto issuer = read_issuer(row);
    if (!issuer) return std::move(issuer).error();
    auto keys = issuer_keys(store_, *issuer);
    if (!keys) return std::move(keys).error();
    return HostedKeys{std::move(*issuer), std::move(*keys)};
}

Result<HostedKeys> HostedDocuments::keys_of(std::string_view org) {
    const auto row = store_.organisation(org);
    if (!row) return issuer_not_found(row.error());
    return keys_of(*row);
}

Result<did::Document> HostedDocuments::issuer_document(std::string_view org) {
    const auto hosted = keys_of(org);
    if (!hosted) return hosted.error();
    return hosted_document(hosted->issuer.id, hosted->keys);
}

Result<did::Document> HostedDocuments::root_document() {
    const auto rows = store_.organisations();
    if (!rows) return rows.error();
    if (rows->empty()) return Error{"issuer-not-found", "There is no issuer here yet.", "", ErrorKind::NotFound};
    const auto hosted = keys_of(rows->front());
    if (!hosted) return hosted.error();
    const auto root = hosted_root_did(urls_);
    if (!root) return issuer_document(hosted->issuer.org);
    auto document = hosted_document(*root, hosted->keys);
    document.json.as_object()["alsoKnownAs"] = json::Array{json::Value(hosted->issuer.id)};
    return document;
}

Result<json::Object> HostedDocuments::jwks() {
    const auto rows = store_.organisations();
    if (!rows) return rows.error();
    std::vector<HostedKeys> keys;
    for (const auto& row : *rows) {
        auto hosted = keys_of(row);
        if (!hosted) return std::move(hosted).error();
        keys.push_back(std::move(*hosted));
    }
    return key_set(keys);
}

Result<json::Object> HostedDocuments::jwks(std::string_view org) {
    auto hosted = keys_of(org);
    if (!hosted) return std::move(hosted).error();
    return key_set({std::move(*hosted)});
}

Result<json::Object> HostedDocuments::jwk(std::string_view org, std::string_view key_id) {
    const auto hosted = keys_of(org);
    if (!hosted) return hosted.error();
    for (const auto& key : hosted->keys) {
        if (key.id == key_id && key.state != KeyState::Revoked) return jwk_of(key);
    }
    return Error{"key-not-found", "The issuer has no such key.", {}, ErrorKind::NotFound};
}

Result<json::Object> HostedDocuments::issuer_metadata(std::string_view org) {
    auto keys = jwks(org);
    if (!keys) return keys;
    json::Object metadata;
    metadata["issuer"] = urls_.issuer(org);
    metadata["jwks"] = std::move(*keys);
    return metadata;
}

std::optional<std::string> HostedDocuments::issuer_of_metadata(std::string_view url) const {
    const auto place = did::issuer_metadata_url(urls_.issuer("ORG"));
    if (!place) return std::nullopt;
    const auto before = std::string_view(*place).substr(0, place->size() - 3);
    if (!url.starts_with(before)) return std::nullopt;
    return std::string(url.substr(before.size()));
}

Result<std::string> HostedDocuments::log(std::string_view org) {
    auto text = store_.did_log(org);
    if (!text || !text->empty()) return text;
    return Error{"log-not-found", "The identifier of this issuer has no log.", {}, ErrorKind::NotFound};
}

std::optional<std::string> HostedDocuments::issuer_of_log(std::string_view did) const {
    const auto parsed = did::Did::parse(did);
    const auto root = hosted_did(urls_, "");
    if (!root || !parsed || parsed->method != "webvh") return std::nullopt;
    const auto place = std::string_view(*root).substr(std::string_view("did:web:").size());
    const auto colon = parsed->specific_id.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto there = std::string_view(parsed->specific_id).substr(colon + 1);
    if (!there.starts_with(place)) return std::nullopt;
    return std::string(there.substr(place.size()));
}

Result<did::Resolution> HostedDocuments::resolve_log(std::string_view did, std::string_view org,
                                                     const did::ResolveOptions& options) {
    const auto hosted = keys_of(org);
    if (!hosted) return as_resolver(hosted.error());
    if (hosted->issuer.id != did)
        return Error{"NOT_FOUND", "There is no such identifier here.", {}, ErrorKind::NotFound};
    // The last entry says what the store says: who looks for a key needs no more.
    if (options.version.latest() && !options.json) {
        did::Resolution resolution;
        resolution.document = hosted_document(hosted->issuer.id, hosted->keys);
        return resolution;
    }
    const auto text = log(org);
    if (!text) return text.error();
    return did::webvh::resolve_from(*did::Did::parse(did), *text, std::nullopt, options);
}

Result<std::optional<did::Document>> HostedDocuments::find(std::string_view did) {
    const std::optional<did::Document> not_ours;
    const auto root = hosted_root_did(urls_);
    if (!root || !did.starts_with(*root)) return not_ours;
    const auto rest = did.substr(root->size());
    constexpr std::string_view kIssuers = ":issuers:";
    if (!rest.empty() && !rest.starts_with(kIssuers)) return not_ours;
    auto document = rest.empty() ? root_document() : issuer_document(rest.substr(kIssuers.size()));
    if (!document) return std::move(document).error();
    return std::optional<did::Document>(std::move(*document));
}

Result<did::Resolution> HostedResolver::resolve_metadata(std::string_view url, std::string_view org) {
    const auto metadata = hosted_.issuer_metadata(org);
    if (!metadata) return as_resolver(metadata.error());
    did::Resolution resolution;
    resolution.document.id = url;
    resolution.document.json = *metadata;
    resolution.content_type = "application/json";
    auto keys = did::read_published_keys(resolution.document.json);
    if (!keys) return std::move(keys).error();
    resolution.keys = std::move(*keys);
    return resolution;
}

Result<did::Resolution> HostedResolver::resolve(std::string_view did, const did::ResolveOptions& options) {
    if (const auto org = hosted_.issuer_of_metadata(did)) return resolve_metadata(did, *org);
    if (const auto org = hosted_.issuer_of_log(did)) return hosted_.resolve_log(did, *org, options);
    auto ours = hosted_.find(did);
    if (!ours) return as_resolver(std::move(ours).error());
    if (!*ours) return next_.resolve(did, options);
    if (!options.version.latest()) {
        return refused("FEATURE_NOT_SUPPORTED", "A did:web keeps no versions of its document.");
    }
    did::Resolution resolution;
    resolution.document = std::move(**ours);
    return resolution;
}

}  // namespace blason::service
