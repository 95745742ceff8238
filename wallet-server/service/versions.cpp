#include "wallet-server/service/versions.hpp"

#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {

Result<std::string> document_id(const storage::CredentialRow& row) {
    const auto document = vc::read_document(row.body);
    if (!document) return document.error();
    const auto id = vc::model::id_of(*document);
    return std::string(id.value_or(""));
}

Result<storage::CredentialRow> latest_version(storage::Store& store, std::string_view org, std::string_view id) {
    auto row = store.credential(org, id);
    if (!row) return credential_not_found(std::move(row).error());
    const auto name = document_id(*row);
    if (!name) return name.error();
    if (name->empty()) return row;
    const auto versions = store.credentials_named(org, *name);
    if (!versions) return versions.error();
    if (versions->empty() || versions->back() == id) return row;
    auto latest = store.credential(org, versions->back());
    if (!latest) return credential_not_found(std::move(latest).error());
    return latest;
}

}  // namespace blason::service
