//! What a search finds, asked of the gate, and how a list is kept to it.
//!
//! Under row-level security an index over words cannot be used. So the gate is asked for the ids of what is found, and the
//! list reads those under its policy like any other. What is found too often for that is come upon soon by whoever goes
//! through the records in their order, and each one is looked at there.

use std::fmt::Write;

use plenum_shared::{Error, Result, catalogue::Entity, search::Search};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use crate::{TenantTx, error::failed};

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
    let query = written(tenant, search);
    let ids: Option<Vec<Uuid>> = sqlx::query_scalar("SELECT gate.search($1, $2::text::tsquery)")
        .bind(entity.table)
        .bind(&query)
        .fetch_one(connection)
        .await
        .map_err(failed)?;
    Ok(ids.map_or(Found::Many(Query(query)), Found::Ids))
}

/// The tenant's records, and of them those that were found.
///
/// Those with an id are fetched before anything else is asked of them: the planner would otherwise go through all records
/// in the order of the list, hoping to come upon them soon.
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
        sql.push(" AND search @@ ").push_bind(query.clone()).push("::text::tsquery");
    }
}

/// `('a1b2tacme' | 'a1b2dacme') & ('a1b2tren':* | 'a1b2dren':*)`: each word in any of the fields, the last by its
/// beginning. Words hold nothing that would end a quoted one.
fn written(tenant: Uuid, search: &Search) -> String {
    let tenant = tenant.simple().to_string();
    let mark = &tenant[tenant.len() - 4..];
    let mut query = String::new();
    let last = search.words().len().saturating_sub(1);
    for (index, word) in search.words().iter().enumerate() {
        query.push_str(if index == 0 { "(" } else { " & (" });
        let end = if index == last { ":*" } else { "" };
        for (place, letter) in search.fields().iter().filter_map(|field| field.searched).enumerate() {
            let or = if place == 0 { "" } else { " | " };
            // Writing to a string does not fail.
            let _ = write!(query, "{or}'{mark}{letter}{word}'{end}");
        }
        query.push(')');
    }
    query
}
