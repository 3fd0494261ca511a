-- Service accounts: machines that are members. The membership gives a machine its role, its teams and its sessions, like
-- anybody else's; what stands here is what only machines have: secrets, and how far they have handled the stream.

CREATE TABLE service_accounts (
    tenant_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    name          text        NOT NULL,
    created_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    revoked_at    timestamptz,
    last_used_at  timestamptz,
    acked_epoch   bigint      NOT NULL,
    acked_seq     bigint      NOT NULL,
    acked_at      timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, created_by) REFERENCES memberships (tenant_id, user_id)
);
COMMENT ON COLUMN service_accounts.id IS 'The member that the machine is, and the client id it signs in with.';
COMMENT ON COLUMN service_accounts.acked_seq IS
    'Everything up to this entry of the log, of that epoch, was handled by the machine. Begins where the log stood when the account was made.';
CREATE INDEX service_accounts_page ON service_accounts (tenant_id, created_at DESC, id DESC);

ALTER TABLE service_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON service_accounts
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON service_accounts TO plenum_app;
GRANT UPDATE (revoked_at, last_used_at, acked_epoch, acked_seq, acked_at) ON service_accounts TO plenum_app;

CREATE TABLE service_account_secrets (
    tenant_id    uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    secret_hash  bytea       NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    PRIMARY KEY (tenant_id, account_id, secret_hash),
    FOREIGN KEY (tenant_id, account_id) REFERENCES service_accounts (tenant_id, id)
);
COMMENT ON TABLE service_account_secrets IS
    'SHA-256 of each secret, never the secret; its 32 random bytes need no slower hash. One without an end is the current one.';

ALTER TABLE service_account_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_account_secrets FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON service_account_secrets
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON service_account_secrets TO plenum_app;
GRANT UPDATE (expires_at) ON service_account_secrets TO plenum_app;
