//! Pages of records: filtered, in the order of a sort, from a key on, and within the caller's scope. The SQL is put
//! together here from the catalogue's constants; every value is bound.

mod counts;
mod filter;
mod order;
mod related;
mod search;
mod visibility;

pub use counts::{Group, GroupValue, GroupedCount, Grouping, count_in_groups, extent};
pub use order::Direction;
pub use related::{naming, with_ids};
pub use search::{SearchResult, search};
pub use visibility::Visibility;

use futures::TryStreamExt;
use plenum_shared::{
    Code, Error, Result,
    catalogue::Entity,
    filter::Filter,
    image::Image,
    sort::{Keys, Sort},
};
use sqlx::{Postgres, QueryBuilder, Row, postgres::PgRow};
use uuid::Uuid;

use super::{
    statements::{Deleted, of_its_kind, selected, unless_deleted},
    values,
};
use crate::{TenantTx, error::list_failed, tx::shorten_statement_timeout};

/// Which records, and which page of them.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// At most this many. One more than the size of a page shows whether there is another.
    pub limit: i64,
    /// Only what lies beyond these keys in that direction.
    pub from: Option<(Keys, Direction)>,
    /// How many of those to leave out. It costs as much as reading them.
    pub offset: i64,
    pub sort: Sort,
    pub filter: Option<Filter>,
    /// Only the records that a search in the same transaction has found.
    pub search: Option<SearchResult>,
    pub visible: Visibility,
    pub deleted: Deleted,
    /// How many bytes of records there may be at most. One record there always is.
    pub bytes: usize,
}

/// Records of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub images: Vec<Image>,
    /// Whether the page ends early because its records are large.
    pub cut: bool,
}

impl ListQuery {
    /// The first records of all that are visible and not deleted.
    pub fn first(limit: i64, sort: Sort, visible: Visibility) -> Self {
        let deleted = Deleted::Exclude;
        Self { limit, from: None, offset: 0, sort, filter: None, search: None, visible, deleted, bytes: usize::MAX }
    }
}

impl ListQuery {
    /// Filters and searches are many, and their best plan depends on their values: only lists without are worth keeping
    /// prepared, and are sure to be quick.
    fn is_plain(&self) -> bool {
        self.filter.is_none() && self.search.is_none()
    }
}

/// The records of a page, in the order of the sort in whichever direction the list is read.
pub async fn list(tx: &mut TenantTx, entity: &'static Entity, query: &ListQuery) -> Result<Page> {
    let (tenant, connection) = tx.parts();
    if !query.is_plain() {
        shorten_statement_timeout(connection).await?;
    }
    let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT {}", selected(entity.fields())));
    restrict(&mut sql, tenant, entity, query)?;
    let direction = query.from.as_ref().map_or(Direction::Forward, |(_, direction)| *direction);
    if let Some((keys, direction)) = &query.from {
        let values = query.sort.values(keys).ok_or_else(|| Error::new(Code::InvalidCursor))?;
        sql.push(" AND ");
        order::push_beyond(&mut sql, &query.sort, values, *direction);
    }
    order::push_order(&mut sql, &query.sort, direction);
    sql.push(" LIMIT ").push_bind(query.limit);
    if query.offset > 0 {
        sql.push(" OFFSET ").push_bind(query.offset);
    }
    let mut rows = sql.build().persistent(query.is_plain()).fetch(&mut *connection);
    let (mut page, mut bytes) = (Page { images: Vec::new(), cut: false }, 0usize);
    while let Some(row) = rows.try_next().await.map_err(list_failed)? {
        bytes = bytes.saturating_add(size(&row));
        if bytes > query.bytes && !page.images.is_empty() {
            page.cut = true;
            break;
        }
        page.images.push(values::image(entity, &row)?);
    }
    if direction == Direction::Backward {
        page.images.reverse();
    }
    Ok(page)
}

/// How many bytes the database sent for a row.
fn size(row: &PgRow) -> usize {
    let values = (0..row.len()).filter_map(|index| row.try_get_raw(index).ok());
    values.map(|value| value.as_bytes().map_or(0, <[u8]>::len)).sum()
}

/// How many records there are on all pages. With `at_most` it counts no further than that.
pub async fn count(tx: &mut TenantTx, entity: &'static Entity, query: &ListQuery, at_most: Option<i64>) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    if !query.is_plain() {
        shorten_statement_timeout(connection).await?;
    }
    let mut sql = QueryBuilder::<Postgres>::new("SELECT count(*) FROM (SELECT");
    restrict(&mut sql, tenant, entity, query)?;
    if let Some(limit) = at_most {
        sql.push(" LIMIT ").push_bind(limit);
    }
    sql.push(") AS counted");
    sql.build_query_scalar().persistent(query.is_plain()).fetch_one(connection).await.map_err(list_failed)
}

/// Adds which records of the tenant are meant: `FROM … WHERE …`.
fn restrict(sql: &mut QueryBuilder<Postgres>, tenant: Uuid, entity: &'static Entity, query: &ListQuery) -> Result<()> {
    search::push_from(sql, tenant, entity, query.search.as_ref());
    sql.push(of_its_kind(entity)).push(unless_deleted(query.deleted));
    visibility::push(sql, entity, &query.visible);
    if let Some(filter) = &query.filter {
        if filter.entity().name != entity.name {
            return Err(Error::internal(format!("a filter of {} in a list of {}", filter.entity().name, entity.name)));
        }
        sql.push(" AND ");
        filter::push(sql, filter.root(), filter.text());
    }
    Ok(())
}
