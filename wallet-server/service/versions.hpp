// Versions of one credential: they have the same `id`, and the one that was issued last is current.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// The credential's own `id`. Errors of the readers, "credential-not-found".
Result<std::string> document_id(const storage::CredentialRow& row);
/// The latest version of a credential. Error "credential-not-found".
Result<storage::CredentialRow> latest_version(storage::Store& store, std::string_view org, std::string_view id);

}  // namespace blason::service
