//! The schemas of lists: filters, orders, selections, and the body that holds all of them.

use plenum_app::{MAX_LIMIT, records::MAX_OFFSET};
use plenum_shared::{
    calendar::Period,
    catalogue::{Entity, Field, FieldKind},
    filter::{MAX_CONDITIONS, MAX_PIECE, MAX_VALUES, Operator},
    grouping::{Groups, MAX_KEYS, groups},
    schemas::{SchemaNames, or_null, reference},
    search, sort,
    type_name::type_name,
};
use serde_json::{Map, Value, json};

use super::{record_schemas::record_name, schemas::Schemas};

/// The last page by number, of pages of one record.
pub(crate) const MAX_PAGE: u32 = MAX_OFFSET + 1;

/// The body of a search: the parameters of a list as JSON.
pub(super) fn search(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.component(format!("{}Search", record_name(entity)), |schemas| {
        let number = |maximum: u32| json!({ "type": "integer", "minimum": 1, "maximum": maximum });
        let text = json!({ "type": "string", "minLength": 1, "maxLength": search::MAX_TEXT });
        let members = [
            ("filter", filter(entity, schemas)),
            ("q", text),
            ("sort", sort(entity, schemas)),
            ("fields", fields(entity, schemas)),
            ("include", include(entity, schemas)),
            ("limit", number(MAX_LIMIT)),
            ("cursor", json!({ "type": "string" })),
            ("page", number(MAX_PAGE)),
            ("count", count(schemas)),
        ];
        // Null and an empty list count as absent: some clients send them for what they leave out.
        let optional = |mut schema: Value| {
            schema.as_object_mut().map(|schema| schema.remove("minItems"));
            or_null(schema)
        };
        let properties: Map<_, _> =
            members.map(|(name, schema)| (name.to_owned(), optional(schema))).into_iter().collect();
        json!({
            "type": "object",
            "description": "The parameters of a list. Without any, the search finds everything that the caller may see.",
            "additionalProperties": false,
            "properties": properties
        })
    })
}

/// A list of fields to sort by, `-` for descending.
pub(crate) fn sort(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let sortable: Vec<_> =
        entity.fields().filter(|field| sort::is_sortable(field.kind)).map(|field| field.name).collect();
    let ways = sortable.iter().flat_map(|field| [(*field).to_owned(), format!("-{field}")]);
    let names = sortable.iter().map(|field| type_name(field)).flat_map(|name| [name.clone(), name + "Descending"]);
    let way = json!({
        "type": "string",
        "enum": ways.collect::<Vec<_>>(),
        // A minus is no part of a name, so generators that know this extension call the constants so.
        "x-enum-varnames": names.collect::<Vec<_>>()
    });
    let way = schemas.named(format!("{}Sort", record_name(entity)), way);
    json!({ "type": "array", "minItems": 1, "maxItems": sort::MAX_FIELDS, "uniqueItems": true, "items": way })
}

/// A list of fields to show.
pub(crate) fn fields(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let names: Vec<_> = entity.fields().map(|field| field.name).collect();
    let name = choice(format!("{}Field", record_name(entity)), &json!(names), schemas);
    json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": name })
}

/// A list of relations to include.
pub(crate) fn include(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let names: Vec<_> = schemas.catalogue().relations(entity).map(|relation| relation.name()).collect();
    let name = choice(format!("{}Include", record_name(entity)), &json!(names), schemas);
    json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": name })
}

/// A list of fields to count by, those of dates and times with a period.
pub(crate) fn group_by(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let keys = entity.fields().flat_map(|field| match groups(field.kind) {
        Groups::Values => vec![field.name.to_owned()],
        Groups::Periods => Period::ALL.map(|period| format!("{}.{}", field.name, period.as_str())).to_vec(),
        Groups::None => Vec::new(),
    });
    let keys: Vec<_> = keys.collect();
    let names: Vec<_> = keys.iter().map(|key| key.split('.').map(type_name).collect::<String>()).collect();
    let key = json!({ "type": "string", "enum": keys, "x-enum-varnames": names });
    let key = schemas.named(format!("{}GroupKey", record_name(entity)), key);
    json!({ "type": "array", "minItems": 1, "maxItems": MAX_KEYS, "uniqueItems": true, "items": key })
}

/// How the records on all pages are counted.
pub(crate) fn count(schemas: &mut Schemas) -> Value {
    choice("CountMode".to_owned(), &json!(["exact", "estimate"]), schemas)
}

fn choice(name: String, words: &Value, schemas: &mut Schemas) -> Value {
    schemas.named(name, json!({ "type": "string", "enum": words }))
}

/// A filter: conditions by field, and groups.
fn filter(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let name = filter_name(entity);
    let group = json!({ "type": "array", "minItems": 1, "maxItems": MAX_CONDITIONS, "items": reference(&name) });
    schemas.component(name, |schemas| {
        let conditions = entity.fields().map(|field| (field.name.to_owned(), condition(entity, field, schemas)));
        let mut properties: Map<_, _> = conditions.collect();
        properties.insert("and".to_owned(), group.clone());
        properties.insert("or".to_owned(), group);
        json!({
            "type": "object",
            "description": "Every condition that is named must hold; of the members of `or`, one.",
            "additionalProperties": false,
            "properties": properties
        })
    })
}

/// The name of an entity's filters: `DealFilter`.
pub(crate) fn filter_name(entity: &Entity) -> String {
    format!("{}Filter", record_name(entity))
}

/// The condition on a field: an object with the operators of its kind.
fn condition(entity: &'static Entity, field: &Field, schemas: &mut Schemas) -> Value {
    let value = match field.kind {
        // The bounds of single fields are their own, and the filters of a kind are the same for all of them.
        FieldKind::Text { .. } | FieldKind::LongText { .. } => json!({ "type": "string" }),
        FieldKind::Decimal { .. } => json!({ "type": "string", "format": "decimal" }),
        FieldKind::Int { .. } => json!({ "type": "integer", "format": "int64" }),
        FieldKind::Phone => json!({ "type": "string", "format": "phone" }),
        FieldKind::Date => {
            json!({ "type": "string", "description": "A date, or days by a word: `this_month`, `-30d`." })
        }
        FieldKind::Timestamp => {
            json!({ "type": "string", "description": "A time (RFC 3339), or days by a word: `this_month`, `-30d`." })
        }
        FieldKind::User => json!({ "type": "string", "description": "The id of a member, or `me`." }),
        FieldKind::Reference(_) | FieldKind::Team => json!({ "type": "string", "format": "uuid" }),
        FieldKind::Email | FieldKind::Url => json!({ "type": "string" }),
        _ => field.value_schema(entity, schemas),
    };
    let operators = Operator::of(field.kind).iter().map(|operator| {
        let schema = match operator {
            Operator::Between => json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": value }),
            Operator::In | Operator::NotIn => {
                json!({ "type": "array", "minItems": 1, "maxItems": MAX_VALUES, "items": value })
            }
            Operator::Contains | Operator::NotContains | Operator::StartsWith | Operator::EndsWith => {
                json!({ "type": "string", "minLength": 1, "maxLength": MAX_PIECE })
            }
            Operator::IsEmpty | Operator::IsNotEmpty => json!({ "type": "boolean" }),
            _ => value.clone(),
        };
        (operator.as_str().to_owned(), schema)
    });
    let operators: Map<_, _> = operators.collect();
    schemas.component(
        condition_name(entity, field),
        |_| json!({ "type": "object", "additionalProperties": false, "minProperties": 1, "properties": operators }),
    )
}

fn condition_name(entity: &Entity, field: &Field) -> String {
    let kind = match field.kind {
        FieldKind::Text { .. } => "Text",
        FieldKind::LongText { .. } => "LongText",
        FieldKind::Texts { .. } => "List",
        FieldKind::Bool => "Boolean",
        FieldKind::Int { .. } => "Integer",
        FieldKind::Decimal { .. } => "Decimal",
        FieldKind::Money => "Money",
        FieldKind::Date => "Date",
        FieldKind::Timestamp => "Time",
        FieldKind::Email => "Email",
        FieldKind::Phone => "Phone",
        FieldKind::Url => "Url",
        FieldKind::User => "User",
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::Team => "Id",
        FieldKind::Choice(_) => return field.choice_name(entity) + "Condition",
    };
    format!("{kind}Condition")
}
