-- Activities: calls, e-mails, meetings, notes and tasks in one table. Which columns belong to which kind is declared in
-- the catalogue and checked by the application; the others are empty.

CREATE TABLE activities (
    tenant_id         uuid        NOT NULL REFERENCES tenants (id),
    id                uuid        NOT NULL,
    kind              text        COLLATE "C" NOT NULL CHECK (kind IN ('call', 'email', 'meeting', 'note', 'task')),
    subject           text        NOT NULL,
    subject_lower     text        COLLATE "C" NOT NULL,
    description       text,
    description_lower text        COLLATE "C" CHECK ((description IS NULL) = (description_lower IS NULL)),
    account_id        uuid,
    contact_id        uuid,
    deal_id           uuid,
    direction         text        COLLATE "C" CHECK (direction IN ('inbound', 'outbound')),
    starts_at         timestamptz,
    duration_minutes  integer     CHECK (duration_minutes >= 0),
    outcome           text,
    outcome_lower     text        COLLATE "C" CHECK ((outcome IS NULL) = (outcome_lower IS NULL)),
    location          text,
    location_lower    text        COLLATE "C" CHECK ((location IS NULL) = (location_lower IS NULL)),
    attendees         text[]      CHECK (array_position(attendees, NULL) IS NULL),
    due_date          date,
    priority          text        COLLATE "C" CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    assignee_id       uuid,
    completed_at      timestamptz,
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
    FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id),
    FOREIGN KEY (tenant_id, deal_id) REFERENCES deals (tenant_id, id),
    FOREIGN KEY (tenant_id, assignee_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES memberships (tenant_id, user_id),
    FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
);
CREATE INDEX activities_page ON activities (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX activities_owner ON activities (tenant_id, owner_id) WHERE deleted_at IS NULL;
CREATE INDEX activities_team ON activities (tenant_id, team_id) WHERE deleted_at IS NULL;
CREATE INDEX activities_kind ON activities (tenant_id, kind, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX activities_account ON activities (tenant_id, account_id) WHERE account_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX activities_contact ON activities (tenant_id, contact_id) WHERE contact_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX activities_deal ON activities (tenant_id, deal_id) WHERE deal_id IS NOT NULL AND deleted_at IS NULL;
-- What somebody has to do, the most pressing first.
CREATE INDEX activities_open ON activities (tenant_id, assignee_id, due_date)
    WHERE assignee_id IS NOT NULL AND completed_at IS NULL AND deleted_at IS NULL;

ALTER TABLE activities ENABLE ROW LEVEL SECURITY;
ALTER TABLE activities FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON activities
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, UPDATE ON activities TO plenum_app;
