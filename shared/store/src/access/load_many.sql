SELECT
    m.user_id,
    p.session_id,
    m.role_id,
    m.version AS member_version,
    m.status AS member_status,
    u.status AS user_status,
    t.status AS tenant_status,
    (
        SELECT coalesce(array_agg(x.team_id ORDER BY x.team_id), '{}')
        FROM team_members x
        WHERE x.tenant_id = $1 AND x.user_id = m.user_id
    ) AS teams,
    EXISTS (
        SELECT FROM sessions s
        WHERE s.tenant_id = $1 AND s.id = p.session_id AND s.user_id = m.user_id AND s.revoked_at IS NULL
            AND s.expires_at > $4 AND s.credential_version = u.credential_version
    ) AS session_live
FROM unnest($2::uuid[], $3::uuid[]) AS p (user_id, session_id)
JOIN memberships m ON m.tenant_id = $1 AND m.user_id = p.user_id
JOIN users u ON u.id = m.user_id
JOIN tenants t ON t.id = m.tenant_id
