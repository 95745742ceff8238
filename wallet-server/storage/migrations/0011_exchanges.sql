-- Workflows and their exchanges (VCALM). What was presented in an exchange is forgotten with it.

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
