-- The other forms of a credential, each signed when it is first asked for.

CREATE TABLE credential_form(
    org_id TEXT NOT NULL,
    cred_id TEXT NOT NULL,
    form TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body BLOB NOT NULL,
    made_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, cred_id, form),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));
