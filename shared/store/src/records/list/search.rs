//! Searches for records by their words, through the gate, and limits a list to the result.
//!
//! Under row-level security an index over words cannot be used. So the gate finds the ids, and the list reads those
//! records under its policy like any other. When the gate finds too many, the list goes through the records in its own
//! order and compares each one: a match is never far.

use plenum_shared::{
    Error, Result,
    catalogue::{Entity, Field},
    search::Search,
    text::{TextColumns, Token},
};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::super::forms;
use crate::{TenantTx, error::list_failed, tx::shorten_statement_timeout};

mod letters;

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
pub struct Query {
    text: String,
    /// The column of the words.
    column: String,
}

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
    let (text, whole, column) =
        (written(tenant, entity, search), whole(tenant, entity, search), forms::words_column(search.text()));
    let find = match search.text().columns() {
        TextColumns::Lower => sqlx::query_scalar("SELECT gate.search($1, $2::text::tsquery, $3::text::tsquery)"),
        TextColumns::Keys { .. } => {
            sqlx::query_scalar("SELECT gate.search($1, $4, $2::text::tsquery, $3::text::tsquery)")
        }
    };
    let find = find.bind(entity.table).bind(&text).bind(whole);
    let find = if search.text().columns() == TextColumns::Lower { find } else { find.bind(&column) };
    let ids: Option<Vec<Uuid>> = find.fetch_one(connection).await.map_err(list_failed)?;
    Ok(ids.map_or(SearchResult::Many(Query { text, column }), SearchResult::Ids))
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
    if let Some(SearchResult::Many(Query { text, column })) = result {
        sql.push(format_args!(" AND CASE WHEN {column} @@ ")).push_bind(text.clone());
        sql.push("::text::tsquery THEN TRUE ELSE FALSE END");
    }
}

/// `('a1b2f4fbacme' | 'a1b2f1euacme') & ('a1b2f4fbren':* | 'a1b2f1euren':*)`: each word in any of the fields.
fn written(tenant: Uuid, entity: &Entity, search: &Search) -> String {
    all_of(tenant, entity, search, search.tokens().iter())
}

/// The words that are to be found whole, when another is the beginning of too many to be gone through.
fn whole(tenant: Uuid, entity: &Entity, search: &Search) -> Option<String> {
    let is_short = |token: &Token| token.is_prefix && token.text.chars().nth(SHORT).is_none();
    let whole: Vec<_> = search.tokens().iter().filter(|token| !is_short(token)).collect();
    if whole.is_empty() || whole.len() == search.tokens().len() {
        return None;
    }
    Some(all_of(tenant, entity, search, whole.into_iter()))
}

fn all_of<'t>(tenant: Uuid, entity: &Entity, search: &Search, tokens: impl Iterator<Item = &'t Token>) -> String {
    tokens.map(|token| one_of(tenant, entity, search, token)).collect::<Vec<_>>().join(" & ")
}

/// A word in one of the fields. It holds nothing that would end a quoted one.
fn one_of(tenant: Uuid, entity: &Entity, search: &Search, token: &Token) -> String {
    let end = if token.is_prefix { ":*" } else { "" };
    let prefix = |field: &&'static Field| match search.text().columns() {
        TextColumns::Lower => {
            letters::of(entity.table, field.name).map(|letter| format!("{}{letter}", forms::mark(tenant)))
        }
        TextColumns::Keys { .. } => Some(forms::word_prefix(tenant, field)),
    };
    let prefixes = search.fields().iter().filter_map(prefix);
    let words: Vec<_> = prefixes.map(|prefix| format!("'{prefix}{}'{end}", token.text)).collect();
    format!("({})", words.join(" | "))
}
