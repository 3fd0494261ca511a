-- Operators of the platform: who runs the installation, apart from every tenant. An operator suspends and reactivates
-- tenants and sees no data of theirs.

CREATE TABLE platform_operators (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL,
    role        text        NOT NULL CHECK (role IN ('super_admin', 'support')),
    token_hash  bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);
COMMENT ON TABLE platform_operators IS
    'Of no tenant. The application has no right to it and asks the gate: for the operator of one token, and, for the command line, for a list without the hashes.';
COMMENT ON COLUMN platform_operators.token_hash IS 'SHA-256 of the token, never the token.';

GRANT SELECT, INSERT, UPDATE (revoked_at) ON platform_operators TO plenum_gate;
-- What an operator sees of a tenant: that it is there.
GRANT SELECT (plan, version, created_at, updated_at) ON tenants TO plenum_gate;
CREATE INDEX tenants_page ON tenants (created_at DESC, id DESC);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

CREATE FUNCTION gate.operator_by_token(p_token_hash bytea, p_now timestamptz)
    RETURNS TABLE (id uuid, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT o.id, o.role FROM public.platform_operators o
        WHERE o.token_hash = p_token_hash AND o.revoked_at IS NULL AND o.expires_at > p_now
    $$;

CREATE FUNCTION gate.operator_add(
        p_id uuid, p_name text, p_role text, p_token_hash bytea, p_now timestamptz, p_expires_at timestamptz)
    RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        INSERT INTO public.platform_operators (id, name, role, token_hash, created_at, expires_at)
        VALUES (p_id, p_name, p_role, p_token_hash, p_now, p_expires_at)
    $$;

CREATE FUNCTION gate.operators()
    RETURNS TABLE (id uuid, name text, role text, created_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT o.id, o.name, o.role, o.created_at, o.expires_at, o.revoked_at
        FROM public.platform_operators o ORDER BY o.created_at, o.id
    $$;

CREATE FUNCTION gate.operator_revoke(p_id uuid, p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        UPDATE public.platform_operators SET revoked_at = p_now WHERE id = p_id AND revoked_at IS NULL;
        RETURN FOUND;
    END
    $$;

CREATE FUNCTION gate.tenant_of_slug(p_slug text)
    RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT t.id FROM public.tenants t WHERE t.slug = p_slug $$;

-- A page of all tenants, the newest first, in the order in which a reader comes to them. Two statements, so that each
-- is served by the index.
CREATE FUNCTION gate.tenants_page(
        p_status text, p_at timestamptz, p_id uuid, p_backward boolean, p_limit integer)
    RETURNS TABLE (
        id uuid, name text, slug text, plan text, status text, version bigint, created_at timestamptz, updated_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        IF p_backward THEN
            RETURN QUERY
            SELECT t.id, t.name, t.slug, t.plan, t.status, t.version, t.created_at, t.updated_at
            FROM public.tenants t
            WHERE (p_status IS NULL OR t.status = p_status) AND (t.created_at, t.id) > (p_at, p_id)
            ORDER BY t.created_at, t.id LIMIT p_limit;
        ELSE
            RETURN QUERY
            SELECT t.id, t.name, t.slug, t.plan, t.status, t.version, t.created_at, t.updated_at
            FROM public.tenants t
            WHERE (p_status IS NULL OR t.status = p_status)
                AND (t.created_at, t.id) < (coalesce(p_at, 'infinity'), coalesce(p_id, '00000000-0000-0000-0000-000000000000'))
            ORDER BY t.created_at DESC, t.id DESC LIMIT p_limit;
        END IF;
    END
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.operator_by_token(bytea, timestamptz),
    gate.operator_add(uuid, text, text, bytea, timestamptz, timestamptz),
    gate.operators(),
    gate.operator_revoke(uuid, timestamptz),
    gate.tenant_of_slug(text),
    gate.tenants_page(text, timestamptz, uuid, boolean, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.operator_by_token(bytea, timestamptz),
    gate.operator_add(uuid, text, text, bytea, timestamptz, timestamptz),
    gate.operators(),
    gate.operator_revoke(uuid, timestamptz),
    gate.tenant_of_slug(text),
    gate.tenants_page(text, timestamptz, uuid, boolean, integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
