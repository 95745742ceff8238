-- Grants of whoever had an offer's code, so that account and client may be absent, with what they are bound to; and
-- pushed requests. A column cannot lose its NOT NULL: the three tables are written anew, the children first away.

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
