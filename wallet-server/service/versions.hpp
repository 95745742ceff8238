// Versions of one credential: they have the same `id`, and the one that was issued last is current.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// The latest version of a credential: of those with its id, for the same achievement and recipient
/// (openbadges::is_revision_of), the one that was issued last. Error "credential-not-found".
Result<storage::CredentialRow> latest_version(storage::Store& store, std::string_view org, std::string_view id);

}  // namespace blason::service
