// Organisations, their keys, achievements and credentials.
#include "engine/crypto/hash.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {

void insert_key(Connection& connection, const KeyRow& key) {
    connection
        .query(
            "INSERT INTO org_key(org_id, key_id, alg, version, sealed, public_key, created_ms) "
            "VALUES(?, ?, ?, ?, ?, ?, ?)")
        .text(key.org)
        .text(key.key_id)
        .text(key.algorithm)
        .number(key.version)
        .blob(key.sealed)
        .text(key.public_key)
        .number(key.created_ms)
        .run();
}

Result<void> SqliteStore::create_organisation(const OrganisationRow& row, const KeyRow& key, const Audit& audit,
                                              const DidLogStart* log) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection.query("INSERT INTO org(org_id, doc, created_ms) VALUES(?, ?, ?)")
            .text(row.org)
            .blob(row.doc)
            .number(row.created_ms)
            .run();
        insert_key(connection, key);
        insert_issuer_key(connection, {.org = key.org,
                                       .key_id = key.key_id,
                                       .algorithm = key.algorithm,
                                       .public_key = key.public_key,
                                       .state = "current",
                                       .created_ms = key.created_ms,
                                       .activated_ms = key.created_ms});
        if (log != nullptr) {
            insert_key(connection, log->update_key);
            append_did_log(connection, row.org, log->entry);
        }
        append_audit(connection, audit);
        return {};
    });
}

Result<OrganisationRow> SqliteStore::organisation(std::string_view org) {
    return read([&](Connection& connection) -> Result<OrganisationRow> {
        auto query = connection.query("SELECT doc, created_ms FROM org WHERE org_id = ?");
        query.text(org);
        if (!query.step()) return not_found();
        return OrganisationRow{std::string(org), query.string_at(0), query.number_at(1)};
    });
}

Result<std::vector<OrganisationRow>> SqliteStore::organisations() {
    return read([](Connection& connection) -> Result<std::vector<OrganisationRow>> {
        auto query = connection.query("SELECT org_id, doc, created_ms FROM org ORDER BY created_ms, org_id");
        std::vector<OrganisationRow> rows;
        while (query.step()) rows.push_back({query.string_at(0), query.string_at(1), query.number_at(2)});
        return rows;
    });
}

Result<KeyRow> SqliteStore::key(std::string_view org, std::string_view key_id) {
    return read([&](Connection& connection) -> Result<KeyRow> {
        auto query = connection.query(
            "SELECT alg, version, sealed, public_key, created_ms FROM org_key WHERE org_id = ? AND key_id = ?");
        query.text(org).text(key_id);
        if (!query.step()) return not_found();
        return KeyRow{std::string(org),  std::string(key_id), query.string_at(0), query.number_at(1),
                      query.bytes_at(2), query.string_at(3),  query.number_at(4)};
    });
}

Result<void> SqliteStore::add_achievement(const AchievementRow& row, std::string_view image, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        std::int64_t latest = 0;
        std::int64_t place = 0;
        {
            auto query = connection.query(
                "SELECT COALESCE(MAX(version), 0), COALESCE(MAX(place), 0) FROM achievement "
                "WHERE org_id = ? AND achievement_id = ?");
            query.text(row.org).text(row.id);
            query.step();
            latest = query.number_at(0);
            place = query.number_at(1);
        }
        if (row.version != latest + 1)
            return Error{"exists", "There is a later version already.", "", ErrorKind::Conflict};
        if (place == 0) {
            auto query = connection.query("SELECT COALESCE(MAX(place), 0) + 1 FROM achievement WHERE org_id = ?");
            query.text(row.org);
            query.step();
            place = query.number_at(0);
        }
        connection
            .query(
                "INSERT INTO achievement(org_id, achievement_id, version, place, doc, image_type, image, "
                "created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .number(row.version)
            .number(place)
            .blob(row.doc)
            .text(row.image_type)
            .blob(image)
            .number(row.created_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<AchievementRow> SqliteStore::achievement(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<AchievementRow> {
        auto query = connection.query(
            "SELECT version, doc, image_type, created_ms FROM achievement WHERE org_id = ? AND achievement_id = ? "
            "ORDER BY version DESC LIMIT 1");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return AchievementRow{std::string(org),   std::string(id),    query.number_at(0),
                              query.string_at(1), query.string_at(2), query.number_at(3)};
    });
}

Result<std::vector<AchievementRow>> SqliteStore::achievements(std::string_view org) {
    return read([&](Connection& connection) -> Result<std::vector<AchievementRow>> {
        auto query = connection.query(
            "SELECT a.achievement_id, a.version, a.doc, a.image_type, a.created_ms FROM achievement a "
            "WHERE a.org_id = ? AND a.version = (SELECT MAX(b.version) FROM achievement b "
            "WHERE b.org_id = a.org_id AND b.achievement_id = a.achievement_id) ORDER BY a.place");
        query.text(org);
        std::vector<AchievementRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), query.string_at(0), query.number_at(1), query.string_at(2),
                            query.string_at(3), query.number_at(4)});
        }
        return rows;
    });
}

Result<std::vector<AchievementRow>> SqliteStore::achievement_versions(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<std::vector<AchievementRow>> {
        auto query = connection.query(
            "SELECT version, doc, image_type, created_ms FROM achievement WHERE org_id = ? AND achievement_id = ? "
            "ORDER BY version DESC");
        query.text(org).text(id);
        std::vector<AchievementRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), std::string(id), query.number_at(0), query.string_at(1),
                            query.string_at(2), query.number_at(3)});
        }
        return rows;
    });
}

Result<std::string> SqliteStore::achievement_image(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<std::string> {
        auto query = connection.query(
            "SELECT image FROM achievement WHERE org_id = ? AND achievement_id = ? ORDER BY version DESC LIMIT 1");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return query.string_at(0);
    });
}

void insert_credential(Connection& connection, const CredentialRow& row) {
    connection
        .query(
            "INSERT INTO credential(org_id, cred_id, achievement_id, media_type, body_sha256, issued_ms, doc_id) "
            "VALUES(?, ?, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.id)
        .text(row.achievement)
        .text(row.media_type)
        .blob(crypto::sha256(row.body).bytes())
        .number(row.issued_ms)
        .text(row.doc_id)
        .run();
    connection.query("INSERT INTO credential_body(org_id, cred_id, body) VALUES(?, ?, ?)")
        .text(row.org)
        .text(row.id)
        .blob(row.body)
        .run();
    insert_statuses(connection, row);
    if (row.once) {
        connection.query("INSERT INTO answered(org_id, request_key, content, cred_id) VALUES(?, ?, ?, ?)")
            .text(row.org)
            .blob(row.once->key)
            .blob(row.once->content)
            .text(row.id)
            .run();
    }
}

Result<void> SqliteStore::add_credential(const CredentialRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        insert_credential(connection, row);
        append_audit(connection, audit);
        return {};
    });
}

Result<void> SqliteStore::add_credentials(const std::vector<CredentialRow>& rows, const std::vector<Audit>& audits) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            insert_credential(connection, rows[i]);
            append_audit(connection, audits[i]);
        }
        return {};
    });
}

Result<AnsweredRow> SqliteStore::answered(std::string_view org, ByteView key) {
    return read([&](Connection& connection) -> Result<AnsweredRow> {
        auto query = connection.query("SELECT content, cred_id FROM answered WHERE org_id = ? AND request_key = ?");
        query.text(org).blob(key);
        if (!query.step()) return not_found();
        return AnsweredRow{query.bytes_at(0), query.string_at(1)};
    });
}

Result<CredentialRow> SqliteStore::credential(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<CredentialRow> {
        auto query = connection.query(
            "SELECT c.achievement_id, c.media_type, b.body, c.issued_ms FROM credential c "
            "JOIN credential_body b ON b.org_id = c.org_id AND b.cred_id = c.cred_id "
            "WHERE c.org_id = ? AND c.cred_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return CredentialRow{std::string(org),   std::string(id),    query.string_at(0),
                             query.string_at(1), query.string_at(2), query.number_at(3)};
    });
}

Result<std::vector<CredentialRow>> SqliteStore::credentials(std::string_view org, std::size_t limit) {
    return read([&](Connection& connection) -> Result<std::vector<CredentialRow>> {
        auto query = connection.query(
            "SELECT c.cred_id, c.achievement_id, c.media_type, b.body, c.issued_ms FROM credential c "
            "JOIN credential_body b ON b.org_id = c.org_id AND b.cred_id = c.cred_id "
            "WHERE c.org_id = ? ORDER BY c.issued_ms DESC, c.cred_id LIMIT ?");
        query.text(org).number(static_cast<std::int64_t>(limit));
        std::vector<CredentialRow> rows;
        while (query.step()) {
            rows.push_back({std::string(org), query.string_at(0), query.string_at(1), query.string_at(2),
                            query.string_at(3), query.number_at(4)});
        }
        return rows;
    });
}

}  // namespace blason::storage
