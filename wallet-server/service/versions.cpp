#include "wallet-server/service/versions.hpp"

#include "vc/openbadges/revision.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {

Result<storage::CredentialRow> latest_version(storage::Store& store, std::string_view org, std::string_view id) {
    auto row = store.credential(org, id);
    if (!row) return credential_not_found(std::move(row).error());
    const auto document = vc::read_document(row->body);
    if (!document) return document.error();
    const auto name = json::text_of(*document, "id");
    if (name.empty()) return row;
    const auto versions = store.credentials_named(org, name);
    if (!versions) return versions.error();
    for (auto version = versions->rbegin(); version != versions->rend() && *version != id; ++version) {
        auto later = store.credential(org, *version);
        if (!later) return credential_not_found(std::move(later).error());
        const auto candidate = vc::read_document(later->body);
        if (candidate && openbadges::is_revision_of(*candidate, *document)) return later;
    }
    return row;
}

}  // namespace blason::service
