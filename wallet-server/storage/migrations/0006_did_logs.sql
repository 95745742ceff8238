-- The logs of did:webvh identifiers, one line a row, only ever added to.

CREATE TABLE did_log(
    org_id TEXT NOT NULL REFERENCES org(org_id),
    seq BIGINT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY(org_id, seq));
