-- The three database roles, made once per cluster by a superuser. Safe to run again at any time:
--
--     psql -v ON_ERROR_STOP=1 -f roles.sql
--     createdb --owner=plenum_owner plenum
--     psql -v ON_ERROR_STOP=1 -d plenum -f database.sql
--
-- Passwords are not set here; give each login role one with ALTER ROLE … PASSWORD. No role may step over row-level
-- security, and the application's role owns nothing, so that an injected statement still meets every policy.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plenum_gate') THEN
        CREATE ROLE plenum_gate;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plenum_owner') THEN
        CREATE ROLE plenum_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plenum_app') THEN
        CREATE ROLE plenum_app;
    END IF;
END
$$;

-- Owns the functions of schema gate and nobody ever logs in as it.
ALTER ROLE plenum_gate NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;

-- Owns the database and its tables, and runs the migrations. NOINHERIT keeps the gate's wide policies from applying to
-- it by accident: a migration that creates a gate function says SET LOCAL ROLE plenum_gate.
ALTER ROLE plenum_owner LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;

-- The application.
ALTER ROLE plenum_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;

GRANT plenum_gate TO plenum_owner;

-- Everybody may connect to these two by default, and nothing in them is Plenum's. A role of another program that needs
-- one of them is to be given CONNECT by name. Plenum's own database is closed by the migrations, as its owner may.
DO $$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN SELECT datname FROM pg_catalog.pg_database WHERE datname IN ('postgres', 'template1') LOOP
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', v_name);
    END LOOP;
END
$$;
