-- In a migration of its own: the columns before it need a lock that stops everybody, for a moment, and building the index
-- takes long but lets readers go on.

-- The sets of a tenant, the newest first, and the entries of each.
CREATE INDEX change_log_change_set ON change_log (tenant_id, change_set, seq) WHERE change_set IS NOT NULL;
