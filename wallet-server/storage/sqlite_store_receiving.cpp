// Offers on their way into wallets, and keys of single credentials.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

/// Columns: org, holder, id, state, sealed, created.
ReceivedOfferRow offer_at(const Query& query) {
    return {query.string_at(0), query.string_at(1), query.string_at(2),
            query.bytes_at(3),  query.bytes_at(4),  query.number_at(5)};
}

}  // namespace

Result<void> SqliteStore::add_received_offer(const ReceivedOfferRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO received_offer(org_id, holder_id, offer_id, state_hash, sealed, created_ms) "
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

Result<void> SqliteStore::update_received_offer(const ReceivedOfferRow& row) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed = connection
                                .query(
                                    "UPDATE received_offer SET state_hash = ?, sealed = ? "
                                    "WHERE org_id = ? AND holder_id = ? AND offer_id = ?")
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

Result<ReceivedOfferRow> SqliteStore::received_offer(std::string_view org, std::string_view holder,
                                                     std::string_view id) {
    return read([&](Connection& connection) -> Result<ReceivedOfferRow> {
        auto query = connection.query(
            "SELECT org_id, holder_id, offer_id, state_hash, sealed, created_ms FROM received_offer "
            "WHERE org_id = ? AND holder_id = ? AND offer_id = ?");
        query.text(org).text(holder).text(id);
        if (!query.step()) return not_found();
        return offer_at(query);
    });
}

Result<ReceivedOfferRow> SqliteStore::take_received_offer(ByteView state_hash) {
    ReceivedOfferRow row;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto query = connection.query(
                "SELECT org_id, holder_id, offer_id, state_hash, sealed, created_ms FROM received_offer "
                "WHERE state_hash = ?");
            query.blob(state_hash);
            if (state_hash.empty() || !query.step()) return not_found();
            row = offer_at(query);
        }
        connection.query("UPDATE received_offer SET state_hash = x'' WHERE state_hash = ?").blob(state_hash).run();
        row.state_hash.clear();
        return {};
    });
    if (!done) return std::move(done).error();
    return row;
}

Result<std::vector<ReceivedOfferRow>> SqliteStore::received_offers(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<ReceivedOfferRow>> {
        auto query = connection.query(
            "SELECT org_id, holder_id, offer_id, state_hash, sealed, created_ms FROM received_offer "
            "WHERE org_id = ? AND holder_id = ? ORDER BY created_ms, offer_id");
        query.text(org).text(holder);
        std::vector<ReceivedOfferRow> rows;
        while (query.step()) rows.push_back(offer_at(query));
        return rows;
    });
}

Result<void> SqliteStore::remove_received_offer(std::string_view org, std::string_view holder, std::string_view id,
                                                const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed =
            connection.query("DELETE FROM received_offer WHERE org_id = ? AND holder_id = ? AND offer_id = ?")
                .text(org)
                .text(holder)
                .text(id)
                .run();
        if (changed == 0) return not_found();
        append_audit(connection, audit);
        return {};
    });
}

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
