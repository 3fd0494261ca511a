//! The queue of jobs from outside: its rows, and the states in which tests begin.

use plenum_shared::{
    clock::Source,
    ids::{TenantId, UserId},
};
use sqlx::Row;
use uuid::Uuid;

use super::Plenum;

impl Plenum {
    /// Makes a schedule due, as its hour does. False: a worker has not written it yet.
    pub async fn make_schedule_due(&self, name: &str) -> bool {
        let due = sqlx::query("UPDATE schedules SET next_at = now() WHERE name = $1").bind(name);
        due.execute(&mut self.database().superuser().await).await.expect("the schedules").rows_affected() == 1
    }

    /// Whether a worker has written this schedule.
    pub async fn has_schedule(&self, name: &str) -> bool {
        let found = sqlx::query_scalar("SELECT EXISTS (SELECT FROM schedules WHERE name = $1)").bind(name);
        found.fetch_one(&mut self.database().superuser().await).await.expect("the schedules")
    }

    /// The states and attempts of the jobs of a kind, the oldest first.
    pub async fn jobs_of(&self, kind: &str) -> Vec<(String, i32)> {
        let rows = sqlx::query("SELECT state, attempt FROM jobs WHERE kind = $1 ORDER BY created_at").bind(kind);
        let rows = rows.fetch_all(&mut self.database().superuser().await).await.expect("the jobs");
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }

    /// The unique keys of the jobs of a kind. Those that a schedule began have its time.
    pub async fn job_keys_of(&self, kind: &str) -> Vec<String> {
        let keys = sqlx::query_scalar("SELECT unique_key FROM jobs WHERE kind = $1 AND unique_key IS NOT NULL");
        keys.bind(kind).fetch_all(&mut self.database().superuser().await).await.expect("the jobs")
    }

    /// Lets all leases of jobs run out, as a minute does.
    pub async fn let_job_leases_run_out(&self) {
        sqlx::query("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running'")
            .execute(&mut self.database().superuser().await)
            .await
            .expect("the leases");
    }

    /// Adds a job that failed for good.
    pub async fn add_dead_job(&self, tenant: TenantId, created_by: Option<UserId>, kind: &str, detail: &str) -> Uuid {
        self.add_job(tenant, created_by, kind, "dead", Some(detail)).await
    }

    /// Adds a job that waits for tomorrow.
    pub async fn add_waiting_job(&self, tenant: TenantId, created_by: Option<UserId>, kind: &str) -> Uuid {
        self.add_job(tenant, created_by, kind, "waiting", None).await
    }

    async fn add_job(
        &self,
        tenant: TenantId,
        created_by: Option<UserId>,
        kind: &str,
        state: &str,
        error: Option<&str>,
    ) -> Uuid {
        let id = Source::system().uuid();
        sqlx::query(
            "INSERT INTO jobs (tenant_id, id, kind, payload, priority, state, run_at, attempt, max_attempts, error_code,
                error_message, error_detail, request_id, created_at, created_by, finished_at)
             VALUES ($1, $2, $3, 'null', 1, $4, now() + interval '1 day', 8, 8,
                CASE WHEN $5::text IS NOT NULL THEN 'internal' END, CASE WHEN $5 IS NOT NULL THEN 'broken' END, $5,
                'test', now(), $6, CASE WHEN $4 = 'dead' THEN now() END)",
        )
        .bind(tenant.uuid())
        .bind(id)
        .bind(kind)
        .bind(state)
        .bind(error)
        .bind(created_by.map(|user| user.uuid()))
        .execute(&mut self.database().superuser().await)
        .await
        .expect("a job");
        id
    }

    /// Adds an unread notification that is older than any is kept.
    pub async fn add_old_notification(&self, tenant: TenantId, user: UserId) {
        sqlx::query(
            "INSERT INTO notifications (tenant_id, id, user_id, category, entity, record_id, event, fields, count,
                created_at, updated_at)
             VALUES ($1, $2, $3, 'record_changed', 'deal', $2, 'deal.updated', '{}', 1, now() - interval '100 days',
                now() - interval '100 days')",
        )
        .bind(tenant.uuid())
        .bind(Uuid::from_u128(7))
        .bind(user.uuid())
        .execute(&mut self.database().superuser().await)
        .await
        .expect("an old notification");
    }

    /// How many notifications there are in all tenants.
    pub async fn count_notifications(&self) -> i64 {
        let count = sqlx::query_scalar("SELECT count(*) FROM notifications");
        count.fetch_one(&mut self.database().superuser().await).await.expect("a count")
    }
}
