#include "wallet-server/storage/sqlite_connection.hpp"

#include <sqlite3.h>

namespace blason::storage {
namespace {

constexpr int kBusyMilliseconds = 10'000;

}  // namespace

Query::~Query() {
    statement_.tryReset();
    statement_.clearBindings();
}

Query& Query::text(std::string_view value) {
    statement_.bind(++bound_, std::string(value));
    return *this;
}

Query& Query::blob(ByteView value) {
    // A null pointer would bind NULL.
    const void* data = value.empty() ? static_cast<const void*>("") : value.data();
    statement_.bind(++bound_, data, static_cast<int>(value.size()));
    return *this;
}

Query& Query::number(std::int64_t value) {
    statement_.bind(++bound_, value);
    return *this;
}

std::string Query::string_at(int column) const {
    return statement_.getColumn(column).getString();
}

Bytes Query::bytes_at(int column) const {
    const auto text = string_at(column);
    return {text.begin(), text.end()};
}

std::int64_t Query::number_at(int column) const {
    return statement_.getColumn(column).getInt64();
}

Connection::Connection(const std::string& file)
    : database_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, kBusyMilliseconds) {
    database_.exec("PRAGMA journal_mode=WAL");
    database_.exec("PRAGMA synchronous=FULL");
    database_.exec("PRAGMA foreign_keys=ON");
    database_.exec("PRAGMA trusted_schema=OFF");
}

Query Connection::query(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
    return Query(*statement);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

Error to_error(const SQLite::Exception& exception) {
    switch (exception.getExtendedErrorCode()) {
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_UNIQUE:
            return {"exists", "There is one with this name already.", "", ErrorKind::Conflict};
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return {"not-found", "What this belongs to does not exist.", "", ErrorKind::NotFound};
        default:
            break;
    }
    switch (exception.getErrorCode()) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("store-busy", "The database is busy; nothing was changed.");
        case SQLITE_FULL:
            return unavailable("store-full", "The disk is full; nothing was changed.");
        case SQLITE_IOERR:
            return unavailable("store-outcome-unknown", "The disk reported an error; the change may not be durable.");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {"store-corrupt", "The database file is damaged or is no database.", "", ErrorKind::Internal};
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return unavailable("store-unavailable", "The database file cannot be opened for writing.");
        default:
            return {"store-error", std::string("The database refused a statement: ") + exception.getErrorStr(), "",
                    ErrorKind::Internal};
    }
}

}  // namespace blason::storage
