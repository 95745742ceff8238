#include "wallet-server/service/hosted_did.hpp"

#include "did/make_document.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::string_view kHttps = "https://";

std::string fragment_of(const Issuer& issuer) {
    return issuer.verification_method.substr(issuer.verification_method.find('#') + 1);
}

did::Document document_of(const std::string& id, const std::string& fragment, const crypto::PublicKey& key) {
    const did::DocumentKey keys[] = {{key, fragment}};
    return did::make_document(id, keys);
}

json::Object key_set(const std::vector<HostedKey>& keys) {
    json::Array array;
    for (const auto& [issuer, key] : keys) {
        auto jwk = key.jwk();
        jwk["kid"] = issuer.verification_method;
        jwk["use"] = "sig";
        array.push_back(std::move(jwk));
    }
    json::Object set;
    set["keys"] = std::move(array);
    return set;
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

Result<HostedKey> HostedDocuments::key_of(const storage::OrganisationRow& row) {
    auto issuer = read_issuer(row);
    if (!issuer) return std::move(issuer).error();
    auto key = keys_.public_key(issuer->org, issuer->key_id);
    if (!key) return std::move(key).error();
    return HostedKey{std::move(*issuer), std::move(*key)};
}

Result<HostedKey> HostedDocuments::key_of(std::string_view org) {
    const auto row = store_.organisation(org);
    if (!row) return issuer_not_found(row.error());
    return key_of(*row);
}

Result<did::Document> HostedDocuments::issuer_document(std::string_view org) {
    const auto hosted = key_of(org);
    if (!hosted) return hosted.error();
    return document_of(hosted->issuer.id, fragment_of(hosted->issuer), hosted->key);
}

Result<did::Document> HostedDocuments::root_document() {
    const auto rows = store_.organisations();
    if (!rows) return rows.error();
    if (rows->empty()) return Error{"issuer-not-found", "There is no issuer here yet.", "", ErrorKind::NotFound};
    const auto hosted = key_of(rows->front());
    if (!hosted) return hosted.error();
    const auto root = hosted_root_did(urls_);
    if (!root) return issuer_document(hosted->issuer.org);
    auto document = document_of(*root, hosted->issuer.key_id, hosted->key);
    document.json.as_object()["alsoKnownAs"] = json::Array{json::Value(hosted->issuer.id)};
    return document;
}

Result<json::Object> HostedDocuments::jwks() {
    const auto rows = store_.organisations();
    if (!rows) return rows.error();
    std::vector<HostedKey> keys;
    for (const auto& row : *rows) {
        auto hosted = key_of(row);
        if (!hosted) return std::move(hosted).error();
        keys.push_back(std::move(*hosted));
    }
    return key_set(keys);
}

Result<json::Object> HostedDocuments::jwks(std::string_view org) {
    auto hosted = key_of(org);
    if (!hosted) return std::move(hosted).error();
    return key_set({std::move(*hosted)});
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

Result<did::Resolution> HostedResolver::resolve(std::string_view did, const did::ResolveOptions& options) {
    auto ours = hosted_.find(did);
    if (!ours) {
        auto error = std::move(ours).error();
        if (error.code == "issuer-not-found") error.code = "NOT_FOUND";
        return error;
    }
    if (!*ours) return next_.resolve(did, options);
    did::Resolution resolution;
    resolution.document = std::move(**ours);
    return resolution;
}

}  // namespace blason::service
