// OAuth clients and their grants: what may be used once is used up by the row count of one UPDATE.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

GrantRow grant_at(const Query& query, std::string_view org) {
    return {std::string(org),   query.string_at(0),  query.string_at(1),  query.string_at(2), query.string_at(3),
            query.string_at(4), query.number_at(5),  query.number_at(6),  query.number_at(7), query.string_at(8),
            query.string_at(9), query.string_at(10), query.string_at(11), query.string_at(12)};
}

/// True when the grant was not revoked before.
bool set_revoked(Connection& connection, std::string_view org, std::string_view id, std::int64_t now_ms) {
    return connection
               .query("UPDATE oauth_grant SET revoked_ms = ? WHERE org_id = ? AND grant_id = ? AND revoked_ms = 0")
               .number(now_ms)
               .text(org)
               .text(id)
               .run() == 1;
}

void set_expiry(Connection& connection, std::string_view org, std::string_view id, std::int64_t expires_ms) {
    connection.query("UPDATE oauth_grant SET expires_ms = ? WHERE org_id = ? AND grant_id = ?")
        .number(expires_ms)
        .text(org)
        .text(id)
        .run();
}

/// What belongs to a grant expires with it at the latest, so the grants go last.
void forget_expired(Connection& connection, std::int64_t before_ms) {
    connection.query("DELETE FROM oauth_refresh WHERE expires_ms < ?").number(before_ms).run();
    connection.query("DELETE FROM oauth_code WHERE expires_ms < ?").number(before_ms).run();
    connection.query("DELETE FROM oauth_grant WHERE expires_ms < ?").number(before_ms).run();
}

bool use_pushed(Connection& connection, std::string_view org, ByteView hash, std::int64_t now_ms) {
    return connection
               .query(
                   "UPDATE oauth_pushed SET used_ms = ? WHERE org_id = ? AND request_hash = ? AND used_ms = 0 "
                   "AND expires_ms > ?")
               .number(now_ms)
               .text(org)
               .blob(hash)
               .number(now_ms)
               .run() == 1;
}

void bind_keys(Connection& connection, const CodeRow& code, const GrantKeys& keys) {
    connection.query("UPDATE oauth_grant SET jkt = ?, instance_key = ? WHERE org_id = ? AND grant_id = ?")
        .text(keys.jkt)
        .text(keys.instance)
        .text(code.org)
        .text(code.grant)
        .run();
}

}  // namespace

// Nobody and no program are NULL: foreign keys are about those that are there.
void insert_refresh(Connection& connection, const RefreshTokenRow& row) {
    connection
        .query("INSERT INTO oauth_refresh(org_id, token_hash, grant_id, expires_ms, used_ms) VALUES(?, ?, ?, ?, 0)")
        .text(row.org)
        .blob(row.hash)
        .text(row.grant)
        .number(row.expires_ms)
        .run();
}

void insert_grant(Connection& connection, const GrantRow& row) {
    connection
        .query(
            "INSERT INTO oauth_grant(org_id, grant_id, account_id, client_id, scope, created_ms, expires_ms, "
            "revoked_ms, details, issuer_state, jkt, instance_key, self_named) "
            "VALUES(?, ?, NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?, 0, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.id)
        .text(row.account)
        .text(row.client)
        .text(row.scope)
        .number(row.created_ms)
        .number(row.expires_ms)
        .text(row.details)
        .text(row.issuer_state)
        .text(row.jkt)
        .text(row.instance)
        .text(row.self_named)
        .run();
    connection.query("UPDATE oauth_client SET is_used = 1 WHERE org_id = ? AND client_id = ?")
        .text(row.org)
        .text(row.client)
        .run();
}

Result<void> SqliteStore::add_client(const ClientRow& row, std::int64_t most_unused, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO oauth_client(org_id, client_id, secret_hash, doc, created_ms, is_used) "
                "VALUES(?, ?, ?, ?, ?, 0)")
            .text(row.org)
            .text(row.id)
            .blob(row.secret_hash)
            .blob(row.doc)
            .number(row.created_ms)
            .run();
        connection
            .query(
                "DELETE FROM oauth_client WHERE org_id = ? AND client_id IN (SELECT client_id FROM oauth_client "
                "WHERE org_id = ? AND is_used = 0 ORDER BY created_ms DESC, client_id LIMIT 1 OFFSET ?)")
            .text(row.org)
            .text(row.org)
            .number(most_unused)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<ClientRow> SqliteStore::client(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<ClientRow> {
        auto query = connection.query(
            "SELECT secret_hash, doc, created_ms FROM oauth_client WHERE org_id = ? AND client_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return ClientRow{std::string(org), std::string(id), query.bytes_at(0), query.string_at(1), query.number_at(2)};
    });
}

Result<void> SqliteStore::add_pushed_request(const PushedRequestRow& row, std::int64_t now_ms) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM oauth_pushed WHERE expires_ms < ?").number(now_ms).run();
        connection
            .query(
                "INSERT INTO oauth_pushed(org_id, request_hash, client_id, body, expires_ms, used_ms) "
                "VALUES(?, ?, ?, ?, ?, 0)")
            .text(row.org)
            .blob(row.hash)
            .text(row.client)
            .text(row.body)
            .number(row.expires_ms)
            .run();
        return {};
    });
}

Result<PushedRequestRow> SqliteStore::pushed_request(std::string_view org, ByteView hash) {
    return read([&](Connection& connection) -> Result<PushedRequestRow> {
        auto query = connection.query(
            "SELECT client_id, body, expires_ms, used_ms FROM oauth_pushed WHERE org_id = ? AND request_hash = ?");
        query.text(org).blob(hash);
        if (!query.step()) return not_found();
        return PushedRequestRow{std::string(org),   Bytes(hash.begin(), hash.end()),
                                query.string_at(0), query.string_at(1),
                                query.number_at(2), query.number_at(3)};
    });
}

Result<void> SqliteStore::add_grant(const GrantRow& row, const CodeRow& code, const Audit& audit, ByteView pushed) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        if (!pushed.empty() && !use_pushed(connection, row.org, pushed, row.created_ms))
            return Error{"used", "This request was used before, or is gone.", "", ErrorKind::Conflict};
        forget_expired(connection, row.created_ms - kDayMs);
        insert_grant(connection, row);
        connection
            .query(
                "INSERT INTO oauth_code(org_id, code_hash, grant_id, redirect_uri, challenge, expires_ms, used_ms) "
                "VALUES(?, ?, ?, ?, ?, ?, 0)")
            .text(code.org)
            .blob(code.hash)
            .text(code.grant)
            .text(code.redirect_uri)
            .text(code.challenge)
            .number(code.expires_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<GrantRow> SqliteStore::grant(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<GrantRow> {
        auto query = connection.query(
            "SELECT g.grant_id, g.account_id, g.client_id, g.scope, a.holder_id, g.created_ms, g.expires_ms, "
            "g.revoked_ms, g.details, g.issuer_state, g.jkt, g.instance_key, g.self_named FROM oauth_grant g "
            "LEFT JOIN account a ON a.org_id = g.org_id AND a.account_id = g.account_id "
            "WHERE g.org_id = ? AND g.grant_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return grant_at(query, org);
    });
}

Result<std::vector<GrantRow>> SqliteStore::grants_of(std::string_view org, std::string_view account,
                                                     std::int64_t now_ms) {
    return read([&](Connection& connection) -> Result<std::vector<GrantRow>> {
        auto query = connection.query(
            "SELECT g.grant_id, g.account_id, g.client_id, g.scope, a.holder_id, g.created_ms, g.expires_ms, "
            "g.revoked_ms, g.details, g.issuer_state, g.jkt, g.instance_key, g.self_named FROM oauth_grant g "
            "JOIN account a ON a.org_id = g.org_id AND a.account_id = g.account_id "
            "WHERE g.org_id = ? AND g.account_id = ? AND g.revoked_ms = 0 AND g.expires_ms > ? "
            "ORDER BY g.created_ms DESC, g.grant_id");
        query.text(org).text(account).number(now_ms);
        std::vector<GrantRow> rows;
        while (query.step()) rows.push_back(grant_at(query, org));
        return rows;
    });
}

Result<void> SqliteStore::revoke_grant(std::string_view org, std::string_view id, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        if (set_revoked(connection, org, id, audit.at_ms)) {
            append_audit(connection, audit);
            return {};
        }
        auto there = connection.query("SELECT COUNT(*) FROM oauth_grant WHERE org_id = ? AND grant_id = ?");
        there.text(org).text(id).step();
        if (there.number_at(0) == 0) return not_found();
        return {};
    });
}

Result<CodeRow> SqliteStore::code(std::string_view org, ByteView hash) {
    return read([&](Connection& connection) -> Result<CodeRow> {
        auto query = connection.query(
            "SELECT grant_id, redirect_uri, challenge, expires_ms, used_ms FROM oauth_code "
            "WHERE org_id = ? AND code_hash = ?");
        query.text(org).blob(hash);
        if (!query.step()) return not_found();
        return CodeRow{std::string(org),   Bytes(hash.begin(), hash.end()),
                       query.string_at(0), query.string_at(1),
                       query.string_at(2), query.number_at(3),
                       query.number_at(4)};
    });
}

Result<bool> SqliteStore::redeem_code(const CodeRow& code, const RefreshTokenRow* refresh, std::int64_t expires_ms,
                                      const Audit& audit, const Audit& reuse, const GrantKeys& keys) {
    bool first = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        first = connection.query("UPDATE oauth_code SET used_ms = ? WHERE org_id = ? AND code_hash = ? AND used_ms = 0")
                    .number(audit.at_ms)
                    .text(code.org)
                    .blob(code.hash)
                    .run() == 1;
        if (first) {
            if (refresh != nullptr) insert_refresh(connection, *refresh);
            bind_keys(connection, code, keys);
            set_expiry(connection, code.org, code.grant, expires_ms);
            append_audit(connection, audit);
        } else if (set_revoked(connection, code.org, code.grant, reuse.at_ms)) {
            append_audit(connection, reuse);
        }
        return {};
    });
    if (!done) return std::move(done).error();
    return first;
}

Result<RefreshTokenRow> SqliteStore::refresh_token(std::string_view org, ByteView hash) {
    return read([&](Connection& connection) -> Result<RefreshTokenRow> {
        auto query = connection.query(
            "SELECT grant_id, expires_ms, used_ms FROM oauth_refresh WHERE org_id = ? AND token_hash = ?");
        query.text(org).blob(hash);
        if (!query.step()) return not_found();
        return RefreshTokenRow{std::string(org), Bytes(hash.begin(), hash.end()), query.string_at(0),
                               query.number_at(1), query.number_at(2)};
    });
}

Result<bool> SqliteStore::rotate_refresh_token(const RefreshTokenRow& old, const RefreshTokenRow& next,
                                               const Audit& audit, const Audit& reuse) {
    bool first = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        first =
            connection.query("UPDATE oauth_refresh SET used_ms = ? WHERE org_id = ? AND token_hash = ? AND used_ms = 0")
                .number(audit.at_ms)
                .text(old.org)
                .blob(old.hash)
                .run() == 1;
        if (first) {
            insert_refresh(connection, next);
            set_expiry(connection, old.org, old.grant, next.expires_ms);
            append_audit(connection, audit);
        } else if (set_revoked(connection, old.org, old.grant, reuse.at_ms)) {
            append_audit(connection, reuse);
        }
        return {};
    });
    if (!done) return std::move(done).error();
    return first;
}

}  // namespace blason::storage
