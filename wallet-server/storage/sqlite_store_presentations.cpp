// Requests for presentations and their answers.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// Columns in the order of the table.
PresentationRequestRow request_at(const Query& query) {
    return {query.string_at(0), query.string_at(1), query.bytes_at(2),  query.bytes_at(3),
            query.string_at(4), query.bytes_at(5),  query.number_at(6), query.number_at(7),
            query.number_at(8), query.bytes_at(9),  query.number_at(10)};
}

}  // namespace

Result<void> SqliteStore::add_presentation_request(const PresentationRequestRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("DELETE FROM presentation_request WHERE expires_ms < ?").number(row.created_ms - kDayMs).run();
        connection
            .query(
                "INSERT INTO presentation_request(org_id, request_id, handle_hash, sealed, state, answer, created_ms, "
                "expires_ms, answered_ms, code_hash, code_expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .blob(row.handle_hash)
            .blob(row.sealed)
            .text(row.state)
            .blob(row.answer)
            .number(row.created_ms)
            .number(row.expires_ms)
            .number(row.answered_ms)
            .blob(row.code_hash)
            .number(row.code_expires_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<PresentationRequestRow> SqliteStore::presentation_request(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<PresentationRequestRow> {
        auto query = connection.query(
            "SELECT org_id, request_id, handle_hash, sealed, state, answer, created_ms, expires_ms, answered_ms, "
            "code_hash, code_expires_ms FROM presentation_request WHERE org_id = ? AND request_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return request_at(query);
    });
}

Result<std::vector<PresentationRequestRow>> SqliteStore::presentation_requests(std::string_view org,
                                                                               std::size_t limit) {
    return read([&](Connection& connection) -> Result<std::vector<PresentationRequestRow>> {
        auto query = connection.query(
            "SELECT org_id, request_id, handle_hash, sealed, state, answer, created_ms, expires_ms, answered_ms, "
            "code_hash, code_expires_ms FROM presentation_request WHERE org_id = ? "
            "ORDER BY created_ms DESC, request_id LIMIT ?");
        query.text(org).number(static_cast<std::int64_t>(limit));
        std::vector<PresentationRequestRow> rows;
        while (query.step()) rows.push_back(request_at(query));
        return rows;
    });
}

Result<PresentationRequestRow> SqliteStore::presentation_request_of(ByteView handle_hash) {
    return read([&](Connection& connection) -> Result<PresentationRequestRow> {
        auto query = connection.query(
            "SELECT org_id, request_id, handle_hash, sealed, state, answer, created_ms, expires_ms, answered_ms, "
            "code_hash, code_expires_ms FROM presentation_request WHERE handle_hash = ?");
        query.blob(handle_hash);
        if (!query.step()) return not_found();
        return request_at(query);
    });
}

Result<bool> SqliteStore::answer_presentation_request(const PresentationRequestRow& row, const Audit& audit,
                                                      const ExchangeMove* exchange) {
    bool first = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        first = connection
                    .query(
                        "UPDATE presentation_request SET state = ?, answer = ?, answered_ms = ?, code_hash = ?, "
                        "code_expires_ms = ? WHERE org_id = ? AND request_id = ? AND state = 'open' AND expires_ms > ?")
                    .text(row.state)
                    .blob(row.answer)
                    .number(row.answered_ms)
                    .blob(row.code_hash)
                    .number(row.code_expires_ms)
                    .text(row.org)
                    .text(row.id)
                    .number(row.answered_ms)
                    .run() == 1;
        if (!first) return {};
        append_audit(connection, audit);
        return move_exchange(connection, exchange);
    });
    if (!done) return std::move(done).error();
    return first;
}

Result<bool> SqliteStore::take_response_code(std::string_view org, std::string_view id, ByteView code_hash,
                                             std::int64_t now_ms, const Audit& audit) {
    bool first = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        first = !code_hash.empty() && connection
                                              .query(
                                                  "UPDATE presentation_request SET code_hash = x'' WHERE org_id = ? "
                                                  "AND request_id = ? AND code_hash = ? AND code_expires_ms > ?")
                                              .text(org)
                                              .text(id)
                                              .blob(code_hash)
                                              .number(now_ms)
                                              .run() == 1;
        if (first) append_audit(connection, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return first;
}

}  // namespace blason::storage
