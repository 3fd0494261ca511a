-- Consumers of the log: how far each has come in each tenant, and what it could not do.
--
-- A position is moved in the transaction of the effects. It lives in the database whose log it counts, so a fail-over
-- that loses the log's tail loses the same stretch of effects and positions: a number is enough, no epoch is needed.

CREATE TABLE consumer_positions (
    tenant_id  uuid        NOT NULL REFERENCES tenants (id),
    consumer   text        COLLATE "C" NOT NULL CHECK (consumer ~ '^[a-z_]{1,40}$'),
    seq        bigint      NOT NULL CHECK (seq >= 0),
    failures   integer     NOT NULL CHECK (failures >= 0),
    retry_at   timestamptz,
    served_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, consumer)
) WITH (fillfactor = 50);
COMMENT ON TABLE consumer_positions IS
    'Locked by whoever works on the tenant, so that one does at a time. A tenant without a row is one whose log begins after the consumer came to be: it is read from its first entry.';
COMMENT ON COLUMN consumer_positions.seq IS 'The last entry that was dealt with.';
COMMENT ON COLUMN consumer_positions.failures IS 'How often the entry after it was tried in vain.';

-- Who is there already begins at the head: nobody wants to be told today of what happened last year. The table is filled
-- before its policies are in force, and the counters are read in spite of theirs, for they forbid even their owner.
ALTER TABLE tenant_seq NO FORCE ROW LEVEL SECURITY;
INSERT INTO consumer_positions (tenant_id, consumer, seq, failures, served_at)
    SELECT tenant_id, 'notifications', last_seq, 0, now() FROM tenant_seq;
ALTER TABLE tenant_seq FORCE ROW LEVEL SECURITY;

ALTER TABLE consumer_positions ENABLE ROW LEVEL SECURITY;
ALTER TABLE consumer_positions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON consumer_positions
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON consumer_positions TO plenum_app;
GRANT UPDATE (seq, failures, retry_at, served_at) ON consumer_positions TO plenum_app;

CREATE TABLE consumer_parked (
    tenant_id  uuid        NOT NULL REFERENCES tenants (id),
    consumer   text        COLLATE "C" NOT NULL,
    seq        bigint      NOT NULL,
    reason     text        NOT NULL,
    parked_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, consumer, seq)
);
COMMENT ON TABLE consumer_parked IS
    'Entries that a consumer failed at again and again and went past, so that they would not stop the tenant for ever. For an operator to look at.';

ALTER TABLE consumer_parked ENABLE ROW LEVEL SECURITY;
ALTER TABLE consumer_parked FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON consumer_parked
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON consumer_parked TO plenum_app;

GRANT SELECT (tenant_id, consumer, seq, retry_at, served_at) ON consumer_positions TO plenum_gate;
CREATE POLICY gate_backlog ON consumer_positions FOR SELECT TO plenum_gate USING (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The worker's poll: in which tenants a consumer is behind, those served longest ago first. Ids only, no content.
CREATE FUNCTION gate.consumer_backlog(p_consumer text, p_now timestamptz, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.tenant_id
        FROM public.tenant_seq s
        LEFT JOIN public.consumer_positions c ON c.tenant_id = s.tenant_id AND c.consumer = p_consumer
        WHERE s.last_seq > coalesce(c.seq, 0) AND (c.retry_at IS NULL OR c.retry_at <= p_now)
        ORDER BY c.served_at NULLS FIRST, s.tenant_id
        LIMIT p_limit
    $$;

REVOKE EXECUTE ON FUNCTION gate.consumer_backlog(text, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.consumer_backlog(text, timestamptz, integer) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
