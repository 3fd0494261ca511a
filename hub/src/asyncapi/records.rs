//! The records of an entity as events carry them, and their changes.

use plenum_shared::{
    catalogue::{Entity, Field, FieldKind},
    schemas::{SchemaNames, or_null},
    type_name::type_name,
};
use serde_json::{Map, Value, json};

/// `Deal`: a record after the change.
pub(super) fn record(names: &mut dyn SchemaNames, entity: &Entity) -> Value {
    let fields: Map<_, _> =
        entity.fields().map(|field| (field.name.to_owned(), field.output_schema(entity, names))).collect();
    let record = json!({
        "type": "object",
        "description": "The record as the reader may see it. A field that the reader's role hides is missing.",
        "required": ["id"],
        "properties": fields
    });
    names.named(type_name(entity.name), record)
}

/// `DealChanges`: the fields that the change is about.
pub(super) fn changes(names: &mut dyn SchemaNames, entity: &Entity) -> Value {
    let fields: Map<_, _> =
        entity.fields().map(|field| (field.name.to_owned(), change(names, entity, field))).collect();
    let changes = json!({
        "type": "object",
        "description": "The changed fields that the reader may see.",
        "properties": fields
    });
    names.named(type_name(entity.name) + "Changes", changes)
}

/// `RecordReference`: what is left of a record that the reader may not see any more.
pub(super) fn reference(names: &mut dyn SchemaNames) -> Value {
    let reference = json!({
        "type": "object",
        "description": "The id of a record, and nothing else of it.",
        "required": ["id"],
        "additionalProperties": false,
        "properties": { "id": { "type": "string", "format": "uuid" } }
    });
    names.named("RecordReference".to_owned(), reference)
}

/// `TextChange`, `DealStatusChange`: the fields of all entities share one for each kind of value, and so they all take
/// null. Each choice has its own.
fn change(names: &mut dyn SchemaNames, entity: &Entity, field: &Field) -> Value {
    let (value, schema) = match field.kind {
        FieldKind::Choice(_) => (field.choice_name(entity), field.output_schema(entity, names)),
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => {
            ("Text".to_owned(), or_null(json!({ "type": "string" })))
        }
        FieldKind::Bool => ("Boolean".to_owned(), or_null(field.value_schema(entity, names))),
        FieldKind::Int { .. } => ("Integer".to_owned(), or_null(json!({ "type": "integer", "format": "int64" }))),
        FieldKind::Decimal { .. } => ("Decimal".to_owned(), or_null(json!({ "type": "string", "format": "decimal" }))),
        FieldKind::Money => ("Money".to_owned(), or_null(field.value_schema(entity, names))),
        FieldKind::Date => ("Date".to_owned(), or_null(field.value_schema(entity, names))),
        FieldKind::Timestamp => ("Time".to_owned(), or_null(field.value_schema(entity, names))),
        FieldKind::Texts { .. } => {
            ("List".to_owned(), or_null(json!({ "type": "array", "items": { "type": "string" } })))
        }
        FieldKind::Reference(_) | FieldKind::User | FieldKind::Team | FieldKind::Id => {
            ("Id".to_owned(), or_null(json!({ "type": "string", "format": "uuid" })))
        }
    };
    let change = json!({
        "type": "object",
        "description": "The value of a field before and after a change.",
        "required": ["from", "to"],
        "properties": { "from": schema, "to": schema }
    });
    names.named(value + "Change", change)
}
