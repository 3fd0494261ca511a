//! Searches for records by their words, through the gate, and limits a list to the result.
//!
//! Under row-level security an index over words cannot be used. So the gate finds the ids, and the list reads those
//! records under its policy like any other. When the gate finds too many, the list goes through the records in its own
//! order and compares each one: a match is never far.

use plenum_shared::{Error, Result, catalogue::Entity, search::Search};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{TenantTx, error::list_failed, tx::shorten_statement_timeout};

/// Very many words may begin with so few letters.
const SHORT: usize = 2;

/// The result of a search, in the snapshot of its transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchResult {
    /// These and no others.
    Ids(Vec<Uuid>),
    /// So many that each record is compared.
    Many(Query),
}

/// A query over words, as the database reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(String);

/// Looks for records by their words.
pub async fn search(tx: &mut TenantTx, entity: &'static Entity, search: &Search) -> Result<SearchResult> {
    if search.entity() != entity.name {
        return Err(Error::internal(format!("a search of {} in a list of {}", search.entity(), entity.name)));
    }
    if search.fields().is_empty() {
        return Ok(SearchResult::Ids(Vec::new()));
    }
    let (tenant, connection) = tx.parts();
    shorten_statement_timeout(connection).await?;
    let (query, whole) = (written(tenant, search), whole(tenant, search));
    let ids: Option<Vec<Uuid>> = sqlx::query_scalar("SELECT gate.search($1, $2::text::tsquery, $3::text::tsquery)")
        .bind(entity.table)
        .bind(&query)
        .bind(whole)
        .fetch_one(connection)
        .await
        .map_err(list_failed)?;
    Ok(ids.map_or(SearchResult::Many(Query(query)), SearchResult::Ids))
}

/// The tenant's records, limited to the result of a search.
///
/// For frequent words the planner must not guess how frequent they are: by its statistics, many frequent words together
/// are rare. A condition that it cannot see into lets it expect a match soon. Records with known ids are fetched before
/// any other condition is applied: the planner would otherwise go through all records in the order of the list, hoping
/// to meet them soon.
pub(super) fn push_from(
    sql: &mut QueryBuilder<Postgres>,
    tenant: Uuid,
    entity: &Entity,
    result: Option<&SearchResult>,
) {
    let table = entity.table;
    if let Some(SearchResult::Ids(ids)) = result {
        sql.push(format_args!(" FROM (SELECT * FROM {table} WHERE tenant_id = ")).push_bind(tenant);
        sql.push(" AND id = ANY (").push_bind(ids.clone());
        sql.push(format_args!(") OFFSET 0) AS {table} WHERE TRUE"));
        return;
    }
    sql.push(format_args!(" FROM {table} WHERE tenant_id = ")).push_bind(tenant);
    if let Some(SearchResult::Many(Query(query))) = result {
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
