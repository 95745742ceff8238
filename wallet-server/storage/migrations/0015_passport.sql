-- What a holder brings into a wallet: whether it was verified when it came in, and the picture it was baked into.

ALTER TABLE held_credential ADD COLUMN verified BIGINT NOT NULL DEFAULT 1;

CREATE TABLE held_picture(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    held_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY(org_id, holder_id, held_id),
    FOREIGN KEY(org_id, holder_id, held_id) REFERENCES held_credential(org_id, holder_id, held_id));
