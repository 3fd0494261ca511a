//! The renewal: records that a program wrote which did not know a version of the rules get its forms, in batches and
//! with the service running, and a tenant of which all records have them reads them from then on.

use plenum_shared::{
    Error, Result,
    catalogue::{Catalogue, Entity, Field},
    ids::TenantId,
    image::Image,
    text::{TextColumns, TextVersion},
};
use sqlx::{AssertSqlSafe, Row};
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::{
    statements::{arrays, names, selected, unnested},
    values,
};
use crate::{Store, TenantTx, error::failed, execute::Execute};

/// Makes the forms of marked records of an entity, at most `limit`, and says of how many. A record that somebody is
/// writing is left to a later call, so nobody waits for one. No version changes, and no entry is written: what a record
/// says is the same.
pub async fn fill(tx: &mut TenantTx, entity: &'static Entity, text: TextVersion, limit: i64) -> Result<u64> {
    let TextColumns::Keys { suffix } = text.columns() else { return Ok(0) };
    let (tenant, connection) = tx.parts();
    let table = entity.table;
    // Constants of the catalogue and of the version.
    let statement = format!(
        "SELECT id, version, {} FROM {table} WHERE tenant_id = $1 AND keys_stale{suffix}
         ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED",
        selected(texts(entity)),
    );
    let rows = sqlx::query(AssertSqlSafe(statement))
        .bind(tenant)
        .bind(limit)
        .fetch_all(&mut *connection)
        .await
        .map_err(failed)?;
    if rows.is_empty() {
        return Ok(0);
    }
    let (mut ids, mut images) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for row in &rows {
        ids.push(row.try_get::<Uuid, _>("id").map_err(failed)?);
        let mut image = values::image_of(texts(entity), row)?;
        image.set("version", row.try_get::<i64, _>("version").map_err(failed)?.into());
        images.push(image);
    }
    let versions = std::slice::from_ref(&text);
    let columns: Vec<_> = texts(entity).flat_map(|field| super::columns_of_field(field, versions)).collect();
    let columns: Vec<_> = columns.into_iter().chain(super::columns_of_record(versions)).collect();
    let set: Vec<_> = columns.iter().map(|(column, kind)| format!("{column} = {}", unnested(column, kind))).collect();
    let (names, arrays) = (names(&columns), arrays(&columns, 3));
    let statement = format!(
        "UPDATE {table} AS old SET {}, keys_stale{suffix} = FALSE FROM unnest($2::uuid[], {arrays}) AS new (id, {names})
         WHERE old.tenant_id = $1 AND old.id = new.id",
        set.join(", "),
    );
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(tenant).bind(ids);
    for field in texts(entity) {
        let values: Vec<_> = images.iter().map(|image| image.text(field.name).map(str::to_owned)).collect();
        query = super::bind_field_column(field, &values, versions, query);
    }
    let images: Vec<&Image> = images.iter().collect();
    let query = super::bind_record_columns(tenant, entity, &images, versions, query);
    let filled = query.execute_any(connection).await?;
    if filled == images.len() as u64 { Ok(filled) } else { Err(Error::internal("a locked record is not there")) }
}

fn texts(entity: &'static Entity) -> impl Iterator<Item = &'static Field> {
    entity.fields().filter(|field| field.kind.folds())
}

/// The tables that hold forms: those of records, and that of teams, whose names are unique by one.
fn tables(catalogue: &Catalogue) -> impl Iterator<Item = &'static str> {
    catalogue.entities().map(|entity| entity.table).chain(["teams"])
}

/// Whether any row of the tenant is marked, be it locked or not.
pub async fn is_left(tx: &mut TenantTx, catalogue: &Catalogue, text: TextVersion) -> Result<bool> {
    let TextColumns::Keys { suffix } = text.columns() else { return Ok(false) };
    let (tenant, connection) = tx.parts();
    let any = |table| format!("EXISTS (SELECT FROM {table} WHERE tenant_id = $1 AND keys_stale{suffix})");
    let any: Vec<_> = tables(catalogue).map(any).collect();
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT {}", any.join(" OR "))))
        .bind(tenant)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Notes that the tenant had marked records at this moment.
pub async fn note_stale(tx: &mut TenantTx, now: OffsetDateTime) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query("UPDATE tenants SET text_stale_at = $2 WHERE id = $1")
        .bind(tenant)
        .bind(now)
        .execute_one(connection)
        .await
}

/// Lets the tenant read the forms of this version, unless it does, or had marked records since `quiet_since`: then a
/// program may still be running that does not write the forms. Whether it has marked records now is the caller's to
/// know.
pub async fn switch(tx: &mut TenantTx, text: TextVersion, quiet_since: OffsetDateTime) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    let switched = sqlx::query(
        "UPDATE tenants SET text_version = $2
         WHERE id = $1 AND text_version < $2 AND (text_stale_at IS NULL OR text_stale_at <= $3)",
    )
    .bind(tenant)
    .bind(text.number())
    .bind(quiet_since)
    .execute_any(connection)
    .await?;
    Ok(switched == 1)
}

/// At most `limit` tenants behind this one by id that do not read this version yet, or have marked records. Goes through
/// the gate.
pub async fn tenants(
    store: &Store,
    catalogue: &Catalogue,
    text: TextVersion,
    after: Option<TenantId>,
    limit: i32,
) -> Result<Vec<TenantId>> {
    let TextColumns::Keys { suffix } = text.columns() else { return Ok(Vec::new()) };
    let tables: Vec<_> = tables(catalogue).collect();
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.tenants_with_old_text($1, $2, $3, $4, $5)")
        .bind(tables)
        .bind(format!("keys_stale{suffix}"))
        .bind(text.number())
        .bind(after.map(|tenant| tenant.uuid()))
        .bind(limit)
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}
