-- To purge a record the database looks for rows that refer to it, deleted ones among them, so the indexes on references
-- leave out deleted rows no longer. Each takes the place of one that did. And deleted records are found by their age.
--
-- On an installation with data `plenum migrate` has built these indexes before, beside the writers; here they are there,
-- and take their names.

CREATE INDEX IF NOT EXISTS accounts_of_parent_all ON accounts (tenant_id, parent_id, created_at DESC, id DESC)
    WHERE parent_id IS NOT NULL;
DROP INDEX accounts_of_parent;
ALTER INDEX accounts_of_parent_all RENAME TO accounts_of_parent;

CREATE INDEX IF NOT EXISTS contacts_of_account_all ON contacts (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL;
DROP INDEX contacts_of_account;
ALTER INDEX contacts_of_account_all RENAME TO contacts_of_account;

CREATE INDEX IF NOT EXISTS deals_of_account_all ON deals (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL;
DROP INDEX deals_of_account;
ALTER INDEX deals_of_account_all RENAME TO deals_of_account;
CREATE INDEX IF NOT EXISTS deals_of_contact_all ON deals (tenant_id, contact_id, created_at DESC, id DESC)
    WHERE contact_id IS NOT NULL;
DROP INDEX deals_of_contact;
ALTER INDEX deals_of_contact_all RENAME TO deals_of_contact;
CREATE INDEX IF NOT EXISTS deals_stage_all ON deals (tenant_id, pipeline_id, stage_id);
DROP INDEX deals_stage;
ALTER INDEX deals_stage_all RENAME TO deals_stage;

CREATE INDEX IF NOT EXISTS activities_of_account_all ON activities (tenant_id, account_id, created_at DESC, id DESC)
    WHERE account_id IS NOT NULL;
DROP INDEX activities_of_account;
ALTER INDEX activities_of_account_all RENAME TO activities_of_account;
CREATE INDEX IF NOT EXISTS activities_of_contact_all ON activities (tenant_id, contact_id, created_at DESC, id DESC)
    WHERE contact_id IS NOT NULL;
DROP INDEX activities_of_contact;
ALTER INDEX activities_of_contact_all RENAME TO activities_of_contact;
CREATE INDEX IF NOT EXISTS activities_of_deal_all ON activities (tenant_id, deal_id, created_at DESC, id DESC)
    WHERE deal_id IS NOT NULL;
DROP INDEX activities_of_deal;
ALTER INDEX activities_of_deal_all RENAME TO activities_of_deal;

CREATE INDEX IF NOT EXISTS pipelines_deleted ON pipelines (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS stages_deleted ON stages (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS accounts_deleted ON accounts (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS contacts_deleted ON contacts (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS deals_deleted ON deals (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS activities_deleted ON activities (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS leads_deleted ON leads (tenant_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
