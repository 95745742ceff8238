// Status lists, and the places of credentials in them.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

StatusListRow list_at(Query& query, std::string_view org) {
    StatusListRow row;
    row.org = std::string(org);
    row.id = query.string_at(0);
    row.purpose = query.string_at(1);
    row.bits = static_cast<unsigned>(query.number_at(2));
    row.entries = query.number_at(3);
    row.sealed = query.bytes_at(4);
    row.next_ordinal = query.number_at(5);
    row.open = query.number_at(6) != 0;
    row.created_ms = query.number_at(7);
    return row;
}

StatusEntryRow entry_at(Query& query) {
    return {query.string_at(0), query.number_at(1), query.string_at(2), static_cast<unsigned>(query.number_at(3)),
            query.string_at(4), query.number_at(5)};
}

/// True when something changed.
Result<bool> change(Connection& connection, std::string_view org, const StatusChange& change, std::int64_t at_ms) {
    {
        auto query = connection.query("SELECT value FROM status_entry WHERE org_id = ? AND list_id = ? AND idx = ?");
        query.text(org).text(change.list).number(change.index);
        if (!query.step()) return not_found();
        const auto current = query.number_at(0);
        if (current == change.value) return false;
        if (change.is_final && current != 0)
            return Error{"status-final", "A revocation is final.", "", ErrorKind::Conflict};
    }
    connection
        .query(
            "UPDATE status_entry SET value = ?, reason = ?, changed_ms = ? "
            "WHERE org_id = ? AND list_id = ? AND idx = ?")
        .number(change.value)
        .text(change.reason)
        .number(at_ms)
        .text(org)
        .text(change.list)
        .number(change.index)
        .run();
    return true;
}

}  // namespace

void insert_statuses(Connection& connection, const CredentialRow& row) {
    for (const auto& entry : row.statuses) {
        connection
            .query(
                "INSERT INTO status_entry(org_id, list_id, idx, cred_id, value, reason, changed_ms) "
                "VALUES(?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(entry.list)
            .number(entry.index)
            .text(row.id)
            .number(entry.value)
            .text(entry.reason)
            .number(row.issued_ms)
            .run();
    }
}

Result<std::vector<std::string>> SqliteStore::credentials_named(std::string_view org, std::string_view doc_id) {
    return read([&](Connection& connection) -> Result<std::vector<std::string>> {
        auto query = connection.query(
            "SELECT cred_id FROM credential WHERE org_id = ? AND doc_id = ? ORDER BY issued_ms, rowid");
        query.text(org).text(doc_id);
        std::vector<std::string> ids;
        while (query.step()) ids.push_back(query.string_at(0));
        return ids;
    });
}

Result<void> SqliteStore::add_status_list(const StatusListRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO status_list(org_id, list_id, purpose, bits, entries, sealed, next_ordinal, is_open, "
                "created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .text(row.purpose)
            .number(row.bits)
            .number(row.entries)
            .blob(row.sealed)
            .number(row.next_ordinal)
            .number(row.open ? 1 : 0)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<std::vector<StatusListRow>> SqliteStore::status_lists(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::vector<StatusListRow>> {
        auto query = connection.query(
            "SELECT list_id, purpose, bits, entries, sealed, next_ordinal, is_open, created_ms FROM status_list "
            "WHERE org_id = ? ORDER BY created_ms, list_id");
        query.text(org);
        std::vector<StatusListRow> rows;
        while (query.step()) rows.push_back(list_at(query, org));
        return rows;
    });
}

Result<StatusListRow> SqliteStore::status_list(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<StatusListRow> {
        auto query = connection.query(
            "SELECT list_id, purpose, bits, entries, sealed, next_ordinal, is_open, created_ms FROM status_list "
            "WHERE org_id = ? AND list_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return list_at(query, org);
    });
}

Result<std::int64_t> SqliteStore::reserve_status_ordinals(std::string_view org, std::string_view list,
                                                          std::int64_t count, std::int64_t limit) {
    std::int64_t first = 0;
    const auto reserved = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto query =
                connection.query("SELECT next_ordinal, is_open FROM status_list WHERE org_id = ? AND list_id = ?");
            query.text(org).text(list);
            if (!query.step()) return not_found();
            first = query.number_at(0);
            if (query.number_at(1) == 0 || first + count > limit)
                return Error{"status-list-full", "The status list takes no more credentials.", "", ErrorKind::Conflict};
        }
        connection.query("UPDATE status_list SET next_ordinal = ? WHERE org_id = ? AND list_id = ?")
            .number(first + count)
            .text(org)
            .text(list)
            .run();
        return {};
    });
    if (!reserved) return reserved.error();
    return first;
}

Result<std::size_t> SqliteStore::close_status_lists(const Audit& audit) {
    std::size_t closed = 0;
    const auto done = writes_.run([&](Connection& connection) -> Result<void> {
        closed =
            static_cast<std::size_t>(connection.query("UPDATE status_list SET is_open = 0 WHERE is_open <> 0").run());
        append_audit(connection, audit);
        return {};
    });
    if (!done) return done.error();
    return closed;
}

Result<std::vector<StatusEntryRow>> SqliteStore::statuses_of(std::string_view org, std::string_view credential) {
    return read([&](Connection& connection) -> Result<std::vector<StatusEntryRow>> {
        auto query = connection.query(
            "SELECT list_id, idx, cred_id, value, reason, changed_ms FROM status_entry "
            "WHERE org_id = ? AND cred_id = ? ORDER BY list_id");
        query.text(org).text(credential);
        std::vector<StatusEntryRow> rows;
        while (query.step()) rows.push_back(entry_at(query));
        return rows;
    });
}

Result<std::vector<StatusEntryRow>> SqliteStore::set_statuses(std::string_view org, std::string_view list) {
    return read([&](Connection& connection) -> Result<std::vector<StatusEntryRow>> {
        auto query = connection.query(
            "SELECT list_id, idx, cred_id, value, reason, changed_ms FROM status_entry "
            "WHERE org_id = ? AND list_id = ? AND value > 0");
        query.text(org).text(list);
        std::vector<StatusEntryRow> rows;
        while (query.step()) rows.push_back(entry_at(query));
        return rows;
    });
}

Result<std::vector<RevokedRow>> SqliteStore::revoked(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::vector<RevokedRow>> {
        auto query = connection.query(
            "SELECT c.cred_id, c.doc_id, e.reason FROM status_list l "
            "JOIN status_entry e ON e.org_id = l.org_id AND e.list_id = l.list_id AND e.value > 0 "
            "JOIN credential c ON c.org_id = e.org_id AND c.cred_id = e.cred_id "
            "WHERE l.org_id = ? AND l.purpose = 'revocation' ORDER BY e.changed_ms, c.cred_id");
        query.text(org);
        std::vector<RevokedRow> rows;
        while (query.step()) rows.push_back({query.string_at(0), query.string_at(1), query.string_at(2)});
        return rows;
    });
}

Result<std::vector<bool>> SqliteStore::change_statuses(std::string_view org, const std::vector<StatusChange>& changes,
                                                       const std::vector<Audit>& audits) {
    std::vector<bool> changed;
    const auto done = writes_.run([&](Connection& connection) -> Result<void> {
        changed.clear();
        for (std::size_t i = 0; i < changes.size(); ++i) {
            auto one = change(connection, org, changes[i], audits[i].at_ms);
            if (!one) {
                one.error().pointer = "/" + std::to_string(i);
                return std::move(one).error();
            }
            if (*one) append_audit(connection, audits[i]);
            changed.push_back(*one);
        }
        return {};
    });
    if (!done) return done.error();
    return changed;
}

}  // namespace blason::storage
