-- Credential offers (OpenID4VCI) and the credentials issued for them: of one offer and configuration once.

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
