-- Where a new consumer starts is declared in the program, and the first worker that has it makes its positions.

CREATE TABLE consumers (
    name        text        COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z_]{1,40}$'),
    started_at  timestamptz NOT NULL
);
COMMENT ON TABLE consumers IS
    'The consumers that a worker has started. Reached through gate.start_consumer only. A tenant without a position of one of these began after it, and is read from its first entry.';

INSERT INTO consumers (name, started_at) VALUES ('notifications', now());

GRANT SELECT, INSERT ON consumers TO plenum_gate;
GRANT INSERT (tenant_id, consumer, seq, failures, served_at) ON consumer_positions TO plenum_gate;
CREATE POLICY gate_start ON consumer_positions FOR INSERT TO plenum_gate WITH CHECK (true);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Starts a consumer; true when it is new. With p_at_head it is given a position at the head of every log there is,
-- and otherwise none, which is before the first entry. Of two workers that start it at once the second waits for the first.
CREATE FUNCTION gate.start_consumer(p_consumer text, p_at_head boolean, p_now timestamptz)
    RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        INSERT INTO public.consumers (name, started_at) VALUES (p_consumer, p_now) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
        IF p_at_head THEN
            INSERT INTO public.consumer_positions (tenant_id, consumer, seq, failures, served_at)
                SELECT s.tenant_id, p_consumer, s.last_seq, 0, p_now FROM public.tenant_seq s
                ON CONFLICT DO NOTHING;
        END IF;
        RETURN true;
    END
    $$;

REVOKE EXECUTE ON FUNCTION gate.start_consumer(text, boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.start_consumer(text, boolean, timestamptz) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
