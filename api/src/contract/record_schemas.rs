//! The schemas of records, from the catalogue.

use plenum_shared::catalogue::{Entity, Field, FieldKind, Kind, Kinds, Relation, Target, Writable};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::schemas::Schemas;

/// A person or a team that a record names.
#[derive(JsonSchema)]
struct Named {
    #[expect(dead_code, reason = "only its schema is used")]
    id: Uuid,
    #[expect(dead_code, reason = "only its schema is used")]
    name: String,
}

/// A record as clients receive it: any field but the id may be missing, since a role or `fields` can leave it out.
pub(super) fn output(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.named(pascal(entity.noun()), |schemas| {
        let fields = entity.fields().map(|field| (field.name.to_owned(), output_field(entity, field, schemas)));
        let mut properties: Map<_, _> = fields.collect();
        properties.insert("included".to_owned(), included(entity, schemas));
        json!({
            "type": "object",
            "description": "The fields that the caller may read. A field that their role hides is missing.",
            "required": ["id"],
            "properties": properties
        })
    })
}

/// The body that creates a record; one of several when its kinds have fields of their own.
pub(super) fn new(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let name = format!("New{}", pascal(entity.noun()));
    let Some(kinds) = entity.kinds else { return schemas.named(name, |schemas| new_of(entity, None, schemas)) };
    if let Some(kind) = kinds.of.iter().find(|kind| entity.narrowed == Some(kind.name)) {
        return schemas.named(name, |schemas| new_of(entity, Some((kinds, kind)), schemas));
    }
    let each: Vec<_> = kinds.of.iter().map(|kind| (kind, format!("{name}Of{}", pascal(kind.name)))).collect();
    let mapping: Map<_, _> =
        each.iter().map(|(kind, name)| (kind.name.to_owned(), json!(format!("#/components/schemas/{name}")))).collect();
    let options: Vec<_> = each
        .into_iter()
        .map(|(kind, name)| schemas.named(name, |schemas| new_of(entity, Some((kinds, kind)), schemas)))
        .collect();
    let discriminator = json!({ "propertyName": kinds.field, "mapping": mapping });
    schemas.named(name, |_| json!({ "oneOf": options, "discriminator": discriminator }))
}

/// The body that changes a record: a merge patch.
pub(super) fn patch(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.named(format!("{}Patch", pascal(entity.noun())), |schemas| {
        let writable = entity.fields().filter(|field| field.writable == Writable::Always);
        let properties = writable.map(|field| {
            let mut schema = input_field(field, schemas);
            // A field that a patch does not name stays as it is, so its schema has no default.
            if let Some(schema) = schema.as_object_mut() {
                schema.remove("default");
            }
            (field.name.to_owned(), schema)
        });
        json!({
            "type": "object",
            "description": "A merge patch (RFC 7396): named fields change, null clears, the rest stays.",
            "additionalProperties": false,
            "properties": properties.collect::<Map<_, _>>()
        })
    })
}

/// The body that replaces a record. A field that the caller may not write may be named with its present value.
pub(super) fn replacement(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.named(format!("{}Replacement", pascal(entity.noun())), |schemas| {
        let kind = entity.narrowed.map(|kind| json!(kind)).filter(|_| entity.kinds.is_some());
        let fields = entity.fields().filter(|field| kind.as_ref().is_none_or(|kind| entity.has_field(kind, field.name)));
        let is_writable = |field: &Field| field.writable == Writable::Always;
        let is_needed = |field: &&Field| field.required && is_writable(field) && field.default.is_none();
        let required: Vec<_> = fields.clone().filter(is_needed).map(|field| field.name).collect();
        let properties = fields.map(|field| {
            let schema = if is_writable(field) { input_field(field, schemas) } else { output_field(entity, field, schemas) };
            (field.name.to_owned(), schema)
        });
        json!({
            "type": "object",
            "description": "Fields that are not named get their default, or none. A field that you may not write keeps its value, and may be named with it.",
            "additionalProperties": false,
            "required": required,
            "properties": properties.collect::<Map<_, _>>()
        })
    })
}

fn new_of(entity: &Entity, kind: Option<(&Kinds, &Kind)>, schemas: &mut Schemas) -> Value {
    let has = |field: &&Field| kind.is_none_or(|(kinds, kind)| kinds.has(kind.name, field.name));
    let writable = entity.fields().filter(|field| field.writable != Writable::Never).filter(has);
    let is_kind_field = |field: &Field| kind.is_some_and(|(kinds, _)| kinds.field == field.name);
    let is_needed = |field: &&Field| {
        let is_optional =
            field.default.is_some() || field.filled || (entity.narrowed.is_some() && is_kind_field(field));
        field.required && !is_optional
    };
    let required: Vec<_> = writable.clone().filter(is_needed).map(|field| field.name).collect();
    let properties = writable.map(|field| {
        let mut schema = input_field(field, schemas);
        if let Some((_, kind)) = kind.filter(|_| is_kind_field(field)) {
            schema = json!({ "type": "string", "const": kind.name });
        }
        // A new record begins at the beginning of its state machine.
        if let Some((first, _)) = field.steps.first() {
            schema["enum"] = json!([first]);
        }
        (field.name.to_owned(), schema)
    });
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties.collect::<Map<_, _>>()
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// The related records that `include` requests.
fn included(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    let mut properties = Map::new();
    let relations: Vec<_> = schemas.catalogue().relations(entity).collect();
    for relation in relations {
        let schema = match relation {
            Relation::One { to: Target::Record(entity), .. } => or_null(output(entity, schemas)),
            Relation::One { to: Target::User | Target::Team, .. } => or_null(schemas.output::<Named>()),
            Relation::Many { entity, inverse, .. } => json!({
                "type": "object",
                "required": ["data", "hasMore"],
                "properties": {
                    "data": { "type": "array", "maxItems": inverse.limit, "items": output(entity, schemas) },
                    "hasMore": { "type": "boolean" }
                }
            }),
        };
        properties.insert(relation.name().to_owned(), schema);
    }
    json!({ "type": "object", "description": "The records that `include` requested.", "properties": properties })
}

fn or_null(schema: Value) -> Value {
    json!({ "oneOf": [schema, { "type": "null" }] })
}

fn output_field(entity: &Entity, field: &Field, schemas: &mut Schemas) -> Value {
    match (entity.kinds, entity.narrowed) {
        (Some(kinds), Some(kind)) if kinds.field == field.name => json!({ "type": "string", "const": kind }),
        _ => money(field, schemas).unwrap_or_else(|| field.output_schema()),
    }
}

fn input_field(field: &Field, schemas: &mut Schemas) -> Value {
    money(field, schemas).unwrap_or_else(|| field.input_schema())
}

/// Money has a schema with a name: it is long, because of the currencies, and the same everywhere.
fn money(field: &Field, schemas: &mut Schemas) -> Option<Value> {
    (field.kind == FieldKind::Money).then(|| {
        let money = schemas.named("Money".to_owned(), |_| FieldKind::Money.schema());
        if field.required { money } else { or_null(money) }
    })
}

/// `deal` as the name of a type: `Deal`.
pub(super) fn pascal(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}
