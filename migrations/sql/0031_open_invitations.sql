-- An address has one open invitation of an organisation at a time: a newer one replaces it. Two that were made at the same
-- moment did not see each other, so of those that are open now only the latest stays.

-- The owner meets the policies like everybody; this is about all tenants.
ALTER TABLE invitations NO FORCE ROW LEVEL SECURITY;
UPDATE invitations i SET withdrawn_at = now()
WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND EXISTS (
    SELECT FROM invitations newer
    WHERE newer.tenant_id = i.tenant_id AND newer.email_lower = i.email_lower
        AND newer.accepted_at IS NULL AND newer.withdrawn_at IS NULL
        AND (newer.created_at, newer.id) > (i.created_at, i.id));
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;

CREATE UNIQUE INDEX invitations_open_once ON invitations (tenant_id, email_lower)
    WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
