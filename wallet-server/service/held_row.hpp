// What of a credential a wallet keeps.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "vc/report.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

/// The row for what `report` found in `text`, with everything but its id and the time. Errors of openbadges::unbake.
Result<storage::HeldRow> held_row(const storage::HolderRow& owner, std::string_view text, const vc::Report& report);

}  // namespace blason::service
