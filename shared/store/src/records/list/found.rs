//! What a search finds, asked of the gate, and how a list is kept to it.
//!
//! Under row-level security an index over words cannot be used. So the gate is asked for the ids of what is found, and
//! the list reads those under its policy like any other. What is found too often for that is come upon soon by whoever
//! goes through the records in their order, and each one is looked at there.

use plenum_shared::{Error, Result, catalogue::Entity, search::Search};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::{hurry, slow};
use crate::TenantTx;

/// A beginning of no more letters than this may be that of very many words.
const SHORT: usize = 2;

/// What a search finds, in the snapshot of its transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These and no others.
    Ids(Vec<Uuid>),
    /// So many that each record is asked whether it is one of them.
    Many(Query),
}

/// A query over words, as the database reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(String);

/// Looks for records by their words.
pub async fn search(tx: &mut TenantTx, entity: &'static Entity, search: &Search) -> Result<Found> {
    if search.entity() != entity.name {
        return Err(Error::internal(format!("a search of {} in a list of {}", search.entity(), entity.name)));
    }
    if search.fields().is_empty() {
        return Ok(Found::Ids(Vec::new()));
    }
    let (tenant, connection) = tx.parts();
    hurry(connection).await?;
    let (query, whole) = (written(tenant, search), whole(tenant, search));
    let ids: Option<Vec<Uuid>> = sqlx::query_scalar("SELECT gate.search($1, $2::text::tsquery, $3::text::tsquery)")
        .bind(entity.table)
        .bind(&query)
        .bind(whole)
        .fetch_one(connection)
        .await
        .map_err(slow)?;
    Ok(ids.map_or(Found::Many(Query(query)), Found::Ids))
}

/// The tenant's records, and of them those that were found.
///
/// Of what is frequent the planner is not to guess how frequent: by its statistics, many frequent words together are
/// rare. A condition that it cannot see into lets it expect to come upon some soon. Those with an id are fetched before
/// anything else is asked of them: the planner would otherwise go through all records in the order of the list, hoping
/// to come upon them soon.
pub(super) fn push_from(sql: &mut QueryBuilder<Postgres>, tenant: Uuid, entity: &Entity, found: Option<&Found>) {
    let table = entity.table;
    if let Some(Found::Ids(ids)) = found {
        sql.push(format_args!(" FROM (SELECT * FROM {table} WHERE tenant_id = ")).push_bind(tenant);
        sql.push(" AND id = ANY (").push_bind(ids.clone());
        sql.push(format_args!(") OFFSET 0) AS {table} WHERE TRUE"));
        return;
    }
    sql.push(format_args!(" FROM {table} WHERE tenant_id = ")).push_bind(tenant);
    if let Some(Found::Many(Query(query))) = found {
        sql.push(" AND CASE WHEN search @@ ").push_bind(query.clone()).push("::text::tsquery THEN TRUE ELSE FALSE END");
    }
}

/// `('a1b2tacme' | 'a1b2dacme') & ('a1b2tren':* | 'a1b2dren':*)`: each word in any of the fields, the last by its
/// beginning.
fn written(tenant: Uuid, search: &Search) -> String {
    let Some((last, whole)) = search.words().split_last() else { return String::new() };
    let whole = whole.iter().map(|word| one_of(tenant, search, word, ""));
    whole.chain([one_of(tenant, search, last, ":*")]).collect::<Vec<_>>().join(" & ")
}

/// All words but the last, when that is the beginning of too many to be gone through.
fn whole(tenant: Uuid, search: &Search) -> Option<String> {
    let (last, whole) = search.words().split_last()?;
    if whole.is_empty() || last.chars().nth(SHORT).is_some() {
        return None;
    }
    Some(whole.iter().map(|word| one_of(tenant, search, word, "")).collect::<Vec<_>>().join(" & "))
}

/// A word in one of the fields. It holds nothing that would end a quoted one.
fn one_of(tenant: Uuid, search: &Search, word: &str, end: &str) -> String {
    let tenant = tenant.simple().to_string();
    let mark = &tenant[tenant.len() - 4..];
    let letters = search.fields().iter().filter_map(|field| field.searched);
    let words: Vec<_> = letters.map(|letter| format!("'{mark}{letter}{word}'{end}")).collect();
    format!("({})", words.join(" | "))
}
