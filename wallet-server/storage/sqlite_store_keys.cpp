// What the keys of an issuer are used for.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {

void insert_issuer_key(Connection& connection, const IssuerKeyRow& row) {
    connection
        .query(
            "INSERT INTO issuer_key(org_id, key_id, state, activated_ms, retired_ms, revoked_ms) "
            "VALUES(?, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.key_id)
        .text(row.state)
        .number(row.activated_ms)
        .number(row.retired_ms)
        .number(row.revoked_ms)
        .run();
}

void append_did_log(Connection& connection, std::string_view org, std::string_view entry) {
    connection
        .query(
            "INSERT INTO did_log(org_id, seq, entry) "
            "SELECT ?, COALESCE(MAX(seq), 0) + 1, ? FROM did_log WHERE org_id = ?")
        .text(org)
        .text(entry)
        .text(org)
        .run();
}

Result<std::string> SqliteStore::did_log(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::string> {
        auto query = connection.query("SELECT entry FROM did_log WHERE org_id = ? ORDER BY seq");
        query.text(org);
        std::string log;
        while (query.step()) log += query.string_at(0);
        return log;
    });
}

Result<std::vector<IssuerKeyRow>> SqliteStore::issuer_keys(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::vector<IssuerKeyRow>> {
        auto query = connection.query(
            "SELECT i.key_id, k.alg, k.public_key, i.state, k.created_ms, i.activated_ms, i.retired_ms, i.revoked_ms "
            "FROM issuer_key i JOIN org_key k ON k.org_id = i.org_id AND k.key_id = i.key_id "
            "WHERE i.org_id = ? ORDER BY k.created_ms, LENGTH(i.key_id), i.key_id");
        query.text(org);
        std::vector<IssuerKeyRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), query.string_at(0), query.string_at(1), query.string_at(2),
                            query.string_at(3), query.number_at(4), query.number_at(5), query.number_at(6),
                            query.number_at(7)});
        }
        return rows;
    });
}

Result<void> SqliteStore::change_issuer_keys(const OrganisationRow& row, const KeyRow* added,
                                             const std::vector<IssuerKeyRow>& keys, const Audit& audit,
                                             std::string_view log_entry) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        if (added != nullptr) insert_key(connection, *added);
        for (const auto& key : keys) {
            if (added != nullptr && key.key_id == added->key_id) {
                insert_issuer_key(connection, key);
                continue;
            }
            const int changed = connection
                                    .query(
                                        "UPDATE issuer_key SET state = ?, activated_ms = ?, retired_ms = ?, "
                                        "revoked_ms = ? WHERE org_id = ? AND key_id = ?")
                                    .text(key.state)
                                    .number(key.activated_ms)
                                    .number(key.retired_ms)
                                    .number(key.revoked_ms)
                                    .text(key.org)
                                    .text(key.key_id)
                                    .run();
            if (changed != 1) return not_found();
        }
        const int written =
            connection.query("UPDATE org SET doc = ? WHERE org_id = ?").blob(row.doc).text(row.org).run();
        if (written != 1) return not_found();
        if (!log_entry.empty()) append_did_log(connection, row.org, log_entry);
        append_audit(connection, audit);
        return {};
    });
}

}  // namespace blason::storage
