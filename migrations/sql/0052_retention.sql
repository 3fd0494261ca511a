-- Retention: records that were deleted long ago go for good, and old entries of the log are forgotten. How long is long is
-- a setting of each tenant. The functions do it for the tenant of the transaction, in portions, and refuse what is young,
-- whoever asks. Rights on rows stay with the gate: the application deletes no record and changes no log by itself.

GRANT DELETE ON pipelines, stages, accounts, contacts, deals, activities, leads, tasks_due TO plenum_gate;
GRANT SELECT (seq, tenant_id, recorded_at), DELETE ON change_log TO plenum_gate;
GRANT SELECT (floor_seq), UPDATE (floor_seq) ON tenant_seq TO plenum_gate;
GRANT SELECT (tenant_id) ON change_log_default TO plenum_gate;
CREATE POLICY gate_default ON change_log_default FOR SELECT TO plenum_gate USING (true);
COMMENT ON COLUMN followers.record_id IS
    'A record of the table that belongs to the entity. When the record goes for good, its followers go with it.';

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The ids of all tenants in their order, suspended ones too, page by page. Ids only.
CREATE FUNCTION gate.tenants_after(p_after uuid, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT t.id FROM public.tenants t WHERE p_after IS NULL OR t.id > p_after ORDER BY t.id LIMIT p_limit
    $$;

-- Deletes these records of the transaction's tenant for good, if they were deleted before this moment, and returns those
-- that went. A record to which another row still refers stays. Not what was deleted within the last day, whoever asks.
-- Which table may be named is decided by the rights of the gate.
CREATE FUNCTION gate.purge_records(p_table text, p_ids uuid[], p_before timestamptz)
    RETURNS uuid[]
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        c_delete constant text := format(
            'WITH gone AS (
                DELETE FROM public.%I r
                WHERE r.tenant_id = public.app_tenant() AND r.id = ANY ($1) AND r.deleted_at < $2
                RETURNING r.id)
             SELECT coalesce(array_agg(gone.id), ''{}'') FROM gone', p_table);
        v_id    uuid;
        v_one   uuid[];
        v_gone  uuid[] := '{}';
    BEGIN
        IF p_before IS NULL OR p_before > now() - interval '23 hours' THEN
            RAISE EXCEPTION 'that is too recent' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        -- That a task was due is a note about it, without a life of its own.
        IF p_table = 'activities' THEN
            DELETE FROM public.tasks_due d USING public.activities a
            WHERE d.tenant_id = public.app_tenant() AND d.activity_id = ANY (p_ids)
                AND a.tenant_id = d.tenant_id AND a.id = d.activity_id AND a.deleted_at < p_before;
        END IF;
        BEGIN
            EXECUTE c_delete INTO v_gone USING p_ids, p_before;
        EXCEPTION WHEN foreign_key_violation THEN
            -- One of them is referred to by a row that the caller does not know of. The others need not wait for it.
            v_gone := '{}';
            FOREACH v_id IN ARRAY p_ids LOOP
                BEGIN
                    EXECUTE c_delete INTO v_one USING ARRAY[v_id], p_before;
                    v_gone := v_gone || v_one;
                EXCEPTION WHEN foreign_key_violation THEN
                    CONTINUE;
                END;
            END LOOP;
        END;
        RETURN v_gone;
    END
    $$;

-- Forgets entries at the beginning of the log of the transaction's tenant that are older than this moment, at most so many,
-- and returns how many; the floor of the log moves with them. Nothing younger than 29 days, whoever asks.
--
-- Entries go from the front only, so the log has no hole above its floor: the first one that is young enough ends it, even
-- if a clock that was ahead has left an older one behind it. The last entry always stays, because a reader at the head
-- proves by its epoch that the log is still the one it has read.
CREATE FUNCTION gate.forget_log(p_before timestamptz, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_floor   bigint;
        v_last    bigint;
        v_to      bigint;
        v_before  timestamptz;
        v_gone    bigint;
    BEGIN
        IF p_before IS NULL OR p_before > now() - interval '29 days' THEN
            RAISE EXCEPTION 'that is too recent' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        IF p_limit IS NULL OR p_limit NOT BETWEEN 1 AND 10000 THEN
            RAISE EXCEPTION 'the limit is out of range' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        SELECT s.floor_seq, s.last_seq INTO v_floor, v_last
        FROM public.tenant_seq s WHERE s.tenant_id = public.app_tenant();
        -- Most logs have nothing to forget on most days, and their first entry says so.
        SELECT l.recorded_at INTO v_before FROM public.change_log l
        WHERE l.tenant_id = public.app_tenant() AND l.seq > v_floor AND l.seq < v_last ORDER BY l.seq LIMIT 1;
        IF v_before IS NULL OR v_before >= p_before THEN
            RETURN 0;
        END IF;
        SELECT coalesce(min(e.seq) FILTER (WHERE e.recorded_at >= p_before) - 1, max(e.seq)) INTO v_to
        FROM (
            SELECT l.seq, l.recorded_at FROM public.change_log l
            WHERE l.tenant_id = public.app_tenant() AND l.seq > v_floor AND l.seq < v_last ORDER BY l.seq LIMIT p_limit
        ) AS e;
        DELETE FROM public.change_log l
        WHERE l.tenant_id = public.app_tenant() AND l.seq > v_floor AND l.seq <= v_to AND l.recorded_at < p_before;
        GET DIAGNOSTICS v_gone = ROW_COUNT;
        -- Last: from here on the writers of the tenant wait for the commit.
        UPDATE public.tenant_seq s SET floor_seq = greatest(s.floor_seq, v_to)
        WHERE s.tenant_id = public.app_tenant();
        RETURN v_gone;
    END
    $$;

-- How many entries, of whichever tenants, lie in the default partition, counted up to a limit. A number only.
CREATE FUNCTION gate.log_default_rows(p_limit integer)
    RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT count(*) FROM (SELECT FROM public.change_log_default d LIMIT p_limit) AS counted
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.tenants_after(uuid, integer),
    gate.purge_records(text, uuid[], timestamptz),
    gate.forget_log(timestamptz, integer),
    gate.log_default_rows(integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.tenants_after(uuid, integer),
    gate.purge_records(text, uuid[], timestamptz),
    gate.forget_log(timestamptz, integer),
    gate.log_default_rows(integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
