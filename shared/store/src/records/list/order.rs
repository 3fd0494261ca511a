//! A sort order in SQL, and what lies beyond a key in it. `plenum_shared::sort` says the same in memory.
//!
//! Null comes last in either direction, so first when the list is read backwards. Where all fields have one
//! direction and none is ever null, rows are compared as wholes, which an index on those columns can serve.

use plenum_shared::{
    catalogue::FieldKind,
    filter::{Comparison, Operand},
    sort::{Sort, SortDirection},
};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};

use super::{
    super::forms::compared,
    filter::{bind, put},
};

type Sql = QueryBuilder<Postgres>;

/// The direction in which a reader goes through a list. The records of a page stand in the same order in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Towards the end of the list.
    Forward,
    /// Towards its beginning.
    Backward,
}

/// One column of the order.
struct Column {
    sql: String,
    /// Ascending or descending; reversed when the list is read backwards.
    direction: SortDirection,
    nullable: bool,
}

pub(super) fn push_order(sql: &mut Sql, sort: &Sort, direction: Direction) {
    for (index, column) in columns(sort, direction).iter().enumerate() {
        let order = if column.direction == SortDirection::Ascending { "ASC" } else { "DESC" };
        sql.push(if index == 0 { " ORDER BY " } else { ", " }).push(format_args!("{} {order}", column.sql));
        if column.nullable {
            sql.push(if direction == Direction::Forward { " NULLS LAST" } else { " NULLS FIRST" });
        }
    }
}

/// `values` are those of the sort's keys, one for each.
pub(super) fn push_beyond(sql: &mut Sql, sort: &Sort, values: Vec<Option<Operand>>, direction: Direction) {
    let columns = columns(sort, direction);
    let values: Vec<_> = sort.keys().iter().zip(values).flat_map(|(key, value)| parts(key.field.kind, value)).collect();
    let order = columns.first().map_or(SortDirection::Ascending, |column| column.direction);
    if columns.iter().all(|column| !column.nullable && column.direction == order) {
        as_wholes(sql, &columns, &values, order);
    } else {
        column_by_column(sql, &columns, &values, direction);
    }
}

fn columns(sort: &Sort, direction: Direction) -> Vec<Column> {
    let column = |key: &plenum_shared::sort::SortKey| {
        let order = match (key.direction, direction) {
            (order, Direction::Forward) => order,
            (SortDirection::Ascending, Direction::Backward) => SortDirection::Descending,
            (SortDirection::Descending, Direction::Backward) => SortDirection::Ascending,
        };
        let names = match key.field.kind {
            FieldKind::Money => vec![format!("{}_currency", key.field.column), format!("{}_amount", key.field.column)],
            FieldKind::Choice(_) => vec![format!("{} COLLATE \"C\"", key.field.column)],
            _ => vec![compared(key.field, Comparison::Order, sort.text())],
        };
        let nullable = !key.field.required;
        names.into_iter().map(move |sql| Column { sql, direction: order, nullable })
    };
    sort.keys().iter().flat_map(column).collect()
}

/// The values of a field's columns: money has two, by currency and then amount.
fn parts(kind: FieldKind, value: Option<Operand>) -> Vec<Option<Operand>> {
    match (kind, value) {
        (FieldKind::Money, Some(Operand::Money { minor, currency })) => {
            vec![Some(Operand::Word(currency)), Some(Operand::Int(minor))]
        }
        (FieldKind::Money, _) => vec![None, None],
        (_, value) => vec![value],
    }
}

/// `(a, b) > (x, y)`
fn as_wholes(sql: &mut Sql, columns: &[Column], values: &[Option<Operand>], order: SortDirection) {
    let names: Vec<_> = columns.iter().map(|column| column.sql.as_str()).collect();
    let beyond = if order == SortDirection::Ascending { ">" } else { "<" };
    sql.push(format_args!("({}) {beyond} ", names.join(", ")));
    for (index, value) in values.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", " });
        match value {
            Some(value) => bind(sql, value),
            None => put(sql, "NULL"),
        }
    }
    sql.push(")");
}

/// `(a > x OR (a = x AND (b > y)))`, with null in its place.
fn column_by_column(sql: &mut Sql, columns: &[Column], values: &[Option<Operand>], direction: Direction) {
    let (Some((column, columns)), Some((value, values))) = (columns.split_first(), values.split_first()) else {
        return put(sql, "FALSE");
    };
    let name = &column.sql;
    sql.push("(");
    match (value, direction) {
        (None, Direction::Forward) => put(sql, "FALSE"),
        (None, Direction::Backward) => put(sql, format_args!("{name} IS NOT NULL")),
        (Some(value), _) => {
            let beyond = if column.direction == SortDirection::Ascending { ">" } else { "<" };
            sql.push(format_args!("{name} {beyond} "));
            bind(sql, value);
            if column.nullable && direction == Direction::Forward {
                sql.push(format_args!(" OR {name} IS NULL"));
            }
        }
    }
    match value {
        None => put(sql, format_args!(" OR ({name} IS NULL AND ")),
        Some(value) => {
            sql.push(format_args!(" OR ({name} = "));
            bind(sql, value);
            sql.push(" AND ");
        }
    }
    column_by_column(sql, columns, values, direction);
    sql.push("))");
}
