-- Deals. Money is minor units and a currency, both or neither; comparisons on it can use an index under row-level
-- security, which those on numeric cannot.

CREATE TABLE deals (
    tenant_id            uuid        NOT NULL,
    id                   uuid        NOT NULL,
    title                text        NOT NULL,
    title_lower          text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(title)) STORED,
    value_amount         bigint,
    value_currency       text        COLLATE "C" CHECK (value_currency ~ '^[A-Z]{3}$'),
    pipeline_id          uuid        NOT NULL,
    stage_id             uuid        NOT NULL,
    status               text        NOT NULL CHECK (status IN ('open', 'won', 'lost')),
    expected_close_date  date,
    closed_at            timestamptz,
    description          text,
    owner_id             uuid,
    team_id              uuid,
    version              bigint      NOT NULL,
    created_at           timestamptz NOT NULL,
    created_by           uuid,
    updated_at           timestamptz NOT NULL,
    updated_by           uuid,
    deleted_at           timestamptz,
    deleted_by           uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pipeline_id) REFERENCES pipelines (tenant_id, id),
    FOREIGN KEY (tenant_id, stage_id, pipeline_id) REFERENCES stages (tenant_id, id, pipeline_id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id),
    CHECK ((value_amount IS NULL) = (value_currency IS NULL))
);
COMMENT ON COLUMN deals.value_amount IS 'Minor units of value_currency.';
CREATE INDEX deals_page ON deals (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX deals_stage ON deals (tenant_id, pipeline_id, stage_id) WHERE deleted_at IS NULL;
CREATE INDEX deals_owner ON deals (tenant_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX deals_team ON deals (tenant_id, team_id) WHERE deleted_at IS NULL;

ALTER TABLE deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE deals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON deals
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON deals TO plenum_app;
