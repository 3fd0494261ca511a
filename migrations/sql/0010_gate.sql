-- The gate: everything the application may do outside one tenant. Each function takes the narrowest question and gives
-- the narrowest answer. To add one: write it like these in a new file, and name it, with the reason, in the allow-list of
-- the catalogue audit.

-- What the gate's role may touch, column by column.
GRANT SELECT (id, email_lower, password_hash, status), INSERT (id, email, password_hash, first_name, last_name, status, version, created_at, updated_at),
    UPDATE (password_hash) ON users TO plenum_gate;
CREATE POLICY gate_identities ON users TO plenum_gate USING (true) WITH CHECK (true);

GRANT SELECT (tenant_id, user_id, status) ON memberships TO plenum_gate;
CREATE POLICY gate_memberships ON memberships FOR SELECT TO plenum_gate USING (true);

GRANT SELECT (id, name, slug, status) ON tenants TO plenum_gate;
CREATE POLICY gate_tenants ON tenants FOR SELECT TO plenum_gate USING (true);

GRANT SELECT (tenant_id, last_seq, last_epoch) ON tenant_seq TO plenum_gate;
CREATE POLICY gate_heads ON tenant_seq FOR SELECT TO plenum_gate USING (true);

GRANT SELECT, INSERT ON cluster_epoch TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Login: the only way to a password hash.
CREATE FUNCTION gate.identity_by_email(p_email_lower text)
    RETURNS TABLE (user_id uuid, password_hash text, status text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT u.id, u.password_hash, u.status FROM public.users u WHERE u.email_lower = p_email_lower
    $$;

-- Registration: false when the e-mail address is taken, so that the caller can give its generic answer.
CREATE FUNCTION gate.identity_create(
        p_id uuid, p_email text, p_password_hash text, p_first_name text, p_last_name text, p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        INSERT INTO public.users
            (id, email, password_hash, first_name, last_name, status, version, created_at, updated_at)
        VALUES (p_id, p_email, p_password_hash, p_first_name, p_last_name, 'active', 1, p_now, p_now)
        ON CONFLICT (email_lower) DO NOTHING;
        RETURN FOUND;
    END
    $$;

-- Stronger parameters at the next login. Comparing the old hash keeps it from undoing a password change meanwhile.
CREATE FUNCTION gate.identity_rehash(p_id uuid, p_old_hash text, p_new_hash text)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        UPDATE public.users SET password_hash = p_new_hash WHERE id = p_id AND password_hash = p_old_hash;
        RETURN FOUND;
    END
    $$;

-- Login: the tenants to choose from.
CREATE FUNCTION gate.memberships_of(p_user_id uuid)
    RETURNS TABLE (tenant_id uuid, tenant_name text, tenant_slug text, tenant_status text, membership_status text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT t.id, t.name, t.slug, t.status, m.status
        FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id
        WHERE m.user_id = p_user_id
        ORDER BY t.name, t.id
    $$;

-- The hub's poll: one cheap read for all tenants a node serves. Numbers only, no content.
CREATE FUNCTION gate.log_heads(p_tenants uuid[])
    RETURNS TABLE (tenant_id uuid, last_seq bigint, last_epoch bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.tenant_id, s.last_seq, s.last_epoch FROM public.tenant_seq s WHERE s.tenant_id = ANY (p_tenants)
    $$;

-- The epoch of the timeline this primary writes on. The first caller on a timeline draws it; on a standby it fails, as
-- it should, because the epoch belongs to a write.
CREATE FUNCTION gate.epoch()
    RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_system   bigint := (SELECT c.system_identifier FROM pg_control_system() c);
        v_timeline bigint := ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint;
        v_epoch    bigint;
    BEGIN
        SELECT e.epoch INTO v_epoch FROM public.cluster_epoch e
        WHERE e.system_identifier = v_system AND e.timeline = v_timeline;
        IF NOT FOUND THEN
            -- 48 random bits of a version 4 uuid, and never zero, which stands for an empty log.
            INSERT INTO public.cluster_epoch (system_identifier, timeline, epoch)
            VALUES (v_system, v_timeline,
                1 + ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12))::bit(48)::bigint)
            ON CONFLICT DO NOTHING;
            SELECT e.epoch INTO STRICT v_epoch FROM public.cluster_epoch e
            WHERE e.system_identifier = v_system AND e.timeline = v_timeline;
        END IF;
        RETURN v_epoch;
    END
    $$;

GRANT EXECUTE ON FUNCTION
    gate.identity_by_email(text),
    gate.identity_create(uuid, text, text, text, text, timestamptz),
    gate.identity_rehash(uuid, text, text),
    gate.memberships_of(uuid),
    gate.log_heads(uuid[]),
    gate.epoch()
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;

-- Owned by the owner of the tables, because only the owner of a table may give it a partition. Returns how many months
-- it made. A month whose entries already sit in the default partition is left there: they stay readable, and only
-- retention has to know.
--
-- Each is made apart and then attached. That stops no writer: a table made as a partition locks the whole log against
-- everybody, while attaching locks the default partition alone, which holds nothing in a healthy installation. Readers
-- of the log wait for that moment.
CREATE FUNCTION gate.ensure_log_partitions(p_ahead integer, p_now timestamptz)
    RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_from  timestamp;
        v_name  text;
        v_made  integer := 0;
    BEGIN
        IF p_ahead IS NULL OR p_ahead NOT BETWEEN 0 AND 12 THEN
            RAISE EXCEPTION 'months ahead out of range' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        -- The caller's clock may be off, but not so far that a table for any month of any year could be had.
        IF p_now IS NULL OR p_now NOT BETWEEN now() - interval '1 day' AND now() + interval '1 day' THEN
            RAISE EXCEPTION 'the time is more than a day off' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        -- Several nodes start at once; the second finds the work done. The number is the ASCII of "log".
        PERFORM pg_advisory_xact_lock(7106407);
        FOR v_month IN 0..p_ahead LOOP
            v_from := date_trunc('month', p_now AT TIME ZONE 'UTC') + make_interval(months => v_month);
            v_name := 'change_log_' || to_char(v_from, 'YYYY_MM');
            CONTINUE WHEN to_regclass('public.' || v_name) IS NOT NULL;
            BEGIN
                EXECUTE format('CREATE TABLE public.%I (LIKE public.change_log INCLUDING ALL)', v_name);
                EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', v_name);
                EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', v_name);
                EXECUTE format(
                    'CREATE POLICY tenant_isolation ON public.%I '
                    'USING (tenant_id = public.app_tenant()) WITH CHECK (tenant_id = public.app_tenant())', v_name);
                EXECUTE format(
                    'ALTER TABLE public.change_log ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                    v_name, v_from AT TIME ZONE 'UTC', (v_from + interval '1 month') AT TIME ZONE 'UTC');
            EXCEPTION WHEN check_violation THEN
                RAISE WARNING 'partition % not made: the default partition holds entries of that month', v_name;
                CONTINUE;
            END;
            v_made := v_made + 1;
        END LOOP;
        RETURN v_made;
    END
    $$;
GRANT EXECUTE ON FUNCTION gate.ensure_log_partitions(integer, timestamptz) TO plenum_app;

SELECT gate.ensure_log_partitions(3, now());
