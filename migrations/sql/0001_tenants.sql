-- Tenants, and what every later file stands on: the check of the roles, the schema of the gate, and the function that
-- says which tenant a transaction speaks for.

DO $$
DECLARE
    missing text;
BEGIN
    SELECT string_agg(wanted, ', ' ORDER BY wanted) INTO missing
    FROM unnest(ARRAY['plenum_owner', 'plenum_app', 'plenum_gate']) AS wanted
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'missing database roles: %', missing
            USING HINT = 'run migrations/bootstrap/roles.sql as a superuser first';
    END IF;
END
$$;

-- New functions are callable by nobody until a grant says so.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA gate;
COMMENT ON SCHEMA gate IS
    'Security-definer functions for what has no tenant yet or spans tenants. Short and allow-listed; a test knows them all.';
GRANT USAGE ON SCHEMA gate TO plenum_app, plenum_gate;
GRANT USAGE ON SCHEMA public TO plenum_app, plenum_gate;

-- The empty string is what a transaction-local setting leaves behind on a pooled connection, hence NULLIF. A null
-- tenant equals nothing, so every policy below fails closed. Plain SQL without a SET clause, so that the planner
-- inlines it and an index on tenant_id is used.
CREATE FUNCTION app_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(pg_catalog.current_setting('app.tenant', true), '')::uuid $$;
COMMENT ON FUNCTION app_tenant() IS 'The tenant this transaction speaks for, or null.';
GRANT EXECUTE ON FUNCTION app_tenant() TO plenum_app, plenum_gate;

CREATE TABLE tenants (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL,
    slug        text        COLLATE "C" NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    plan        text        NOT NULL CHECK (plan IN ('free', 'pro', 'enterprise')),
    status      text        NOT NULL CHECK (status IN ('active', 'suspended')),
    settings    jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object'),
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
COMMENT ON TABLE tenants IS
    'A tenant sees its own row only. A new tenant is inserted under its own id: the transaction speaks for it before it exists.';

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenants
    USING (id = app_tenant()) WITH CHECK (id = app_tenant());

GRANT SELECT, INSERT ON tenants TO plenum_app;
GRANT UPDATE (name, plan, status, settings, version, updated_at) ON tenants TO plenum_app;
