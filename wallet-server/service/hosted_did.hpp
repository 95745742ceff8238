// Our own identifiers: the did:web of an issuer below the base URL, its document, and a resolver that answers for ours
// without asking the network.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "did/resolver.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/key_rotation.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// did:web of the installation itself: "did:web:badges.example.org%3A8443". Error "did-web-needs-https".
Result<std::string> hosted_root_did(const PublicUrls& urls);
/// did:web of one issuer: "did:web:badges.example.org:issuers:ORG". Error "did-web-needs-https".
Result<std::string> hosted_did(const PublicUrls& urls, std::string_view org);

/// An issuer of ours and all its keys, the oldest first.
struct HostedKeys {
    Issuer issuer;
    std::vector<IssuerKey> keys;
};

/// Publishes the public keys of hosted issuers: those to come, those in use, and those that signed once, a revoked one
/// with the date of its cut-off.
class HostedDocuments {
  public:
    HostedDocuments(storage::Store& store, const PublicUrls& urls) : store_(store), urls_(urls) {}

    /// The DID document of an issuer, whatever its method. Error "issuer-not-found".
    Result<did::Document> issuer_document(std::string_view org);
    /// The document of /.well-known/did.json: the installation's did:web with the keys of the oldest issuer, or that
    /// issuer's own document where the installation has no did:web. Error "issuer-not-found".
    Result<did::Document> root_document();
    /// RFC 7517 key set of all issuers; `kid` is the verification method.
    Result<json::Object> jwks();
    /// The key set of one issuer. Error "issuer-not-found".
    Result<json::Object> jwks(std::string_view org);
    /// One key by itself (Open Badges 3.0 section 8.2). Errors "issuer-not-found", "key-not-found", also of a revoked
    /// key.
    Result<json::Object> jwk(std::string_view org, std::string_view key_id);
    /// JWT VC issuer metadata: the keys of an SD-JWT VC whose `iss` is the issuer's https address. Error
    /// "issuer-not-found".
    Result<json::Object> issuer_metadata(std::string_view org);
    /// The document of a DID of ours; nothing when it is not ours.
    Result<std::optional<did::Document>> find(std::string_view did);
    /// The log of an issuer's did:webvh, as it is served. Error "log-not-found".
    Result<std::string> log(std::string_view org);
    /// The issuer whose log a did:webvh names; nothing when its place is not ours.
    [[nodiscard]] std::optional<std::string> issuer_of_log(std::string_view did) const;
    /// A did:webvh of ours. Errors "NOT_FOUND", those of did::webvh::resolve_from.
    Result<did::Resolution> resolve_log(std::string_view did, std::string_view org, const did::ResolveOptions& options);
    /// The issuer whose metadata stand at this URL; nothing when it is not ours.
    [[nodiscard]] std::optional<std::string> issuer_of_metadata(std::string_view url) const;

  private:
    Result<HostedKeys> keys_of(const storage::OrganisationRow& row);
    Result<HostedKeys> keys_of(std::string_view org);

    storage::Store& store_;
    const PublicUrls& urls_;
};

/// Asks HostedDocuments first, then `next`.
class HostedResolver final : public did::Resolver {
  public:
    HostedResolver(HostedDocuments& hosted, did::Resolver& next) : hosted_(hosted), next_(next) {}
    Result<did::Resolution> resolve(std::string_view did, const did::ResolveOptions& options) override;
    bool refresh(std::string_view did, const did::ResolveOptions& options) override {
        return next_.refresh(did, options);
    }

  private:
    Result<did::Resolution> resolve_metadata(std::string_view url, std::string_view org);

    HostedDocuments& hosted_;
    did::Resolver& next_;
};

}  // namespace blason::service
