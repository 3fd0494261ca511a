-- What was tried at the doors that take a password, so that nobody goes on guessing.
--
-- A key is a MAC: the table names neither people nor addresses. There are three kinds of it, of an account, of a network
-- address, and of both together; only the last is ever known to be good. Not written ahead: a stranger who tries a
-- thousand passwords shall not write a thousand records of it to disk and to every standby, and what a crash or a
-- fail-over forgets is a quarter of an hour of counting.

CREATE UNLOGGED TABLE sign_in_attempts (
    key          bytea       PRIMARY KEY CHECK (octet_length(key) = 32),
    failures     integer     NOT NULL CHECK (failures >= 0),
    began_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    known_until  timestamptz,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_attempts IS
    'Failures since began_at, an attempt that is under way among them. Reached through gate.sign_in_begin and gate.sign_in_end only.';
COMMENT ON COLUMN sign_in_attempts.known_until IS
    'Of an account at an address: the right password came from there, and until then others'' failures do not count for it.';
CREATE INDEX sign_in_attempts_expiry ON sign_in_attempts (expires_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Counts an attempt before it is made, or says for how many seconds there can be none; 0 is a yes. It counts as a failure
-- until gate.sign_in_end says otherwise, so that a hundred at once are not a hundred guesses.
--
-- Rows are locked in one order, account, address, both: two attempts never wait for each other in a circle. What has
-- expired is removed last, and without waiting, a little with every attempt.
CREATE FUNCTION gate.sign_in_begin(
        p_account bytea, p_address bytea, p_both bytea, p_now timestamptz, p_window interval,
        p_most_of_account integer, p_most_of_address integer, p_most_of_both integer, p_longest_pause interval)
    RETURNS double precision
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_keys     bytea[] := ARRAY[p_account, p_address, p_both];
        v_key      bytea;
        v_account  public.sign_in_attempts;
        v_address  public.sign_in_attempts;
        v_both     public.sign_in_attempts;
        v_until    timestamptz;
    BEGIN
        FOREACH v_key IN ARRAY v_keys LOOP
            INSERT INTO public.sign_in_attempts AS a (key, failures, began_at, last_at, expires_at)
            VALUES (v_key, 0, p_now, p_now, p_now + p_window)
            ON CONFLICT (key) DO UPDATE SET failures = 0, began_at = p_now,
                expires_at = greatest(p_now + p_window, a.known_until)
            WHERE a.began_at + p_window <= p_now;
        END LOOP;
        SELECT * INTO v_account FROM public.sign_in_attempts WHERE key = p_account FOR UPDATE;
        SELECT * INTO v_address FROM public.sign_in_attempts WHERE key = p_address FOR UPDATE;
        SELECT * INTO v_both FROM public.sign_in_attempts WHERE key = p_both FOR UPDATE;

        IF v_both.failures >= p_most_of_both THEN
            v_until := v_both.began_at + p_window;
        END IF;
        IF v_both.known_until IS NULL OR v_both.known_until <= p_now THEN
            IF v_address.failures >= p_most_of_address THEN
                v_until := greatest(v_until, v_address.began_at + p_window);
            END IF;
            -- Whoever it is that guesses, the owner of the account must get in between: a pause, never a lock.
            IF v_account.failures >= p_most_of_account THEN
                v_until := greatest(v_until, v_account.last_at + least(p_longest_pause,
                    make_interval(secs => 2 ^ least(v_account.failures - p_most_of_account, 20))));
            END IF;
        END IF;
        IF v_until > p_now THEN
            RETURN extract(epoch FROM v_until - p_now);
        END IF;

        FOREACH v_key IN ARRAY v_keys LOOP
            UPDATE public.sign_in_attempts SET failures = failures + 1, last_at = p_now WHERE key = v_key;
        END LOOP;
        DELETE FROM public.sign_in_attempts WHERE key IN (
            SELECT e.key FROM public.sign_in_attempts e WHERE e.expires_at <= p_now
            ORDER BY e.expires_at LIMIT 8 FOR UPDATE SKIP LOCKED);
        RETURN 0;
    END
    $$;

-- Takes back what gate.sign_in_begin counted: the password was right, or nobody looked at it. Once it was right, the
-- address is known to the account until p_known_until.
CREATE FUNCTION gate.sign_in_end(p_account bytea, p_address bytea, p_both bytea, p_known_until timestamptz)
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        UPDATE public.sign_in_attempts SET failures = greatest(failures - 1, 0) WHERE key = p_account;
        UPDATE public.sign_in_attempts SET failures = greatest(failures - 1, 0) WHERE key = p_address;
        UPDATE public.sign_in_attempts SET
            failures = CASE WHEN p_known_until IS NULL THEN greatest(failures - 1, 0) ELSE 0 END,
            known_until = coalesce(p_known_until, known_until),
            expires_at = greatest(expires_at, p_known_until)
        WHERE key = p_both;
    END
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.sign_in_begin(bytea, bytea, bytea, timestamptz, interval, integer, integer, integer, interval),
    gate.sign_in_end(bytea, bytea, bytea, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.sign_in_begin(bytea, bytea, bytea, timestamptz, interval, integer, integer, integer, interval),
    gate.sign_in_end(bytea, bytea, bytea, timestamptz)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
