-- Portable between SQLite and PostgreSQL: times are BIGINT milliseconds, no serial, no enum, no trigger, no partial
-- index. The organisation comes first in every key, so that the data can be spread by it.

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
