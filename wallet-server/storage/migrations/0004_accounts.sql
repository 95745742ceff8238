-- Accounts of holders, and what they let OAuth clients do. Texts that open something are stored as hashes only.

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
