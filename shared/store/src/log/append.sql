-- Takes n numbers and inserts n entries with them, in one statement, so that nothing can come between.
WITH epoch AS MATERIALIZED (
    SELECT gate.epoch() AS epoch
), counter AS (
    UPDATE tenant_seq s SET last_seq = s.last_seq + $2, last_epoch = epoch.epoch, records = s.records + $22
    FROM epoch
    WHERE s.tenant_id = $1
    RETURNING s.last_seq - $2 AS base, s.last_epoch AS epoch, s.records
), appended AS (
    INSERT INTO change_log (
        tenant_id, seq, epoch, format, recorded_at,
        id, type, entity, record_id, actor_kind, actor_id, recipient, before, after,
        request_id, traceparent, ip, user_agent, cause, depth, change_set, actor_name
    )
    SELECT
        $1, counter.base + e.ordinal, counter.epoch, $3, $4,
        e.id, e.type, e.entity, e.record_id, e.actor_kind, e.actor_id, e.recipient, e.before, e.after,
        e.request_id, e.traceparent, e.ip, e.user_agent, e.cause, e.depth, e.change_set, e.actor_name
    FROM counter CROSS JOIN unnest(
        $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::uuid[], $11::uuid[], $12::jsonb[], $13::jsonb[],
        $14::text[], $15::text[], $16::text[], $17::text[], $18::uuid[], $19::smallint[],
        $20::uuid[], $21::text[]
    ) WITH ORDINALITY AS e (
        id, type, entity, record_id, actor_kind, actor_id, recipient, before, after,
        request_id, traceparent, ip, user_agent, cause, depth, change_set, actor_name, ordinal
    )
    RETURNING seq, epoch
)
SELECT appended.seq, appended.epoch, counter.records FROM appended CROSS JOIN counter
