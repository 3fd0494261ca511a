//! Records of any entity of the catalogue: read, written and listed in the form of the wire.
//!
//! The SQL is made from the catalogue, once per statement, and consists of its constants only; every value is bound.
//! Permissions and rules are the application's. A record that is soft-deleted is left out unless it is asked for.

pub mod followers;
pub mod forms;
mod list;
pub mod purge;
mod statements;
pub mod tasks_due;
mod values;

pub use list::{
    Direction, Group, GroupValue, GroupedCount, Grouping, ListQuery, Page, SearchResult, Visibility, count,
    count_in_groups, extent, list, naming, search, with_ids,
};
pub use statements::{Deleted, Lock};

use plenum_shared::{
    Code, Error, Result,
    catalogue::{Entity, FieldKind},
    ids::RecordId,
    image::Image,
};
use uuid::Uuid;

use crate::{
    TenantTx,
    error::{failed, violated},
    execute::Execute,
};
use statements::{Shape, statement};
use values::Target;

/// The record with this id, if the tenant has it.
pub async fn get(
    tx: &mut TenantTx,
    entity: &'static Entity,
    id: RecordId,
    deleted: Deleted,
    lock: Lock,
) -> Result<Option<Image>> {
    let (tenant, connection) = tx.parts();
    let row = sqlx::query(statement(entity, Shape::Get(deleted, lock)))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_optional(connection)
        .await
        .map_err(failed)?;
    row.map(|row| values::image(entity, &row)).transpose()
}

/// Those of these records that the tenant has, deleted or not, in no particular order.
pub async fn get_all(tx: &mut TenantTx, entity: &'static Entity, ids: &[Uuid]) -> Result<Vec<Image>> {
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query(statement(entity, Shape::GetAll))
        .bind(tenant)
        .bind(ids)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| values::image(entity, row)).collect()
}

/// Those of these records that the tenant has, deleted or not, locked in the order of their ids.
pub async fn get_locked(tx: &mut TenantTx, entity: &'static Entity, ids: &[Uuid], lock: Lock) -> Result<Vec<Image>> {
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query(statement(entity, Shape::GetLocked(lock)))
        .bind(tenant)
        .bind(ids)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| values::image(entity, row)).collect()
}

/// Locks those of these records that the tenant has for a change, deleted or not, in the order of their ids.
pub async fn lock_all(tx: &mut TenantTx, entity: &'static Entity, ids: &[Uuid]) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(statement(entity, Shape::LockAll)).bind(tenant).bind(ids).execute_any(connection).await.map(drop)
}

/// Inserts the record, all of its fields as they are in the image.
pub async fn insert(tx: &mut TenantTx, entity: &'static Entity, image: &Image) -> Result<()> {
    let text = tx.text_versions();
    let (tenant, connection) = tx.parts();
    let query = sqlx::query(statement(entity, Shape::Insert(text))).bind(tenant);
    let query = values::bind_all(entity, image, Target { tenant, text }, query)?;
    query.execute_one(connection).await.map_err(|error| refused(entity, error))
}

/// Replaces the record by the image, if it still has the expected version. False: it has another by now.
///
/// The image carries its new version. Who created the record, and when, does not change.
pub async fn update(tx: &mut TenantTx, entity: &'static Entity, image: &Image, expected_version: i64) -> Result<bool> {
    let id = image.id().ok_or_else(|| Error::internal("an image without an id"))?;
    let text = tx.text_versions();
    let (tenant, connection) = tx.parts();
    let query = sqlx::query(statement(entity, Shape::Update(text))).bind(tenant).bind(id.uuid()).bind(expected_version);
    let query = values::bind_changeable(entity, image, Target { tenant, text }, query)?;
    let rows = query.execute_any(connection).await.map_err(|error| refused(entity, error))?;
    Ok(rows == 1)
}

/// Inserts the records in one statement, all of their fields as they are in the images.
pub async fn insert_all(tx: &mut TenantTx, entity: &'static Entity, images: &[&Image]) -> Result<()> {
    let text = tx.text_versions();
    let (tenant, connection) = tx.parts();
    let query = sqlx::query(statement(entity, Shape::InsertAll(text))).bind(tenant);
    let query = values::bind_all_columns(entity, images, Target { tenant, text }, query)?;
    let rows = query.execute_any(connection).await.map_err(|error| refused(entity, error))?;
    if rows == images.len() as u64 {
        return Ok(());
    }
    Err(Error::internal(format!("{rows} of {} records were inserted", images.len())))
}

/// Replaces records by images in one statement, as [`update`] does; each comes with the version that its record is
/// expected to have. No record may be in it twice. False: one of them has another version by now.
pub async fn update_all(tx: &mut TenantTx, entity: &'static Entity, changed: &[(&Image, i64)]) -> Result<bool> {
    let (images, expected): (Vec<&Image>, Vec<i64>) = changed.iter().copied().unzip();
    let ids: Option<Vec<_>> = images.iter().map(|image| image.id().map(RecordId::uuid)).collect();
    let ids = ids.ok_or_else(|| Error::internal("an image without an id"))?;
    let text = tx.text_versions();
    let (tenant, connection) = tx.parts();
    let query = sqlx::query(statement(entity, Shape::UpdateAll(text))).bind(tenant).bind(ids).bind(expected);
    let query = values::bind_changeable_columns(entity, &images, Target { tenant, text }, query)?;
    let rows = query.execute_any(connection).await.map_err(|error| refused(entity, error))?;
    Ok(rows == changed.len() as u64)
}

/// Whether the tenant has this record and it is not deleted.
pub async fn exists(tx: &mut TenantTx, entity: &'static Entity, id: RecordId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(statement(entity, Shape::Exists))
        .bind(tenant)
        .bind(id.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// How many records of the entity the tenant has that are not deleted.
pub async fn count_all(tx: &mut TenantTx, entity: &'static Entity) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(statement(entity, Shape::Count)).bind(tenant).fetch_one(connection).await.map_err(failed)
}

/// How many records that are not deleted have this id in a field of the entity.
pub async fn count_by(tx: &mut TenantTx, entity: &'static Entity, field: &str, id: Uuid) -> Result<i64> {
    let column = reference(entity, field)?;
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar(statement(entity, Shape::CountBy(column)))
        .bind(tenant)
        .bind(id)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// The records, not deleted, that have this id in a field: by position where the entity has one, then by age.
pub async fn find_by(tx: &mut TenantTx, entity: &'static Entity, field: &str, id: Uuid) -> Result<Vec<Image>> {
    let column = reference(entity, field)?;
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query(statement(entity, Shape::FindBy(column)))
        .bind(tenant)
        .bind(id)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| values::image(entity, row)).collect()
}

/// The oldest record, not deleted, in which this yes-or-no field is true: the default pipeline, say.
pub async fn first_where_true(tx: &mut TenantTx, entity: &'static Entity, field: &str) -> Result<Option<Image>> {
    let column = yes_or_no(entity, field)?;
    let (tenant, connection) = tx.parts();
    let row = sqlx::query(statement(entity, Shape::FirstWhereTrue(column)))
        .bind(tenant)
        .fetch_optional(connection)
        .await
        .map_err(failed)?;
    row.map(|row| values::image(entity, &row)).transpose()
}

/// The record, not deleted, in which this yes-or-no field is true among those that have this id in another field: the
/// primary contact of an account, say.
pub async fn first_where_true_of(
    tx: &mut TenantTx,
    entity: &'static Entity,
    flag: &str,
    field: &str,
    id: Uuid,
) -> Result<Option<Image>> {
    let (flag, column) = (yes_or_no(entity, flag)?, reference(entity, field)?);
    let (tenant, connection) = tx.parts();
    let row = sqlx::query(statement(entity, Shape::FirstWhereTrueOf(flag, column)))
        .bind(tenant)
        .bind(id)
        .fetch_optional(connection)
        .await
        .map_err(failed)?;
    row.map(|row| values::image(entity, &row)).transpose()
}

fn yes_or_no(entity: &'static Entity, field: &str) -> Result<&'static str> {
    let declared = entity.field(field).filter(|declared| declared.kind == FieldKind::Bool);
    declared
        .map(|declared| declared.column)
        .ok_or_else(|| Error::internal(format!("{}.{field} is not yes or no", entity.name)))
}

/// The column of a field that holds an id. The name is the program's own, so an unknown one is our mistake.
fn reference(entity: &'static Entity, field: &str) -> Result<&'static str> {
    let holds_id = |kind| matches!(kind, FieldKind::Reference(_) | FieldKind::User | FieldKind::Team);
    let declared = entity.field(field).filter(|declared| holds_id(declared.kind));
    declared
        .map(|declared| declared.column)
        .ok_or_else(|| Error::internal(format!("{}.{field} holds no id", entity.name)))
}

/// A write that the database refused; a foreign key that found nothing names the field that holds it.
fn refused(entity: &'static Entity, error: Error) -> Error {
    let field = violated(&error).and_then(|constraint| {
        // PostgreSQL names a foreign key after its table and columns: `deals_tenant_id_stage_id_pipeline_id_fkey`.
        let columns = constraint.strip_suffix("_fkey")?.strip_prefix(entity.table)?.strip_prefix("_tenant_id_")?;
        entity.fields().find(|field| columns.starts_with(field.column))
    });
    match field {
        Some(field) => Error::field(format!("/{}", field.name), Code::UnknownReference).with_detail(error),
        None => error,
    }
}
