//! Reads the log by change sets, and the images of a record at a time.
//!
//! The sets of a tenant have the order of their ids, which begin with the time, and a set's entries that of their
//! numbers. Both are the order of one index, `change_log_change_set`, so neither a page nor a set is sorted.

use std::ops::RangeInclusive;

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

/// How many entries are read at a time when their bytes are counted, at least and at most.
const FEWEST: usize = 32;
const MOST: usize = 500;

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

/// A record that a change set changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetRecord {
    pub record: RecordId,
    /// The numbers of the first and of the last entry about it.
    pub first_seq: i64,
    pub last_seq: i64,
    /// What its images take as they are stored, which may be compressed.
    pub bytes: i64,
}

/// Entries of a change set, read from the first on.
#[derive(Debug, Clone, Default)]
pub struct SetEntries {
    pub entries: Vec<Entry>,
    /// Whether these are all.
    pub is_whole: bool,
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

/// The first entries of one change set about these kinds of thing, in their order: at most `limit`, and no more than
/// needed once their images come to `bytes`. Personal entries are left out.
pub async fn entries_of(
    tx: &mut TenantTx,
    change_set: ChangeSetId,
    entities: &[String],
    limit: usize,
    bytes: usize,
) -> Result<SetEntries> {
    let (mut read, mut size, mut after) = (SetEntries::default(), 0_usize, 0);
    loop {
        let count = read.entries.len();
        // As many as may come to the bytes that are left, by what the others had.
        let fitting = size.checked_div(count).map_or(FEWEST, |each| bytes.saturating_sub(size) / each.max(1));
        // One more than the limit shows whether there are more.
        let wanted = fitting.clamp(FEWEST, MOST).min(limit + 1 - count);
        let (tenant, connection) = tx.parts();
        let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT {COLUMNS} FROM change_log WHERE tenant_id = "));
        sql.push_bind(tenant);
        sql.push(" AND change_set = ").push_bind(change_set.uuid());
        sql.push(" AND recipient IS NULL AND entity = ANY (").push_bind(entities);
        sql.push(") AND seq > ").push_bind(after);
        sql.push(" ORDER BY seq LIMIT ").push_bind(wanted as i64);
        let rows = sql.build_query_as::<EntryRow>().fetch_all(connection).await.map_err(failed)?;
        let was_last = rows.len() < wanted;
        size += rows.iter().map(EntryRow::bytes).sum::<usize>();
        read.entries.extend(rows.into_iter().map(Entry::from));
        after = read.entries.last().map_or(after, |entry| entry.position.seq);
        if was_last || read.entries.len() > limit || size >= bytes {
            read.is_whole = was_last && read.entries.len() <= limit;
            read.entries.truncate(limit);
            return Ok(read);
        }
    }
}

/// The records of a change set whose last entry in it has a number below `before`, by that number, the last one first.
pub async fn records_of(
    tx: &mut TenantTx,
    change_set: ChangeSetId,
    entities: &[String],
    before: i64,
    limit: usize,
) -> Result<Vec<SetRecord>> {
    let (tenant, connection) = tx.parts();
    let rows: Vec<(Uuid, i64, i64, i64)> = sqlx::query_as(
        "SELECT record_id, min(seq), max(seq),
            sum(coalesce(pg_column_size(before), 0) + coalesce(pg_column_size(after), 0))::bigint
         FROM change_log
         WHERE tenant_id = $1 AND change_set = $2 AND recipient IS NULL AND entity = ANY ($3)
         GROUP BY entity, record_id HAVING max(seq) < $4 ORDER BY max(seq) DESC LIMIT $5",
    )
    .bind(tenant)
    .bind(change_set.uuid())
    .bind(entities)
    .bind(before)
    .bind(limit as i64)
    .fetch_all(connection)
    .await
    .map_err(failed)?;
    let record = |(record, first_seq, last_seq, bytes): (Uuid, i64, i64, i64)| {
        let record = record.into();
        SetRecord { record, first_seq, last_seq, bytes }
    };
    Ok(rows.into_iter().map(record).collect())
}

/// How many records a change set changed.
pub async fn count_records_of(tx: &mut TenantTx, change_set: ChangeSetId, entities: &[String]) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(
        "SELECT count(*) FROM (
             SELECT DISTINCT entity, record_id FROM change_log
             WHERE tenant_id = $1 AND change_set = $2 AND recipient IS NULL AND entity = ANY ($3)) AS records",
    )
    .bind(tenant)
    .bind(change_set.uuid())
    .bind(entities)
    .fetch_one(connection)
    .await
    .map_err(failed)
}

/// The entries of a change set about these records, in their order: those with numbers in a range. A narrow one is read
/// without the rest of the set.
pub async fn entries_of_records(
    tx: &mut TenantTx,
    change_set: ChangeSetId,
    entities: &[String],
    records: &[Uuid],
    range: RangeInclusive<i64>,
    limit: usize,
) -> Result<Vec<Entry>> {
    let (tenant, connection) = tx.parts();
    let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT {COLUMNS} FROM change_log WHERE tenant_id = "));
    sql.push_bind(tenant);
    sql.push(" AND change_set = ").push_bind(change_set.uuid());
    sql.push(" AND record_id = ANY (").push_bind(records);
    sql.push(") AND recipient IS NULL AND entity = ANY (").push_bind(entities);
    sql.push(") AND seq BETWEEN ").push_bind(*range.start()).push(" AND ").push_bind(*range.end());
    sql.push(" ORDER BY seq LIMIT ").push_bind(limit as i64);
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
