-- Names of teams are unique by their identity, which the program makes: whatever their case, and however their accents are
-- composed. What `lower()` makes of them goes on being unique as long as the program before this one may run.
--
-- Two teams that are found to have one name are both kept: the later one has no key until it is renamed.

ALTER TABLE teams
    ADD COLUMN name_key text COLLATE "C",
    ADD COLUMN keys_of bigint,
    ADD COLUMN keys_stale boolean NOT NULL DEFAULT true;
CREATE UNIQUE INDEX teams_name_key ON teams (tenant_id, name_key) WHERE name_key IS NOT NULL;
CREATE INDEX teams_stale ON teams (tenant_id, id) WHERE keys_stale;
CREATE TRIGGER teams_stale_keys BEFORE UPDATE ON teams FOR EACH ROW
    WHEN (NEW.keys_of IS DISTINCT FROM NEW.version AND NOT NEW.keys_stale) EXECUTE FUNCTION mark_stale_keys();

GRANT SELECT (tenant_id, keys_stale) ON teams TO plenum_gate;
CREATE POLICY gate_stale ON teams FOR SELECT TO plenum_gate USING (true);
