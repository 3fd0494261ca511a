-- The permissions to read and to revert the change sets of others are new, and nobody can give what they do not have: the
-- administrators of the tenants that exist get them here, those of later ones when they begin.
DO $$
DECLARE
    v_tenants uuid[];
    v_tenant  uuid;
BEGIN
    SET LOCAL ROLE plenum_gate;
    SELECT array_agg(id) INTO v_tenants FROM public.tenants;
    RESET ROLE;
    FOREACH v_tenant IN ARRAY coalesce(v_tenants, '{}') LOOP
        PERFORM set_config('app.tenant', v_tenant::text, true);
        INSERT INTO role_permissions (tenant_id, role_id, resource, action, scope)
        SELECT r.tenant_id, r.id, 'changesets', a.action, 'all'
        FROM roles r CROSS JOIN (VALUES ('read'), ('write')) AS a (action)
        WHERE r.tenant_id = v_tenant AND r.is_system AND r.key = 'tenant_admin'
        ON CONFLICT DO NOTHING;
        UPDATE roles SET version = version + 1, updated_at = now()
        WHERE tenant_id = v_tenant AND is_system AND key = 'tenant_admin';
    END LOOP;
    PERFORM set_config('app.tenant', '', true);
END
$$;
