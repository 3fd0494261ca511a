-- The newest few of those that name a record are read for a whole page of records at once, so the indexes by which they
-- are found have them in that order. Each takes the place of one without it.

CREATE INDEX accounts_of_parent ON accounts (tenant_id, parent_id, created_at DESC, id DESC)
    WHERE parent_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX accounts_parent;

CREATE INDEX contacts_of_account ON contacts (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX contacts_account;

CREATE INDEX deals_of_account ON deals (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX deals_account;
CREATE INDEX deals_of_contact ON deals (tenant_id, contact_id, created_at DESC, id DESC)
    WHERE contact_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX deals_contact;

CREATE INDEX activities_of_account ON activities (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX activities_account;
CREATE INDEX activities_of_contact ON activities (tenant_id, contact_id, created_at DESC, id DESC)
    WHERE contact_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX activities_contact;
CREATE INDEX activities_of_deal ON activities (tenant_id, deal_id, created_at DESC, id DESC)
    WHERE deal_id IS NOT NULL AND deleted_at IS NULL;
DROP INDEX activities_deal;
