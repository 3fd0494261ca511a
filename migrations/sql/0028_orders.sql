-- The orders in which a sales team looks at its records again and again: the largest deals, those to be closed next, people
-- by their name, what is due, the most promising leads. An index has one place for what has no value, so each serves one
-- direction of its field and the way back from there.
--
-- Not by the time of the last change, which changes with every write: each would then have to renew its place in all
-- indexes of its table, of which the one over words is the dearest.

CREATE INDEX deals_value ON deals
    (tenant_id, value_currency DESC NULLS LAST, value_amount DESC NULLS LAST, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX deals_expected_close ON deals (tenant_id, expected_close_date, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_last_name ON contacts (tenant_id, last_name_lower, id) WHERE deleted_at IS NULL;
CREATE INDEX activities_due ON activities (tenant_id, due_date, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_score ON leads (tenant_id, score DESC NULLS LAST, id DESC) WHERE deleted_at IS NULL;

-- What somebody owns or has made is all that a scope of one's own shows. Whoever has little of it would otherwise have
-- everything gone through in search of more.
CREATE INDEX accounts_creator ON accounts (tenant_id, created_by) WHERE deleted_at IS NULL;
CREATE INDEX contacts_creator ON contacts (tenant_id, created_by) WHERE deleted_at IS NULL;
CREATE INDEX deals_creator ON deals (tenant_id, created_by) WHERE deleted_at IS NULL;
CREATE INDEX activities_creator ON activities (tenant_id, created_by) WHERE deleted_at IS NULL;
CREATE INDEX leads_creator ON leads (tenant_id, created_by) WHERE deleted_at IS NULL;
