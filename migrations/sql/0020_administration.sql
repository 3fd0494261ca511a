-- What the administration of a tenant needs beyond what its tables had: teams and roles can be deleted, and a person
-- can take other names.

GRANT DELETE ON teams TO plenum_app;
GRANT DELETE ON roles TO plenum_app;

GRANT UPDATE (first_name, last_name, version, updated_at) ON users TO plenum_gate;
GRANT SELECT (version) ON users TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Names are a person's in all tenants, and nobody's to change but their own: it is the user of the transaction who is
-- renamed, not one that a caller names.
CREATE FUNCTION gate.identity_rename(p_first_name text, p_last_name text, p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        UPDATE public.users
        SET first_name = p_first_name, last_name = p_last_name, version = version + 1, updated_at = p_now
        WHERE id = NULLIF(current_setting('app.user', true), '')::uuid;
        RETURN FOUND;
    END
    $$;

REVOKE EXECUTE ON FUNCTION gate.identity_rename(text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.identity_rename(text, text, timestamptz) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
