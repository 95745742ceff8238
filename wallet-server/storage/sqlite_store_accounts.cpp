// Accounts of holders and their sessions.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

Result<AccountRow> read_account(Query& query, std::string_view org) {
    if (!query.step()) return not_found();
    return AccountRow{std::string(org),   query.string_at(0), query.string_at(1),
                      query.string_at(2), query.string_at(3), query.number_at(4)};
}

}  // namespace

Result<void> SqliteStore::create_account(const AccountRow& row, const HolderRow& holder, const KeyRow& key,
                                         const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        insert_holder(connection, holder, key);
        connection
            .query(
                "INSERT INTO account(org_id, account_id, email, password, holder_id, created_ms) "
                "VALUES(?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .text(row.email)
            .text(row.password)
            .text(row.holder)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<AccountRow> SqliteStore::account(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<AccountRow> {
        auto query = connection.query(
            "SELECT account_id, email, password, holder_id, created_ms FROM account "
            "WHERE org_id = ? AND account_id = ?");
        return read_account(query.text(org).text(id), org);
    });
}

Result<AccountRow> SqliteStore::account_by_email(std::string_view org, std::string_view email) {
    return read([&](Connection& connection) -> Result<AccountRow> {
        auto query = connection.query(
            "SELECT account_id, email, password, holder_id, created_ms FROM account WHERE org_id = ? AND email = ?");
        return read_account(query.text(org).text(email), org);
    });
}

Result<void> SqliteStore::change_password(std::string_view org, std::string_view id, std::string_view password,
                                          const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const int changed = connection.query("UPDATE account SET password = ? WHERE org_id = ? AND account_id = ?")
                                .text(password)
                                .text(org)
                                .text(id)
                                .run();
        if (changed == 0) return not_found();
        append_audit(connection, audit);
        return {};
    });
}

Result<void> SqliteStore::add_session(const SessionRow& row, ByteView replaced, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM session WHERE expires_ms < ?").number(row.created_ms).run();
        connection.query("DELETE FROM session WHERE org_id = ? AND session_hash = ?")
            .text(row.org)
            .blob(replaced)
            .run();
        connection
            .query(
                "INSERT INTO session(org_id, session_hash, account_id, created_ms, expires_ms) VALUES(?, ?, ?, ?, ?)")
            .text(row.org)
            .blob(row.hash)
            .text(row.account)
            .number(row.created_ms)
            .number(row.expires_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<SessionRow> SqliteStore::session(std::string_view org, ByteView hash) {
    return read([&](Connection& connection) -> Result<SessionRow> {
        auto query = connection.query(
            "SELECT account_id, created_ms, expires_ms FROM session WHERE org_id = ? AND session_hash = ?");
        query.text(org).blob(hash);
        if (!query.step()) return not_found();
        return SessionRow{std::string(org), Bytes(hash.begin(), hash.end()), query.string_at(0), query.number_at(1),
                          query.number_at(2)};
    });
}

Result<void> SqliteStore::end_session(std::string_view org, ByteView hash) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM session WHERE org_id = ? AND session_hash = ?").text(org).blob(hash).run();
        return {};
    });
}

}  // namespace blason::storage
