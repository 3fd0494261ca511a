-- When a release declares new permissions, the built-in roles of every tenant get the declared defaults of these, and of
-- no others: what an administrator took from such a role stays away. So each tenant records for which permissions that has
-- been done. A tenant without a row has had those that there were before this table, which the program knows.

CREATE TABLE permission_defaults (
    tenant_id    uuid        PRIMARY KEY REFERENCES tenants (id),
    permissions  text[]      COLLATE "C" NOT NULL,
    updated_at   timestamptz NOT NULL
);
COMMENT ON COLUMN permission_defaults.permissions IS
    'The names of all permissions, module.action, whose defaults the built-in roles have been given.';

ALTER TABLE permission_defaults ENABLE ROW LEVEL SECURITY;
ALTER TABLE permission_defaults FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON permission_defaults
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON permission_defaults TO plenum_app;

GRANT SELECT (tenant_id, permissions) ON permission_defaults TO plenum_gate;
CREATE POLICY gate_permission_defaults ON permission_defaults FOR SELECT TO plenum_gate USING (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The ids of the tenants for which some of these permissions are new, in their order, page by page. Ids only. The first
-- permissions are those that a tenant without a row has had. Both lists are sorted, and a tenant that has met the same
-- program has the same one: to compare them costs little, to look for each name in the other costs much.
CREATE FUNCTION gate.tenants_lacking_permissions(
        p_permissions text[], p_first text[], p_after uuid, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT t.id
        FROM public.tenants t LEFT JOIN public.permission_defaults d ON d.tenant_id = t.id
        WHERE (p_after IS NULL OR t.id > p_after)
            AND CASE WHEN d.permissions = p_permissions THEN false
                ELSE NOT coalesce(d.permissions, p_first) @> p_permissions END
        ORDER BY t.id LIMIT p_limit
    $$;
GRANT EXECUTE ON FUNCTION gate.tenants_lacking_permissions(text[], text[], uuid, integer) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
