//! Purges records that were deleted long ago.
//!
//! Which of them may go is found here, by the references that the catalogue declares: a record to which any other row
//! refers stays, be that row deleted or not. The rows are deleted by a function of the gate, which takes none that is
//! young or referred to, whatever it is given.

use plenum_shared::{
    Result,
    catalogue::{Catalogue, Entity, FieldKind},
};
use sqlx::AssertSqlSafe;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, execute::Execute};

/// Locks records that were deleted before this moment and to which nothing refers, the longest deleted first, at most
/// `limit`. One that somebody else has locked, to restore it perhaps, is left out.
pub async fn purgeable(
    tx: &mut TenantTx,
    catalogue: &Catalogue,
    entity: &'static Entity,
    before: OffsetDateTime,
    limit: i64,
) -> Result<Vec<Uuid>> {
    // Constants of the catalogue.
    let table = entity.table;
    let unheld: String = references(catalogue, entity)
        .map(|(holder, column)| {
            format!(" AND NOT EXISTS (SELECT FROM {holder} h WHERE h.tenant_id = $1 AND h.{column} = r.id)")
        })
        .collect();
    let statement = format!(
        "SELECT r.id FROM {table} r WHERE r.tenant_id = $1 AND r.deleted_at < $2{unheld}
         ORDER BY r.deleted_at, r.id LIMIT $3 FOR UPDATE OF r SKIP LOCKED"
    );
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(tenant)
        .bind(before)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map_err(failed)
}

/// Deletes those of these records for good that were deleted before this moment and to which nothing refers, with their
/// followers, and returns them.
pub async fn purge(
    tx: &mut TenantTx,
    entity: &'static Entity,
    records: &[Uuid],
    before: OffsetDateTime,
) -> Result<Vec<Uuid>> {
    let (tenant, connection) = tx.parts();
    let gone: Vec<Uuid> = sqlx::query_scalar("SELECT gate.purge_records($1, $2, $3)")
        .bind(entity.table)
        .bind(records)
        .bind(before)
        .fetch_one(&mut *connection)
        .await
        .map_err(failed)?;
    sqlx::query("DELETE FROM followers WHERE tenant_id = $1 AND record_id = ANY ($2)")
        .bind(tenant)
        .bind(&gone)
        .execute_any(connection)
        .await?;
    Ok(gone)
}

/// The tables and columns that refer to records of an entity.
fn references<'a>(
    catalogue: &'a Catalogue,
    held: &'static Entity,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<'a> {
    let name = held.name;
    catalogue.entities().flat_map(move |holder| {
        let fields = holder.fields().filter(move |field| field.kind == FieldKind::Reference(name));
        fields.map(|field| (holder.table, field.column))
    })
}
