-- Requests that are done once: the credential each was answered with. They are kept as long as the credential.

CREATE TABLE answered(
    org_id TEXT NOT NULL,
    request_key BLOB NOT NULL,
    content BLOB NOT NULL,
    cred_id TEXT NOT NULL,
    PRIMARY KEY(org_id, request_key),
    FOREIGN KEY(org_id, cred_id) REFERENCES credential(org_id, cred_id));
