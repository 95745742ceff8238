#include "wallet-server/storage/schema.hpp"

namespace blason::storage {
namespace {

Result<void> apply(Connection& connection, const Migration& step, std::int64_t now_ms) {
    connection.run(std::string(step.sql).c_str());
    connection.query("INSERT INTO schema_version(version, applied_ms, checksum) VALUES(?, ?, ?)")
        .number(step.version)
        .number(now_ms)
        .text(checksum(step))
        .run();
    return {};
}

/// Compares what was applied with what we know, then applies the rest. Runs inside one transaction, so that of two
/// programs that start together one waits for the other.
Result<void> bring_up_to_date(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms) {
    std::size_t applied = 0;
    {
        auto query = connection.query("SELECT version, checksum FROM schema_version ORDER BY version");
        while (query.step()) {
            if (applied == steps.size()) {
                return refused("store-newer",
                               "The database was written by a later version of Blason (its schema has step " +
                                   std::to_string(query.number_at(0)) + ", this program knows " +
                                   std::to_string(steps.size()) + "). Start that version, or a newer one.");
            }
            const auto& step = steps[applied];
            if (query.number_at(0) != step.version || query.string_at(1) != checksum(step)) {
                return refused("store-changed", "Step " + std::to_string(step.version) +
                                                    " of the database's schema is not the one this program has.");
            }
            ++applied;
        }
    }
    for (const auto& step : steps.subspan(applied)) {
        auto done = apply(connection, step, now_ms);
        if (!done) return done;
    }
    return {};
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const Migration> steps, std::int64_t now_ms) {
    connection.run("BEGIN IMMEDIATE");
    Result<void> done;
    try {
        connection.run(
            "CREATE TABLE IF NOT EXISTS schema_version("
            "version INTEGER NOT NULL PRIMARY KEY, applied_ms BIGINT NOT NULL, checksum TEXT NOT NULL)");
        done = bring_up_to_date(connection, steps, now_ms);
    } catch (const SQLite::Exception& exception) {
        done = to_error(exception);
    }
    if (connection.in_transaction()) connection.run(done ? "COMMIT" : "ROLLBACK");
    return done;
}

}  // namespace blason::storage
