-- What a consumer put aside can be looked at by an operator, and be done again.

-- A row goes in the transaction of what follows from its entry.
GRANT DELETE ON consumer_parked TO plenum_app;

GRANT SELECT ON consumer_parked TO plenum_gate;
CREATE POLICY gate_parked ON consumer_parked FOR SELECT TO plenum_gate USING (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The operator's list, of one tenant (behind an entry, if they say which) or of all: which entries, and what went wrong.
-- Nothing of what they say.
CREATE FUNCTION gate.consumer_parked(p_tenant uuid, p_after bigint, p_limit integer)
    RETURNS TABLE (tenant_id uuid, consumer text, seq bigint, reason text, parked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT p.tenant_id, p.consumer, p.seq, p.reason, p.parked_at
        FROM public.consumer_parked p
        WHERE (p_tenant IS NULL OR p.tenant_id = p_tenant) AND p.seq > p_after
        ORDER BY p.tenant_id, p.seq, p.consumer
        LIMIT p_limit
    $$;

REVOKE EXECUTE ON FUNCTION gate.consumer_parked(uuid, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.consumer_parked(uuid, bigint, integer) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
