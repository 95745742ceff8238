#include "wallet-server/storage/migrations.hpp"

#include "engine/crypto/hash.hpp"

namespace blason::storage {
namespace {

// Portable between SQLite and PostgreSQL: times are BIGINT milliseconds, no serial, no enum, no trigger, no partial
// index. The organisation comes first in every key, so that the data can be spread by it.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE org(
    org_id TEXT NOT NULL PRIMARY KEY,
    doc BLOB NOT NULL,
    created_ms BIGINT NOT NULL);

CREATE TABLE org_key(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    key_id TEXT NOT NULL,
    alg TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    public_key TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, key_id));

CREATE TABLE achievement(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    achievement_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    place BIGINT NOT NULL,
    doc BLOB NOT NULL,
    image_type TEXT NOT NULL,
    image BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, achievement_id, version));

CREATE TABLE credential(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    cred_id TEXT NOT NULL,
    achievement_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body_sha256 BLOB NOT NULL,
    issued_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, cred_id));
CREATE INDEX credential_time ON credential(org_id, issued_ms);

CREATE TABLE credential_body(
    org_id TEXT NOT NULL,
    cred_id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY(org_id, cred_id),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));

CREATE TABLE holder(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    holder_id TEXT NOT NULL,
    name TEXT NOT NULL,
    did TEXT NOT NULL,
    key_id TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id),
    FOREIGN KEY(org_id, key_id) REFERENCES org_key(org_id, key_id));
CREATE INDEX holder_did ON holder(org_id, did);

CREATE TABLE held_credential(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    held_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body BLOB NOT NULL,
    body_sha256 BLOB NOT NULL,
    received_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id, held_id),
    UNIQUE(org_id, holder_id, body_sha256),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));

CREATE TABLE once(
    org_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value_hash BLOB NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, kind, value_hash));
CREATE INDEX once_expiry ON once(expires_ms);

CREATE TABLE api_key(
    org_id TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, key_hash));

CREATE TABLE audit(
    org_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    entry BLOB NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY(org_id, seq));

CREATE TABLE fact(
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL);
)sql";

// Status lists. `doc_id` is the credential's own `id`, by which its status is set; empty for credentials issued before.
// An index of a list belongs to one credential for ever: the primary key says so whatever the counter says.
constexpr std::string_view kStatusLists = R"sql(
ALTER TABLE credential ADD COLUMN doc_id TEXT NOT NULL DEFAULT '';
CREATE INDEX credential_doc ON credential(org_id, doc_id);

CREATE TABLE status_list(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    list_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    bits BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    next_ordinal BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, list_id));

CREATE TABLE status_entry(
    org_id TEXT NOT NULL,
    list_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    cred_id TEXT NOT NULL,
    value BIGINT NOT NULL,
    reason TEXT NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, list_id, idx),
    FOREIGN KEY(org_id, list_id) REFERENCES status_list(org_id, list_id),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));
CREATE INDEX status_entry_credential ON status_entry(org_id, cred_id);
CREATE INDEX status_entry_value ON status_entry(org_id, list_id, value);
)sql";

// What each key of an issuer is used for. The key every issuer began with is the one it signs with.
constexpr std::string_view kIssuerKeys = R"sql(
CREATE TABLE issuer_key(
    org_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    state TEXT NOT NULL,
    activated_ms BIGINT NOT NULL,
    retired_ms BIGINT NOT NULL,
    revoked_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, key_id),
    FOREIGN KEY(org_id, key_id) REFERENCES org_key(org_id, key_id));

INSERT INTO issuer_key(org_id, key_id, state, activated_ms, retired_ms, revoked_ms)
SELECT org_id, key_id, 'current', created_ms, 0, 0 FROM org_key WHERE key_id = 'key-1';
)sql";

// Requests that are done once: the credential each was answered with. They are kept as long as the credential.
constexpr std::string_view kAnswered = R"sql(
CREATE TABLE answered(
    org_id TEXT NOT NULL,
    request_key BLOB NOT NULL,
    content BLOB NOT NULL,
    cred_id TEXT NOT NULL,
    PRIMARY KEY(org_id, request_key),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));
)sql";

// The other forms of a credential, each signed when it is first asked for.
constexpr std::string_view kForms = R"sql(
CREATE TABLE credential_form(
    org_id TEXT NOT NULL,
    cred_id TEXT NOT NULL,
    form TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body BLOB NOT NULL,
    made_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, cred_id, form),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));
)sql";

constexpr Migration kMigrations[] = {{1, kFirst}, {2, kStatusLists}, {3, kIssuerKeys}, {4, kAnswered}, {5, kForms}};

}  // namespace

std::span<const Migration> migrations() {
    return kMigrations;
}

std::string checksum(const Migration& migration) {
    return to_hex(crypto::sha256(migration.sql).bytes());
}

}  // namespace blason::storage
