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

}  // namespace blason::storage
