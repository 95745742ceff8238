// Connections to other Open Badges hosts.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

/// Columns: org, holder, id, state, sealed, created.
HostConnectionRow connection_at(const Query& query) {
    return {query.string_at(0), query.string_at(1), query.string_at(2),
            query.bytes_at(3),  query.bytes_at(4),  query.number_at(5)};
}

}  // namespace

Result<void> SqliteStore::add_host_connection(const HostConnectionRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO host_connection(org_id, holder_id, connection_id, state_hash, sealed, created_ms) "
                "VALUES(?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.holder)
            .text(row.id)
            .blob(row.state_hash)
            .blob(row.sealed)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<void> SqliteStore::update_host_connection(const HostConnectionRow& row) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed = connection
                                .query(
                                    "UPDATE host_connection SET state_hash = ?, sealed = ? "
                                    "WHERE org_id = ? AND holder_id = ? AND connection_id = ?")
                                .blob(row.state_hash)
                                .blob(row.sealed)
                                .text(row.org)
                                .text(row.holder)
                                .text(row.id)
                                .run();
        if (changed == 0) return not_found();
        return {};
    });
}

Result<HostConnectionRow> SqliteStore::host_connection(std::string_view org, std::string_view holder,
                                                       std::string_view id) {
    return read([&](Connection& connection) -> Result<HostConnectionRow> {
        auto query = connection.query(
            "SELECT org_id, holder_id, connection_id, state_hash, sealed, created_ms FROM host_connection "
            "WHERE org_id = ? AND holder_id = ? AND connection_id = ?");
        query.text(org).text(holder).text(id);
        if (!query.step()) return not_found();
        return connection_at(query);
    });
}

Result<HostConnectionRow> SqliteStore::take_host_connection(ByteView state_hash) {
    HostConnectionRow row;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto query = connection.query(
                "SELECT org_id, holder_id, connection_id, state_hash, sealed, created_ms FROM host_connection "
                "WHERE state_hash = ?");
            query.blob(state_hash);
            if (state_hash.empty() || !query.step()) return not_found();
            row = connection_at(query);
        }
        connection.query("UPDATE host_connection SET state_hash = x'' WHERE state_hash = ?").blob(state_hash).run();
        row.state_hash.clear();
        return {};
    });
    if (!done) return std::move(done).error();
    return row;
}

Result<std::vector<HostConnectionRow>> SqliteStore::host_connections(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<HostConnectionRow>> {
        auto query = connection.query(
            "SELECT org_id, holder_id, connection_id, state_hash, sealed, created_ms FROM host_connection "
            "WHERE org_id = ? AND holder_id = ? ORDER BY created_ms, connection_id");
        query.text(org).text(holder);
        std::vector<HostConnectionRow> rows;
        while (query.step()) rows.push_back(connection_at(query));
        return rows;
    });
}

Result<void> SqliteStore::remove_host_connection(std::string_view org, std::string_view holder, std::string_view id,
                                                 const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed =
            connection.query("DELETE FROM host_connection WHERE org_id = ? AND holder_id = ? AND connection_id = ?")
                .text(org)
                .text(holder)
                .text(id)
                .run();
        if (changed == 0) return not_found();
        append_audit(connection, audit);
        return {};
    });
}

}  // namespace blason::storage
