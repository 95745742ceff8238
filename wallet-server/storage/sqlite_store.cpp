// Opening, connections, audit rows and the small tables; organisations and wallets are in the files beside this one.
#include "wallet-server/storage/sqlite_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "wallet-server/storage/audit_chain.hpp"
#include "wallet-server/storage/schema.hpp"

namespace blason::storage {
namespace {

/// SQLite gives its log files the mode of the database file, so that one is made first.
bool make_private_file(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return false;
    ::close(descriptor);
    return true;
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& file, std::int64_t now_ms) {
    if (!make_private_file(file))
        return unavailable("store-unavailable", "The database file cannot be opened for writing: " + file);
    try {
        auto writer = std::make_unique<Connection>(file);
        auto ready = migrate(*writer, migrations(), now_ms);
        if (!ready) return std::move(ready).error();
        return std::unique_ptr<SqliteStore>(new SqliteStore(file, std::move(writer)));
    } catch (const SQLite::Exception& exception) {
        return to_error(exception);
    }
}

std::unique_ptr<Connection> SqliteStore::borrow() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return std::make_unique<Connection>(file_);
}

void SqliteStore::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

Error not_found() {
    return {"not-found", "There is no such thing in the store.", "", ErrorKind::NotFound};
}

void append_audit(Connection& connection, const Audit& audit) {
    AuditRow row{1, audit_entry(audit), audit_origin(), {}};
    {
        auto last = connection.query("SELECT seq, hash FROM audit WHERE org_id = ? ORDER BY seq DESC LIMIT 1");
        last.text(audit.org);
        if (last.step()) {
            row.seq = last.number_at(0) + 1;
            row.previous_hash = last.bytes_at(1);
        }
    }
    row.hash = audit_hash(row.previous_hash, row.seq, row.entry);
    connection.query("INSERT INTO audit(org_id, seq, entry, prev_hash, hash) VALUES(?, ?, ?, ?, ?)")
        .text(audit.org)
        .number(row.seq)
        .blob(row.entry)
        .blob(row.previous_hash)
        .blob(row.hash)
        .run();
}

Result<std::vector<AuditRow>> SqliteStore::audit(std::string_view org, std::int64_t after_seq, std::size_t limit) {
    return read([&](Connection& connection) -> Result<std::vector<AuditRow>> {
        auto query = connection.query(
            "SELECT seq, entry, prev_hash, hash FROM audit WHERE org_id = ? AND seq > ? ORDER BY seq LIMIT ?");
        query.text(org).number(after_seq).number(static_cast<std::int64_t>(limit));
        std::vector<AuditRow> rows;
        while (query.step())
            rows.push_back({query.number_at(0), query.string_at(1), query.bytes_at(2), query.bytes_at(3)});
        return rows;
    });
}

Result<void> SqliteStore::consume(std::string_view org, std::string_view kind, ByteView hash, std::int64_t expires_ms,
                                  std::int64_t now_ms, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM once WHERE expires_ms < ?").number(now_ms).run();
        const int inserted = connection
                                 .query(
                                     "INSERT INTO once(org_id, kind, value_hash, expires_ms) VALUES(?, ?, ?, ?) "
                                     "ON CONFLICT DO NOTHING")
                                 .text(org)
                                 .text(kind)
                                 .blob(hash)
                                 .number(expires_ms)
                                 .run();
        if (inserted == 0) return Error{"used", "This value was used before.", "", ErrorKind::Conflict};
        append_audit(connection, audit);
        return {};
    });
}

Result<void> SqliteStore::add_api_key(const ApiKeyRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("INSERT INTO api_key(org_id, key_hash, role, label, created_ms) VALUES(?, ?, ?, ?, ?)")
            .text(row.org)
            .blob(row.hash)
            .text(row.role)
            .text(row.label)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<ApiKeyRow> SqliteStore::api_key(std::string_view org, ByteView hash) {
    return read([&](Connection& connection) -> Result<ApiKeyRow> {
        auto query = connection.query("SELECT role, label, created_ms FROM api_key WHERE org_id = ? AND key_hash = ?");
        query.text(org).blob(hash);
        if (!query.step()) return not_found();
        return ApiKeyRow{std::string(org), Bytes(hash.begin(), hash.end()), query.string_at(0), query.string_at(1),
                         query.number_at(2)};
    });
}

Result<std::size_t> SqliteStore::count_api_keys() {
    return read([](Connection& connection) -> Result<std::size_t> {
        auto query = connection.query("SELECT COUNT(*) FROM api_key");
        query.step();
        return static_cast<std::size_t>(query.number_at(0));
    });
}

Result<void> SqliteStore::set_once(std::string_view name, std::string_view value) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("INSERT INTO fact(name, value) VALUES(?, ?)").text(name).text(value).run();
        return {};
    });
}

Result<std::optional<std::string>> SqliteStore::fact(std::string_view name) {
    return read([&](Connection& connection) -> Result<std::optional<std::string>> {
        auto query = connection.query("SELECT value FROM fact WHERE name = ?");
        query.text(name);
        if (!query.step()) return std::optional<std::string>();
        return std::optional<std::string>(query.string_at(0));
    });
}

Result<void> SqliteStore::health() {
    if (!writes_.healthy()) return unavailable("store-unavailable", "The disk reported an error on the last write.");
    return read([](Connection& connection) -> Result<void> {
        connection.query("SELECT COUNT(*) FROM schema_version").step();
        return {};
    });
}

}  // namespace blason::storage
