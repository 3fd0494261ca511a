-- Pipelines and their stages.

CREATE TABLE pipelines (
    tenant_id   uuid        NOT NULL REFERENCES tenants (id),
    id          uuid        NOT NULL,
    name        text        NOT NULL,
    name_lower  text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    is_default  boolean     NOT NULL,
    position    integer     NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    updated_at  timestamptz NOT NULL,
    updated_by  uuid,
    deleted_at  timestamptz,
    deleted_by  uuid,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN pipelines.created_by IS 'Null: the system. So for updated_by and deleted_by, here and in every entity.';
CREATE UNIQUE INDEX pipelines_one_default ON pipelines (tenant_id) WHERE is_default AND deleted_at IS NULL;
CREATE INDEX pipelines_page ON pipelines (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;

ALTER TABLE pipelines ENABLE ROW LEVEL SECURITY;
ALTER TABLE pipelines FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON pipelines
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON pipelines TO plenum_app;

CREATE TABLE stages (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    pipeline_id  uuid        NOT NULL,
    name         text        NOT NULL,
    name_lower   text        COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED,
    position     integer     NOT NULL,
    probability  integer     NOT NULL CHECK (probability BETWEEN 0 AND 100),
    kind         text        NOT NULL CHECK (kind IN ('open', 'won', 'lost')),
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    updated_at   timestamptz NOT NULL,
    updated_by   uuid,
    deleted_at   timestamptz,
    deleted_by   uuid,
    PRIMARY KEY (tenant_id, id),
    -- Lets a deal say in one foreign key that its stage is of its pipeline.
    UNIQUE (tenant_id, id, pipeline_id),
    FOREIGN KEY (tenant_id, pipeline_id) REFERENCES pipelines (tenant_id, id)
);
CREATE INDEX stages_pipeline ON stages (tenant_id, pipeline_id);
CREATE INDEX stages_page ON stages (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;

ALTER TABLE stages ENABLE ROW LEVEL SECURITY;
ALTER TABLE stages FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON stages
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON stages TO plenum_app;
