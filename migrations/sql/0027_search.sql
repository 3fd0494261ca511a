-- Searching records by their words.
--
-- Each record keeps its words in a column that the database makes from the folded texts beside it: whoever writes a
-- record, this version of the program or another, cannot forget it. A word is kept with four letters of the tenant before
-- it, so that an index of all tenants has those of one together, and with a letter for its field, so that a search can be
-- kept to the fields that its reader may read. Both are part of what is compared and of nothing that is shown.

-- The characters between words, as the program has them (`shared/src/search.rs`), and its limits of a text and a word.
-- Collation "C" makes a range in the pattern one of code points, whatever the locale.
CREATE FUNCTION search_words(p_tenant uuid, p_field text, p_folded text)
    RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT coalesce(pg_catalog.array_to_tsvector(pg_catalog.array_agg(DISTINCT
            pg_catalog.right(p_tenant::text, 4) || p_field || pg_catalog.left(word, 60))), '')
        FROM pg_catalog.regexp_split_to_table(
            pg_catalog.left(p_folded, 1000) COLLATE "C",
            '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b8\u00bb-\u00bf\u00d7\u00f7'
            '\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u30fb\ufe00-\ufe6f'
            '\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff]+') AS word
        WHERE word <> ''
    $$;
COMMENT ON FUNCTION search_words(uuid, text, text) IS
    'The words of a folded text of a record, as the column "search" keeps them.';
GRANT EXECUTE ON FUNCTION search_words(uuid, text, text) TO plenum_app;

ALTER TABLE pipelines ADD COLUMN search tsvector
    GENERATED ALWAYS AS (search_words(tenant_id, 'n', name_lower)) STORED;
ALTER TABLE stages ADD COLUMN search tsvector
    GENERATED ALWAYS AS (search_words(tenant_id, 'n', name_lower)) STORED;
ALTER TABLE accounts ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        search_words(tenant_id, 'n', name_lower) || search_words(tenant_id, 'i', industry_lower)
        || search_words(tenant_id, 'w', website_lower) || search_words(tenant_id, 'e', email_lower)
        || search_words(tenant_id, 'p', phone_lower) || search_words(tenant_id, 'c', city_lower)
        || search_words(tenant_id, 'd', description_lower)) STORED;
ALTER TABLE contacts ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        search_words(tenant_id, 'f', first_name_lower) || search_words(tenant_id, 'l', last_name_lower)
        || search_words(tenant_id, 't', title_lower) || search_words(tenant_id, 'e', email_lower)
        || search_words(tenant_id, 'p', phone_lower) || search_words(tenant_id, 'm', mobile_lower)
        || search_words(tenant_id, 'd', description_lower)) STORED;
ALTER TABLE deals ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        search_words(tenant_id, 't', title_lower) || search_words(tenant_id, 'd', description_lower)) STORED;
ALTER TABLE activities ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        search_words(tenant_id, 's', subject_lower) || search_words(tenant_id, 'd', description_lower)
        || search_words(tenant_id, 'o', outcome_lower) || search_words(tenant_id, 'l', location_lower)) STORED;
ALTER TABLE leads ADD COLUMN search tsvector
    GENERATED ALWAYS AS (
        search_words(tenant_id, 't', title_lower) || search_words(tenant_id, 'f', first_name_lower)
        || search_words(tenant_id, 'l', last_name_lower) || search_words(tenant_id, 'e', email_lower)
        || search_words(tenant_id, 'p', phone_lower) || search_words(tenant_id, 'c', company_lower)
        || search_words(tenant_id, 'd', description_lower)) STORED;

-- Without a list of what is still to be put in, which every search would have to go through.
CREATE INDEX pipelines_search ON pipelines USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX stages_search ON stages USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX accounts_search ON accounts USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX contacts_search ON contacts USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX deals_search ON deals USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX activities_search ON activities USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX leads_search ON leads USING gin (search) WITH (fastupdate = off) WHERE deleted_at IS NULL;

-- Under the policy of a table an operator that could leak may not use an index, and the one of full-text search could.
-- So the function that searches is the gate's, for whom the policy says nothing, and names the tenant itself.
DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY
        ARRAY['pipelines', 'stages', 'accounts', 'contacts', 'deals', 'activities', 'leads']
    LOOP
        EXECUTE format('GRANT SELECT (tenant_id, id, created_at, deleted_at, search) ON %I TO plenum_gate', v_table);
        EXECUTE format('CREATE POLICY gate_search ON %I FOR SELECT TO plenum_gate USING (true)', v_table);
    END LOOP;
END
$$;

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The ids of the records that a query finds, in no order: of the tenant that the transaction speaks for and of no other,
-- whatever the query says. Null when they are too many for a list of ids to be of use. Then they are so frequent that
-- whoever goes through the records in any order comes upon some soon.
--
-- Which of the two is found out from the newest thousand records first, because an index over words takes the longer the
-- more frequent a word is, and that of the newest records does not.
--
-- The beginning of a word may be that of very many, each to be gone through in the index. When it is one letter or two,
-- p_whole holds the other words of the query: what they find, if it is little, is looked at one by one. Null: no such try.
CREATE FUNCTION gate.search(p_table text, p_query tsquery, p_whole tsquery)
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
                 SELECT search FROM public.%I WHERE tenant_id = $1 AND deleted_at IS NULL
                 ORDER BY created_at DESC, id DESC LIMIT 1000) AS newest
             WHERE search @@ $2', p_table)
        INTO v_often USING v_tenant, p_query;
        IF v_often THEN
            RETURN NULL;
        END IF;
        IF p_whole IS NOT NULL THEN
            EXECUTE format(
                'SELECT count(*), array_agg(id) FILTER (WHERE search @@ $3) FROM (
                     SELECT id, search FROM public.%I WHERE tenant_id = $1 AND deleted_at IS NULL AND search @@ $2
                     LIMIT 1001) AS found', p_table)
            INTO v_whole, v_found USING v_tenant, p_whole, p_query;
            IF v_whole <= 1000 THEN
                RETURN coalesce(v_found, '{}');
            END IF;
        END IF;
        EXECUTE format(
            'SELECT array_agg(id) FROM (
                 SELECT id FROM public.%I WHERE tenant_id = $1 AND deleted_at IS NULL AND search @@ $2
                 LIMIT 5001) AS found', p_table)
        INTO v_found USING v_tenant, p_query;
        IF cardinality(v_found) > 5000 THEN
            RETURN NULL;
        END IF;
        RETURN coalesce(v_found, '{}');
    END
    $$;
GRANT EXECUTE ON FUNCTION gate.search(text, tsquery, tsquery) TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
