//! Values between the wire and the columns, by kind of field, and exactly: what is written is what is read.

use plenum_shared::{
    Code, Error, Result,
    catalogue::{
        Entity, Field, FieldKind, format_date, format_timestamp, money_from_minor, money_to_minor, parse_date,
        parse_timestamp,
    },
    fold::fold,
    image::Image,
};
use serde_json::{Map, Value};
use sqlx::{Postgres, Row, postgres::PgArguments, postgres::PgRow, query::Query};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::statements::changeable;
use crate::error::failed;

pub(super) type Statement = Query<'static, Postgres, PgArguments>;

/// Binds every field of the image.
pub(super) fn bind_all(entity: &'static Entity, image: &Image, query: Statement) -> Result<Statement> {
    entity.fields().try_fold(query, |query, field| bind(field, image.get(field.name), query))
}

/// Binds every field that an update writes.
pub(super) fn bind_changeable(entity: &'static Entity, image: &Image, query: Statement) -> Result<Statement> {
    let fields = entity.fields().filter(|field| changeable(field));
    fields.into_iter().try_fold(query, |query, field| bind(field, image.get(field.name), query))
}

/// The record in a row, every field named.
pub(super) fn image(entity: &'static Entity, row: &PgRow) -> Result<Image> {
    image_of(entity.fields(), row)
}

/// The values of these fields in a row.
pub(super) fn image_of(fields: impl Iterator<Item = &'static Field>, row: &PgRow) -> Result<Image> {
    let fields = fields.map(|field| Ok((field.name.to_owned(), read(field, row).map_err(failed)?)));
    Ok(Image::from(fields.collect::<Result<Map<_, _>>>()?))
}

fn bind(field: &'static Field, value: &Value, query: Statement) -> Result<Statement> {
    let wrong = || Error::field(format!("/{}", field.name), Code::InvalidValue);
    /// Null stays null; anything else must be of the kind.
    fn maybe<'v, T>(
        value: &'v Value,
        of: impl Fn(&'v Value) -> Option<T>,
        wrong: impl Fn() -> Error,
    ) -> Result<Option<T>> {
        if value.is_null() { Ok(None) } else { of(value).map(Some).ok_or_else(wrong) }
    }
    Ok(match field.kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => {
            let text = maybe(value, text, wrong)?;
            let folded = text.as_deref().map(fold);
            query.bind(text).bind(folded)
        }
        FieldKind::Choice(_) => query.bind(maybe(value, text, wrong)?),
        FieldKind::Texts { .. } => query.bind(maybe(value, texts, wrong)?),
        FieldKind::Bool => query.bind(maybe(value, Value::as_bool, wrong)?),
        FieldKind::Int { .. } => query.bind(maybe(value, Value::as_i64, wrong)?),
        FieldKind::Money => {
            let (amount, currency) = maybe(value, money_to_minor, wrong)?.unzip();
            query.bind(amount).bind(currency)
        }
        FieldKind::Date => query.bind(maybe(value, |value| parse_date(value.as_str()?), wrong)?),
        FieldKind::Timestamp => query.bind(maybe(value, |value| parse_timestamp(value.as_str()?), wrong)?),
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
            query.bind(maybe(value, |value| Uuid::try_parse(value.as_str()?).ok(), wrong)?)
        }
    })
}

/// PostgreSQL's text cannot hold a NUL; better to say which field than to have the statement refused.
fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.contains('\0')).map(str::to_owned)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(text).collect()
}

fn read(field: &'static Field, row: &PgRow) -> sqlx::Result<Value> {
    let column = field.column;
    Ok(match field.kind {
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Choice(_)
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url => row.try_get::<Option<String>, _>(column)?.into(),
        FieldKind::Texts { .. } => row.try_get::<Option<Vec<String>>, _>(column)?.into(),
        FieldKind::Bool => row.try_get::<Option<bool>, _>(column)?.into(),
        FieldKind::Int { .. } => row.try_get::<Option<i64>, _>(column)?.into(),
        FieldKind::Money => {
            let amount: Option<i64> = row.try_get(format!("{column}_amount").as_str())?;
            let currency: Option<&str> = row.try_get(format!("{column}_currency").as_str())?;
            amount.zip(currency).map(|(amount, currency)| money_from_minor(amount, currency)).into()
        }
        FieldKind::Date => row.try_get::<Option<Date>, _>(column)?.map(format_date).into(),
        FieldKind::Timestamp => row.try_get::<Option<OffsetDateTime>, _>(column)?.map(format_timestamp).into(),
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
            row.try_get::<Option<Uuid>, _>(column)?.map(|id| id.to_string()).into()
        }
    })
}
