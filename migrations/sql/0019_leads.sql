-- Leads. Which status may follow which is declared in the catalogue.

CREATE TABLE leads (
    tenant_id          uuid        NOT NULL REFERENCES tenants (id),
    id                 uuid        NOT NULL,
    title              text        NOT NULL,
    title_lower        text        COLLATE "C" NOT NULL,
    first_name         text,
    first_name_lower   text        COLLATE "C" CHECK ((first_name IS NULL) = (first_name_lower IS NULL)),
    last_name          text,
    last_name_lower    text        COLLATE "C" CHECK ((last_name IS NULL) = (last_name_lower IS NULL)),
    email              text,
    email_lower        text        COLLATE "C" CHECK ((email IS NULL) = (email_lower IS NULL)),
    phone              text,
    phone_lower        text        COLLATE "C" CHECK ((phone IS NULL) = (phone_lower IS NULL)),
    company            text,
    company_lower      text        COLLATE "C" CHECK ((company IS NULL) = (company_lower IS NULL)),
    source             text,
    source_lower       text        COLLATE "C" CHECK ((source IS NULL) = (source_lower IS NULL)),
    score              integer     CHECK (score BETWEEN 0 AND 100),
    status             text        COLLATE "C" NOT NULL
        CHECK (status IN ('new', 'contacted', 'qualified', 'disqualified')),
    description        text,
    description_lower  text        COLLATE "C" CHECK ((description IS NULL) = (description_lower IS NULL)),
    owner_id           uuid,
    team_id            uuid,
    version            bigint      NOT NULL,
    created_at         timestamptz NOT NULL,
    created_by         uuid,
    updated_at         timestamptz NOT NULL,
    updated_by         uuid,
    deleted_at         timestamptz,
    deleted_by         uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
);
CREATE INDEX leads_page ON leads (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX leads_owner ON leads (tenant_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX leads_team ON leads (tenant_id, team_id) WHERE deleted_at IS NULL;
CREATE INDEX leads_email ON leads (tenant_id, email_lower) WHERE email IS NOT NULL AND deleted_at IS NULL;

ALTER TABLE leads ENABLE ROW LEVEL SECURITY;
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON leads
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON leads TO plenum_app;
