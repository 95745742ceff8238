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

json::Object key_set(const std::vector<std::pair<Issuer, crypto::PublicKey>>& keys) {
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

Result<did::Document> HostedDocuments::issuer_document(std::string_view org) {
    auto row = store_.organisation(org);
    if (!row) return issuer_not_found(std::move(row).error());
    auto issuer = read_issuer(*row);
    if (!issuer) return std::move(issuer).error();
    auto key = keys_.public_key(issuer->org, issuer->key_id);
    if (!key) return std::move(key).error();
    return document_of(issuer->id, fragment_of(*issuer), *key);
}

Result<did::Document> HostedDocuments::root_document() {
    auto rows = store_.organisations();
    if (!rows) return std::move(rows).error();
    if (rows->empty()) return Error{"issuer-not-found", "There is no issuer here yet.", "", ErrorKind::NotFound};
    auto issuer = read_issuer(rows->front());
    if (!issuer) return std::move(issuer).error();
    const auto root = hosted_root_did(urls_);
    if (!root) return issuer_document(issuer->org);
    auto key = keys_.public_key(issuer->org, issuer->key_id);
    if (!key) return std::move(key).error();
    auto document = document_of(*root, issuer->key_id, *key);
    document.json.as_object()["alsoKnownAs"] = json::Array{json::Value(issuer->id)};
    return document;
}

Result<json::Object> HostedDocuments::jwks() {
    auto rows = store_.organisations();
    if (!rows) return std::move(rows).error();
    std::vector<std::pair<Issuer, crypto::PublicKey>> keys;
    for (const auto& row : *rows) {
        auto issuer = read_issuer(row);
        if (!issuer) return std::move(issuer).error();
        auto key = keys_.public_key(issuer->org, issuer->key_id);
        if (!key) return std::move(key).error();
        keys.emplace_back(std::move(*issuer), std::move(*key));
    }
    return key_set(keys);
}

Result<json::Object> HostedDocuments::jwks(std::string_view org) {
    auto row = store_.organisation(org);
    if (!row) return issuer_not_found(std::move(row).error());
    auto issuer = read_issuer(*row);
    if (!issuer) return std::move(issuer).error();
    auto key = keys_.public_key(issuer->org, issuer->key_id);
    if (!key) return std::move(key).error();
    std::vector<std::pair<Issuer, crypto::PublicKey>> keys;
    keys.emplace_back(std::move(*issuer), std::move(*key));
    return key_set(keys);
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
