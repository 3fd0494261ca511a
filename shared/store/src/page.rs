//! A page of an administrative list (members, roles, sessions…): newest first, from a row on, in either direction.
//!
//! These lists are short and have one order, so one statement serves every page; records have statements of their own.

use plenum_shared::Result;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, Postgres, postgres::PgArguments, postgres::PgRow, query::QueryAs};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, records::Direction};

/// Which page.
#[derive(Debug, Clone, Copy)]
pub struct PageQuery {
    /// At most this many. One more than the size of a page shows whether there is another.
    pub limit: i64,
    pub from: Option<PageFrom>,
}

/// The row at the edge of another page, and the direction from there.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct PageFrom {
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub id: Uuid,
    pub direction: Direction,
}

/// A statement whose rows are of the tenant `$1`, completed to one that gives a page of them, by the expressions that
/// hold a row's time of creation and its id. `$2` to `$5` are the page's; more begin at `$6`.
macro_rules! paged {
    ($select:expr, $at:literal, $id:literal) => {
        concat!(
            $select,
            " AND ($3::timestamptz IS NULL OR CASE WHEN $5 THEN (",
            $at,
            ", ",
            $id,
            ") > ($3, $4::uuid) ELSE (",
            $at,
            ", ",
            $id,
            ") < ($3, $4::uuid) END) ORDER BY CASE WHEN $5 THEN ",
            $at,
            " END, CASE WHEN $5 THEN ",
            $id,
            " END, ",
            $at,
            " DESC, ",
            $id,
            " DESC LIMIT $2"
        )
    };
}
pub(crate) use paged;

/// Runs a `paged!` statement; `bind` adds the parameters beyond those of the page.
pub(crate) async fn fetch<T>(
    tx: &mut TenantTx,
    statement: &'static str,
    page: &PageQuery,
    bind: impl FnOnce(Statement<T>) -> Statement<T>,
) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let backward = page.from.is_some_and(|from| from.direction == Direction::Backward);
    let (tenant, connection) = tx.parts();
    let query = sqlx::query_as(statement)
        .bind(tenant)
        .bind(page.limit)
        .bind(page.from.map(|from| from.created_at))
        .bind(page.from.map(|from| from.id))
        .bind(backward);
    let mut rows = bind(query).fetch_all(connection).await.map_err(failed)?;
    if backward {
        rows.reverse();
    }
    Ok(rows)
}

pub(crate) type Statement<T> = QueryAs<'static, Postgres, T, PgArguments>;
