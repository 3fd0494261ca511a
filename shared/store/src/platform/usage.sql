SELECT
    (
        SELECT count(*) FROM memberships m
        WHERE m.tenant_id = $1 AND m.status = 'active'
            AND NOT EXISTS (SELECT FROM service_accounts a WHERE a.tenant_id = $1 AND a.id = m.user_id)
    ) AS people,
    (
        SELECT count(*) FROM invitations
        WHERE tenant_id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2
    ) AS open_invitations,
    (SELECT count(*) FROM service_accounts WHERE tenant_id = $1 AND revoked_at IS NULL) AS service_accounts,
    (SELECT count(*) FROM roles WHERE tenant_id = $1 AND NOT is_system) AS custom_roles,
    (SELECT count(*) FROM teams WHERE tenant_id = $1) AS teams,
    (SELECT records FROM tenant_seq WHERE tenant_id = $1) AS records
