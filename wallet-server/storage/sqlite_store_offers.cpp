// Credential offers, and the credentials that were issued for them.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

OfferRow offer_at(const Query& query, std::string_view org) {
    return {std::string(org),   query.string_at(0), query.string_at(1), query.string_at(2), query.string_at(3),
            query.string_at(4), query.number_at(5), query.string_at(6), query.number_at(7), query.number_at(8)};
}

IssuanceRow issuance_at(const Query& query, std::string_view org) {
    return {std::string(org),   query.string_at(0), query.string_at(1), query.string_at(2), query.string_at(3),
            query.string_at(4), query.string_at(5), query.string_at(6), query.number_at(7)};
}

/// One name of a list that is separated by spaces.
bool is_among(std::string_view name, std::string_view list) {
    while (!list.empty()) {
        const auto one = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(one.size() + 1, list.size()));
        if (one == name) return true;
    }
    return false;
}

Result<void> spend(Connection& connection, std::string_view org, const std::vector<OnceValue>& nonces,
                   std::int64_t now_ms) {
    connection.query("DELETE FROM once WHERE expires_ms < ?").number(now_ms).run();
    for (const auto& nonce : nonces) {
        const int inserted =
            connection
                .query(
                    "INSERT INTO once(org_id, kind, value_hash, expires_ms) VALUES(?, 'c_nonce', ?, ?) "
                    "ON CONFLICT DO NOTHING")
                .text(org)
                .blob(nonce.hash)
                .number(nonce.expires_ms)
                .run();
        if (inserted == 0) return Error{"nonce-used", "This nonce was used before.", "", ErrorKind::Conflict};
    }
    return {};
}

void insert_issuance(Connection& connection, const IssuanceRow& row) {
    connection
        .query(
            "INSERT INTO issuance(org_id, offer_id, configuration, issuance_id, grant_id, state, keys, credentials, "
            "created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(row.org)
        .text(row.offer)
        .text(row.configuration)
        .text(row.id)
        .text(row.grant)
        .text(row.state)
        .text(row.keys)
        .text(row.credentials)
        .number(row.created_ms)
        .run();
}

void insert_all(Connection& connection, const IssuingStep& step) {
    for (const auto& credential : step.credentials) insert_credential(connection, credential);
    for (const auto& audit : step.audits) append_audit(connection, audit);
}

/// The offer is the grant's from now on: it was nobody's, or the grant's before.
bool bind_offer(Connection& connection, const IssuanceRow& row) {
    return connection
               .query(
                   "UPDATE credential_offer SET grant_id = ?, state = ? WHERE org_id = ? AND offer_id = ? AND "
                   "((state = 'offered' AND grant_id = '' AND expires_ms > ?) OR "
                   "(grant_id = ? AND state IN ('taken', 'issued', 'accepted')))")
               .text(row.grant)
               .text(row.state == "issued" ? "issued" : "taken")
               .text(row.org)
               .text(row.offer)
               .number(row.created_ms)
               .text(row.grant)
               .run() == 1;
}

}  // namespace

Result<void> SqliteStore::add_offer(const OfferRow& row, const Audit& audit) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        connection
            .query(
                "INSERT INTO credential_offer(org_id, offer_id, doc, state, approval, reason, tries, grant_id, "
                "created_ms, expires_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.id)
            .blob(row.doc)
            .text(row.state)
            .text(row.approval)
            .text(row.reason)
            .number(row.tries)
            .text(row.grant)
            .number(row.created_ms)
            .number(row.expires_ms)
            .run();
        append_audit(connection, audit);
        return {};
    });
}

Result<OfferRow> SqliteStore::offer(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<OfferRow> {
        auto query = connection.query(
            "SELECT offer_id, doc, state, approval, reason, tries, grant_id, created_ms, expires_ms "
            "FROM credential_offer WHERE org_id = ? AND offer_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return offer_at(query, org);
    });
}

Result<std::vector<OfferRow>> SqliteStore::offers(std::string_view org, std::size_t limit) {
    return read([&](Connection& connection) -> Result<std::vector<OfferRow>> {
        auto query = connection.query(
            "SELECT offer_id, doc, state, approval, reason, tries, grant_id, created_ms, expires_ms "
            "FROM credential_offer WHERE org_id = ? ORDER BY created_ms DESC, offer_id LIMIT ?");
        query.text(org).number(static_cast<std::int64_t>(limit));
        std::vector<OfferRow> rows;
        while (query.step()) rows.push_back(offer_at(query, org));
        return rows;
    });
}

Result<bool> SqliteStore::count_try(std::string_view org, std::string_view id, std::int64_t most, std::int64_t now_ms) {
    bool counted = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        counted = connection
                      .query(
                          "UPDATE credential_offer SET tries = tries + 1 WHERE org_id = ? AND offer_id = ? AND "
                          "tries < ? AND state = 'offered' AND grant_id = '' AND expires_ms > ?")
                      .text(org)
                      .text(id)
                      .number(most)
                      .number(now_ms)
                      .run() == 1;
        return {};
    });
    if (!done) return std::move(done).error();
    return counted;
}

Result<bool> SqliteStore::take_offer(std::string_view org, std::string_view id, const GrantRow& grant,
                                     const RefreshTokenRow* refresh, const Audit& audit) {
    bool first = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        first = connection
                    .query(
                        "UPDATE credential_offer SET state = 'taken', grant_id = ? WHERE org_id = ? AND offer_id = ? "
                        "AND state = 'offered' AND grant_id = '' AND expires_ms > ?")
                    .text(grant.id)
                    .text(org)
                    .text(id)
                    .number(audit.at_ms)
                    .run() == 1;
        if (!first) return {};
        insert_grant(connection, grant);
        if (refresh != nullptr) insert_refresh(connection, *refresh);
        append_audit(connection, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return first;
}

Result<bool> SqliteStore::move_offer(std::string_view org, std::string_view id, std::string_view from,
                                     std::string_view to, std::string_view reason, const Audit& audit) {
    bool moved = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        {
            auto query = connection.query("SELECT state FROM credential_offer WHERE org_id = ? AND offer_id = ?");
            query.text(org).text(id);
            if (!query.step()) return not_found();
            moved = is_among(query.string_at(0), from);
        }
        if (!moved) return {};
        connection.query("UPDATE credential_offer SET state = ?, reason = ? WHERE org_id = ? AND offer_id = ?")
            .text(to)
            .text(reason)
            .text(org)
            .text(id)
            .run();
        append_audit(connection, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return moved;
}

Result<bool> SqliteStore::decide_offer(std::string_view org, std::string_view id, std::string_view approval,
                                       const Audit& audit) {
    bool decided = false;
    auto done = writes_.run([&](Connection& connection) -> Result<void> {
        decided = connection
                      .query(
                          "UPDATE credential_offer SET approval = ? WHERE org_id = ? AND offer_id = ? AND approval = "
                          "'wanted' AND state IN ('offered', 'taken')")
                      .text(approval)
                      .text(org)
                      .text(id)
                      .run() == 1;
        if (decided) append_audit(connection, audit);
        return {};
    });
    if (!done) return std::move(done).error();
    return decided;
}

Result<IssuanceRow> SqliteStore::issuance(std::string_view org, std::string_view id) {
    return read([&](Connection& connection) -> Result<IssuanceRow> {
        auto query = connection.query(
            "SELECT offer_id, configuration, issuance_id, grant_id, state, keys, credentials, created_ms "
            "FROM issuance WHERE org_id = ? AND issuance_id = ?");
        query.text(org).text(id);
        if (!query.step()) return not_found();
        return issuance_at(query, org);
    });
}

Result<IssuanceRow> SqliteStore::issuance_of(std::string_view org, std::string_view offer,
                                             std::string_view configuration) {
    return read([&](Connection& connection) -> Result<IssuanceRow> {
        auto query = connection.query(
            "SELECT offer_id, configuration, issuance_id, grant_id, state, keys, credentials, created_ms "
            "FROM issuance WHERE org_id = ? AND offer_id = ? AND configuration = ?");
        query.text(org).text(offer).text(configuration);
        if (!query.step()) return not_found();
        return issuance_at(query, org);
    });
}

Result<void> SqliteStore::begin_issuance(const IssuingStep& step) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const auto& row = step.issuance;
        if (auto spent = spend(connection, row.org, step.nonces, row.created_ms); !spent) return spent;
        if (!bind_offer(connection, row))
            return Error{"offer-taken", "This offer was taken by somebody else.", "", ErrorKind::Conflict};
        insert_issuance(connection, row);
        insert_all(connection, step);
        return move_exchange(connection, step.exchange);
    });
}

Result<void> SqliteStore::finish_issuance(const IssuingStep& step) {
    return writes_.run([&](Connection& connection) -> Result<void> {
        const auto& row = step.issuance;
        const bool first = connection
                               .query(
                                   "UPDATE issuance SET state = 'issued', credentials = ? WHERE org_id = ? AND "
                                   "issuance_id = ? AND state = 'waiting'")
                               .text(row.credentials)
                               .text(row.org)
                               .text(row.id)
                               .run() == 1;
        if (!first) return Error{"used", "These credentials were fetched before.", "", ErrorKind::Conflict};
        if (!bind_offer(connection, row)) return Error{"offer-taken", "This offer is gone.", "", ErrorKind::Conflict};
        insert_all(connection, step);
        return move_exchange(connection, step.exchange);
    });
}

Result<void> SqliteStore::use_nonces(std::string_view org, const std::vector<OnceValue>& nonces, std::int64_t now_ms) {
    return writes_.run([&](Connection& connection) { return spend(connection, org, nonces, now_ms); });
}

}  // namespace blason::storage
