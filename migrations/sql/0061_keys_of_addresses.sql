-- What identifies an e-mail address is made by the program: without case, the domain in ASCII (IDNA), so that
-- `mail@köln.de` and `mail@xn--kln-sna.de` are one. The database's lower() knows neither, and depends on its locale.
-- Addresses that are stored so far are ASCII throughout, and their key is what lower() makes of them. An older program
-- that runs beside this one gives no key; the triggers give its rows the one that it means.

CREATE FUNCTION email_key_by_default() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        NEW.email_key := coalesce(NEW.email_key, lower(NEW.email));
        RETURN NEW;
    END
    $$;
REVOKE EXECUTE ON FUNCTION email_key_by_default() FROM PUBLIC;

-- The owner meets the policies like everybody; this is about all tenants.
ALTER TABLE users ADD COLUMN email_key text COLLATE "C";
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
UPDATE users SET email_key = email_lower;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE users ALTER COLUMN email_key SET NOT NULL;
CREATE UNIQUE INDEX users_email_key ON users (email_key);
CREATE TRIGGER users_email_key BEFORE INSERT ON users
    FOR EACH ROW EXECUTE FUNCTION email_key_by_default();

ALTER TABLE invitations ADD COLUMN email_key text COLLATE "C";
ALTER TABLE invitations NO FORCE ROW LEVEL SECURITY;
UPDATE invitations SET email_key = email_lower;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
ALTER TABLE invitations ALTER COLUMN email_key SET NOT NULL;
CREATE UNIQUE INDEX invitations_open_key ON invitations (tenant_id, email_key)
    WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE TRIGGER invitations_email_key BEFORE INSERT ON invitations
    FOR EACH ROW EXECUTE FUNCTION email_key_by_default();

GRANT SELECT (email_key) ON users TO plenum_app;
GRANT SELECT (email_key), INSERT (email_key) ON users TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Login: the only way to a password hash.
CREATE FUNCTION gate.identity_by_email_key(p_email_key text)
    RETURNS TABLE (user_id uuid, password_hash text, status text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT u.id, u.password_hash, u.status FROM public.users u WHERE u.email_key = p_email_key
    $$;

-- Registration: false when the e-mail address is taken, so that the caller can give its generic answer.
CREATE FUNCTION gate.identity_create(
        p_id uuid, p_email text, p_email_key text, p_password_hash text, p_first_name text, p_last_name text,
        p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        INSERT INTO public.users
            (id, email, email_key, password_hash, first_name, last_name, status, version, created_at, updated_at)
        VALUES (p_id, p_email, p_email_key, p_password_hash, p_first_name, p_last_name, 'active', 1, p_now, p_now)
        ON CONFLICT DO NOTHING;
        RETURN FOUND;
    END
    $$;

-- The older program's registration meets the new key as well.
CREATE OR REPLACE FUNCTION gate.identity_create(
        p_id uuid, p_email text, p_password_hash text, p_first_name text, p_last_name text, p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        INSERT INTO public.users
            (id, email, password_hash, first_name, last_name, status, version, created_at, updated_at)
        VALUES (p_id, p_email, p_password_hash, p_first_name, p_last_name, 'active', 1, p_now, p_now)
        ON CONFLICT DO NOTHING;
        RETURN FOUND;
    END
    $$;

GRANT EXECUTE ON FUNCTION
    gate.identity_by_email_key(text),
    gate.identity_create(uuid, text, text, text, text, text, timestamptz)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
