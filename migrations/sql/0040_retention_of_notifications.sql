-- Retention of notifications goes tenant by tenant, in a transaction that can tell people of those they had not read. The
-- function for all tenants at once stays for the program before this one.

GRANT SELECT (user_id, read_at) ON notifications TO plenum_gate;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- Which tenants, but for some, have notifications made before this moment: those of the oldest. Ids only.
CREATE FUNCTION gate.tenants_with_old_notifications(p_before timestamptz, p_except uuid[])
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT DISTINCT o.tenant_id
        FROM (
            SELECT n.tenant_id FROM public.notifications n
            WHERE n.created_at < p_before AND n.tenant_id <> ALL (p_except) ORDER BY n.created_at LIMIT 10000
        ) AS o
    $$;

-- Deletes some of the notifications of the transaction's tenant that were made before this moment, and says how many, and
-- who had not read one of them. Not what is younger than a week, whoever asks.
CREATE FUNCTION gate.expire_notifications_of_tenant(
        p_before timestamptz, p_limit integer, OUT deleted bigint, OUT unread_by uuid[])
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    BEGIN
        IF p_before IS NULL OR p_before > now() - interval '7 days' THEN
            RAISE EXCEPTION 'that is too recent' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        WITH gone AS (
            DELETE FROM public.notifications n
            USING (
                SELECT o.id FROM public.notifications o
                WHERE o.tenant_id = public.app_tenant() AND o.created_at < p_before
                ORDER BY o.created_at LIMIT p_limit
            ) AS old
            WHERE n.tenant_id = public.app_tenant() AND n.id = old.id
            RETURNING n.user_id, n.read_at
        )
        SELECT count(*), coalesce(array_agg(DISTINCT g.user_id) FILTER (WHERE g.read_at IS NULL), '{}')
        INTO deleted, unread_by FROM gone g;
    END
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.tenants_with_old_notifications(timestamptz, uuid[]),
    gate.expire_notifications_of_tenant(timestamptz, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.tenants_with_old_notifications(timestamptz, uuid[]),
    gate.expire_notifications_of_tenant(timestamptz, integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
