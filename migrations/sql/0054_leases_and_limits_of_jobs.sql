-- Leases of jobs are given and compared by the clock of the database alone, so that a worker whose clock is wrong neither
-- loses its jobs nor keeps those of others from being taken back. A schedule that fails is tried again after a pause, so
-- that it keeps no other from its turn. And the open jobs of a tenant can be counted.

ALTER TABLE schedules
    ADD COLUMN failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    ADD COLUMN retry_at timestamptz;
COMMENT ON COLUMN schedules.failures IS 'How often in a row no job could be begun.';
COMMENT ON COLUMN schedules.retry_at IS 'After a failure: not before this time.';
GRANT UPDATE (failures, retry_at) ON schedules TO plenum_app;
GRANT SELECT (retry_at) ON schedules TO plenum_gate;

CREATE INDEX IF NOT EXISTS jobs_waiting_of_tenant ON jobs (tenant_id) WHERE state = 'waiting';

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

CREATE OR REPLACE FUNCTION gate.schedules_due(p_now timestamptz, p_limit integer)
    RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.tenant_id, s.id FROM public.schedules s
        WHERE s.next_at <= p_now AND (s.retry_at IS NULL OR s.retry_at <= p_now)
            AND (s.tenant_id = '00000000-0000-0000-0000-000000000000'
                OR EXISTS (SELECT FROM public.tenants t WHERE t.id = s.tenant_id AND t.status = 'active'))
        ORDER BY coalesce(s.retry_at, s.next_at) LIMIT p_limit
    $$;

-- As before, but the lease is a span that begins now, by the clock of the database. So is the turn of a tenant.
CREATE FUNCTION gate.jobs_claim(
        p_kinds text[], p_limit integer, p_quantum integer, p_cap integer, p_from uuid, p_now timestamptz,
        p_lease interval)
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
                    lease_until = now() + p_lease, started_at = p_now, progress_done = NULL, progress_total = NULL
                FROM next
                WHERE j.tenant_id = v_tenant AND j.id = next.id
                RETURNING j.tenant_id, j.id, j.kind, j.payload, j.attempt, j.max_attempts, j.fence, j.run_at, j.created_by,
                    j.request_id, j.traceparent, v_to;
                GET DIAGNOSTICS v_taken = ROW_COUNT;
                IF v_taken > 0 THEN
                    v_left := v_left - v_taken;
                    INSERT INTO public.job_turns AS t (tenant_id, served_at) VALUES (v_tenant, now())
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

-- Extends the leases that a worker holds, from now on. A lease of no length runs out at once.
CREATE FUNCTION gate.jobs_heartbeat(p_tenants uuid[], p_ids uuid[], p_fences bigint[], p_lease interval)
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
        UPDATE public.jobs j SET lease_until = now() + p_lease
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

-- Takes jobs from workers whose lease has run out by the clock of the database: ready again, or at their end when the
-- attempts are used up or a cancellation was requested.
CREATE FUNCTION gate.jobs_take_back(p_now timestamptz, p_limit integer)
    RETURNS TABLE (tenant_id uuid, id uuid, kind text, state text, created_by uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH lost AS MATERIALIZED (
            SELECT r.tenant_id, r.id,
                CASE WHEN r.cancel_requested_at IS NOT NULL THEN 'cancelled'
                     WHEN r.attempt >= r.max_attempts THEN 'dead' ELSE 'ready' END AS next
            FROM public.jobs r
            WHERE r.state = 'running' AND r.lease_until < now()
            ORDER BY r.lease_until LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE public.jobs j SET state = lost.next, lease_until = NULL,
            finished_at = CASE WHEN lost.next = 'ready' THEN NULL ELSE p_now END,
            error_code = 'lease_lost', error_message = 'the worker of this job went away', error_detail = NULL
        FROM lost
        WHERE j.tenant_id = lost.tenant_id AND j.id = lost.id
        RETURNING j.tenant_id, j.id, j.kind, j.state, j.created_by
    $$;

-- The program before this one goes on beside it during a deploy, and speaks of leases by its own clock. Its leases are of
-- the same length, and this is what it gets. To be dropped with the next release.
CREATE OR REPLACE FUNCTION gate.jobs_claim(
        p_kinds text[], p_limit integer, p_quantum integer, p_cap integer, p_from uuid, p_now timestamptz,
        p_lease_until timestamptz)
    RETURNS TABLE (
        tenant_id uuid, id uuid, kind text, payload jsonb, attempt integer, max_attempts integer, fence bigint,
        run_at timestamptz, created_by uuid, request_id text, traceparent text, looked_to uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT * FROM gate.jobs_claim(p_kinds, p_limit, p_quantum, p_cap, p_from, p_now, p_lease_until - p_now)
    $$;
CREATE OR REPLACE FUNCTION gate.jobs_heartbeat(
        p_tenants uuid[], p_ids uuid[], p_fences bigint[], p_lease_until timestamptz)
    RETURNS TABLE (tenant_id uuid, id uuid, fence bigint, cancel_requested boolean)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT * FROM gate.jobs_heartbeat(p_tenants, p_ids, p_fences, interval '60 seconds')
    $$;
CREATE OR REPLACE FUNCTION gate.jobs_recover(p_now timestamptz, p_limit integer)
    RETURNS TABLE (tenant_id uuid, id uuid, kind text, state text)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT b.tenant_id, b.id, b.kind, b.state FROM gate.jobs_take_back(p_now, p_limit) b
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.jobs_claim(text[], integer, integer, integer, uuid, timestamptz, interval),
    gate.jobs_heartbeat(uuid[], uuid[], bigint[], interval),
    gate.jobs_take_back(timestamptz, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.jobs_claim(text[], integer, integer, integer, uuid, timestamptz, interval),
    gate.jobs_heartbeat(uuid[], uuid[], bigint[], interval),
    gate.jobs_take_back(timestamptz, integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
