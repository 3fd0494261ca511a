-- A deal is with an account and a contact of it. Both columns are new and empty, so that a program that does not know
-- them goes on writing deals.

ALTER TABLE deals
    ADD COLUMN account_id uuid,
    ADD COLUMN contact_id uuid,
    ADD FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id),
    ADD FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id);
CREATE INDEX deals_account ON deals (tenant_id, account_id) WHERE account_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX deals_contact ON deals (tenant_id, contact_id) WHERE contact_id IS NOT NULL AND deleted_at IS NULL;
