-- What the Open Badges API asks of a wallet: `equality` names the badge whatever its revision, `form` says whether and
-- how the API shows it, `valid_from_ms` which revision is the newer one. Rows of before have an empty `equality`.

ALTER TABLE held_credential ADD COLUMN equality TEXT NOT NULL DEFAULT '';
ALTER TABLE held_credential ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE held_credential ADD COLUMN valid_from_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX held_equality ON held_credential(org_id, holder_id, equality);
CREATE INDEX held_order ON held_credential(org_id, holder_id, received_ms, held_id);

CREATE TABLE holder_profile(
    org_id TEXT NOT NULL,
    holder_id TEXT NOT NULL,
    body BLOB NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY(org_id, holder_id),
    FOREIGN KEY(org_id, holder_id) REFERENCES holder(org_id, holder_id));
