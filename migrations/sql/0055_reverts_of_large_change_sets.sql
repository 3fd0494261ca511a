-- How far the revert of a large change set has come. A step of the job writes its row in the transaction that reverts the
-- records of the step, so that an attempt that is begun again goes on where the last step ended.

CREATE TABLE change_set_reverts (
    tenant_id  uuid  NOT NULL,
    job_id     uuid  NOT NULL,
    progress   jsonb NOT NULL CHECK (jsonb_typeof(progress) = 'object'),
    PRIMARY KEY (tenant_id, job_id),
    FOREIGN KEY (tenant_id, job_id) REFERENCES jobs (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN change_set_reverts.progress IS
    'What is done, the counts of the report, and the records that are tried once more.';

ALTER TABLE change_set_reverts ENABLE ROW LEVEL SECURITY;
ALTER TABLE change_set_reverts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON change_set_reverts
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON change_set_reverts TO plenum_app;
GRANT UPDATE (progress) ON change_set_reverts TO plenum_app;
