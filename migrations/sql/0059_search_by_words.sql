-- Searching by the words that the program keeps.

GRANT SELECT (text_version) ON tenants TO plenum_gate;
DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY
        ARRAY['pipelines', 'stages', 'accounts', 'contacts', 'deals', 'activities', 'leads']
    LOOP
        EXECUTE format('GRANT SELECT (words, keys_stale) ON %I TO plenum_gate', v_table);
    END LOOP;
END
$$;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- As gate.search(text, tsquery, tsquery) of 0027, by the words of one version of the rules: the column is named, and the
-- gate can read no other column that is of its type.
CREATE FUNCTION gate.search(p_table text, p_words text, p_query tsquery, p_whole tsquery)
    RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_tenant  uuid := public.app_tenant();
        v_often   boolean;
        v_whole   bigint;
        v_found   uuid[];
    BEGIN
        IF v_tenant IS NULL THEN
            RETURN '{}';
        END IF;
        EXECUTE format(
            'SELECT count(*) >= 10 FROM (
                 SELECT %2$I AS words FROM public.%1$I WHERE tenant_id = $1 AND deleted_at IS NULL
                 ORDER BY created_at DESC, id DESC LIMIT 1000) AS newest
             WHERE words @@ $2', p_table, p_words)
        INTO v_often USING v_tenant, p_query;
        IF v_often THEN
            RETURN NULL;
        END IF;
        IF p_whole IS NOT NULL THEN
            EXECUTE format(
                'SELECT count(*), array_agg(id) FILTER (WHERE words @@ $3) FROM (
                     SELECT id, %2$I AS words FROM public.%1$I
                     WHERE tenant_id = $1 AND deleted_at IS NULL AND %2$I @@ $2
                     LIMIT 1001) AS found', p_table, p_words)
            INTO v_whole, v_found USING v_tenant, p_whole, p_query;
            IF v_whole <= 1000 THEN
                RETURN coalesce(v_found, '{}');
            END IF;
        END IF;
        EXECUTE format(
            'SELECT array_agg(id) FROM (
                 SELECT id FROM public.%1$I WHERE tenant_id = $1 AND deleted_at IS NULL AND %2$I @@ $2
                 LIMIT 5001) AS found', p_table, p_words)
        INTO v_found USING v_tenant, p_query;
        IF cardinality(v_found) > 5000 THEN
            RETURN NULL;
        END IF;
        RETURN coalesce(v_found, '{}');
    END
    $$;
REVOKE ALL ON FUNCTION gate.search(text, text, tsquery, tsquery) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.search(text, text, tsquery, tsquery) TO plenum_app;

-- At most so many tenants, behind this one by id, that are not on this version of the rules or have rows in these tables
-- that are marked in this column. One look into an index of few entries for each tenant and table.
CREATE FUNCTION gate.tenants_with_old_text(
    p_tables text[], p_stale text, p_version integer, p_after uuid, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_stale text;
    BEGIN
        SELECT coalesce(string_agg(format(
            ' OR EXISTS (SELECT FROM public.%I AS r WHERE r.tenant_id = t.id AND r.%I)', name, p_stale), ''), '')
        INTO v_stale FROM unnest(p_tables) AS name;
        RETURN QUERY EXECUTE
            'SELECT t.id FROM public.tenants AS t
             WHERE ($2 IS NULL OR t.id > $2) AND (t.text_version < $1' || v_stale || ')
             ORDER BY t.id LIMIT $3'
        USING p_version, p_after, least(p_limit, 1000);
    END
    $$;
REVOKE ALL ON FUNCTION gate.tenants_with_old_text(text[], text, integer, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.tenants_with_old_text(text[], text, integer, uuid, integer) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
