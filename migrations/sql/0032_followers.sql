-- Who follows which record. A follower must have been able to see the record; whether they still can is asked each time
-- something is to be told to them, so a follower who loses sight of it hears nothing and nothing need be deleted here.

CREATE TABLE followers (
    tenant_id   uuid        NOT NULL REFERENCES tenants (id),
    entity      text        COLLATE "C" NOT NULL,
    record_id   uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, record_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
);
COMMENT ON COLUMN followers.record_id IS
    'A record of the table that belongs to the entity. Records are never deleted for good, so none of these outlives its own.';
CREATE INDEX followers_user ON followers (tenant_id, user_id, created_at DESC, record_id DESC);

ALTER TABLE followers ENABLE ROW LEVEL SECURITY;
ALTER TABLE followers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON followers
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON followers TO plenum_app;
