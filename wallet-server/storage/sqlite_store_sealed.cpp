// What holders have going with other servers: two tables of one shape.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

/// The statements for one of the tables; made once, because a connection knows a prepared statement by its address.
struct Statements {
    std::string add;
    std::string update;
    std::string one;
    std::string by_state;
    std::string forget_state;
    std::string all;
    std::string remove;

    Statements(const std::string& table, const std::string& id) {
        const std::string columns = "org_id, holder_id, " + id + ", state_hash, sealed, created_ms";
        const std::string place = " WHERE org_id = ? AND holder_id = ? AND " + id + " = ?";
        add = "INSERT INTO " + table + "(" + columns + ") VALUES(?, ?, ?, ?, ?, ?)";
        update = "UPDATE " + table + " SET state_hash = ?, sealed = ?" + place;
        one = "SELECT " + columns + " FROM " + table + place;
        by_state = "SELECT " + columns + " FROM " + table + " WHERE state_hash = ?";
        forget_state = "UPDATE " + table + " SET state_hash = x'' WHERE state_hash = ?";
        all = "SELECT " + columns + " FROM " + table + " WHERE org_id = ? AND holder_id = ? ORDER BY created_ms, " + id;
        remove = "DELETE FROM " + table + place;
    }
};

const Statements& statements_of(Sealed kind) {
    static const Statements kHostConnections("host_connection", "connection_id");
    static const Statements kReceivedOffers("received_offer", "offer_id");
    return kind == Sealed::HostConnection ? kHostConnections : kReceivedOffers;
}

/// Columns: org, holder, id, state, sealed, created.
SealedRow row_at(const Query& query) {
    return {query.string_at(0), query.string_at(1), query.string_at(2),
            query.bytes_at(3),  query.bytes_at(4),  query.number_at(5)};
}

}  // namespace

Result<void> SqliteStore::add_sealed(Sealed kind, const SealedRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query(statements_of(kind).add.c_str())
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

Result<void> SqliteStore::update_sealed(Sealed kind, const SealedRow& row) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed = connection.query(statements_of(kind).update.c_str())
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

Result<SealedRow> SqliteStore::sealed(Sealed kind, std::string_view org, std::string_view holder, std::string_view id) {
    return read([&](Connection& connection) -> Result<SealedRow> {
        auto query = connection.query(statements_of(kind).one.c_str());
        query.text(org).text(holder).text(id);
        if (!query.step()) return not_found();
        return row_at(query);
    });
}

Result<SealedRow> SqliteStore::take_sealed(Sealed kind, ByteView state_hash) {
    SealedRow row;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto query = connection.query(statements_of(kind).by_state.c_str());
            query.blob(state_hash);
            if (state_hash.empty() || !query.step()) return not_found();
            row = row_at(query);
        }
        connection.query(statements_of(kind).forget_state.c_str()).blob(state_hash).run();
        row.state_hash.clear();
        return {};
    });
    if (!done) return std::move(done).error();
    return row;
}

Result<std::vector<SealedRow>> SqliteStore::all_sealed(Sealed kind, std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<SealedRow>> {
        auto query = connection.query(statements_of(kind).all.c_str());
        query.text(org).text(holder);
        std::vector<SealedRow> rows;
        while (query.step()) rows.push_back(row_at(query));
        return rows;
    });
}

Result<void> SqliteStore::remove_sealed(Sealed kind, std::string_view org, std::string_view holder, std::string_view id,
                                        const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed = connection.query(statements_of(kind).remove.c_str()).text(org).text(holder).text(id).run();
        if (changed == 0) return not_found();
        append_audit(connection, audit);
        return {};
    });
}

}  // namespace blason::storage
