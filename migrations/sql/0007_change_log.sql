-- The change log: one numbered sequence of changes per tenant, written in the transaction of the change.

CREATE TABLE tenant_seq (
    tenant_id   uuid   PRIMARY KEY REFERENCES tenants (id),
    last_seq    bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    last_epoch  bigint NOT NULL DEFAULT 0,
    floor_seq   bigint NOT NULL DEFAULT 0 CHECK (floor_seq >= 0 AND floor_seq <= last_seq)
) WITH (fillfactor = 50);
COMMENT ON TABLE tenant_seq IS
    'The counter of a tenant''s log. Its row is locked by the last statement of a write until the commit, which is why numbers follow commit order and have no gaps. Half-empty pages and no second index keep its updates heap-only.';
COMMENT ON COLUMN tenant_seq.last_epoch IS 'Epoch of the entry numbered last_seq; 0 while the log is empty.';
COMMENT ON COLUMN tenant_seq.floor_seq IS 'The highest number already deleted by retention; 0 means none.';

ALTER TABLE tenant_seq ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_seq FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenant_seq
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON tenant_seq TO plenum_app;
GRANT UPDATE (last_seq, last_epoch) ON tenant_seq TO plenum_app;

CREATE TABLE cluster_epoch (
    system_identifier  bigint      NOT NULL,
    timeline           bigint      NOT NULL,
    epoch              bigint      NOT NULL CHECK (epoch > 0),
    created_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (system_identifier, timeline)
);
COMMENT ON TABLE cluster_epoch IS
    'A random number for each timeline this database has lived on. After a fail-over that lost the tail, the same log number can name another change: the epoch tells the two apart. Reached through gate.epoch() only.';

CREATE TABLE change_log (
    tenant_id    uuid        NOT NULL,
    seq          bigint      NOT NULL CHECK (seq > 0),
    epoch        bigint      NOT NULL,
    id           uuid        NOT NULL,
    format       smallint    NOT NULL,
    type         text        COLLATE "C" NOT NULL,
    entity       text        COLLATE "C" NOT NULL,
    record_id    uuid        NOT NULL,
    actor_kind   text        NOT NULL CHECK (actor_kind IN ('user', 'system', 'service')),
    actor_id     uuid,
    recipient    uuid,
    before       jsonb,
    after        jsonb,
    request_id   text        NOT NULL,
    traceparent  text,
    ip           text,
    user_agent   text,
    cause        uuid,
    depth        smallint    NOT NULL CHECK (depth >= 0),
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, seq, recorded_at)
) PARTITION BY RANGE (recorded_at);
COMMENT ON TABLE change_log IS
    'Append-only. A unique key cannot span partitions, so it is the counter in tenant_seq that makes (tenant_id, seq) unique. No foreign keys: the log outlives what it tells of, and the write path stays short.';
-- The history of one record, and the version a lost race was about.
CREATE INDEX change_log_record ON change_log (tenant_id, record_id, seq);

ALTER TABLE change_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE change_log FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON change_log
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON change_log TO plenum_app;

-- Partitions get no grants, and row-level security of their own all the same: a table read directly is not protected
-- by the policies of its parent.
CREATE TABLE change_log_default PARTITION OF change_log DEFAULT;
ALTER TABLE change_log_default ENABLE ROW LEVEL SECURITY;
ALTER TABLE change_log_default FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON change_log_default
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
COMMENT ON TABLE change_log_default IS 'Catches entries of months that have no partition yet, so that a write never fails for lack of one.';
