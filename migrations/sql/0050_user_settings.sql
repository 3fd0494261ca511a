-- The settings of a user in a tenant. A user without a row has those of the tenant.

CREATE TABLE user_settings (
    tenant_id   uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    settings    jsonb       NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
    version     bigint      NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
);

ALTER TABLE user_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON user_settings
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON user_settings TO plenum_app;
GRANT UPDATE (settings, version, updated_at) ON user_settings TO plenum_app;
