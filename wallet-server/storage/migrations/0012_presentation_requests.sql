-- Requests for presentations (OpenID4VP): what was asked, sealed because it has the key that the answer is encrypted
-- to, and what came of it, sealed because it is about people. The row count of one UPDATE decides which answer counts.

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
