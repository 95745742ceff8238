// Brings a database up to date, or refuses it.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/result.hpp"
#include "wallet-server/storage/migrations.hpp"
#include "wallet-server/storage/sqlite_connection.hpp"

namespace blason::storage {

/// Applies the steps that are missing, all in one transaction. Errors "store-newer", "store-changed".
Result<void> migrate(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms);

}  // namespace blason::storage
