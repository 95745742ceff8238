-- What each key of an issuer is used for. The key every issuer began with is the one it signs with.

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
