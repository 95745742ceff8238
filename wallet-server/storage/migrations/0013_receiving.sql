-- What wallets are about to receive: offers of issuers on their way, sealed because there are tokens among it, and the
-- keys of single credentials.

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
