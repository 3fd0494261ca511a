-- The worker's polls name active tenants only: nothing is done for one that is suspended. When it is taken back a
-- consumer goes on from its place, so what was missed is done then.

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

CREATE OR REPLACE FUNCTION gate.consumer_backlog(p_consumer text, p_now timestamptz, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.tenant_id
        FROM public.tenant_seq s
        JOIN public.tenants t ON t.id = s.tenant_id AND t.status = 'active'
        LEFT JOIN public.consumer_positions c ON c.tenant_id = s.tenant_id AND c.consumer = p_consumer
        WHERE s.last_seq > coalesce(c.seq, 0) AND (c.retry_at IS NULL OR c.retry_at <= p_now)
        ORDER BY c.served_at NULLS FIRST, s.tenant_id
        LIMIT p_limit
    $$;

CREATE OR REPLACE FUNCTION gate.tenants_with_tasks_due(p_from date, p_to date, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT DISTINCT a.tenant_id
        FROM public.activities a
        JOIN public.tenants t ON t.id = a.tenant_id AND t.status = 'active'
        WHERE a.kind = 'task' AND a.completed_at IS NULL AND a.deleted_at IS NULL
            AND a.due_date BETWEEN p_from AND p_to
            AND NOT EXISTS (
                SELECT FROM public.tasks_due d
                WHERE d.tenant_id = a.tenant_id AND d.activity_id = a.id AND d.due_date = a.due_date)
        LIMIT p_limit
    $$;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
