-- The forms of texts by which records are compared, found and sorted, made by the program.
--
-- Beside each text come what it is equal by (`_key`), what a piece of it is found in (`_fold`) and its place in an order
-- (`_sort`); a long text is neither compared nor sorted. `words` holds the words of the searched fields. All of them are
-- null until they are made, and until then a tenant reads the columns `_lower` and `search`, which go on being written.
--
-- `keys_of` is the version of the record that they were made of. The program before this one raises the version and
-- knows nothing of the forms; the row is then marked by a trigger, and a job makes them again. A column of its own for
-- the mark, and not an index over both versions, lets the database update a row in place as before.

ALTER TABLE pipelines
    ADD COLUMN name_key text COLLATE "C", ADD COLUMN name_fold text COLLATE "C", ADD COLUMN name_sort bytea,
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE stages
    ADD COLUMN name_key text COLLATE "C", ADD COLUMN name_fold text COLLATE "C", ADD COLUMN name_sort bytea,
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE accounts
    ADD COLUMN name_key text COLLATE "C", ADD COLUMN name_fold text COLLATE "C", ADD COLUMN name_sort bytea,
    ADD COLUMN industry_key text COLLATE "C", ADD COLUMN industry_fold text COLLATE "C", ADD COLUMN industry_sort bytea,
    ADD COLUMN source_key text COLLATE "C", ADD COLUMN source_fold text COLLATE "C", ADD COLUMN source_sort bytea,
    ADD COLUMN website_key text COLLATE "C", ADD COLUMN website_fold text COLLATE "C", ADD COLUMN website_sort bytea,
    ADD COLUMN email_key text COLLATE "C", ADD COLUMN email_fold text COLLATE "C", ADD COLUMN email_sort bytea,
    ADD COLUMN phone_key text COLLATE "C", ADD COLUMN phone_fold text COLLATE "C", ADD COLUMN phone_sort bytea,
    ADD COLUMN street_key text COLLATE "C", ADD COLUMN street_fold text COLLATE "C", ADD COLUMN street_sort bytea,
    ADD COLUMN postal_code_key text COLLATE "C", ADD COLUMN postal_code_fold text COLLATE "C", ADD COLUMN postal_code_sort bytea,
    ADD COLUMN city_key text COLLATE "C", ADD COLUMN city_fold text COLLATE "C", ADD COLUMN city_sort bytea,
    ADD COLUMN region_key text COLLATE "C", ADD COLUMN region_fold text COLLATE "C", ADD COLUMN region_sort bytea,
    ADD COLUMN country_key text COLLATE "C", ADD COLUMN country_fold text COLLATE "C", ADD COLUMN country_sort bytea,
    ADD COLUMN description_fold text COLLATE "C",
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE contacts
    ADD COLUMN first_name_key text COLLATE "C", ADD COLUMN first_name_fold text COLLATE "C", ADD COLUMN first_name_sort bytea,
    ADD COLUMN last_name_key text COLLATE "C", ADD COLUMN last_name_fold text COLLATE "C", ADD COLUMN last_name_sort bytea,
    ADD COLUMN title_key text COLLATE "C", ADD COLUMN title_fold text COLLATE "C", ADD COLUMN title_sort bytea,
    ADD COLUMN department_key text COLLATE "C", ADD COLUMN department_fold text COLLATE "C", ADD COLUMN department_sort bytea,
    ADD COLUMN email_key text COLLATE "C", ADD COLUMN email_fold text COLLATE "C", ADD COLUMN email_sort bytea,
    ADD COLUMN phone_key text COLLATE "C", ADD COLUMN phone_fold text COLLATE "C", ADD COLUMN phone_sort bytea,
    ADD COLUMN mobile_key text COLLATE "C", ADD COLUMN mobile_fold text COLLATE "C", ADD COLUMN mobile_sort bytea,
    ADD COLUMN website_key text COLLATE "C", ADD COLUMN website_fold text COLLATE "C", ADD COLUMN website_sort bytea,
    ADD COLUMN source_key text COLLATE "C", ADD COLUMN source_fold text COLLATE "C", ADD COLUMN source_sort bytea,
    ADD COLUMN description_fold text COLLATE "C",
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE deals
    ADD COLUMN title_key text COLLATE "C", ADD COLUMN title_fold text COLLATE "C", ADD COLUMN title_sort bytea,
    ADD COLUMN description_fold text COLLATE "C",
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE activities
    ADD COLUMN subject_key text COLLATE "C", ADD COLUMN subject_fold text COLLATE "C", ADD COLUMN subject_sort bytea,
    ADD COLUMN description_fold text COLLATE "C",
    ADD COLUMN outcome_key text COLLATE "C", ADD COLUMN outcome_fold text COLLATE "C", ADD COLUMN outcome_sort bytea,
    ADD COLUMN location_key text COLLATE "C", ADD COLUMN location_fold text COLLATE "C", ADD COLUMN location_sort bytea,
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
ALTER TABLE leads
    ADD COLUMN title_key text COLLATE "C", ADD COLUMN title_fold text COLLATE "C", ADD COLUMN title_sort bytea,
    ADD COLUMN first_name_key text COLLATE "C", ADD COLUMN first_name_fold text COLLATE "C", ADD COLUMN first_name_sort bytea,
    ADD COLUMN last_name_key text COLLATE "C", ADD COLUMN last_name_fold text COLLATE "C", ADD COLUMN last_name_sort bytea,
    ADD COLUMN email_key text COLLATE "C", ADD COLUMN email_fold text COLLATE "C", ADD COLUMN email_sort bytea,
    ADD COLUMN phone_key text COLLATE "C", ADD COLUMN phone_fold text COLLATE "C", ADD COLUMN phone_sort bytea,
    ADD COLUMN company_key text COLLATE "C", ADD COLUMN company_fold text COLLATE "C", ADD COLUMN company_sort bytea,
    ADD COLUMN source_key text COLLATE "C", ADD COLUMN source_fold text COLLATE "C", ADD COLUMN source_sort bytea,
    ADD COLUMN description_fold text COLLATE "C",
    ADD COLUMN words tsvector, ADD COLUMN keys_of bigint, ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;

CREATE FUNCTION mark_stale_keys() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        NEW.keys_stale := true;
        RETURN NEW;
    END
    $$;
COMMENT ON FUNCTION mark_stale_keys() IS 'Marks a row that a program has written which does not know the forms of texts.';

CREATE TRIGGER pipelines_stale_keys BEFORE UPDATE ON pipelines FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER stages_stale_keys BEFORE UPDATE ON stages FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER accounts_stale_keys BEFORE UPDATE ON accounts FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER contacts_stale_keys BEFORE UPDATE ON contacts FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER deals_stale_keys BEFORE UPDATE ON deals FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER activities_stale_keys BEFORE UPDATE ON activities FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();
CREATE TRIGGER leads_stale_keys BEFORE UPDATE ON leads FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();

-- Rows whose forms are to be made.
CREATE INDEX pipelines_stale ON pipelines (tenant_id, id) WHERE keys_stale;
CREATE INDEX stages_stale ON stages (tenant_id, id) WHERE keys_stale;
CREATE INDEX accounts_stale ON accounts (tenant_id, id) WHERE keys_stale;
CREATE INDEX contacts_stale ON contacts (tenant_id, id) WHERE keys_stale;
CREATE INDEX deals_stale ON deals (tenant_id, id) WHERE keys_stale;
CREATE INDEX activities_stale ON activities (tenant_id, id) WHERE keys_stale;
CREATE INDEX leads_stale ON leads (tenant_id, id) WHERE keys_stale;

-- What the indexes on the columns `_lower` serve, for the new ones: equal texts have equal forms of search, so that one
-- index serves `eq`, `in` and `starts_with`.
CREATE INDEX accounts_name_sort ON accounts (tenant_id, name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX accounts_name_fold ON accounts (tenant_id, name_fold) WHERE deleted_at IS NULL;
CREATE INDEX contacts_last_name_sort ON contacts (tenant_id, last_name_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_email_fold ON contacts (tenant_id, email_fold) WHERE email IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX deals_title_sort ON deals (tenant_id, title_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX deals_title_fold ON deals (tenant_id, title_fold) WHERE deleted_at IS NULL;
CREATE INDEX leads_email_fold ON leads (tenant_id, email_fold) WHERE email IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX pipelines_words ON pipelines USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX stages_words ON stages USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX accounts_words ON accounts USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX contacts_words ON contacts USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX deals_words ON deals USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX activities_words ON activities USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;
CREATE INDEX leads_words ON leads USING gin (words) WITH (fastupdate = off) WHERE deleted_at IS NULL;

-- Which of the columns a tenant reads. The program before this one makes tenants without naming a version.
ALTER TABLE tenants
    ADD COLUMN text_version integer NOT NULL DEFAULT 0,
    ADD COLUMN text_stale_at timestamptz;
GRANT UPDATE (text_version, text_stale_at) ON tenants TO plenum_app;
COMMENT ON COLUMN tenants.text_version IS
    'The version of the rules for text by which the records of the tenant are compared, found and sorted.';
COMMENT ON COLUMN tenants.text_stale_at IS 'When the job last found a row without the newest forms.';
