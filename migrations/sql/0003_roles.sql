-- Roles of a tenant and what each may do.

CREATE TABLE roles (
    tenant_id             uuid        NOT NULL REFERENCES tenants (id),
    id                    uuid        NOT NULL,
    key                   text        COLLATE "C" NOT NULL,
    name                  text        NOT NULL,
    is_system             boolean     NOT NULL,
    default_field_access  text        NOT NULL CHECK (default_field_access IN ('allow', 'deny')),
    version               bigint      NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
);

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON roles
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON roles TO plenum_app;

CREATE TABLE role_permissions (
    tenant_id  uuid  NOT NULL,
    role_id    uuid  NOT NULL,
    resource   text  COLLATE "C" NOT NULL,
    action     text  COLLATE "C" NOT NULL,
    scope      text  NOT NULL CHECK (scope IN ('own', 'team', 'all')),
    fields     jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(fields) = 'object'),
    PRIMARY KEY (tenant_id, role_id, resource, action),
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id)
);
COMMENT ON COLUMN role_permissions.fields IS
    'Exceptions by field name: none, read or write. A field that is not named follows roles.default_field_access.';

ALTER TABLE role_permissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_permissions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON role_permissions
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON role_permissions TO plenum_app;
