-- Status lists. `doc_id` is the credential's own `id`, by which its status is set; empty for credentials issued before.
-- An index of a list belongs to one credential for ever: the primary key says so whatever the counter says.

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
