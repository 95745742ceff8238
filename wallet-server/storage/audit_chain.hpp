// The audit rows of an organisation form a hash chain: a row that is changed, removed or moved is found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wallet-server/storage/rows.hpp"

namespace blason::storage {

/// The entry as JSON: {"at", "act", "object", "actor", "request"}.
std::string audit_entry(const Audit& audit);
/// SHA-256 of previous hash || sequence number (8 bytes, big endian) || entry.
Bytes audit_hash(ByteView previous_hash, std::int64_t seq, std::string_view entry);
/// What the first row of an organisation follows: 32 zeros.
Bytes audit_origin();
/// The sequence number of the first row that does not fit the one before it; nothing when the chain is whole.
/// `rows` begin with sequence number 1.
std::optional<std::int64_t> first_break(const std::vector<AuditRow>& rows);

}  // namespace blason::storage
