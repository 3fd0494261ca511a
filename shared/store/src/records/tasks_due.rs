//! Tasks whose day has come, and which of them were noticed.

use plenum_shared::{
    Result,
    ids::{RecordId, TenantId},
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed};

/// Active tenants with open tasks that are due on these days, both included, and were not noticed.
pub async fn tenants(store: &Store, from: Date, to: Date, limit: i32) -> Result<Vec<TenantId>> {
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.tenants_with_tasks_due($1, $2, $3)")
        .bind(from)
        .bind(to)
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}

/// Notices open tasks of an active tenant that are due on these days, at most `limit`, and says which. What another
/// notices at this moment is left to it.
pub async fn notice(tx: &mut TenantTx, from: Date, to: Date, limit: i64, now: OffsetDateTime) -> Result<Vec<RecordId>> {
    let (tenant, connection) = tx.parts();
    let tasks: Vec<Uuid> = sqlx::query_scalar(
        "WITH due AS (
            SELECT a.id, a.due_date FROM activities a
            WHERE a.tenant_id = $1 AND a.kind = 'task' AND a.completed_at IS NULL AND a.deleted_at IS NULL
                AND a.due_date BETWEEN $2 AND $3
                AND EXISTS (SELECT FROM tenants t WHERE t.id = $1 AND t.status = 'active')
                AND NOT EXISTS (
                    SELECT FROM tasks_due d
                    WHERE d.tenant_id = $1 AND d.activity_id = a.id AND d.due_date = a.due_date)
            ORDER BY a.due_date, a.id LIMIT $4 FOR SHARE OF a SKIP LOCKED
         )
         INSERT INTO tasks_due (tenant_id, activity_id, due_date, noticed_at)
         SELECT $1, due.id, due.due_date, $5 FROM due
         ON CONFLICT DO NOTHING
         RETURNING activity_id",
    )
    .bind(tenant)
    .bind(from)
    .bind(to)
    .bind(limit)
    .bind(now)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(tasks.into_iter().map(RecordId::from).collect())
}
