//! Values between the wire and the columns, by kind of field, and exactly: what is written is what is read.

use plenum_shared::{
    Code, Error, Result,
    catalogue::{
        Entity, Field, FieldKind, decimal_from_units, decimal_to_units, format_date, format_timestamp,
        money_from_minor, money_to_minor, parse_date, parse_timestamp,
    },
    image::Image,
    text::{TextVersion, TextVersions},
};
use serde_json::{Map, Value};
use sqlx::{Postgres, Row, postgres::PgArguments, postgres::PgRow, query::Query, types::Json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{forms, statements::changeable};
use crate::error::failed;

pub(super) type Statement = Query<'static, Postgres, PgArguments>;

/// Where records are written to: their tenant, and the rules for text whose forms stand beside each text.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub tenant: Uuid,
    pub text: TextVersions,
}

/// Binds every field of the image.
pub(super) fn bind_all(entity: &'static Entity, image: &Image, of: Target, query: Statement) -> Result<Statement> {
    bind_fields(entity, entity.fields(), image, of, query)
}

/// Binds every field that an update writes.
pub(super) fn bind_changeable(
    entity: &'static Entity,
    image: &Image,
    of: Target,
    query: Statement,
) -> Result<Statement> {
    bind_fields(entity, entity.fields().filter(|field| changeable(field)), image, of, query)
}

/// Binds every field of these images, an array for each column.
pub(super) fn bind_all_columns(
    entity: &'static Entity,
    images: &[&Image],
    of: Target,
    query: Statement,
) -> Result<Statement> {
    bind_columns(entity, entity.fields(), images, of, query)
}

/// Binds every field that an update writes, an array for each column.
pub(super) fn bind_changeable_columns(
    entity: &'static Entity,
    images: &[&Image],
    of: Target,
    query: Statement,
) -> Result<Statement> {
    bind_columns(entity, entity.fields().filter(|field| changeable(field)), images, of, query)
}

fn bind_fields(
    entity: &'static Entity,
    mut fields: impl Iterator<Item = &'static Field>,
    image: &Image,
    of: Target,
    query: Statement,
) -> Result<Statement> {
    let query = fields.try_fold(query, |query, field| bind(field, image.get(field.name), of.text.all(), query))?;
    Ok(forms::bind_record(of.tenant, entity, image, of.text.all(), query))
}

fn bind_columns(
    entity: &'static Entity,
    mut fields: impl Iterator<Item = &'static Field>,
    images: &[&Image],
    of: Target,
    query: Statement,
) -> Result<Statement> {
    let query = fields.try_fold(query, |query, field| bind_column(field, images, of.text.all(), query))?;
    Ok(forms::bind_record_columns(of.tenant, entity, images, of.text.all(), query))
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

fn bind(field: &'static Field, value: &Value, versions: &[TextVersion], query: Statement) -> Result<Statement> {
    Ok(match field.kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => {
            let text = read_as(field, value, text)?;
            let query = query.bind(text.clone());
            forms::bind_field(field, text.as_deref(), versions, query)
        }
        FieldKind::Choice(_) => query.bind(read_as(field, value, text)?),
        FieldKind::Texts { .. } => query.bind(read_as(field, value, texts)?),
        FieldKind::Bool => query.bind(read_as(field, value, Value::as_bool)?),
        FieldKind::Int { .. } => query.bind(read_as(field, value, Value::as_i64)?),
        FieldKind::Decimal { scale, .. } => query.bind(read_as(field, value, |value| decimal_to_units(value, scale))?),
        FieldKind::Money => {
            let (amount, currency) = read_as(field, value, money_to_minor)?.unzip();
            query.bind(amount).bind(currency)
        }
        FieldKind::Date => query.bind(read_as(field, value, date)?),
        FieldKind::Timestamp => query.bind(read_as(field, value, timestamp)?),
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
            query.bind(read_as(field, value, id)?)
        }
    })
}

/// Binds one field of many images; see [`statements`](super::statements) for the types of the arrays.
fn bind_column(
    field: &'static Field,
    images: &[&Image],
    versions: &[TextVersion],
    query: Statement,
) -> Result<Statement> {
    Ok(match field.kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => {
            let texts = column(field, images, text)?;
            let query = query.bind(texts.clone());
            forms::bind_field_column(field, &texts, versions, query)
        }
        FieldKind::Choice(_) => query.bind(column(field, images, text)?),
        FieldKind::Texts { .. } => query.bind(column(field, images, |value| texts(value).map(Json))?),
        FieldKind::Bool => query.bind(column(field, images, Value::as_bool)?),
        FieldKind::Int { .. } => query.bind(column(field, images, Value::as_i64)?),
        FieldKind::Decimal { scale, .. } => query.bind(column(field, images, |value| decimal_to_units(value, scale))?),
        FieldKind::Money => {
            let values = column(field, images, money_to_minor)?;
            let (amounts, currencies): (Vec<_>, Vec<_>) = values.into_iter().map(Option::unzip).unzip();
            query.bind(amounts).bind(currencies)
        }
        FieldKind::Date => query.bind(column(field, images, date)?),
        FieldKind::Timestamp => query.bind(column(field, images, timestamp)?),
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
            query.bind(column(field, images, id)?)
        }
    })
}

fn column<'v, T>(
    field: &'static Field,
    images: &[&'v Image],
    of: impl Fn(&'v Value) -> Option<T>,
) -> Result<Vec<Option<T>>> {
    images.iter().map(|image| read_as(field, image.get(field.name), &of)).collect()
}

/// Null stays null; anything else must be of the kind.
fn read_as<'v, T>(field: &Field, value: &'v Value, of: impl Fn(&'v Value) -> Option<T>) -> Result<Option<T>> {
    if value.is_null() {
        return Ok(None);
    }
    of(value).map(Some).ok_or_else(|| Error::field(format!("/{}", field.name), Code::InvalidValue))
}

fn date(value: &Value) -> Option<Date> {
    parse_date(value.as_str()?)
}

fn timestamp(value: &Value) -> Option<OffsetDateTime> {
    parse_timestamp(value.as_str()?)
}

fn id(value: &Value) -> Option<Uuid> {
    Uuid::try_parse(value.as_str()?).ok()
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
        FieldKind::Decimal { scale, .. } => {
            row.try_get::<Option<i64>, _>(column)?.map(|units| decimal_from_units(units, scale)).into()
        }
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
