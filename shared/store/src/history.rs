//! Reads the log backwards: the entries of one record, of one actor or of a whole tenant, from a number on.
//!
//! The order is that of the numbers, so a page is found by them, in each partition through an index of its own:
//! `change_log_record` for a record, `change_log_actor` and `change_log_entity` for what a reader narrows a whole log
//! down to, and the primary key for all of it. A range of time leaves out the partitions it does not touch.

pub mod change_sets;
pub mod reverts;

use plenum_shared::{
    Result,
    actor::ActorKind,
    entry::Entry,
    ids::{RecordId, UserId},
};
use sqlx::{Postgres, QueryBuilder};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, log::row::EntryRow, records::Direction, tx::shorten_statement_timeout};

/// Which entries, and from where on.
#[derive(Debug, Clone)]
pub struct HistoryQuery {
    /// Entries that are for one person alone are read by that person alone.
    pub reader: UserId,
    pub entity: Option<String>,
    pub record: Option<RecordId>,
    pub actor: Option<ActorFilter>,
    /// Of these types; of any when there is none.
    pub types: Vec<String>,
    /// Recorded at this time or later.
    pub from: Option<OffsetDateTime>,
    /// Recorded before this time.
    pub to: Option<OffsetDateTime>,
    /// Forward: only entries below this number. Backward: this one and those above it.
    pub at: i64,
    pub direction: Direction,
    pub limit: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorFilter {
    Id(Uuid),
    Kind(ActorKind),
}

/// Entries in the order of reading: the newest first forwards, the oldest first backwards.
pub async fn entries(tx: &mut TenantTx, query: &HistoryQuery) -> Result<Vec<Entry>> {
    let (tenant, connection) = tx.parts();
    // The wanted entries may be rare in a long log; others wait for the connection meanwhile.
    shorten_statement_timeout(connection).await?;
    let mut sql = QueryBuilder::<Postgres>::new(
        "SELECT tenant_id, seq, epoch, id, format, type, entity, record_id, actor_kind, actor_id, recipient, before, after,
            request_id, traceparent, ip, user_agent, cause, depth, change_set, actor_name, recorded_at
         FROM change_log WHERE tenant_id = ",
    );
    sql.push_bind(tenant);
    restrict(&mut sql, query);
    let (beyond, way) = match query.direction {
        Direction::Forward => ("<", "DESC"),
        Direction::Backward => (">=", "ASC"),
    };
    sql.push(format_args!(" AND seq {beyond} ")).push_bind(query.at);
    sql.push(format_args!(" ORDER BY seq {way} LIMIT ")).push_bind(query.limit);
    // Its best plan depends on the query.
    let rows = sql.build_query_as::<EntryRow>().persistent(false).fetch_all(connection).await.map_err(failed)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

fn restrict(sql: &mut QueryBuilder<Postgres>, query: &HistoryQuery) {
    sql.push(" AND (recipient IS NULL OR recipient = ").push_bind(query.reader.uuid()).push(")");
    if let Some(record) = query.record {
        sql.push(" AND record_id = ").push_bind(record.uuid());
    }
    if let Some(entity) = &query.entity {
        sql.push(" AND entity = ").push_bind(entity.clone());
    }
    match query.actor {
        Some(ActorFilter::Id(id)) => {
            sql.push(" AND actor_id = ").push_bind(id);
        }
        // An automation is stored as the system with a name.
        Some(ActorFilter::Kind(ActorKind::Automation)) => {
            sql.push(" AND actor_kind = 'system' AND actor_name IS NOT NULL");
        }
        Some(ActorFilter::Kind(ActorKind::System)) => {
            sql.push(" AND actor_kind = 'system' AND actor_name IS NULL");
        }
        Some(ActorFilter::Kind(kind)) => {
            sql.push(" AND actor_kind = ").push_bind(kind.as_str());
        }
        None => {}
    }
    if !query.types.is_empty() {
        sql.push(" AND type = ANY (").push_bind(query.types.clone()).push(")");
    }
    if let Some(from) = query.from {
        sql.push(" AND recorded_at >= ").push_bind(from);
    }
    if let Some(to) = query.to {
        sql.push(" AND recorded_at < ").push_bind(to);
    }
}
