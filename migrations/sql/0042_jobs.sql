-- Jobs: work that waits, calls out or takes long, in one queue for all tenants.
--
-- A job of the platform has the tenant of all zeros. There is no such row in tenants, so no token and no other row can
-- name it, and its jobs are read and written like those of any tenant, under the same policies.
--
-- The states: waiting for its time, ready, running under a lease, and then done, dead (failed for good) or cancelled.

CREATE TABLE jobs (
    tenant_id            uuid        NOT NULL,
    id                   uuid        NOT NULL,
    kind                 text        COLLATE "C" NOT NULL CHECK (kind ~ '^[a-z][a-z_]{0,59}$'),
    payload              jsonb       NOT NULL,
    unique_key           text        COLLATE "C" CHECK (char_length(unique_key) BETWEEN 1 AND 200),
    priority             smallint    NOT NULL CHECK (priority BETWEEN 0 AND 2),
    state                text        COLLATE "C" NOT NULL
        CHECK (state IN ('waiting', 'ready', 'running', 'done', 'dead', 'cancelled')),
    run_at               timestamptz NOT NULL,
    attempt              integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    max_attempts         integer     NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
    fence                bigint      NOT NULL DEFAULT 0,
    lease_until          timestamptz,
    cancel_requested_at  timestamptz,
    progress_done        bigint      CHECK (progress_done >= 0),
    progress_total       bigint      CHECK (progress_total >= 0),
    result               jsonb,
    error_code           text        COLLATE "C",
    error_message        text,
    error_detail         text,
    request_id           text        NOT NULL,
    traceparent          text,
    created_at           timestamptz NOT NULL,
    created_by           uuid,
    started_at           timestamptz,
    finished_at          timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, created_by) REFERENCES memberships (tenant_id, user_id),
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state IN ('done', 'dead', 'cancelled')) = (finished_at IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
COMMENT ON COLUMN jobs.fence IS
    'Grows with every claim. A worker writes only while the job runs under the number that the worker was given.';
COMMENT ON COLUMN jobs.attempt IS 'How often the job was begun.';
COMMENT ON COLUMN jobs.unique_key IS 'Of the open jobs of a kind one has this key.';
COMMENT ON COLUMN jobs.error_detail IS 'For operators: it may name internals.';

CREATE UNIQUE INDEX jobs_unique ON jobs (tenant_id, kind, unique_key)
    WHERE unique_key IS NOT NULL AND state IN ('waiting', 'ready', 'running');
-- What is due by time, in all tenants together.
CREATE INDEX jobs_waiting ON jobs (run_at) WHERE state = 'waiting';
CREATE INDEX jobs_ready ON jobs (tenant_id, priority, run_at, id) WHERE state = 'ready';
CREATE INDEX jobs_running ON jobs (tenant_id) WHERE state = 'running';
CREATE INDEX jobs_leases ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_dead ON jobs (finished_at) WHERE state = 'dead';
CREATE INDEX jobs_over ON jobs (finished_at) WHERE state IN ('done', 'cancelled');
CREATE INDEX jobs_page ON jobs (tenant_id, created_at DESC, id DESC);
CREATE INDEX jobs_of_member ON jobs (tenant_id, created_by, created_at DESC, id DESC) WHERE created_by IS NOT NULL;

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON jobs
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON jobs TO plenum_app;
GRANT UPDATE (state, run_at, attempt, fence, lease_until, cancel_requested_at, progress_done, progress_total, result,
    error_code, error_message, error_detail, finished_at) ON jobs TO plenum_app;

CREATE TABLE job_turns (
    tenant_id  uuid        PRIMARY KEY,
    served_at  timestamptz NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE job_turns IS 'When a job of a tenant was last claimed. Reached through gate.jobs_claim only.';

ALTER TABLE job_turns ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_turns FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON job_turns
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());

GRANT SELECT, DELETE ON jobs TO plenum_gate;
GRANT UPDATE (state, attempt, fence, lease_until, result, progress_done, progress_total, error_code, error_message,
    error_detail, started_at, finished_at) ON jobs TO plenum_gate;
CREATE POLICY gate_jobs ON jobs TO plenum_gate USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (served_at) ON job_turns TO plenum_gate;
CREATE POLICY gate_turns ON job_turns TO plenum_gate USING (true) WITH CHECK (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The rows that a function chooses stand in a materialized WITH throughout: as a subquery of the UPDATE they could be
-- chosen anew for every row that is joined, past the limit.

-- Makes jobs whose time has come ready, and returns how many.
CREATE FUNCTION gate.jobs_promote(p_now timestamptz, p_limit integer)
    RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_promoted integer;
    BEGIN
        WITH due AS MATERIALIZED (
            SELECT w.tenant_id, w.id FROM public.jobs w
            WHERE w.state = 'waiting' AND w.run_at <= p_now
            ORDER BY w.run_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE public.jobs j SET state = 'ready'
        FROM due
        WHERE j.tenant_id = due.tenant_id AND j.id = due.id;
        GET DIAGNOSTICS v_promoted = ROW_COUNT;
        RETURN v_promoted;
    END
    $$;

-- Leases ready jobs of these kinds to a worker, at most p_limit, in turns of at most p_quantum of one tenant, and no more
-- than p_cap of a tenant running at once. The tenants are looked at from p_from on, by id, 200 of them; the one served longest ago comes
-- first. Every row says where the look ended, or nothing when it came to the last tenant; when nothing was claimed, one
-- row without a job says it.
--
-- The lock keeps two workers from serving one tenant at the same moment, so that the cap holds. It is tried and never
-- waited for, and two tenants with the same hash cost one of them a round.
CREATE FUNCTION gate.jobs_claim(
        p_kinds text[], p_limit integer, p_quantum integer, p_cap integer, p_from uuid, p_now timestamptz,
        p_lease_until timestamptz)
    RETURNS TABLE (
        tenant_id uuid, id uuid, kind text, payload jsonb, attempt integer, max_attempts integer, fence bigint,
        run_at timestamptz, created_by uuid, request_id text, traceparent text, looked_to uuid)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        c_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
        c_look   constant integer := 200;
        v_tenants uuid[];
        v_tenant uuid;
        v_to     uuid;
        v_left   integer := p_limit;
        v_before integer;
        v_room   integer;
        v_taken  integer;
    BEGIN
        WITH RECURSIVE walk (tenant, n) AS (
            (SELECT j.tenant_id, 1 FROM public.jobs j
             WHERE j.state = 'ready' AND j.tenant_id >= coalesce(p_from, c_nobody) ORDER BY j.tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT j.tenant_id FROM public.jobs j
                    WHERE j.state = 'ready' AND j.tenant_id > w.tenant ORDER BY j.tenant_id LIMIT 1), w.n + 1
            FROM walk w WHERE w.tenant IS NOT NULL AND w.n < c_look
        )
        SELECT array_agg(w.tenant ORDER BY t.served_at NULLS FIRST, w.tenant)
                FILTER (WHERE w.tenant = c_nobody
                    OR EXISTS (SELECT FROM public.tenants a WHERE a.id = w.tenant AND a.status = 'active')),
            (array_agg(w.tenant) FILTER (WHERE w.n = c_look))[1]
        INTO v_tenants, v_to
        FROM walk w LEFT JOIN public.job_turns t ON t.tenant_id = w.tenant
        WHERE w.tenant IS NOT NULL;

        -- Turn after turn, until there is no room or nothing more to take.
        LOOP
            v_before := v_left;
            FOREACH v_tenant IN ARRAY coalesce(v_tenants, '{}') LOOP
                EXIT WHEN v_left <= 0;
                CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(v_tenant::text, 7106406));
                SELECT p_cap - count(*) INTO v_room
                FROM (SELECT FROM public.jobs r WHERE r.tenant_id = v_tenant AND r.state = 'running' LIMIT p_cap) AS running;
                CONTINUE WHEN v_room <= 0;
                RETURN QUERY
                WITH next AS MATERIALIZED (
                    SELECT r.id FROM public.jobs r
                    WHERE r.tenant_id = v_tenant AND r.state = 'ready' AND r.kind = ANY (p_kinds)
                    ORDER BY r.priority, r.run_at, r.id LIMIT least(p_quantum, v_left, v_room)
                    FOR NO KEY UPDATE SKIP LOCKED
                )
                UPDATE public.jobs j SET state = 'running', attempt = j.attempt + 1, fence = j.fence + 1,
                    lease_until = p_lease_until, started_at = p_now, progress_done = NULL, progress_total = NULL
                FROM next
                WHERE j.tenant_id = v_tenant AND j.id = next.id
                RETURNING j.tenant_id, j.id, j.kind, j.payload, j.attempt, j.max_attempts, j.fence, j.run_at, j.created_by,
                    j.request_id, j.traceparent, v_to;
                GET DIAGNOSTICS v_taken = ROW_COUNT;
                IF v_taken > 0 THEN
                    v_left := v_left - v_taken;
                    INSERT INTO public.job_turns AS t (tenant_id, served_at) VALUES (v_tenant, p_now)
                    ON CONFLICT ON CONSTRAINT job_turns_pkey DO UPDATE SET served_at = excluded.served_at;
                END IF;
            END LOOP;
            EXIT WHEN v_left <= 0 OR v_left = v_before;
        END LOOP;
        -- A row without a job: nothing could be claimed of these tenants, and the next look begins behind them.
        IF v_left = p_limit AND v_to IS NOT NULL THEN
            looked_to := v_to;
            RETURN NEXT;
        END IF;
    END
    $$;

-- Extends the leases that a worker holds, and says which it holds and whether their cancellation was requested. A job
-- whose row is locked is being written by its own worker; its lease is extended the next time.
CREATE FUNCTION gate.jobs_heartbeat(p_tenants uuid[], p_ids uuid[], p_fences bigint[], p_lease_until timestamptz)
    RETURNS TABLE (tenant_id uuid, id uuid, fence bigint, cancel_requested boolean)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        WITH held AS MATERIALIZED (
            SELECT r.tenant_id, r.id FROM public.jobs r
            JOIN unnest(p_tenants, p_ids, p_fences) AS h (tenant_id, id, fence)
                ON r.tenant_id = h.tenant_id AND r.id = h.id AND r.fence = h.fence
            WHERE r.state = 'running' FOR NO KEY UPDATE OF r SKIP LOCKED
        )
        UPDATE public.jobs j SET lease_until = greatest(j.lease_until, p_lease_until)
        FROM held
        WHERE j.tenant_id = held.tenant_id AND j.id = held.id;
        RETURN QUERY
        SELECT r.tenant_id, r.id, r.fence, r.cancel_requested_at IS NOT NULL
        FROM public.jobs r
        JOIN unnest(p_tenants, p_ids, p_fences) AS h (tenant_id, id, fence)
            ON r.tenant_id = h.tenant_id AND r.id = h.id AND r.fence = h.fence
        WHERE r.state = 'running';
    END
    $$;

-- Ends jobs as done that had no transaction of their own, and says which of them the worker still held. The rows are
-- locked in one order, so that two workers cannot wait for each other.
CREATE FUNCTION gate.jobs_finish(
        p_tenants uuid[], p_ids uuid[], p_fences bigint[], p_results jsonb[], p_now timestamptz)
    RETURNS TABLE (tenant_id uuid, id uuid, fence bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH held AS (
            SELECT r.tenant_id, r.id, h.result FROM public.jobs r
            JOIN unnest(p_tenants, p_ids, p_fences, p_results) AS h (tenant_id, id, fence, result)
                ON r.tenant_id = h.tenant_id AND r.id = h.id AND r.fence = h.fence
            WHERE r.state = 'running' ORDER BY r.tenant_id, r.id FOR NO KEY UPDATE OF r
        )
        UPDATE public.jobs j SET state = 'done', lease_until = NULL, finished_at = p_now, result = held.result,
            error_code = NULL, error_message = NULL, error_detail = NULL
        FROM held WHERE j.tenant_id = held.tenant_id AND j.id = held.id
        RETURNING j.tenant_id, j.id, j.fence
    $$;

-- Gives jobs back that a worker could not end before it stopped. The attempt is not counted. One whose cancellation was
-- requested meanwhile is at its end.
CREATE FUNCTION gate.jobs_release(p_tenants uuid[], p_ids uuid[], p_fences bigint[], p_now timestamptz)
    RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_released integer;
    BEGIN
        WITH held AS MATERIALIZED (
            SELECT r.tenant_id, r.id, r.cancel_requested_at IS NOT NULL AS cancelled FROM public.jobs r
            JOIN unnest(p_tenants, p_ids, p_fences) AS h (tenant_id, id, fence)
                ON r.tenant_id = h.tenant_id AND r.id = h.id AND r.fence = h.fence
            WHERE r.state = 'running' ORDER BY r.tenant_id, r.id FOR NO KEY UPDATE OF r
        )
        UPDATE public.jobs j SET lease_until = NULL, attempt = greatest(j.attempt - 1, 0),
            state = CASE WHEN held.cancelled THEN 'cancelled' ELSE 'ready' END,
            finished_at = CASE WHEN held.cancelled THEN p_now END
        FROM held
        WHERE j.tenant_id = held.tenant_id AND j.id = held.id;
        GET DIAGNOSTICS v_released = ROW_COUNT;
        RETURN v_released;
    END
    $$;

-- Takes jobs from workers whose lease has run out: ready again, or at their end when the attempts are used up or a
-- cancellation was requested.
CREATE FUNCTION gate.jobs_recover(p_now timestamptz, p_limit integer)
    RETURNS TABLE (tenant_id uuid, id uuid, kind text, state text)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH lost AS MATERIALIZED (
            SELECT r.tenant_id, r.id,
                CASE WHEN r.cancel_requested_at IS NOT NULL THEN 'cancelled'
                     WHEN r.attempt >= r.max_attempts THEN 'dead' ELSE 'ready' END AS next
            FROM public.jobs r
            WHERE r.state = 'running' AND r.lease_until < p_now
            ORDER BY r.lease_until LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE public.jobs j SET state = lost.next, lease_until = NULL,
            finished_at = CASE WHEN lost.next = 'ready' THEN NULL ELSE p_now END,
            error_code = 'lease_lost', error_message = 'the worker of this job went away', error_detail = NULL
        FROM lost
        WHERE j.tenant_id = lost.tenant_id AND j.id = lost.id
        RETURNING j.tenant_id, j.id, j.kind, j.state
    $$;

-- How many open and dead jobs of each kind there are, and how long the oldest has been ready. Of no tenant in particular.
CREATE FUNCTION gate.jobs_depth(p_now timestamptz)
    RETURNS TABLE (kind text, state text, jobs bigint, oldest double precision)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT j.kind, j.state, count(*), greatest(extract(epoch FROM p_now - min(j.run_at)), 0)::double precision
        FROM public.jobs j WHERE j.state IN ('waiting', 'ready', 'running') GROUP BY j.kind, j.state
        UNION ALL
        SELECT d.kind, d.state, count(*), 0 FROM public.jobs d WHERE d.state = 'dead' GROUP BY d.kind, d.state
    $$;

-- The operator's list of dead jobs, of one tenant or of all, the last one first: what failed and why, without payloads.
CREATE FUNCTION gate.jobs_dead(p_tenant uuid, p_limit integer)
    RETURNS TABLE (
        tenant_id uuid, id uuid, kind text, attempt integer, error_code text, error_message text, error_detail text,
        finished_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT j.tenant_id, j.id, j.kind, j.attempt, j.error_code, j.error_message, j.error_detail, j.finished_at
        FROM public.jobs j WHERE j.state = 'dead' AND (p_tenant IS NULL OR j.tenant_id = p_tenant)
        ORDER BY j.finished_at DESC, j.id LIMIT p_limit
    $$;

-- Deletes some jobs that ended before these moments, and says how many. Not what ended within the last day, whoever asks.
CREATE FUNCTION gate.jobs_expire(p_over_before timestamptz, p_dead_before timestamptz, p_limit integer)
    RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_over integer;
        v_dead integer;
    BEGIN
        IF p_over_before IS NULL OR p_dead_before IS NULL
            OR greatest(p_over_before, p_dead_before) > now() - interval '1 day' THEN
            RAISE EXCEPTION 'that is too recent' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        WITH old AS MATERIALIZED (
            SELECT o.tenant_id, o.id FROM public.jobs o
            WHERE o.state IN ('done', 'cancelled') AND o.finished_at < p_over_before
            ORDER BY o.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED
        )
        DELETE FROM public.jobs j USING old WHERE j.tenant_id = old.tenant_id AND j.id = old.id;
        GET DIAGNOSTICS v_over = ROW_COUNT;
        WITH old AS MATERIALIZED (
            SELECT o.tenant_id, o.id FROM public.jobs o
            WHERE o.state = 'dead' AND o.finished_at < p_dead_before
            ORDER BY o.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED
        )
        DELETE FROM public.jobs j USING old WHERE j.tenant_id = old.tenant_id AND j.id = old.id;
        GET DIAGNOSTICS v_dead = ROW_COUNT;
        RETURN v_over + v_dead;
    END
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.jobs_promote(timestamptz, integer),
    gate.jobs_claim(text[], integer, integer, integer, uuid, timestamptz, timestamptz),
    gate.jobs_heartbeat(uuid[], uuid[], bigint[], timestamptz),
    gate.jobs_finish(uuid[], uuid[], bigint[], jsonb[], timestamptz),
    gate.jobs_release(uuid[], uuid[], bigint[], timestamptz),
    gate.jobs_recover(timestamptz, integer),
    gate.jobs_depth(timestamptz),
    gate.jobs_dead(uuid, integer),
    gate.jobs_expire(timestamptz, timestamptz, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.jobs_promote(timestamptz, integer),
    gate.jobs_claim(text[], integer, integer, integer, uuid, timestamptz, timestamptz),
    gate.jobs_heartbeat(uuid[], uuid[], bigint[], timestamptz),
    gate.jobs_finish(uuid[], uuid[], bigint[], jsonb[], timestamptz),
    gate.jobs_release(uuid[], uuid[], bigint[], timestamptz),
    gate.jobs_recover(timestamptz, integer),
    gate.jobs_depth(timestamptz),
    gate.jobs_dead(uuid, integer),
    gate.jobs_expire(timestamptz, timestamptz, integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
