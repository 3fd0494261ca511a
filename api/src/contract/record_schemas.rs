//! The schemas of records, from the catalogue.

use plenum_shared::{
    catalogue::{Entity, Field, Kind, Kinds, Relation, Target, Writable},
    schemas::or_null,
    type_name::type_name,
};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::schemas::Schemas;

/// A person or a team that a record names.
#[derive(JsonSchema)]
struct NamedReference {
    #[expect(dead_code, reason = "only its schema is used")]
    id: Uuid,
    #[expect(dead_code, reason = "only its schema is used")]
    name: String,
}

/// A record as clients receive it: any field but the id may be missing, since a role or `fields` can leave it out.
pub(super) fn output(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.component(record_name(entity), |schemas| {
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

/// The body that creates a record.
pub(super) fn new(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.component(format!("New{}", record_name(entity)), |schemas| {
        let one_kind = entity.kinds.and_then(|kinds| kinds.of.iter().find(|kind| entity.narrowed == Some(kind.name)));
        let fields = entity.fields().filter(|field| field.writable != Writable::Never);
        let fields = fields.filter(|field| match (entity.kinds, one_kind) {
            (Some(kinds), Some(kind)) => kinds.has(kind.name, field.name),
            _ => true,
        });
        let required = fields.clone().filter(|field| is_needed(entity, field)).map(|field| field.name);
        let required: Vec<_> = required.collect();
        let properties: Map<_, _> =
            fields.clone().map(|field| (field.name.to_owned(), new_field(entity, field, schemas))).collect();
        let mut schema = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": properties
        });
        let by_kind = entity.kinds.filter(|_| one_kind.is_none()).map(kinds_in_words);
        let description: Vec<_> = by_kind.into_iter().chain(defaults_in_words(fields)).collect();
        if !description.is_empty() {
            schema["description"] = json!(description.join(" "));
        }
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    })
}

/// The body that changes a record: a merge patch.
pub(super) fn patch(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.component(format!("{}Patch", record_name(entity)), |schemas| {
        let writable = entity.fields().filter(|field| field.writable == Writable::Always);
        let properties = writable.map(|field| (field.name.to_owned(), field.input_schema(entity, schemas)));
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
    schemas.component(format!("{}Replacement", record_name(entity)), |schemas| {
        let kind = entity.narrowed.map(|kind| json!(kind)).filter(|_| entity.kinds.is_some());
        let fields =
            entity.fields().filter(|field| kind.as_ref().is_none_or(|kind| entity.has_field(kind, field.name)));
        let is_writable = |field: &Field| field.writable == Writable::Always;
        let is_needed = |field: &&Field| field.required && is_writable(field) && field.default.is_none();
        let required: Vec<_> = fields.clone().filter(is_needed).map(|field| field.name).collect();
        let properties = fields.clone().map(|field| {
            let schema = match is_writable(field) {
                true => field.input_schema(entity, schemas),
                false => output_field(entity, field, schemas),
            };
            (field.name.to_owned(), schema)
        });
        let properties: Map<_, _> = properties.collect();
        let description = "Fields that are not named get their default, or none. A field that you may not write keeps \
                           its value, and may be named with it.";
        let defaults = defaults_in_words(fields.filter(|field| is_writable(field)));
        let description: Vec<_> = [description.to_owned()].into_iter().chain(defaults).collect();
        json!({
            "type": "object",
            "description": description.join(" "),
            "additionalProperties": false,
            "required": required,
            "properties": properties
        })
    })
}

/// The name of the type of an entity's records: `Deal`, and `Task` for activities of this kind.
pub(super) fn record_name(entity: &Entity) -> String {
    type_name(entity.noun())
}

/// Whether a new record has to name the field, of whatever kind it is.
fn is_needed(entity: &Entity, field: &Field) -> bool {
    let is_kind = entity.kinds.is_some_and(|kinds| kinds.field == field.name);
    let is_optional = field.default.is_some() || field.filled || (is_kind && entity.narrowed.is_some());
    let is_of_every_kind = |kinds: &Kinds| kinds.of.iter().all(|kind| kinds.has(kind.name, field.name));
    field.required && !is_optional && (entity.narrowed.is_some() || entity.kinds.is_none_or(is_of_every_kind))
}

fn new_field(entity: &'static Entity, field: &Field, schemas: &mut Schemas) -> Value {
    match (kind_of(entity, field), field.steps.first()) {
        (Some(kind), _) => json!({ "type": "string", "const": kind }),
        // A new record begins at the beginning of its state machine.
        (None, Some((first, _))) => json!({ "type": "string", "const": first }),
        (None, None) => field.input_schema(entity, schemas),
    }
}

/// The one kind of the records, if this field has it.
fn kind_of(entity: &Entity, field: &Field) -> Option<&'static str> {
    entity.narrowed.filter(|_| entity.kinds.is_some_and(|kinds| kinds.field == field.name))
}

/// Which fields belong to some kinds only.
fn kinds_in_words(kinds: &Kinds) -> String {
    let of = |kind: &Kind| {
        let fields: Vec<_> = kind.fields.iter().map(|field| format!("`{field}`")).collect();
        (!fields.is_empty()).then(|| format!("`{}` has {}", kind.name, fields.join(", ")))
    };
    let each: Vec<_> = kinds.of.iter().filter_map(of).collect();
    format!("Fields of single kinds, by `{}`: {}. Other kinds refuse them.", kinds.field, each.join("; "))
}

/// The values of fields that a body does not name. They are no part of the schema of a field: a client that fills them
/// in by itself would write fields that its caller may not write.
fn defaults_in_words<'a>(fields: impl Iterator<Item = &'a Field>) -> Option<String> {
    let defaults = fields.filter_map(|field| Some(format!("`{}` {}", field.name, field.default_value()?)));
    let defaults: Vec<_> = defaults.collect();
    (!defaults.is_empty()).then(|| format!("Defaults: {}.", defaults.join(", ")))
}

/// The related records that `include` requests.
fn included(entity: &'static Entity, schemas: &mut Schemas) -> Value {
    schemas.component(format!("{}Included", record_name(entity)), |schemas| {
        let mut properties = Map::new();
        let relations: Vec<_> = schemas.catalogue().relations(entity).collect();
        for relation in relations {
            let schema = match relation {
                Relation::One { to: Target::Record(entity), .. } => or_null(output(entity, schemas)),
                Relation::One { to: Target::User | Target::Team, .. } => or_null(schemas.output::<NamedReference>()),
                Relation::Many { entity, inverse, .. } => several(entity, inverse.limit, schemas),
            };
            properties.insert(relation.name().to_owned(), schema);
        }
        json!({ "type": "object", "description": "The records that `include` requested.", "properties": properties })
    })
}

/// The first of the records that name a record.
fn several(entity: &'static Entity, limit: u16, schemas: &mut Schemas) -> Value {
    schemas.component(format!("Included{}", type_name(entity.plural)), |schemas| {
        json!({
            "type": "object",
            "required": ["data", "hasMore"],
            "properties": {
                "data": { "type": "array", "maxItems": limit, "items": output(entity, schemas) },
                "hasMore": { "type": "boolean" }
            }
        })
    })
}

fn output_field(entity: &Entity, field: &Field, schemas: &mut Schemas) -> Value {
    match kind_of(entity, field) {
        Some(kind) => json!({ "type": "string", "const": kind }),
        None => field.output_schema(entity, schemas),
    }
}
