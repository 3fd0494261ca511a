-- Contacts: people, of an account or on their own.

CREATE TABLE contacts (
    tenant_id         uuid        NOT NULL REFERENCES tenants (id),
    id                uuid        NOT NULL,
    first_name        text        NOT NULL,
    first_name_lower  text        COLLATE "C" NOT NULL,
    last_name         text,
    last_name_lower   text        COLLATE "C" CHECK ((last_name IS NULL) = (last_name_lower IS NULL)),
    account_id        uuid,
    is_primary        boolean     NOT NULL,
    title             text,
    title_lower       text        COLLATE "C" CHECK ((title IS NULL) = (title_lower IS NULL)),
    department        text,
    department_lower  text        COLLATE "C" CHECK ((department IS NULL) = (department_lower IS NULL)),
    email             text,
    email_lower       text        COLLATE "C" CHECK ((email IS NULL) = (email_lower IS NULL)),
    phone             text,
    phone_lower       text        COLLATE "C" CHECK ((phone IS NULL) = (phone_lower IS NULL)),
    mobile            text,
    mobile_lower      text        COLLATE "C" CHECK ((mobile IS NULL) = (mobile_lower IS NULL)),
    website           text,
    website_lower     text        COLLATE "C" CHECK ((website IS NULL) = (website_lower IS NULL)),
    status            text        COLLATE "C" NOT NULL CHECK (status IN ('lead', 'customer', 'active', 'inactive')),
    source            text,
    source_lower      text        COLLATE "C" CHECK ((source IS NULL) = (source_lower IS NULL)),
    description       text,
    description_lower text        COLLATE "C" CHECK ((description IS NULL) = (description_lower IS NULL)),
    owner_id          uuid,
    team_id           uuid,
    version           bigint      NOT NULL,
    created_at        timestamptz NOT NULL,
    created_by        uuid,
    updated_at        timestamptz NOT NULL,
    updated_by        uuid,
    deleted_at        timestamptz,
    deleted_by        uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, account_id) REFERENCES accounts (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
);
CREATE INDEX contacts_page ON contacts (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX contacts_owner ON contacts (tenant_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_team ON contacts (tenant_id, team_id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_account ON contacts (tenant_id, account_id) WHERE account_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX contacts_email ON contacts (tenant_id, email_lower) WHERE email IS NOT NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX contacts_one_primary ON contacts (tenant_id, account_id) WHERE is_primary AND deleted_at IS NULL;

ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON contacts
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON contacts TO plenum_app;
