// The credentials that holders keep.
#include <limits>

#include "engine/crypto/hash.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

#define BLASON_HELD_COLUMNS "held_id, media_type, body, received_ms, equality, form, valid_from_ms, verified"

/// The columns of BLASON_HELD_COLUMNS.
HeldRow row_at(Query& query, std::string_view org, std::string_view holder) {
    return {std::string(org),   std::string(holder), query.string_at(0), query.string_at(1), query.string_at(2),
            query.number_at(3), query.string_at(4),  query.string_at(5), query.number_at(6), query.number_at(7) != 0};
}

std::optional<HeldRow> same_bytes(Connection& connection, const HeldRow& row, ByteView digest) {
    auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                  " FROM held_credential WHERE org_id = ? AND holder_id = ? AND body_sha256 = ?");
    query.text(row.org).text(row.holder).blob(digest);
    if (!query.step()) return std::nullopt;
    return row_at(query, row.org, row.holder);
}

/// Only what was verified can take the place of another, or keep its own against another.
std::optional<HeldRow> equal_one(Connection& connection, const HeldRow& row) {
    if (row.equality.empty() || !row.verified) return std::nullopt;
    auto query = connection.query("SELECT " BLASON_HELD_COLUMNS
                                  " FROM held_credential WHERE org_id = ? AND holder_id = ? AND equality = ? "
                                  "AND verified = 1");
    query.text(row.org).text(row.holder).text(row.equality);
    if (!query.step()) return std::nullopt;
    return row_at(query, row.org, row.holder);
}

void insert_held(Connection& connection, const HeldRow& row, ByteView digest) {
    connection
        .query(
            "INSERT INTO held_credential(org_id, holder_id, held_id, media_type, body, body_sha256, received_ms, "
            "equality, form, valid_from_ms, verified) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
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
        .number(row.verified ? 1 : 0)
        .run();
}

void replace_held(Connection& connection, const HeldRow& row, ByteView digest) {
    connection
        .query(
            "UPDATE held_credential SET media_type = ?, body = ?, body_sha256 = ?, equality = ?, form = ?, "
            "valid_from_ms = ?, verified = ? WHERE org_id = ? AND holder_id = ? AND held_id = ?")
        .text(row.media_type)
        .blob(row.body)
        .blob(digest)
        .text(row.equality)
        .text(row.form)
        .number(row.valid_from_ms)
        .number(row.verified ? 1 : 0)
        .text(row.org)
        .text(row.holder)
        .text(row.id)
        .run();
}

/// True when it was there.
bool delete_held(Connection& connection, std::string_view org, std::string_view holder, std::string_view id) {
    int deleted = 0;
    for (const char* sql : {"DELETE FROM held_picture WHERE org_id = ? AND holder_id = ? AND held_id = ?",
                            "DELETE FROM held_credential WHERE org_id = ? AND holder_id = ? AND held_id = ?"})
        deleted = connection.query(sql).text(org).text(holder).text(id).run();
    return deleted == 1;
}

void put_picture(Connection& connection, const HeldRow& row, const HeldPicture& picture) {
    connection
        .query(
            "INSERT INTO held_picture(org_id, holder_id, held_id, media_type, body) VALUES(?, ?, ?, ?, ?) "
            "ON CONFLICT(org_id, holder_id, held_id) DO UPDATE SET media_type = excluded.media_type, "
            "body = excluded.body")
        .text(row.org)
        .text(row.holder)
        .text(row.id)
        .text(picture.media_type)
        .blob(picture.body)
        .run();
}

/// What becomes of `row`, done; true when anything changed.
bool place(Connection& connection, const HeldRow& row, ByteView digest, KeptRow& kept) {
    const auto same = same_bytes(connection, row, digest);
    if (same && (same->verified || !row.verified)) {
        kept = {*same, Keeping::Same};
        return false;
    }
    const auto equal = equal_one(connection, row);
    if (equal && equal->valid_from_ms > row.valid_from_ms) {
        kept = {*equal, Keeping::Older};
        return same && delete_held(connection, row.org, row.holder, same->id);
    }
    kept = {row, equal ? Keeping::Replaced : same ? Keeping::Same : Keeping::Added};
    if (!equal && !same) {
        insert_held(connection, row, digest);
        return true;
    }
    // It is verified now: the unverified one is it, or gives way when this takes the place of an equal one.
    if (equal && same) delete_held(connection, row.org, row.holder, same->id);
    kept.id = equal ? equal->id : same->id;
    kept.received_ms = equal ? equal->received_ms : same->received_ms;
    replace_held(connection, kept, digest);
    return true;
}

}  // namespace

Result<KeptRow> SqliteStore::keep(const HeldRow& row, const Audit& audit, const HeldPicture* picture) {
    KeptRow kept;
    const auto digest = crypto::sha256(row.body);
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        const bool changed = place(connection, row, digest.bytes(), kept);
        if (picture != nullptr && kept.how != Keeping::Older) put_picture(connection, kept, *picture);
        if (!changed) return {};
        Audit about = audit;
        about.object = kept.id;
        append_audit(connection, about);
        return {};
    });
    if (!done) return std::move(done).error();
    return kept;
}

Result<void> SqliteStore::remove_held(std::string_view org, std::string_view holder, std::string_view id,
                                      const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        if (!delete_held(connection, org, holder, id)) return not_found();
        append_audit(connection, audit);
        return {};
    });
}

Result<std::optional<HeldPicture>> SqliteStore::held_picture(std::string_view org, std::string_view holder,
                                                             std::string_view id) {
    return read([&](Connection& connection) -> Result<std::optional<HeldPicture>> {
        auto query = connection.query(
            "SELECT media_type, body FROM held_picture WHERE org_id = ? AND holder_id = ? AND held_id = ?");
        query.text(org).text(holder).text(id);
        if (!query.step()) return std::optional<HeldPicture>();
        return std::optional<HeldPicture>({query.string_at(0), query.string_at(1)});
    });
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
        while (query.step()) rows.push_back(row_at(query, query.string_at(8), query.string_at(9)));
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
