//! The change log: appending to it, and reading it from a number on.
//!
//! Numbers are taken by the statement that inserts the entries, from the tenant's row in `tenant_seq`, which stays
//! locked until the commit. That is why a snapshot that sees number n sees all below it. It is also why [`append`] must
//! be the *last* statement of a transaction: from then on every other writer of the tenant waits for our commit.

pub(crate) mod row;

use plenum_shared::{
    Code, Error, Result,
    cursor::Position,
    entry::{Entry, FORMAT, NewEntry},
    ids::{RecordId, TenantId},
    image::Image,
};
use sqlx::{Row, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Store, TenantTx, error::failed, execute::Execute};

/// The most entries of one append: the lock on the counter should be held for a short time only.
pub const MAX_APPEND: usize = 1_000;

/// How many entries are read at a time when their bytes are counted.
const PART: usize = 32;

/// How many months of partitions to keep ready.
const MONTHS_AHEAD: i32 = 3;

/// Entries as stored, and how many records the tenant has with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Appended {
    pub entries: Vec<Entry>,
    /// Nothing when there was nothing to append.
    pub records: Option<i64>,
}

/// Appends entries and returns them as stored, numbered in the order given. The last statement of a write.
///
/// At most [`MAX_APPEND`] entries; none are fine.
pub async fn append(tx: &mut TenantTx, entries: &[NewEntry], now: OffsetDateTime) -> Result<Vec<Entry>> {
    Ok(append_counting(tx, entries, now).await?.entries)
}

/// Like [`append`], and says how many records the tenant has with these entries: nobody else adds one before the end of
/// the transaction.
pub async fn append_counting(tx: &mut TenantTx, entries: &[NewEntry], now: OffsetDateTime) -> Result<Appended> {
    if entries.is_empty() {
        return Ok(Appended { entries: Vec::new(), records: None });
    }
    if entries.len() > MAX_APPEND {
        return Err(Error::internal(format!("{} entries in one append", entries.len())));
    }
    let now = now.replace_nanosecond(now.nanosecond() / 1_000 * 1_000).unwrap_or(now);
    let tenant = tx.tenant();
    let (tenant_id, connection) = tx.parts();
    let numbered = bind(entries, sqlx::query(include_str!("log/append.sql")).bind(tenant_id), now)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    // Nothing comes back when the tenant has no counter, which is to say, does not exist.
    if numbered.len() != entries.len() {
        return Err(Error::internal(format!("{} entries appended, {} numbered", entries.len(), numbered.len())));
    }
    let mut positions = Vec::with_capacity(numbered.len());
    let mut records = None;
    for row in numbered {
        records = Some(row.try_get("records").map_err(failed)?);
        positions
            .push(Position { epoch: row.try_get("epoch").map_err(failed)?, seq: row.try_get("seq").map_err(failed)? });
    }
    positions.sort_by_key(|position| position.seq);
    let entries = entries.iter().zip(positions).map(|(new, position)| stored(tenant, new, position, now)).collect();
    Ok(Appended { entries, records })
}

/// The head of the log in this transaction's snapshot: its last number, and the epoch of that entry. Number 0 of epoch
/// 0 while the log is empty.
pub async fn head(tx: &mut TenantTx) -> Result<Position> {
    let (tenant, connection) = tx.parts();
    let row = sqlx::query("SELECT last_epoch, last_seq FROM tenant_seq WHERE tenant_id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?
        .ok_or_else(|| Error::new(Code::NotFound))?;
    Ok(Position { epoch: row.try_get(0).map_err(failed)?, seq: row.try_get(1).map_err(failed)? })
}

/// How many records the tenant has in this transaction's snapshot that are not deleted.
pub async fn records(tx: &mut TenantTx) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT records FROM tenant_seq WHERE tenant_id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?
        .ok_or_else(|| Error::new(Code::NotFound))
}

/// Keeps others from appending to the tenant's log until the transaction ends.
pub async fn lock(tx: &mut TenantTx) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("SELECT FROM tenant_seq WHERE tenant_id = $1 FOR NO KEY UPDATE")
        .bind(tenant)
        .execute_one(connection)
        .await
}

/// Corrects how many records the tenant has. The log must be [locked](lock).
pub async fn set_records(tx: &mut TenantTx, records: i64) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE tenant_seq SET records = $2 WHERE tenant_id = $1")
        .bind(tenant)
        .bind(records)
        .execute_one(connection)
        .await
}

/// The highest number that retention has deleted; 0 when the log is whole.
pub async fn floor(tx: &mut TenantTx) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT floor_seq FROM tenant_seq WHERE tenant_id = $1")
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?
        .ok_or_else(|| Error::new(Code::NotFound))
}

/// Entries from number `from` on, itself included, in order, at most `limit`.
pub async fn range(tx: &mut TenantTx, from: i64, limit: i64) -> Result<Vec<Entry>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as::<_, row::EntryRow>(include_str!("log/range.sql"))
        .bind(tenant)
        .bind(from)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map(|rows| rows.into_iter().map(Entry::from).collect())
        .map_err(failed)
}

/// Entries from number `from` on, itself included, in order, at most `limit`, and no more than needed once their images
/// come to `bytes`: texts may be long, and the number of entries says little about their memory. At least two entries
/// are read at a time, so a reader who begins with the last entry they know always makes progress.
pub async fn range_within(tx: &mut TenantTx, mut from: i64, limit: usize, bytes: usize) -> Result<Vec<Entry>> {
    let (mut entries, mut size) = (Vec::new(), 0);
    while entries.len() < limit && size < bytes {
        let wanted = PART.min(limit - entries.len());
        let (tenant, connection) = tx.parts();
        let rows: Vec<row::EntryRow> = sqlx::query_as(include_str!("log/range.sql"))
            .bind(tenant)
            .bind(from)
            .bind(wanted as i64)
            .fetch_all(connection)
            .await
            .map_err(failed)?;
        let was_last = rows.len() < wanted;
        size += rows.iter().map(row::EntryRow::bytes).sum::<usize>();
        entries.extend(rows.into_iter().map(Entry::from));
        from = entries.last().map_or(from, |entry| entry.position.seq + 1);
        if was_last {
            break;
        }
    }
    Ok(entries)
}

/// The image of a record when it had this version, while the log still has it.
pub async fn image_at(tx: &mut TenantTx, entity: &str, record: RecordId, version: i64) -> Result<Option<Image>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar::<_, Json<Image>>(
        "SELECT after FROM change_log
         WHERE tenant_id = $1 AND record_id = $2 AND entity = $3 AND (after ->> 'version')::bigint = $4
         ORDER BY seq DESC LIMIT 1",
    )
    .bind(tenant)
    .bind(record.uuid())
    .bind(entity)
    .bind(version)
    .fetch_optional(connection)
    .await
    .map(|image| image.map(|Json(image)| image))
    .map_err(failed)
}

/// The heads of the logs of these tenants, in no particular order; a tenant that does not exist is left out. One cheap
/// read for all of them, outside any tenant: it returns numbers and nothing else.
pub async fn heads(store: &Store, tenants: &[TenantId]) -> Result<Vec<(TenantId, Position)>> {
    let tenants: Vec<Uuid> = tenants.iter().map(|tenant| tenant.uuid()).collect();
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as("SELECT tenant_id, last_epoch, last_seq FROM gate.log_heads($1)")
        .bind(tenants)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(rows.into_iter().map(|(tenant, epoch, seq)| (tenant.into(), Position { epoch, seq })).collect())
}

/// Makes the partitions of this month and the next ones, by the clock of the database; returns how many were missing.
pub async fn ensure_partitions(store: &Store) -> Result<i32> {
    sqlx::query_scalar("SELECT gate.ensure_log_partitions($1, now())")
        .bind(MONTHS_AHEAD)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

/// How many entries lie in the default partition, counted up to `limit`. There is none in a healthy installation.
pub async fn default_rows(store: &Store, limit: i32) -> Result<i64> {
    sqlx::query_scalar("SELECT gate.log_default_rows($1)").bind(limit).fetch_one(store.pool()).await.map_err(failed)
}

/// Forgets entries at the beginning of the log that were written before this moment, at most `limit`, and moves the
/// floor with them; says how many. The last entry always stays.
pub async fn forget(tx: &mut TenantTx, before: OffsetDateTime, limit: i32) -> Result<i64> {
    let (_, connection) = tx.parts();
    sqlx::query_scalar("SELECT gate.forget_log($1, $2)")
        .bind(before)
        .bind(limit)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

type Statement<'q> = sqlx::query::Query<'q, sqlx::Postgres, sqlx::postgres::PgArguments>;

/// One array per column, in the order of `append.sql`.
fn bind<'q>(entries: &'q [NewEntry], query: Statement<'q>, now: OffsetDateTime) -> Statement<'q> {
    fn column<'q, T>(entries: &'q [NewEntry], of: impl Fn(&'q NewEntry) -> T) -> Vec<T> {
        entries.iter().map(of).collect()
    }
    query
        .bind(entries.len() as i64)
        .bind(FORMAT)
        .bind(now)
        .bind(column(entries, |entry| entry.id.uuid()))
        .bind(column(entries, |entry| entry.kind.as_str()))
        .bind(column(entries, |entry| entry.entity.as_str()))
        .bind(column(entries, |entry| entry.record.uuid()))
        .bind(column(entries, |entry| entry.actor.stored_kind().as_str()))
        .bind(column(entries, |entry| entry.actor.id))
        .bind(column(entries, |entry| entry.recipient.map(|user| user.uuid())))
        .bind(column(entries, |entry| entry.before.as_ref().map(Json)))
        .bind(column(entries, |entry| entry.after.as_ref().map(Json)))
        .bind(column(entries, |entry| entry.origin.request_id.as_str()))
        .bind(column(entries, |entry| entry.origin.traceparent.as_deref()))
        .bind(column(entries, |entry| entry.origin.ip.as_deref()))
        .bind(column(entries, |entry| entry.origin.user_agent.as_deref()))
        .bind(column(entries, |entry| entry.cause.map(|cause| cause.uuid())))
        .bind(column(entries, |entry| entry.depth))
        .bind(column(entries, |entry| entry.change_set.map(|id| id.uuid())))
        .bind(column(entries, |entry| entry.actor.name.as_deref()))
        .bind(entries.iter().map(|entry| i64::from(entry.added_records)).sum::<i64>())
}

fn stored(tenant: TenantId, new: &NewEntry, position: Position, recorded_at: OffsetDateTime) -> Entry {
    Entry {
        tenant,
        position,
        id: new.id,
        format: FORMAT,
        kind: new.kind.clone(),
        entity: new.entity.clone(),
        record: new.record,
        actor: new.actor.clone(),
        recipient: new.recipient,
        before: new.before.clone(),
        after: new.after.clone(),
        request_id: new.origin.request_id.clone(),
        traceparent: new.origin.traceparent.clone(),
        ip: new.origin.ip.clone(),
        user_agent: new.origin.user_agent.clone(),
        cause: new.cause,
        depth: new.depth,
        change_set: new.change_set,
        recorded_at,
    }
}
