// The other forms of credentials.
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

std::optional<CredentialFormRow> find_form(Connection& connection, std::string_view org, std::string_view credential,
                                           std::string_view form) {
    auto query = connection.query(
        "SELECT media_type, body, made_ms FROM credential_form WHERE org_id = ? AND cred_id = ? AND form = ?");
    query.text(org).text(credential).text(form);
    if (!query.step()) return std::nullopt;
    return CredentialFormRow{std::string(org),   std::string(credential), std::string(form),
                             query.string_at(0), query.string_at(1),      query.number_at(2)};
}

}  // namespace

Result<CredentialFormRow> SqliteStore::keep_form(const CredentialFormRow& row, const Audit& audit) {
    CredentialFormRow kept;
    const auto written = writes_.run([&](Connection& connection) -> Result<void> {
        if (auto found = find_form(connection, row.org, row.credential, row.form)) {
            kept = std::move(*found);
            return {};
        }
        connection
            .query(
                "INSERT INTO credential_form(org_id, cred_id, form, media_type, body, made_ms) "
                "VALUES(?, ?, ?, ?, ?, ?)")
            .text(row.org)
            .text(row.credential)
            .text(row.form)
            .text(row.media_type)
            .blob(row.body)
            .number(row.made_ms)
            .run();
        append_audit(connection, audit);
        kept = row;
        return {};
    });
    if (!written) return written.error();
    return kept;
}

Result<CredentialFormRow> SqliteStore::credential_form(std::string_view org, std::string_view credential,
                                                       std::string_view form) {
    return read([&](Connection& connection) -> Result<CredentialFormRow> {
        auto found = find_form(connection, org, credential, form);
        if (!found) return not_found();
        return std::move(*found);
    });
}

}  // namespace blason::storage
