//! Counts of records by the values of one field or two, over all pages of a list.

use plenum_shared::{
    Result,
    calendar::Period,
    catalogue::{Entity, Field, FieldKind},
};
use sqlx::{Postgres, QueryBuilder, Row, postgres::PgRow};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{ListQuery, restrict};
use crate::{TenantTx, error::list_failed, tx::shorten_statement_timeout};

/// How records are put into groups by a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// Each value is a group.
    Values(&'static Field),
    /// The dates of a period are one.
    Dates(&'static Field, Period),
    /// The times from one of these moments to the next are one. They are in order, and no time is before the first.
    Moments(&'static Field, Vec<OffsetDateTime>),
}

/// What the records of a group have in common in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupValue {
    /// They have no value.
    Nothing,
    Word(String),
    Id(Uuid),
    Bool(bool),
    /// The first day of the period.
    Day(Date),
    /// The moment with this index is the last that is not after them.
    Moment(usize),
}

/// Records with the same values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// One for each grouping.
    pub values: Vec<GroupValue>,
    pub count: i64,
}

/// The largest groups, and the number of records in all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupedCount {
    pub groups: Vec<Group>,
    pub total: i64,
}

/// Counts the records of a list in groups, the largest first, at most so many of them. The page of the query does not
/// matter.
pub async fn count_in_groups(
    tx: &mut TenantTx,
    entity: &'static Entity,
    query: &ListQuery,
    groupings: &[Grouping],
    at_most: i64,
) -> Result<GroupedCount> {
    let (tenant, connection) = tx.parts();
    shorten_statement_timeout(connection).await?;
    let mut sql = QueryBuilder::<Postgres>::new("SELECT ");
    for grouping in groupings {
        push_value(&mut sql, grouping);
        sql.push(", ");
    }
    sql.push("count(*), (sum(count(*)) OVER ())::bigint");
    restrict(&mut sql, tenant, entity, query)?;
    let positions = |from: usize| (from..=groupings.len()).map(|position| position.to_string()).collect::<Vec<_>>();
    let positions = positions(1).join(", ");
    sql.push(format_args!(" GROUP BY {positions} ORDER BY count(*) DESC, {positions} LIMIT ")).push_bind(at_most);
    let rows = sql.build().persistent(false).fetch_all(connection).await.map_err(list_failed)?;
    let mut counted = GroupedCount::default();
    for row in &rows {
        let values = groupings.iter().enumerate().map(|(index, grouping)| value(row, index, grouping));
        let values = values.collect::<Result<_, _>>().map_err(list_failed)?;
        let count = row.try_get(groupings.len()).map_err(list_failed)?;
        counted.total = row.try_get(groupings.len() + 1).map_err(list_failed)?;
        counted.groups.push(Group { values, count });
    }
    Ok(counted)
}

/// The first and the last time that the records of a list have in a field; nothing when none has any.
pub async fn extent(
    tx: &mut TenantTx,
    entity: &'static Entity,
    query: &ListQuery,
    field: &'static Field,
) -> Result<Option<(OffsetDateTime, OffsetDateTime)>> {
    let (tenant, connection) = tx.parts();
    shorten_statement_timeout(connection).await?;
    let column = field.column;
    let mut sql = QueryBuilder::<Postgres>::new(format!("SELECT min({column}), max({column})"));
    restrict(&mut sql, tenant, entity, query)?;
    let extent: (Option<OffsetDateTime>, Option<OffsetDateTime>) =
        sql.build_query_as().persistent(false).fetch_one(connection).await.map_err(list_failed)?;
    Ok(extent.0.zip(extent.1))
}

fn push_value(sql: &mut QueryBuilder<Postgres>, grouping: &Grouping) {
    match grouping {
        Grouping::Values(field) => sql.push(field.column),
        // Of a timestamp without a zone, so that the session's zone has no part in it.
        Grouping::Dates(field, period) => {
            sql.push(format_args!("date_trunc('{}', {}::timestamp)::date", period.as_str(), field.column))
        }
        Grouping::Moments(field, starts) => {
            sql.push(format_args!("width_bucket({}, ", field.column)).push_bind(starts.clone()).push("::timestamptz[])")
        }
    };
}

fn value(row: &PgRow, index: usize, grouping: &Grouping) -> sqlx::Result<GroupValue> {
    let found = match grouping {
        Grouping::Values(field) => match field.kind {
            FieldKind::Choice(_) => row.try_get::<Option<String>, _>(index)?.map(GroupValue::Word),
            FieldKind::Bool => row.try_get::<Option<bool>, _>(index)?.map(GroupValue::Bool),
            _ => row.try_get::<Option<Uuid>, _>(index)?.map(GroupValue::Id),
        },
        Grouping::Dates(..) => row.try_get::<Option<Date>, _>(index)?.map(GroupValue::Day),
        Grouping::Moments(..) => {
            // Counted from one; zero is before the first.
            let bucket = row.try_get::<Option<i32>, _>(index)?;
            bucket.and_then(|bucket| usize::try_from(bucket).ok()?.checked_sub(1)).map(GroupValue::Moment)
        }
    };
    Ok(found.unwrap_or(GroupValue::Nothing))
}
