-- Connections to other Open Badges hosts: of a holder's wallet, or of the organisation itself (no holder). What was
-- agreed with the host is sealed, because it holds secrets. `state_hash` is empty when no browser is away.

CREATE TABLE host_connection(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    holder_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    state_hash BLOB NOT NULL,
    sealed BLOB NOT NULL,
    created_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id, connection_id));
CREATE INDEX host_connection_state ON host_connection(state_hash);
