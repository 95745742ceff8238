// One SQLite connection with the settings we rely on, and its prepared statements. Used by one thread at a time.
// Throws SQLite::Exception; the store turns it into an Error at its edge (see `to_error`).
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/bytes.hpp"
#include "engine/base/error.hpp"

namespace blason::storage {

/// A prepared statement while it is used; reset when this goes away. Values are bound in order, columns read in order.
class Query {
  public:
    explicit Query(SQLite::Statement& statement) : statement_(statement) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& text(std::string_view value);
    Query& blob(ByteView value);  ///< an empty one is an empty blob, not NULL
    Query& blob(std::string_view value) { return blob(as_bytes(value)); }
    Query& number(std::int64_t value);

    bool step() { return statement_.executeStep(); }  ///< true: a row is there
    int run() { return statement_.exec(); }           ///< rows changed

    [[nodiscard]] std::string string_at(int column) const;  ///< of a text or a blob
    [[nodiscard]] Bytes bytes_at(int column) const;
    [[nodiscard]] std::int64_t number_at(int column) const;

  private:
    SQLite::Statement& statement_;
    int bound_ = 0;
};

class Connection {
  public:
    /// Opens (and makes) the file: WAL, synchronous=FULL, foreign keys on, waits up to 10 s for a lock.
    explicit Connection(const std::string& file);

    /// `sql` must be a literal, or live as long: its address is the name of the prepared statement.
    Query query(const char* sql);
    /// Statements without values.
    void run(const char* sql) { database_.exec(sql); }
    /// False when SQLite has ended the transaction by itself (after a full disk or an I/O error).
    [[nodiscard]] bool in_transaction() const;

  private:
    SQLite::Database database_;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

/// SQLite's result code as one of the errors of store.hpp: "exists", "not-found" (foreign key), "store-busy",
/// "store-full", "store-outcome-unknown", "store-corrupt", "store-error".
Error to_error(const SQLite::Exception& exception);

}  // namespace blason::storage
