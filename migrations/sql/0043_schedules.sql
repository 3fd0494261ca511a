-- Schedules: jobs that are begun at the times of a cron line, in a zone. Those of the platform have the tenant of all
-- zeros, as its jobs have.

CREATE TABLE schedules (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    name        text        COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    kind        text        COLLATE "C" NOT NULL CHECK (kind ~ '^[a-z][a-z_]{0,59}$'),
    payload     jsonb       NOT NULL,
    cron        text        NOT NULL CHECK (char_length(cron) BETWEEN 1 AND 120),
    zone        text        NOT NULL CHECK (char_length(zone) BETWEEN 1 AND 64),
    missed      text        COLLATE "C" NOT NULL CHECK (missed IN ('skip', 'once', 'all')),
    next_at     timestamptz,
    last_at     timestamptz,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);
COMMENT ON COLUMN schedules.next_at IS
    'Moved in the transaction that inserts the job, so no time of a schedule has two jobs. Empty when the line has no further time.';
COMMENT ON COLUMN schedules.missed IS
    'What becomes of times at which no worker ran: nothing, one job for the last of them, or a job for each.';
CREATE INDEX schedules_due ON schedules (next_at) WHERE next_at IS NOT NULL;

ALTER TABLE schedules ENABLE ROW LEVEL SECURITY;
ALTER TABLE schedules FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON schedules
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON schedules TO plenum_app;
GRANT UPDATE (kind, payload, cron, zone, missed, next_at, last_at) ON schedules TO plenum_app;

GRANT SELECT (tenant_id, id, next_at) ON schedules TO plenum_gate;
CREATE POLICY gate_schedules ON schedules FOR SELECT TO plenum_gate USING (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Which schedules of active tenants and of the platform are due, the longest due first. Ids only.
CREATE FUNCTION gate.schedules_due(p_now timestamptz, p_limit integer)
    RETURNS TABLE (tenant_id uuid, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.tenant_id, s.id FROM public.schedules s
        WHERE s.next_at <= p_now
            AND (s.tenant_id = '00000000-0000-0000-0000-000000000000'
                OR EXISTS (SELECT FROM public.tenants t WHERE t.id = s.tenant_id AND t.status = 'active'))
        ORDER BY s.next_at LIMIT p_limit
    $$;

REVOKE EXECUTE ON FUNCTION gate.schedules_due(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.schedules_due(timestamptz, integer) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
