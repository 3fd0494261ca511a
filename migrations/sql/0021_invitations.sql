-- Invitations: how somebody becomes a member.

CREATE TABLE invitations (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    token_hash    bytea       NOT NULL CHECK (octet_length(token_hash) = 32),
    email         text        NOT NULL,
    email_lower   text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
    role_id       uuid        NOT NULL,
    team_ids      uuid[]      NOT NULL,
    invited_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    accepted_at   timestamptz,
    accepted_by   uuid,
    withdrawn_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash),
    FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id),
    FOREIGN KEY (tenant_id, invited_by) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, accepted_by) REFERENCES memberships (tenant_id, user_id),
    CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
COMMENT ON COLUMN invitations.token_hash IS 'SHA-256 of the token, never the token.';
COMMENT ON COLUMN invitations.team_ids IS 'Those that are still there when the invitation is accepted are joined.';
CREATE INDEX invitations_page ON invitations (tenant_id, created_at DESC, id DESC);
CREATE INDEX invitations_email ON invitations (tenant_id, email_lower);
CREATE INDEX invitations_role ON invitations (tenant_id, role_id);

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON invitations
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON invitations TO plenum_app;
GRANT UPDATE (accepted_at, accepted_by, withdrawn_at) ON invitations TO plenum_app;
