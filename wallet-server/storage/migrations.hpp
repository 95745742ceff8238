// The numbered steps from an empty database to today's tables: migrations/NNNN_name.sql, built into the program. A step
// is never changed once it is released: its checksum is written beside its number, and a database whose steps differ is
// refused. What changes is a new file with the next number.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace blason::storage {

struct Migration {
    int version;           ///< 1, 2, 3, ...
    std::string_view sql;  ///< statements for SQLite; for PostgreSQL only BLOB becomes BYTEA
};

std::span<const Migration> migrations();
/// SHA-256 of the text, lower-case hexadecimal.
std::string checksum(const Migration& migration);

}  // namespace blason::storage
