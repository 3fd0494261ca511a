-- Accounts: organisations, in a hierarchy. That it has no circles is a rule of the application; the table only keeps
-- an account from being its own parent.

CREATE TABLE accounts (
    tenant_id         uuid        NOT NULL REFERENCES tenants (id),
    id                uuid        NOT NULL,
    name              text        NOT NULL,
    name_lower        text        COLLATE "C" NOT NULL,
    parent_id         uuid        CHECK (parent_id <> id),
    type              text        COLLATE "C" NOT NULL
        CHECK (type IN ('prospect', 'customer', 'partner', 'supplier', 'other')),
    status            text        COLLATE "C" NOT NULL CHECK (status IN ('active', 'inactive')),
    industry          text,
    industry_lower    text        COLLATE "C" CHECK ((industry IS NULL) = (industry_lower IS NULL)),
    source            text,
    source_lower      text        COLLATE "C" CHECK ((source IS NULL) = (source_lower IS NULL)),
    website           text,
    website_lower     text        COLLATE "C" CHECK ((website IS NULL) = (website_lower IS NULL)),
    email             text,
    email_lower       text        COLLATE "C" CHECK ((email IS NULL) = (email_lower IS NULL)),
    phone             text,
    phone_lower       text        COLLATE "C" CHECK ((phone IS NULL) = (phone_lower IS NULL)),
    employees         integer     CHECK (employees >= 0),
    annual_revenue_amount    bigint,
    annual_revenue_currency  text COLLATE "C" CHECK (annual_revenue_currency ~ '^[A-Z]{3}$'),
    street            text,
    street_lower      text        COLLATE "C" CHECK ((street IS NULL) = (street_lower IS NULL)),
    postal_code       text,
    postal_code_lower text        COLLATE "C" CHECK ((postal_code IS NULL) = (postal_code_lower IS NULL)),
    city              text,
    city_lower        text        COLLATE "C" CHECK ((city IS NULL) = (city_lower IS NULL)),
    region            text,
    region_lower      text        COLLATE "C" CHECK ((region IS NULL) = (region_lower IS NULL)),
    country           text,
    country_lower     text        COLLATE "C" CHECK ((country IS NULL) = (country_lower IS NULL)),
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
    FOREIGN KEY (tenant_id, parent_id) REFERENCES accounts (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id),
    CHECK ((annual_revenue_amount IS NULL) = (annual_revenue_currency IS NULL))
);
COMMENT ON COLUMN accounts.annual_revenue_amount IS 'Minor units of annual_revenue_currency.';
CREATE INDEX accounts_page ON accounts (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX accounts_owner ON accounts (tenant_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX accounts_team ON accounts (tenant_id, team_id) WHERE deleted_at IS NULL;
CREATE INDEX accounts_name ON accounts (tenant_id, name_lower, id) WHERE deleted_at IS NULL;
CREATE INDEX accounts_parent ON accounts (tenant_id, parent_id) WHERE parent_id IS NOT NULL AND deleted_at IS NULL;

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON accounts
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON accounts TO plenum_app;
