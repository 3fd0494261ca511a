-- A password that was changed opens nothing any more, in any tenant, from the moment of the change on.
--
-- A person's credentials have a number, a session the number it was opened with; one whose number is not the person's is
-- over, whatever its own row says. So one row ends all sessions of all tenants, and no clock of any node is asked.

ALTER TABLE users ADD COLUMN credential_version bigint NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN credential_version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN users.credential_version IS 'Grows when the password is changed, not when its hash is made stronger.';
COMMENT ON COLUMN sessions.credential_version IS 'Of the credentials that opened it; the session is over when the person has others.';

GRANT SELECT (credential_version) ON users TO plenum_app;
GRANT UPDATE (credential_version) ON sessions TO plenum_app;
GRANT SELECT (credential_version), UPDATE (credential_version) ON users TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Signing in: the number of the credentials if what was verified still is the password of an active person, held until the
-- end of the transaction; nothing if it is not. A change that comes meanwhile waits, and then finds the new session.
CREATE FUNCTION gate.identity_hold(p_id uuid, p_hash text)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT u.credential_version FROM public.users u
        WHERE u.id = p_id AND u.password_hash = p_hash AND u.status = 'active'
        FOR SHARE
    $$;

-- Another password: the new number of the credentials, or nothing when p_old_hash is not the hash any more.
CREATE FUNCTION gate.identity_change_password(p_id uuid, p_old_hash text, p_new_hash text)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        UPDATE public.users SET password_hash = p_new_hash, credential_version = credential_version + 1
        WHERE id = p_id AND password_hash = p_old_hash
        RETURNING credential_version
    $$;

REVOKE EXECUTE ON FUNCTION gate.identity_hold(uuid, text), gate.identity_change_password(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.identity_hold(uuid, text), gate.identity_change_password(uuid, text, text) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
