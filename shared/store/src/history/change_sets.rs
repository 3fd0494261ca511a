//! Reads the log by change sets, and the images of a record at a time.
//!
//! The sets of a tenant have the order of their ids, which begin with the time, and a set's entries that of their
//! numbers. Both are the order of one index, `change_log_change_set`, so neither a page nor a set is sorted.

use plenum_shared::{
    Result,
    entry::Entry,
    ids::{ChangeSetId, RecordId},
    image::Image,
};
use sqlx::{Postgres, QueryBuilder, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, log::row::EntryRow, tx::shorten_statement_timeout};

/// The columns of an entry.
const COLUMNS: &str = "tenant_id, seq, epoch, id, format, type, entity, record_id, actor_kind, actor_id, recipient,
    before, after, request_id, traceparent, ip, user_agent, cause, depth, change_set, actor_name, recorded_at";

/// Which entries, and from where on.
#[derive(Debug, Clone)]
pub struct ChangeSetQuery {
    /// Only entries before this one: the change set, and the number within it.
    pub before: Option<(ChangeSetId, i64)>,
    /// Only change sets of this member.
    pub actor: Option<Uuid>,
    /// Only entries about these kinds of thing.
    pub entities: Vec<String>,
    pub limit: i64,
}

/// The entries of many change sets: the newest set first, and in a set the last entry first. Personal entries are left
/// out.
pub async fn newest_entries(tx: &mut TenantTx, query: &ChangeSetQuery) -> Result<Vec<Entry>> {
    let (tenant, connection) = tx.parts();
    shorten_statement_timeout(connection).await?;
    let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT {COLUMNS} FROM change_log WHERE tenant_id = "));
    sql.push_bind(tenant);
    sql.push(" AND change_set IS NOT NULL AND recipient IS NULL AND entity = ANY (");
    sql.push_bind(query.entities.clone()).push(")");
    if let Some((change_set, seq)) = query.before {
        sql.push(" AND (change_set, seq) < (").push_bind(change_set.uuid());
        sql.push(", ").push_bind(seq).push(")");
    }
    if let Some(actor) = query.actor {
        sql.push(" AND actor_id = ").push_bind(actor);
    }
    sql.push(" ORDER BY change_set DESC, seq DESC LIMIT ").push_bind(query.limit);
    // Its best plan depends on the query.
    let rows = sql.build_query_as::<EntryRow>().persistent(false).fetch_all(connection).await.map_err(failed)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// The entries of one change set about these kinds of thing, in their order. Personal entries are left out.
pub async fn entries_of(
    tx: &mut TenantTx,
    change_set: ChangeSetId,
    entities: &[String],
    limit: i64,
) -> Result<Vec<Entry>> {
    let (tenant, connection) = tx.parts();
    let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT {COLUMNS} FROM change_log WHERE tenant_id = "));
    sql.push_bind(tenant);
    sql.push(" AND change_set = ").push_bind(change_set.uuid());
    sql.push(" AND recipient IS NULL AND entity = ANY (").push_bind(entities);
    sql.push(") ORDER BY seq LIMIT ").push_bind(limit);
    let rows = sql.build_query_as::<EntryRow>().fetch_all(connection).await.map_err(failed)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// Which change sets these change sets refer to in an entry of this type, as pairs of the one and the other.
pub async fn referring(tx: &mut TenantTx, change_sets: &[Uuid], kind: &str) -> Result<Vec<(ChangeSetId, ChangeSetId)>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(Uuid, Uuid)> = sqlx::query_as(
        "SELECT change_set, record_id FROM change_log WHERE tenant_id = $1 AND change_set = ANY ($2) AND type = $3",
    )
    .bind(tenant)
    .bind(change_sets)
    .bind(kind)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    Ok(rows.into_iter().map(|(one, other)| (one.into(), other.into())).collect())
}

/// The record as the last entry up to a time left it, while the log has such an entry.
pub async fn image_at(tx: &mut TenantTx, entity: &str, record: RecordId, at: OffsetDateTime) -> Result<Option<Image>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Json<Image>>(
        "SELECT after FROM change_log
         WHERE tenant_id = $1 AND record_id = $2 AND entity = $3 AND recorded_at <= $4 AND after IS NOT NULL
         ORDER BY seq DESC LIMIT 1",
    )
    .bind(tenant)
    .bind(record.uuid())
    .bind(entity)
    .bind(at)
    .fetch_optional(connection)
    .await
    .map(|image| image.map(|Json(image)| image))
    .map_err(failed)
}
