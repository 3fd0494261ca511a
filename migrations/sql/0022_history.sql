-- Reading the log as an audit and as the timeline of a record.

-- What somebody did, and what happened to things of one kind. In number order, so that a page of either is found
-- without sorting; the history of one record has its index already.
CREATE INDEX change_log_actor ON change_log (tenant_id, actor_id, seq);
CREATE INDEX change_log_entity ON change_log (tenant_id, entity, seq);

-- The permission to look into the log is new, and nobody can give it who does not have it: the administrators and the
-- managers of the tenants that exist get it here, those of later ones when they begin. The migration speaks for one
-- tenant after the other, so the policies hold for it too; that there are these tenants it learns from the gate's role.
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
        SELECT r.tenant_id, r.id, 'audit', 'read', CASE r.key WHEN 'tenant_admin' THEN 'all' ELSE 'team' END
        FROM roles r
        WHERE r.tenant_id = v_tenant AND r.is_system AND r.key IN ('tenant_admin', 'manager')
        ON CONFLICT DO NOTHING;
        UPDATE roles SET version = version + 1, updated_at = now()
        WHERE tenant_id = v_tenant AND is_system AND key IN ('tenant_admin', 'manager');
    END LOOP;
    PERFORM set_config('app.tenant', '', true);
END
$$;
