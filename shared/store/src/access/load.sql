SELECT
    m.user_id,
    m.status AS member_status,
    r.id AS role_id,
    r.key AS role_key,
    r.name AS role_name,
    r.is_system,
    r.version AS role_version,
    r.default_field_access,
    -- Grows whenever either does: a change of the membership outweighs any change of a role.
    m.version * 1000000 + r.version AS access_version,
    EXISTS (SELECT FROM service_accounts a WHERE a.tenant_id = $1 AND a.id = $2) AS is_machine,
    u.status AS user_status,
    u.email,
    u.first_name,
    u.last_name,
    t.id AS tenant_id,
    t.name AS tenant_name,
    t.slug AS tenant_slug,
    t.plan AS tenant_plan,
    t.plan_overrides AS tenant_plan_overrides,
    t.status AS tenant_status,
    t.settings AS tenant_settings,
    t.version AS tenant_version,
    t.text_version AS tenant_text_version,
    t.settings->>'locale' AS tenant_locale,
    own.settings AS user_settings,
    own.settings->>'locale' AS user_locale,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'resource', p.resource, 'action', p.action, 'scope', p.scope, 'fields', p.fields)), '[]')
        FROM role_permissions p
        WHERE p.tenant_id = $1 AND p.role_id = m.role_id
    ) AS grants,
    (
        SELECT coalesce(array_agg(x.team_id ORDER BY x.team_id), '{}')
        FROM team_members x
        WHERE x.tenant_id = $1 AND x.user_id = $2
    ) AS teams,
    $3::uuid IS NULL OR EXISTS (
        SELECT FROM sessions s
        WHERE s.tenant_id = $1 AND s.id = $3 AND s.user_id = $2 AND s.revoked_at IS NULL AND s.expires_at > $4
            AND s.credential_version = u.credential_version
    ) AS session_live
FROM memberships m
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
JOIN users u ON u.id = m.user_id
JOIN tenants t ON t.id = m.tenant_id
LEFT JOIN user_settings own ON own.tenant_id = m.tenant_id AND own.user_id = m.user_id
WHERE m.tenant_id = $1 AND m.user_id = $2
