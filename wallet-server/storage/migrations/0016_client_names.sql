-- What a program calls itself that registered nowhere and took an offer by its code: `iss` of its proofs.
ALTER TABLE oauth_grant ADD COLUMN self_named TEXT NOT NULL DEFAULT '';
