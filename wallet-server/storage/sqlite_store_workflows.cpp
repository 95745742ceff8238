// Workflows and exchanges.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;

}  // namespace

bool move_exchange(Connection& connection, const ExchangeRow& row, const Audit& audit) {
    const bool moved = connection
                           .query(
                               "UPDATE exchange SET sequence = ?, state = ?, step = ?, doc = ?, last_error = '' "
                               "WHERE org_id = ? AND exchange_id = ? AND sequence = ?")
                           .number(row.sequence)
                           .text(row.state)
                           .text(row.step)
                           .text(row.doc)
                           .text(row.org)
                           .text(row.id)
                           .number(row.sequence - 1)
                           .run() == 1;
    if (moved) append_audit(connection, audit);
    return moved;
}

Result<void> move_exchange(Connection& connection, const ExchangeMove* move) {
    if (move == nullptr || move_exchange(connection, move->row, move->audit)) return {};
    return Error{"exchange-moved", "Somebody else has answered already.", "", ErrorKind::Conflict};
}

Result<void> SqliteStore::add_workflow(const WorkflowRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("INSERT INTO workflow(org_id, workflow_id, doc, created_ms) VALUES(?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .text(row.doc)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<WorkflowRow> SqliteStore::workflow(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<WorkflowRow> {
        auto query = connection.query(
            "SELECT org_id, workflow_id, doc, created_ms FROM workflow WHERE org_id = ? AND workflow_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return WorkflowRow{query.string_at(0), query.string_at(1), query.string_at(2), query.number_at(3)};
    });
}

Result<void> SqliteStore::add_exchange(const ExchangeRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM exchange WHERE expires_ms < ?").number(row.created_ms - kDay).run();
        connection
            .query(
                "INSERT INTO exchange(org_id, exchange_id, workflow_id, sequence, state, step, doc, last_error, "
                "created_ms, expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .text(row.workflow)
            .number(row.sequence)
            .text(row.state)
            .text(row.step)
            .text(row.doc)
            .text(row.last_error)
            .number(row.created_ms)
            .number(row.expires_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<ExchangeRow> SqliteStore::exchange(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<ExchangeRow> {
        auto query = connection.query(
            "SELECT org_id, exchange_id, workflow_id, sequence, state, step, doc, last_error, created_ms, expires_ms "
            "FROM exchange WHERE org_id = ? AND exchange_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return ExchangeRow{query.string_at(0), query.string_at(1), query.string_at(2), query.number_at(3),
                           query.string_at(4), query.string_at(5), query.string_at(6), query.string_at(7),
                           query.number_at(8), query.number_at(9)};
    });
}

Result<void> SqliteStore::start_exchange(std::string_view org, std::string_view id) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query("UPDATE exchange SET state = 'active' WHERE org_id = ? AND exchange_id = ? AND state = 'pending'")
            .text(org)
            .text(id)
            .run();
        return {};
    });
}

Result<bool> SqliteStore::advance_exchange(const ExchangeRow& row, const Audit& audit) {
    bool advanced = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        advanced = move_exchange(connection, row, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return advanced;
}

Result<void> SqliteStore::note_exchange_error(std::string_view org, std::string_view id, std::string_view problem) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("UPDATE exchange SET last_error = ? WHERE org_id = ? AND exchange_id = ?")
            .text(problem)
            .text(org)
            .text(id)
            .run();
        return {};
    });
}

}  // namespace blason::storage
