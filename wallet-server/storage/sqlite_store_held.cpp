// The credentials that holders keep.
#include <limits>

#include "engine/crypto/hash.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

#define BLASON_HELD_COLUMNS "held_id, media_type, body, received_ms, equality, form, valid_from_ms"

/// The columns of BLASON_HELD_COLUMNS.
HeldRow row_at(Query& query, std::string_view org, std::string_view holder) {
    return {std::string(org),   std::string(holder), query.string_at(0), query.string_at(1), query.string_at(2),
            query.number_at(3), query.string_at(4),  query.string_at(5), query.number_at(6)};
}

/// The row with the same bytes, or else the equal one; nothing when there is none.
std::optional<HeldRow> counterpart(Connection& connection, const HeldRow& row, ByteView digest, bool& same) {
    {
        auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                      " FROM held_credential WHERE org_id = ? AND holder_id = ? AND body_sha256 = ?");
        query.text(row.org).text(row.holder).blob(digest);
        same = query.step();
        if (same) return row_at(query, row.org, row.holder);
    }
    if (row.equality.empty()) return std::nullopt;
    auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                  " FROM held_credential WHERE org_id = ? AND holder_id = ? AND equality = ?");
    query.text(row.org).text(row.holder).text(row.equality);
    if (!query.step()) return std::nullopt;
    return row_at(query, row.org, row.holder);
}

void insert_held(Connection& connection, const HeldRow& row, ByteView digest) {
    connection
        .query(
            "INSERT INTO held_credential(org_id, holder_id, held_id, media_type, body, body_sha256, received_ms, "
            "equality, form, valid_from_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.holder)
        .text(row.id)
        .text(row.media_type)
        .blob(row.body)
        .blob(digest)
        .number(row.received_ms)
        .text(row.equality)
        .text(row.form)
        .number(row.valid_from_ms)
        .run();
}

void replace_held(Connection& connection, const HeldRow& row, ByteView digest) {
    connection
        .query(
            "UPDATE held_credential SET media_type = ?, body = ?, body_sha256 = ?, form = ?, valid_from_ms = ? "
            "WHERE org_id = ? AND holder_id = ? AND held_id = ?")
        .text(row.media_type)
        .blob(row.body)
        .blob(digest)
        .text(row.form)
        .number(row.valid_from_ms)
        .text(row.org)
        .text(row.holder)
        .text(row.id)
        .run();
}

}  // namespace

Result<KeptRow> SqliteStore::keep(const HeldRow& row, const Audit& audit) {
    KeptRow kept;
    const auto digest = crypto::sha256(row.body);
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        kept = {row, Keeping::Added};
        bool same = false;
        const auto there = counterpart(connection, row, digest.bytes(), same);
        if (!there) {
            insert_held(connection, row, digest.bytes());
            append_audit(connection, audit);
            return {};
        }
        if (same || there->valid_from_ms > row.valid_from_ms) {
            kept = {*there, same ? Keeping::Same : Keeping::Older};
            return {};
        }
        kept.how = Keeping::Replaced;
        kept.id = there->id;
        kept.received_ms = there->received_ms;
        replace_held(connection, kept, digest.bytes());
        Audit replaced = audit;
        replaced.object = kept.id;
        append_audit(connection, replaced);
        return {};
    });
    if (!done) return std::move(done).error();
    return kept;
}

Result<HeldRow> SqliteStore::held(std::string_view org, std::string_view holder, std::string_view id) {
    return read([&](Connection& connection) -> Result<HeldRow> {
        auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                      " FROM held_credential WHERE org_id = ? AND holder_id = ? AND held_id = ?");
        query.text(org).text(holder).text(id);
        if (!query.step()) return not_found();
        return row_at(query, org, holder);
    });
}

Result<std::vector<HeldRow>> SqliteStore::held_by(std::string_view org, std::string_view holder) {
    return read([&](Connection& connection) -> Result<std::vector<HeldRow>> {
        auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                      " FROM held_credential WHERE org_id = ? AND holder_id = ? "
                                      "ORDER BY received_ms DESC, held_id");
        query.text(org).text(holder);
        std::vector<HeldRow> rows;
        while (query.step()) rows.push_back(row_at(query, org, holder));
        return rows;
    });
}

Result<HeldPage> SqliteStore::held_page(std::string_view org, std::string_view holder, const HeldQuery& wanted) {
    const auto after = wanted.valid_after_ms.value_or(std::numeric_limits<std::int64_t>::min());
    return read([&](Connection& connection) -> Result<HeldPage> {
        HeldPage page;
        {
            auto count = connection.query(
                "SELECT count(*) FROM held_credential "
                "WHERE org_id = ? AND holder_id = ? AND form <> '' AND valid_from_ms > ?");
            count.text(org).text(holder).number(after);
            count.step();
            page.total = static_cast<std::size_t>(count.number_at(0));
        }
        auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                      " FROM held_credential WHERE org_id = ? AND holder_id = ? AND form <> '' "
                                      "AND valid_from_ms > ? ORDER BY received_ms, held_id LIMIT ? OFFSET ?");
        query.text(org).text(holder).number(after);
        query.number(static_cast<std::int64_t>(wanted.limit)).number(static_cast<std::int64_t>(wanted.offset));
        std::size_t bytes = 0;
        while (query.step()) {
            auto row = row_at(query, org, holder);
            bytes += row.body.size();
            if (!page.rows.empty() && bytes > wanted.max_bytes) break;
            page.rows.push_back(std::move(row));
        }
        return page;
    });
}

Result<std::vector<HeldRow>> SqliteStore::held_without_equality(std::size_t limit) {
    return read([&](Connection& connection) -> Result<std::vector<HeldRow>> {
        auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                      ", org_id, holder_id FROM held_credential WHERE equality = '' LIMIT ?");
        query.number(static_cast<std::int64_t>(limit));
        std::vector<HeldRow> rows;
        while (query.step()) rows.push_back(row_at(query, query.string_at(7), query.string_at(8)));
        return rows;
    });
}

Result<void> SqliteStore::index_held(const std::vector<HeldRow>& rows) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        for (const auto& row : rows) {
            connection
                .query(
                    "UPDATE held_credential SET equality = ?, form = ?, valid_from_ms = ? "
                    "WHERE org_id = ? AND holder_id = ? AND held_id = ?")
                .text(row.equality)
                .text(row.form)
                .number(row.valid_from_ms)
                .text(row.org)
                .text(row.holder)
                .text(row.id)
                .run();
        }
        return {};
    });
}

}  // namespace blason::storage
