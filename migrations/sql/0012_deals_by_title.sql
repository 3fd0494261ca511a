-- Deals are looked for and sorted by title. What else they can be sorted by changes with every write, or is empty for
-- many: an index on that would cost each write more than it saves the few lists that ask.

CREATE INDEX deals_title ON deals (tenant_id, title_lower, id) WHERE deleted_at IS NULL;
