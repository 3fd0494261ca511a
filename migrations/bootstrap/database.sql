-- What only a superuser can take away in Plenum's database itself. Safe to run again at any time:
--
--     psql -v ON_ERROR_STOP=1 -d plenum -f database.sql
--
-- Large objects belong to no table, so no policy holds for them: bytes that an injected statement could leave behind,
-- or carry from one tenant to another.

DO $$
DECLARE
    v_function regprocedure;
BEGIN
    FOR v_function IN
        SELECT p.oid FROM pg_catalog.pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND (p.proname LIKE 'lo\_%' OR p.proname IN ('loread', 'lowrite'))
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_function);
    END LOOP;
END
$$;
