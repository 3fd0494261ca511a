//! The database seen by a superuser: the change log for the checker, and a fingerprint for "nothing changed".

use std::collections::BTreeMap;

use plenum_shared::{cursor::Position, ids::TenantId};
use sqlx::{AssertSqlSafe, Row};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Plenum, catalogue,
    history::{Event, Logged, Recorder},
    wait::{PATIENCE, wait_until},
};

impl Plenum {
    /// The whole log of a tenant, in order.
    pub async fn log(&self, tenant: TenantId) -> Vec<Logged> {
        let mut database = self.database().superuser().await;
        let rows = sqlx::query(
            "SELECT seq, epoch, id, type, entity, record_id, request_id, recorded_at, (after ->> 'version')::bigint AS version
             FROM change_log WHERE tenant_id = $1 ORDER BY seq",
        )
        .bind(tenant.uuid())
        .fetch_all(&mut database)
        .await
        .expect("the log can be read");
        rows.iter()
            .map(|row| {
                let entity: String = row.get("entity");
                let record: Uuid = row.get("record_id");
                let plural = catalogue().by_name(&entity).map_or(entity.as_str(), |entity| entity.plural);
                Logged {
                    tenant,
                    position: Position::new(row.get("epoch"), row.get("seq")),
                    id: row.get::<Uuid, _>("id").into(),
                    kind: row.get("type"),
                    subject: format!("{plural}/{record}"),
                    entity,
                    record: record.into(),
                    version: row.get("version"),
                    op: row.get("request_id"),
                    recorded_at: row.get::<OffsetDateTime, _>("recorded_at"),
                }
            })
            .collect()
    }

    /// How many entries of this type there are, in the logs of all tenants.
    pub async fn logged(&self, kind: &str) -> i64 {
        let mut database = self.database().superuser().await;
        sqlx::query_scalar("SELECT count(*) FROM change_log WHERE type = $1")
            .bind(kind)
            .fetch_one(&mut database)
            .await
            .expect("the log can be read")
    }

    /// Where a tenant's log ends.
    pub async fn head(&self, tenant: TenantId) -> Position {
        self.log(tenant).await.last().map_or(Position::START, |entry| entry.position)
    }

    /// Gives an entry another epoch, as if a fail-over had put another one in its place.
    pub async fn change_epoch(&self, tenant: TenantId, seq: i64) {
        let mut database = self.database().superuser().await;
        let entry = "UPDATE change_log SET epoch = epoch + 1 WHERE tenant_id = $1 AND seq = $2";
        let head = "UPDATE tenant_seq SET last_epoch = last_epoch + 1 WHERE tenant_id = $1 AND last_seq = $2";
        for statement in [entry, head] {
            let done = sqlx::query(statement).bind(tenant.uuid()).bind(seq).execute(&mut database).await;
            done.expect("the superuser may do that");
        }
    }

    /// Adds the logs of these tenants to a history.
    pub async fn record_logs(&self, recorder: &Recorder, tenants: &[TenantId]) {
        for tenant in tenants {
            self.log(*tenant).await.into_iter().for_each(|entry| recorder.record(Event::Logged(entry)));
        }
    }

    /// The keys of the consumers that have a position in any tenant's log.
    pub async fn consumers(&self) -> Vec<String> {
        let mut database = self.database().superuser().await;
        let consumers = sqlx::query_scalar("SELECT DISTINCT consumer FROM consumer_positions ORDER BY 1");
        consumers.fetch_all(&mut database).await.expect("the positions of the consumers")
    }

    /// Waits until the consumers have processed every entry.
    pub async fn settled(&self) {
        let mut database = self.database().superuser().await;
        wait_until("the consumers to be at the heads of all logs", PATIENCE, async || {
            let behind: bool = sqlx::query_scalar(
                "SELECT EXISTS (
                    SELECT FROM tenant_seq s LEFT JOIN consumer_positions c ON c.tenant_id = s.tenant_id
                    WHERE s.last_seq > coalesce(c.seq, 0))",
            )
            .fetch_one(&mut database)
            .await
            .expect("the positions of the consumers");
            !behind
        })
        .await;
    }

    /// The number of rows of each table, and a hash of them: equal before and after, nothing has changed.
    /// Entries that consumers have not processed yet are waited for. What the platform does by the clock is left out:
    /// its schedules and jobs.
    pub async fn fingerprint(&self) -> BTreeMap<String, (i64, String)> {
        self.settled().await;
        let mut database = self.database().superuser().await;
        let tables: Vec<String> = sqlx::query_scalar(
            "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             AND c.relname NOT IN ('_sqlx_migrations', 'sign_in_attempts', 'schedules', 'job_turns')",
        )
        .fetch_all(&mut database)
        .await
        .expect("the list of tables");
        let mut prints = BTreeMap::new();
        for table in tables {
            let rows = match table.as_str() {
                "jobs" => "WHERE tenant_id <> '00000000-0000-0000-0000-000000000000'",
                _ => "",
            };
            let statement = format!(
                "SELECT count(*), md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\"), ''))
                 FROM public.{table} t {rows}"
            );
            let row = sqlx::query(AssertSqlSafe(statement)).fetch_one(&mut database).await.expect("a table's rows");
            prints.insert(table, (row.get(0), row.get(1)));
        }
        prints
    }
}
