SELECT
    tenant_id, seq, epoch, id, format, type, entity, record_id, actor_kind, actor_id, recipient, before, after,
    request_id, traceparent, ip, user_agent, cause, depth, change_set, actor_name,
    recorded_at
FROM change_log
WHERE tenant_id = $1 AND seq >= $2
ORDER BY seq
LIMIT $3
