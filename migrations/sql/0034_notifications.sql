-- Notifications: what people are told. A row refers to a record and holds nothing of it; what is shown of it is made from
-- the record when it is read, under the access of whoever reads.

CREATE TABLE notifications (
    tenant_id   uuid        NOT NULL REFERENCES tenants (id),
    id          uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    category    text        COLLATE "C" NOT NULL CHECK (category ~ '^[a-z_]{1,40}$'),
    entity      text        COLLATE "C" NOT NULL,
    record_id   uuid        NOT NULL,
    event       text        COLLATE "C" NOT NULL,
    fields      text[]      NOT NULL CHECK (array_position(fields, NULL) IS NULL),
    actor_id    uuid,
    count       integer     NOT NULL CHECK (count > 0),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    read_at     timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
);
COMMENT ON COLUMN notifications.event IS 'The type of the entry that it tells of, the last one when it tells of several.';
COMMENT ON COLUMN notifications.fields IS 'The names of the fields that changed; which of them are shown depends on the reader.';
COMMENT ON COLUMN notifications.count IS 'How many changes it tells of: several of a kind within a minute are one.';
CREATE INDEX notifications_page ON notifications (tenant_id, user_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id) WHERE read_at IS NULL;
-- For the one that a further change of a kind is added to.
CREATE INDEX notifications_record ON notifications (tenant_id, record_id, user_id, category) WHERE read_at IS NULL;
-- For retention, which asks for the oldest of all tenants.
CREATE INDEX notifications_age ON notifications (created_at);

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON notifications
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON notifications TO plenum_app;
GRANT UPDATE (event, fields, actor_id, count, updated_at, read_at) ON notifications TO plenum_app;

CREATE TABLE notification_preferences (
    tenant_id   uuid    NOT NULL REFERENCES tenants (id),
    user_id     uuid    NOT NULL,
    category    text    COLLATE "C" NOT NULL CHECK (category ~ '^[a-z_]{1,40}$'),
    channel     text    COLLATE "C" NOT NULL CHECK (channel ~ '^[a-z_]{1,40}$'),
    enabled     boolean NOT NULL,
    PRIMARY KEY (tenant_id, user_id, category, channel),
    FOREIGN KEY (tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
);
COMMENT ON TABLE notification_preferences IS 'What differs from the default, which is to be told of everything in every way.';

ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_preferences FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON notification_preferences
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT, DELETE ON notification_preferences TO plenum_app;

-- Tasks whose day has come, each day once: a task that is put off to another day is due on that one again.
CREATE TABLE tasks_due (
    tenant_id    uuid        NOT NULL REFERENCES tenants (id),
    activity_id  uuid        NOT NULL,
    due_date     date        NOT NULL,
    noticed_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, activity_id, due_date),
    FOREIGN KEY (tenant_id, activity_id) REFERENCES activities (tenant_id, id)
);

ALTER TABLE tasks_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE tasks_due FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tasks_due
    USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
GRANT SELECT, INSERT ON tasks_due TO plenum_app;

CREATE INDEX activities_open_due ON activities (due_date)
    WHERE kind = 'task' AND completed_at IS NULL AND deleted_at IS NULL AND due_date IS NOT NULL;

GRANT SELECT (tenant_id, id, kind, due_date, completed_at, deleted_at) ON activities TO plenum_gate;
CREATE POLICY gate_due ON activities FOR SELECT TO plenum_gate USING (true);
GRANT SELECT (tenant_id, activity_id, due_date) ON tasks_due TO plenum_gate;
CREATE POLICY gate_due ON tasks_due FOR SELECT TO plenum_gate USING (true);
GRANT SELECT (tenant_id, id, created_at), DELETE ON notifications TO plenum_gate;
CREATE POLICY gate_retention ON notifications TO plenum_gate USING (true) WITH CHECK (false);

GRANT CREATE ON SCHEMA gate TO plenum_gate;
SET LOCAL ROLE plenum_gate;

-- The clock of the tasks: in which tenants there are tasks whose day has come and was not noticed. Ids only.
CREATE FUNCTION gate.tenants_with_tasks_due(p_from date, p_to date, p_limit integer)
    RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT DISTINCT a.tenant_id
        FROM public.activities a
        WHERE a.kind = 'task' AND a.completed_at IS NULL AND a.deleted_at IS NULL
            AND a.due_date BETWEEN p_from AND p_to
            AND NOT EXISTS (
                SELECT FROM public.tasks_due d
                WHERE d.tenant_id = a.tenant_id AND d.activity_id = a.id AND d.due_date = a.due_date)
        LIMIT p_limit
    $$;

-- Retention: deletes some of the notifications made before this moment, of whichever tenant, and says how many. Not what
-- is younger than a week, whoever asks.
CREATE FUNCTION gate.expire_notifications(p_before timestamptz, p_limit integer)
    RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    DECLARE
        v_deleted bigint;
    BEGIN
        IF p_before IS NULL OR p_before > now() - interval '7 days' THEN
            RAISE EXCEPTION 'that is too recent' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        DELETE FROM public.notifications n
        USING (
            SELECT o.tenant_id, o.id FROM public.notifications o
            WHERE o.created_at < p_before ORDER BY o.created_at LIMIT p_limit
        ) AS old
        WHERE n.tenant_id = old.tenant_id AND n.id = old.id;
        GET DIAGNOSTICS v_deleted = ROW_COUNT;
        RETURN v_deleted;
    END
    $$;

REVOKE EXECUTE ON FUNCTION
    gate.tenants_with_tasks_due(date, date, integer),
    gate.expire_notifications(timestamptz, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    gate.tenants_with_tasks_due(date, date, integer),
    gate.expire_notifications(timestamptz, integer)
    TO plenum_app;

RESET ROLE;
REVOKE CREATE ON SCHEMA gate FROM plenum_gate;
