// Keys of single credentials.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {

Result<void> SqliteStore::add_holder_key(const HolderKeyRow& row, const KeyRow& key, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        insert_key(connection, key);
        connection.query("INSERT INTO holder_key(org_id, holder_id, key_id, did) VALUES(?, ?, ?, ?)")
            .text(row.org)
            .text(row.holder)
            .text(key.key_id)
            .text(row.did)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<std::vector<HolderKeyRow>> SqliteStore::holder_keys(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<HolderKeyRow>> {
        auto query = connection.query("SELECT did, key_id FROM holder_key WHERE org_id = ? AND holder_id = ?");
        query.text(org).text(holder);
        std::vector<HolderKeyRow> rows;
        while (query.step())
            rows.push_back({std::string(org), std::string(holder), query.string_at(0), query.string_at(1)});
        return rows;
    });
}

}  // namespace blason::storage
