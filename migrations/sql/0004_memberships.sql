-- Who belongs to a tenant, in which role. A membership is suspended, never deleted: records keep their owner.

CREATE TABLE memberships (
    tenant_id   uuid        NOT NULL REFERENCES tenants (id),
    user_id     uuid        NOT NULL REFERENCES users (id),
    role_id     uuid        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('active', 'suspended')),
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id)
);
CREATE INDEX memberships_role ON memberships (tenant_id, role_id);
-- Not tenant-first: the login asks for all tenants of one person, through the gate.
CREATE INDEX memberships_user ON memberships (user_id);

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON memberships
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON memberships TO plenum_app;

-- A person is visible to the tenants they belong to, and to no other.
CREATE POLICY members_of_tenant ON users FOR SELECT TO plenum_app
    USING (EXISTS (
        SELECT FROM memberships m WHERE m.tenant_id = app_tenant() AND m.user_id = users.id));
