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

// Accounts of holders, and what they let OAuth clients do. Texts that open something are stored as hashes only.
constexpr std::string_view kAccounts = R"sql(
CREATE TABLE account(
    org_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    email TEXT NOT NULL,
    password TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, account_id),
    UNIQUE(org_id, email),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));

CREATE TABLE session(
    org_id TEXT NOT NULL,
    session_hash BLOB NOT NULL,
    account_id TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, session_hash),
    FOREIGN KEY(org_id, account_id) REFERENCES account(org_id, account_id));
CREATE INDEX session_expiry ON session(expires_ms);

CREATE TABLE oauth_client(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    client_id TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    doc BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    is_used BIGINT NOT NULL,
    PRIMARY KEY(org_id, client_id));
CREATE INDEX oauth_client_used ON oauth_client(org_id, is_used, created_ms);

CREATE TABLE oauth_grant(
    org_id TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    revoked_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, grant_id),
    FOREIGN KEY(org_id, account_id) REFERENCES account(org_id, account_id),
    FOREIGN KEY(org_id, client_id) REFERENCES oauth_client(org_id, client_id));
CREATE INDEX oauth_grant_account ON oauth_grant(org_id, account_id, created_ms);
CREATE INDEX oauth_grant_expiry ON oauth_grant(expires_ms);

CREATE TABLE oauth_code(
    org_id TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    grant_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, code_hash),
    FOREIGN KEY(org_id, grant_id) REFERENCES oauth_grant(org_id, grant_id));
CREATE INDEX oauth_code_grant ON oauth_code(org_id, grant_id);
CREATE INDEX oauth_code_expiry ON oauth_code(expires_ms);

CREATE TABLE oauth_refresh(
    org_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    grant_id TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, token_hash),
    FOREIGN KEY(org_id, grant_id) REFERENCES oauth_grant(org_id, grant_id));
CREATE INDEX oauth_refresh_grant ON oauth_refresh(org_id, grant_id);
CREATE INDEX oauth_refresh_expiry ON oauth_refresh(expires_ms);
)sql";

// What the Open Badges API asks of a wallet: `equality` names the badge whatever its revision, `form` says whether and
// how the API shows it, `valid_from_ms` which revision is the newer one. Rows of before have an empty `equality`.
constexpr std::string_view kOpenBadgesApi = R"sql(
ALTER TABLE held_credential ADD COLUMN equality TEXT NOT NULL DEFAULT '';
ALTER TABLE held_credential ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE held_credential ADD COLUMN valid_from_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX held_equality ON held_credential(org_id, holder_id, equality);
CREATE INDEX held_order ON held_credential(org_id, holder_id, received_ms, held_id);

CREATE TABLE holder_profile(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    body BLOB NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));
)sql";

// The logs of did:webvh identifiers, one line a row, only ever added to.
constexpr std::string_view kDidLogs = R"sql(
CREATE TABLE did_log(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    seq BIGINT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY(org_id, seq));
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

// Connections to other Open Badges hosts: of a holder's wallet, or of the organisation itself (no holder). What was
// agreed with the host is sealed, because it holds secrets. `state_hash` is empty when no browser is away.
constexpr std::string_view kHostConnections = R"sql(
CREATE TABLE host_connection(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    holder_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    state_hash BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id, connection_id));
CREATE INDEX host_connection_state ON host_connection(state_hash);
)sql";

// Grants of whoever had an offer's code, so that account and client may be absent, with what they are bound to; and
// pushed requests. A column cannot lose its NOT NULL: the three tables are written anew, the children first away.
constexpr std::string_view kExchangeGrants = R"sql(
CREATE TABLE new_grant(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    grant_id TEXT NOT NULL,
    account_id TEXT,
    client_id TEXT,
    scope TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    revoked_ms BIGINT NOT NULL,
    details TEXT NOT NULL,
    issuer_state TEXT NOT NULL,
    jkt TEXT NOT NULL,
    instance_key TEXT NOT NULL,
    PRIMARY KEY(org_id, grant_id),
    FOREIGN KEY(org_id, account_id) REFERENCES account(org_id, account_id),
    FOREIGN KEY(org_id, client_id) REFERENCES oauth_client(org_id, client_id));
INSERT INTO new_grant SELECT org_id, grant_id, account_id, client_id, scope, created_ms, expires_ms, revoked_ms,
    '', '', '', '' FROM oauth_grant;
CREATE TABLE new_code(
    org_id TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    grant_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, code_hash),
    FOREIGN KEY(org_id, grant_id) REFERENCES new_grant(org_id, grant_id));
INSERT INTO new_code SELECT org_id, code_hash, grant_id, redirect_uri, challenge, expires_ms, used_ms FROM oauth_code;
CREATE TABLE new_refresh(
    org_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    grant_id TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, token_hash),
    FOREIGN KEY(org_id, grant_id) REFERENCES new_grant(org_id, grant_id));
INSERT INTO new_refresh SELECT org_id, token_hash, grant_id, expires_ms, used_ms FROM oauth_refresh;
DROP TABLE oauth_refresh;
DROP TABLE oauth_code;
DROP TABLE oauth_grant;
ALTER TABLE new_grant RENAME TO oauth_grant;
ALTER TABLE new_code RENAME TO oauth_code;
ALTER TABLE new_refresh RENAME TO oauth_refresh;
CREATE INDEX oauth_grant_account ON oauth_grant(org_id, account_id, created_ms);
CREATE INDEX oauth_grant_expiry ON oauth_grant(expires_ms);
CREATE INDEX oauth_code_grant ON oauth_code(org_id, grant_id);
CREATE INDEX oauth_code_expiry ON oauth_code(expires_ms);
CREATE INDEX oauth_refresh_grant ON oauth_refresh(org_id, grant_id);
CREATE INDEX oauth_refresh_expiry ON oauth_refresh(expires_ms);

CREATE TABLE oauth_pushed(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    request_hash BLOB NOT NULL,
    client_id TEXT NOT NULL,
    body TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, request_hash));
CREATE INDEX oauth_pushed_expiry ON oauth_pushed(expires_ms);
)sql";

// Workflows and their exchanges (VCALM). What was presented in an exchange is forgotten with it.
constexpr std::string_view kExchanges = R"sql(
CREATE TABLE workflow(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    workflow_id TEXT NOT NULL,
    doc TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, workflow_id));
CREATE TABLE exchange(
    org_id TEXT NOT NULL,
    exchange_id TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    doc TEXT NOT NULL,
    last_error TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, exchange_id),
    FOREIGN KEY(org_id, workflow_id) REFERENCES workflow(org_id, workflow_id));
CREATE INDEX exchange_expires ON exchange(expires_ms);
)sql";

// Requests for presentations (OpenID4VP): what was asked, sealed because it has the key that the answer is encrypted
// to, and what came of it, sealed because it is about people. The row count of one UPDATE decides which answer counts.
constexpr std::string_view kPresentationRequests = R"sql(
CREATE TABLE presentation_request(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    request_id TEXT NOT NULL,
    handle_hash BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    state TEXT NOT NULL,
    answer BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    answered_ms BIGINT NOT NULL,
    code_hash BLOB NOT NULL,
    code_expires_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, request_id));
CREATE INDEX presentation_request_expiry ON presentation_request(expires_ms);
)sql";

// What wallets are about to receive: offers of issuers on their way, sealed because there are tokens among it, and the
// keys of single credentials.
constexpr std::string_view kReceiving = R"sql(
CREATE TABLE received_offer(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    state_hash BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id, offer_id),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));
CREATE INDEX received_offer_state ON received_offer(state_hash);

CREATE TABLE holder_key(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    did TEXT NOT NULL,
    PRIMARY KEY(org_id, key_id),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));
CREATE INDEX holder_key_did ON holder_key(org_id, did);
)sql";

// Credential offers (OpenID4VCI) and the credentials issued for them: of one offer and configuration once.
constexpr std::string_view kOffers = R"sql(
CREATE TABLE credential_offer(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    offer_id TEXT NOT NULL,
    doc BLOB NOT NULL,
    state TEXT NOT NULL,
    approval TEXT NOT NULL,
    reason TEXT NOT NULL,
    tries BIGINT NOT NULL,
    grant_id TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, offer_id));
CREATE INDEX credential_offer_time ON credential_offer(org_id, created_ms);

CREATE TABLE issuance(
    org_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    configuration TEXT NOT NULL,
    issuance_id TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    state TEXT NOT NULL,
    keys TEXT NOT NULL,
    credentials TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, offer_id, configuration),
    UNIQUE(org_id, issuance_id),
    FOREIGN KEY(org_id, offer_id) REFERENCES credential_offer(org_id, offer_id));
)sql";

constexpr Migration kMigrations[] = {
    {1, kFirst},           {2, kStatusLists},     {3, kIssuerKeys}, {4, kAccounts},
    {5, kOpenBadgesApi},   {6, kDidLogs},         {7, kAnswered},   {8, kForms},
    {9, kHostConnections}, {10, kExchangeGrants}, {11, kExchanges}, {12, kPresentationRequests},
    {13, kReceiving},      {14, kOffers},
};

}  // namespace

std::span<const Migration> migrations() {
    return kMigrations;
}

std::string checksum(const Migration& migration) {
    return to_hex(crypto::sha256(migration.sql).bytes());
}

}  // namespace blason::storage
