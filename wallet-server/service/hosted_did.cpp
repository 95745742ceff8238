#include "wallet-server/service/hosted_did.hpp"

#include "did/make_document.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::string_view kHttps = "https://";

using did::Purpose;

/// The document of an issuer under one of its names. What signs no more stays for what it signed, but logs nobody in.
did::Document document_of(const std::string& id, const HostedKeys& hosted) {
    std::vector<did::DocumentKey> keys;
    for (const auto& key : hosted.keys) {
        const bool in_use = key.state == KeyState::Next || key.state == KeyState::Current;
        auto& entry = keys.emplace_back(
            did::DocumentKey{key.key, key.verification_method.substr(key.verification_method.find('#') + 1)});
        if (!in_use) entry.purposes = {Purpose::AssertionMethod};
        entry.revoked = key.revoked;
    }
    return did::make_document(id, keys);
}

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
    return document_of(hosted->issuer.id, *hosted);
}

Result<did::Document> HostedDocuments::root_document() {
    const auto rows = store_.organisations();
    if (!rows) return rows.error();
    if (rows->empty()) return Error{"issuer-not-found", "There is no issuer here yet.", "", ErrorKind::NotFound};
    const auto hosted = keys_of(rows->front());
    if (!hosted) return hosted.error();
    const auto root = hosted_root_did(urls_);
    if (!root) return issuer_document(hosted->issuer.org);
    auto document = document_of(*root, *hosted);
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
