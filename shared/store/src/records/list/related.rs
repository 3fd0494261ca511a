//! What comes along with the records of a page: one statement for each relation, however many records there are.
//!
//! Related records are read without their [bulky](plenum_shared::catalogue::FieldKind::is_bulky) fields, so that a
//! page of them stays small.

use plenum_shared::{
    Result,
    catalogue::{Entity, Field},
    image::Image,
    sort::Sort,
};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::{
    super::{
        statements::{Shape, brief, of_its_kind, selected, statement},
        values,
    },
    order::{self, Direction},
    visibility::{self, Visibility},
};
use crate::{TenantTx, error::failed};

/// The records with these ids that are not deleted, in no order.
pub async fn with_ids(tx: &mut TenantTx, entity: &'static Entity, ids: &[Uuid]) -> Result<Vec<Image>> {
    let (tenant, connection) = tx.parts();
    let rows = sqlx::query(statement(entity, Shape::Brief))
        .bind(tenant)
        .bind(ids)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    rows.iter().map(|row| values::image_of(brief(entity), row)).collect()
}

/// The records, visible and not deleted, that name one of `ids` in a field, in the order of the sort: of each the first
/// `limit`.
pub async fn naming(
    tx: &mut TenantTx,
    (entity, field): (&'static Entity, &'static Field),
    ids: &[Uuid],
    limit: i64,
    sort: &Sort,
    visible: &Visibility,
) -> Result<Vec<Image>> {
    let (tenant, connection) = tx.parts();
    let mut sql = QueryBuilder::<Postgres>::new("SELECT found.* FROM unnest(");
    sql.push_bind(ids.to_vec()).push(") AS named (named_id) CROSS JOIN LATERAL (SELECT ");
    sql.push(selected(brief(entity))).push(format_args!(" FROM {} WHERE tenant_id = ", entity.table));
    sql.push_bind(tenant).push(format_args!(" AND {} = named.named_id AND deleted_at IS NULL", field.column));
    sql.push(of_its_kind(entity));
    visibility::push(&mut sql, entity, visible);
    order::push_order(&mut sql, sort, Direction::Forward);
    sql.push(" LIMIT ").push_bind(limit).push(") AS found");
    let rows = sql.build().fetch_all(connection).await.map_err(failed)?;
    let mut images: Vec<_> = rows.iter().map(|row| values::image_of(brief(entity), row)).collect::<Result<_>>()?;
    images.sort_by(|one, other| sort.compare(one, other));
    Ok(images)
}
