//! A filter in SQL. `plenum_shared::filter` says the same in memory; a property test holds the two together.
//!
//! Conditions are only ever joined by AND and OR, where null is as good as false, so what a null should not meet needs
//! no mention, and what it should meet says so. Text is searched with functions that know no wildcards.

use std::fmt::Display;

use plenum_shared::{
    catalogue::FieldKind,
    filter::{Comparison, Condition, Node, Operand, Test},
    text::{TextColumns, TextVersion},
};
use sqlx::{Postgres, QueryBuilder};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::super::forms::compared;

type Sql = QueryBuilder<Postgres>;

pub(super) fn push(sql: &mut Sql, node: &Node, text: TextVersion) {
    match node {
        Node::All(parts) => joined(sql, parts, " AND ", text),
        Node::Any(parts) => joined(sql, parts, " OR ", text),
        Node::Is(condition) if condition.field.kind == FieldKind::Money => money(sql, condition),
        Node::Is(condition) => simple(sql, condition, text),
    }
}

/// Binds one value. Money has to be taken apart before.
pub(super) fn bind(sql: &mut Sql, value: &Operand) {
    match value {
        Operand::Text(text) | Operand::Word(text) => sql.push_bind(text.clone()),
        Operand::SortKey(key) => sql.push_bind(key.clone()),
        Operand::Bool(yes) => sql.push_bind(*yes),
        Operand::Int(number) | Operand::Money { minor: number, .. } => sql.push_bind(*number),
        Operand::Date(date) => sql.push_bind(*date),
        Operand::Time(time) => sql.push_bind(*time),
        Operand::Id(id) => sql.push_bind(*id),
    };
}

pub(super) fn put(sql: &mut Sql, text: impl Display) {
    sql.push(text);
}

fn joined(sql: &mut Sql, parts: &[Node], word: &str, text: TextVersion) {
    for (index, part) in parts.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { word });
        push(sql, part, text);
    }
    sql.push(")");
}

fn simple(sql: &mut Sql, Condition { field, test }: &Condition, text: TextVersion) {
    let column = match test.comparison() {
        Some(comparison) => compared(field, comparison, text),
        None => field.column.to_owned(),
    };
    // Equal texts have equal forms of search, on which there are indexes.
    let search_form = match text.columns() {
        TextColumns::Keys { .. } if field.kind.folds() => Some(compared(field, Comparison::Piece, text)),
        _ => None,
    };
    // The empty text and the empty list.
    let blank = match field.kind {
        FieldKind::Texts { .. } => Some("'{}'"),
        kind if kind.folds() => Some("''"),
        _ => None,
    };
    match test {
        Test::Eq(value) => {
            if let Some(form) = search_form {
                compare(sql, &form, "=", &searched(value, text));
                sql.push(" AND ");
            }
            compare(sql, &column, "=", value);
        }
        Test::Neq(value) => {
            sql.push(format_args!("({column} IS NULL OR "));
            compare(sql, &column, "<>", value);
            sql.push(")");
        }
        Test::Gt(value) => compare(sql, &column, ">", value),
        Test::Gte(value) => compare(sql, &column, ">=", value),
        Test::Lt(value) => compare(sql, &column, "<", value),
        Test::Lte(value) => compare(sql, &column, "<=", value),
        Test::Between(low, high) => {
            sql.push("(");
            compare(sql, &column, ">=", low);
            sql.push(" AND ");
            compare(sql, &column, "<=", high);
            sql.push(")");
        }
        Test::In(values) => {
            if let Some(form) = search_form {
                sql.push(format_args!("{form} = ANY ("));
                bind_list(sql, &values.iter().map(|value| searched(value, text)).collect::<Vec<_>>());
                sql.push(") AND ");
            }
            sql.push(format_args!("{column} = ANY ("));
            bind_list(sql, values);
            sql.push(")");
        }
        Test::NotIn(values) => {
            sql.push(format_args!("({column} IS NULL OR {column} <> ALL ("));
            bind_list(sql, values);
            sql.push("))");
        }
        Test::Contains(piece) => {
            sql.push(format_args!("strpos({column}, ")).push_bind(piece.clone()).push(") > 0");
        }
        Test::NotContains(piece) => {
            sql.push(format_args!("({column} IS NULL OR strpos({column}, ")).push_bind(piece.clone()).push(") = 0)");
        }
        Test::StartsWith(piece) => {
            sql.push(format_args!("starts_with({column}, ")).push_bind(piece.clone()).push(")");
        }
        Test::EndsWith(piece) => {
            let length = i32::try_from(piece.chars().count()).unwrap_or(i32::MAX);
            sql.push(format_args!("right({column}, ")).push_bind(length).push(") = ").push_bind(piece.clone());
        }
        Test::IsEmpty => match blank {
            Some(blank) => put(sql, format_args!("({column} IS NULL OR {column} = {blank})")),
            None => put(sql, format_args!("{column} IS NULL")),
        },
        Test::IsNotEmpty => match blank {
            Some(blank) => put(sql, format_args!("{column} <> {blank}")),
            None => put(sql, format_args!("{column} IS NOT NULL")),
        },
    }
}

/// Amounts compare within their currency.
fn money(sql: &mut Sql, Condition { field, test }: &Condition) {
    let (amount, currency) = (format!("{}_amount", field.column), format!("{}_currency", field.column));
    let pair = |sql: &mut Sql, operator: &str, value: &Operand| {
        let Operand::Money { minor, currency: of } = value else { return put(sql, "FALSE") };
        sql.push(format_args!("({currency} = ")).push_bind(of.clone());
        sql.push(format_args!(" AND {amount} {operator} ")).push_bind(*minor).push(")");
    };
    match test {
        Test::Eq(value) => pair(sql, "=", value),
        Test::Neq(value) => {
            sql.push(format_args!("({amount} IS NULL OR NOT "));
            pair(sql, "=", value);
            sql.push(")");
        }
        Test::Gt(value) => pair(sql, ">", value),
        Test::Gte(value) => pair(sql, ">=", value),
        Test::Lt(value) => pair(sql, "<", value),
        Test::Lte(value) => pair(sql, "<=", value),
        Test::Between(low, high) => {
            sql.push("(");
            pair(sql, ">=", low);
            sql.push(" AND ");
            pair(sql, "<=", high);
            sql.push(")");
        }
        Test::In(values) | Test::NotIn(values) => {
            let (amounts, currencies): (Vec<i64>, Vec<String>) = values.iter().filter_map(minor_units).unzip();
            sql.push(if matches!(test, Test::In(_)) { "EXISTS (" } else { "NOT EXISTS (" });
            sql.push("SELECT FROM unnest(").push_bind(amounts).push(", ").push_bind(currencies);
            sql.push(format_args!(") AS listed (amount, currency) WHERE amount = {amount} AND currency = {currency})"));
        }
        Test::IsEmpty => put(sql, format_args!("{amount} IS NULL")),
        Test::IsNotEmpty => put(sql, format_args!("{amount} IS NOT NULL")),
        // No filter asks money for text, and none of it would be found.
        Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => put(sql, "FALSE"),
        Test::NotContains(_) => put(sql, "TRUE"),
    }
}

/// The form of search of a text that is compared for equality.
fn searched(value: &Operand, text: TextVersion) -> Operand {
    value.clone().compared(Comparison::Piece, text)
}

fn compare(sql: &mut Sql, column: &str, operator: &str, value: &Operand) {
    sql.push(format_args!("{column} {operator} "));
    bind(sql, value);
}

/// Binds values of one type, as an array.
fn bind_list(sql: &mut Sql, values: &[Operand]) {
    macro_rules! bind_as {
        ($type:ty, $($variant:ident)|+) => {{
            let list = values.iter().filter_map(|value| match value {
                $(Operand::$variant(value) => Some(value.clone()),)+
                _ => None,
            });
            sql.push_bind(list.collect::<Vec<$type>>());
        }};
    }
    match values.first() {
        Some(Operand::Bool(_)) => bind_as!(bool, Bool),
        Some(Operand::Int(_) | Operand::Money { .. }) => bind_as!(i64, Int),
        Some(Operand::Date(_)) => bind_as!(Date, Date),
        Some(Operand::Time(_)) => bind_as!(OffsetDateTime, Time),
        Some(Operand::Id(_)) => bind_as!(Uuid, Id),
        Some(Operand::SortKey(_)) => bind_as!(Vec<u8>, SortKey),
        Some(Operand::Text(_) | Operand::Word(_)) | None => bind_as!(String, Text | Word),
    }
}

fn minor_units(value: &Operand) -> Option<(i64, String)> {
    match value {
        Operand::Money { minor, currency } => Some((*minor, currency.clone())),
        _ => None,
    }
}
