-- What plans allow. Until now a plan meant nothing: the tenants that exist lose nothing by it that they have, and get the
-- plan with everything. An operator who sells less gives them another.

ALTER TABLE tenants ADD COLUMN plan_overrides jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(plan_overrides) = 'object');
COMMENT ON COLUMN tenants.plan_overrides IS 'What an operator agreed with the tenant besides its plan: {"features": {name: boolean}, "limits": {name: number or null}}.';
GRANT UPDATE (plan_overrides) ON tenants TO plenum_app;

-- Counted by the statement that appends to the log, whose lock on this row the count needs anyway.
ALTER TABLE tenant_seq ADD COLUMN records bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN tenant_seq.records IS 'Records of all entities that are not deleted.';
GRANT UPDATE (records) ON tenant_seq TO plenum_app;

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
        UPDATE tenants SET plan = 'enterprise', version = version + 1, updated_at = now()
        WHERE id = v_tenant AND plan <> 'enterprise';
        UPDATE tenant_seq SET records =
            (SELECT count(*) FROM leads WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM accounts WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM contacts WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM deals WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM activities WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM pipelines WHERE tenant_id = v_tenant AND deleted_at IS NULL)
            + (SELECT count(*) FROM stages WHERE tenant_id = v_tenant AND deleted_at IS NULL)
        WHERE tenant_id = v_tenant;
    END LOOP;
    PERFORM set_config('app.tenant', '', true);
END
$$;
