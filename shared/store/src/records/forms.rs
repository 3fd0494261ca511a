//! The columns that hold what the rules for text make of a record, one set for each version that the program carries.
//!
//! A record is written with all of them. What a list reads is said by the version of its tenant, which a filter, a sort
//! order and a search carry.

pub mod renewal;

use std::fmt::Write as _;

use plenum_shared::{
    catalogue::{Entity, Field, FieldKind},
    filter::Comparison,
    image::Image,
    search::stored_words,
    text::{SortRule, TextColumns, TextVersion, field_tag},
};
use sqlx::{Postgres, postgres::PgArguments, query::Query};
use uuid::Uuid;

type Statement = Query<'static, Postgres, PgArguments>;

/// Whether a text of this kind is compared and sorted, and not only searched.
fn is_compared(field: &Field) -> bool {
    !matches!(field.kind, FieldKind::LongText { .. })
}

/// The column that a field is compared by.
pub(super) fn compared(field: &Field, by: Comparison, text: TextVersion) -> String {
    if !field.kind.folds() {
        return field.column.to_owned();
    }
    match (text.columns(), by) {
        (TextColumns::Lower, _) => format!("{}_lower", field.column),
        (TextColumns::Keys { suffix }, Comparison::Equality) => format!("{}_key{suffix}", field.column),
        (TextColumns::Keys { suffix }, Comparison::Piece) => format!("{}_fold{suffix}", field.column),
        (TextColumns::Keys { suffix }, Comparison::Order) => format!("{}_sort{suffix}", field.column),
    }
}

/// The columns beside a text, each with the type of an array element that holds its values.
pub(super) fn columns_of_field(field: &'static Field, versions: &[TextVersion]) -> Vec<(String, &'static str)> {
    if !field.kind.folds() {
        return Vec::new();
    }
    let column = |by, text| compared(field, by, text);
    let of_version = |text: &TextVersion| match text.columns() {
        TextColumns::Lower => vec![(column(Comparison::Piece, *text), "text")],
        TextColumns::Keys { .. } if is_compared(field) => vec![
            (column(Comparison::Equality, *text), "text"),
            (column(Comparison::Piece, *text), "text"),
            (column(Comparison::Order, *text), "bytea"),
        ],
        TextColumns::Keys { .. } => vec![(column(Comparison::Piece, *text), "text")],
    };
    versions.iter().flat_map(of_version).collect()
}

/// The columns of a whole record, after those of its fields.
pub(super) fn columns_of_record(versions: &[TextVersion]) -> Vec<(String, &'static str)> {
    let columns = versions.iter().filter_map(|text| match text.columns() {
        TextColumns::Lower => None,
        TextColumns::Keys { suffix } => {
            Some([(format!("words{suffix}"), "tsvector"), (format!("keys_of{suffix}"), "bigint")])
        }
    });
    columns.flatten().collect()
}

/// The columns that mark a row without forms; they are written as false.
pub(super) fn marks(versions: &[TextVersion]) -> impl Iterator<Item = String> {
    versions.iter().filter_map(|text| match text.columns() {
        TextColumns::Lower => None,
        TextColumns::Keys { suffix } => Some(format!("keys_stale{suffix}")),
    })
}

/// The column of words that a search goes through.
pub(super) fn words_column(text: TextVersion) -> String {
    match text.columns() {
        TextColumns::Lower => "search".to_owned(),
        TextColumns::Keys { suffix } => format!("words{suffix}"),
    }
}

/// Binds what stands beside a text.
pub(super) fn bind_field(
    field: &'static Field,
    value: Option<&str>,
    versions: &[TextVersion],
    mut query: Statement,
) -> Statement {
    for text in versions {
        let rules = text.rules();
        query = match text.columns() {
            TextColumns::Lower => query.bind(value.map(rules.search)),
            TextColumns::Keys { .. } if is_compared(field) => query
                .bind(value.map(rules.identity))
                .bind(value.map(rules.search))
                .bind(value.map(|value| sort_key(*text, value))),
            TextColumns::Keys { .. } => query.bind(value.map(rules.search)),
        };
    }
    query
}

/// Binds what stands beside the texts of many records, an array for each column.
pub(super) fn bind_field_column(
    field: &'static Field,
    values: &[Option<String>],
    versions: &[TextVersion],
    mut query: Statement,
) -> Statement {
    let forms =
        |form: fn(&str) -> String| -> Vec<_> { values.iter().map(|value| value.as_deref().map(form)).collect() };
    for text in versions {
        let rules = text.rules();
        query = match text.columns() {
            TextColumns::Lower => query.bind(forms(rules.search)),
            TextColumns::Keys { .. } if is_compared(field) => {
                let keys = values.iter().map(|value| value.as_deref().map(|value| sort_key(*text, value)));
                query.bind(forms(rules.identity)).bind(forms(rules.search)).bind(keys.collect::<Vec<_>>())
            }
            TextColumns::Keys { .. } => query.bind(forms(rules.search)),
        };
    }
    query
}

/// Binds the columns of the whole record.
pub(super) fn bind_record(
    tenant: Uuid,
    entity: &'static Entity,
    image: &Image,
    versions: &[TextVersion],
    mut query: Statement,
) -> Statement {
    for text in versions.iter().filter(|text| text.columns() != TextColumns::Lower) {
        query = query.bind(words(tenant, entity, image, *text)).bind(image.version());
    }
    query
}

/// Binds the columns of whole records, an array for each.
pub(super) fn bind_record_columns(
    tenant: Uuid,
    entity: &'static Entity,
    images: &[&Image],
    versions: &[TextVersion],
    mut query: Statement,
) -> Statement {
    for text in versions.iter().filter(|text| text.columns() != TextColumns::Lower) {
        let words: Vec<_> = images.iter().map(|image| words(tenant, entity, image, *text)).collect();
        let versions: Vec<_> = images.iter().map(|image| image.version()).collect();
        query = query.bind(words).bind(versions);
    }
    query
}

/// The place of a text in an order.
fn sort_key(text: TextVersion, value: &str) -> Vec<u8> {
    match text.rules().sort {
        SortRule::Key(key) => key(value),
        SortRule::Text(form) => form(value).into_bytes(),
    }
}

/// What comes before each word that is kept: the last letters of the tenant, which keep the words of one tenant
/// together in the index, and the tag of the field.
pub(super) fn word_prefix(tenant: Uuid, field: &Field) -> String {
    format!("{}{}", mark(tenant), field_tag(field.name))
}

/// The last letters of a tenant.
pub(super) fn mark(tenant: Uuid) -> String {
    let tenant = tenant.simple().to_string();
    tenant[tenant.len() - 4..].to_owned()
}

/// The words of a record, as the text of a `tsvector`. They hold nothing that would end a quoted one.
fn words(tenant: Uuid, entity: &'static Entity, image: &Image, text: TextVersion) -> String {
    let mut all = String::new();
    for field in entity.fields().filter(|field| field.searched) {
        let Some(value) = image.text(field.name) else { continue };
        let prefix = word_prefix(tenant, field);
        for word in stored_words(field, value, text) {
            // Writing to a string does not fail.
            let _ = write!(all, "'{prefix}{word}' ");
        }
    }
    all
}
