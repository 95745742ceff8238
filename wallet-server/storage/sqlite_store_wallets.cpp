// Holders and the credentials they keep.
#include "engine/crypto/hash.hpp"
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
        auto query = connection.query(
            "SELECT holder_id, name, key_id, created_ms FROM holder WHERE org_id = ? AND did = ? "
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

Result<HeldRow> SqliteStore::keep(const HeldRow& row, const Audit& audit) {
    HeldRow kept = row;
    const auto digest = crypto::sha256(row.body);
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto same = connection.query(
                "SELECT held_id, received_ms FROM held_credential "
                "WHERE org_id = ? AND holder_id = ? AND body_sha256 = ?");
            same.text(row.org).text(row.holder).blob(digest.bytes());
            if (same.step()) {
                kept.id = same.string_at(0);
                kept.received_ms = same.number_at(1);
                return {};
            }
        }
        connection
            .query(
                "INSERT INTO held_credential(org_id, holder_id, held_id, media_type, body, body_sha256, "
                "received_ms) VALUES(?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.holder)
            .text(row.id)
            .text(row.media_type)
            .blob(row.body)
            .blob(digest.bytes())
            .number(row.received_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return kept;
}

Result<HeldRow> SqliteStore::held(std::string_view org, std::string_view holder, std::string_view id) {
    return read([&](Connection& connection) -> Result<HeldRow> {
        auto query = connection.query(
            "SELECT media_type, body, received_ms FROM held_credential "
            "WHERE org_id = ? AND holder_id = ? AND held_id = ?");
        query.text(org).text(holder).text(id);
        if (!query.step()) return not_found();
        return HeldRow{std::string(org),   std::string(holder), std::string(id),
                       query.string_at(0), query.string_at(1),  query.number_at(2)};
    });
}

Result<std::vector<HeldRow>> SqliteStore::held_by(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<HeldRow>> {
        auto query = connection.query(
            "SELECT held_id, media_type, body, received_ms FROM held_credential "
            "WHERE org_id = ? AND holder_id = ? ORDER BY received_ms DESC, held_id");
        query.text(org).text(holder);
        std::vector<HeldRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), std::string(holder), query.string_at(0), query.string_at(1),
                            query.string_at(2), query.number_at(3)});
        }
        return rows;
    });
}

}  // namespace blason::storage
