// Holders.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {

void insert_holder(Connection& connection, const HolderRow& row, const KeyRow& key) {
    insert_key(connection, key);
    connection.query("INSERT INTO holder(org_id, holder_id, name, did, key_id, created_ms) VALUES(?, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.id)
        .text(row.name)
        .text(row.did)
        .text(row.key_id)
        .number(row.created_ms)
        .run();
}

Result<void> SqliteStore::create_holder(const HolderRow& row, const KeyRow& key, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        insert_holder(connection, row, key);
        append_audit(connection, audit);
        return {};
    });
}

Result<HolderRow> SqliteStore::holder(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<HolderRow> {
        auto query =
            connection.query("SELECT name, did, key_id, created_ms FROM holder WHERE org_id = ? AND holder_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return HolderRow{std::string(org),   std::string(id),    query.string_at(0),
                         query.string_at(1), query.string_at(2), query.number_at(3)};
    });
}

Result<HolderRow> SqliteStore::holder_by_did(std::string_view org, std::string_view did) {
    return read([&](Connection& connection) -> Result<HolderRow> {
        // A key of a single credential leads to its wallet, too; the row then names that key.
        auto query = connection.query(
            "SELECT holder_id, name, key_id, created_ms FROM holder WHERE org_id = ?1 AND did = ?2 UNION ALL "
            "SELECT h.holder_id, h.name, k.key_id, h.created_ms FROM holder_key k JOIN holder h "
            "ON h.org_id = k.org_id AND h.holder_id = k.holder_id WHERE k.org_id = ?1 AND k.did = ?2 "
            "ORDER BY created_ms LIMIT 1");
        query.text(org).text(did);
        if (!query.step()) return not_found();
        return HolderRow{std::string(org), query.string_at(0), query.string_at(1),
                         std::string(did), query.string_at(2), query.number_at(3)};
    });
}

Result<std::vector<HolderRow>> SqliteStore::holders(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::vector<HolderRow>> {
        auto query = connection.query(
            "SELECT holder_id, name, did, key_id, created_ms FROM holder WHERE org_id = ? "
            "ORDER BY created_ms, holder_id");
        query.text(org);
        std::vector<HolderRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), query.string_at(0), query.string_at(1), query.string_at(2),
                            query.string_at(3), query.number_at(4)});
        }
        return rows;
    });
}

Result<std::optional<std::string>> SqliteStore::holder_profile(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::optional<std::string>> {
        auto query = connection.query("SELECT body FROM holder_profile WHERE org_id = ? AND holder_id = ?");
        query.text(org).text(holder);
        if (!query.step()) return std::optional<std::string>();
        return std::optional<std::string>(query.string_at(0));
    });
}

Result<void> SqliteStore::set_holder_profile(std::string_view org, std::string_view holder, std::string_view body,
                                             const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO holder_profile(org_id, holder_id, body, changed_ms) VALUES(?, ?, ?, ?) "
                "ON CONFLICT(org_id, holder_id) DO UPDATE SET body = excluded.body, changed_ms = excluded.changed_ms")
            .text(org)
            .text(holder)
            .blob(body)
            .number(audit.at_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

}  // namespace blason::storage
