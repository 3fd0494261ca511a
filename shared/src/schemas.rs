//! JSON Schemas in the form that generators of clients read: every object and every enum is a component with a name,
//! and none has more than one meaning.
//!
//! Both documents of the API are made with this: the OpenAPI document of the routes and the AsyncAPI document of the
//! hubs call the same things by the same names. What is made by hand is named with [`SchemaNames`]; [`simplify`]
//! rewrites what is derived from types, where it says the same in a form that fewer programs understand.

use std::{borrow::Cow, collections::BTreeMap};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// Where a document has its schemas.
const COMPONENTS: &str = "#/components/schemas/";

/// Collects the named schemas of a document.
pub trait SchemaNames {
    /// A reference to the schema of this name, which becomes a component of the document.
    fn named(&mut self, name: String, schema: Value) -> Value;
}

impl SchemaNames for BTreeMap<String, Value> {
    fn named(&mut self, name: String, schema: Value) -> Value {
        let reference = reference(&name);
        let known = self.get(&name);
        // A test makes the documents, so this is found before a server does.
        assert!(known.is_none_or(|known| *known == schema), "two schemas are called {name}");
        self.insert(name, schema);
        reference
    }
}

/// A reference to a component.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{COMPONENTS}{name}") })
}

/// The name of the component that a reference leads to.
pub fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(COMPONENTS)
}

/// A schema that also allows null.
pub fn or_null(mut schema: Value) -> Value {
    match schema.get("type").cloned() {
        Some(Value::String(kind)) if schema.get("enum").is_none() => {
            schema["type"] = json!([kind, "null"]);
            schema
        }
        _ => json!({ "oneOf": [schema, { "type": "null" }] }),
    }
}

/// A record in a place where records of every entity stand: its fields by name. It describes a map in types of answers,
/// by `#[schemars(with = …)]`.
pub struct RecordFields;

/// The changed fields of such a record.
pub struct RecordChanges;

/// One changed field of such a record.
struct FieldChange;

impl JsonSchema for RecordFields {
    fn schema_name() -> Cow<'static, str> {
        "RecordFields".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = "The fields of a record by name, as in answers about records of its entity.";
        json_schema!({ "type": "object", "description": description, "additionalProperties": true })
    }
}

impl JsonSchema for RecordChanges {
    fn schema_name() -> Cow<'static, str> {
        "RecordChanges".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let change = generator.subschema_for::<FieldChange>();
        json_schema!({ "type": "object", "description": "The changed fields by name.", "additionalProperties": change })
    }
}

impl JsonSchema for FieldChange {
    fn schema_name() -> Cow<'static, str> {
        "FieldChange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "The values of a field before and after a change; null where there was none.",
            "required": ["from", "to"],
            "properties": { "from": {}, "to": {} }
        })
    }
}

/// Rewrites the derived schemas of a document:
///
/// - an enum whose values have descriptions is one list of values, and its description has theirs;
/// - the members of a tagged union have the tag themselves, and the union has a discriminator;
/// - a component that is only another name for a string or a number is written where it is used;
/// - a value or null is a list of types, or a choice between a component and null.
pub fn simplify(document: &mut Value) {
    let Some(Value::Object(mut schemas)) = document.pointer_mut("/components/schemas").map(Value::take) else { return };
    schemas.values_mut().for_each(join_documented_enum);
    let unions: Vec<_> = schemas.iter_mut().filter_map(|(_, schema)| take_tags(schema)).flatten().collect();
    for Tag { member, field, value } in unions {
        if let Some(Value::Object(member)) = schemas.get_mut(&member) {
            add_tag(member, &field, value);
        }
    }
    let (scalars, mut schemas): (Map<_, _>, Map<_, _>) = schemas.into_iter().partition(|(_, schema)| is_scalar(schema));
    schemas.values_mut().for_each(|schema| rewrite(schema, &scalars));
    rewrite(document, &scalars);
    document["components"]["schemas"] = Value::Object(schemas);
}

/// `oneOf` of constants and enums, as it is derived from an enum whose variants have comments.
fn join_documented_enum(schema: &mut Value) {
    let Some(variants) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for variant in variants {
        match (variant.get("const"), variant.get("enum").and_then(Value::as_array)) {
            (Some(value @ Value::String(text)), _) => {
                values.push(value.clone());
                let meaning = variant.get("description").and_then(Value::as_str);
                lines.extend(meaning.map(|meaning| format!("- `{text}`: {meaning}")));
            }
            (None, Some(several)) => values.extend(several.iter().cloned()),
            _ => return,
        }
    }
    let description = schema.get("description").and_then(Value::as_str).map(str::to_owned);
    let description: Vec<_> = description.into_iter().chain((!lines.is_empty()).then(|| lines.join("\n"))).collect();
    *schema = json!({ "type": "string", "description": description.join("\n\n"), "enum": values });
}

/// The tag of a member of a union.
struct Tag {
    member: String,
    field: String,
    value: Value,
}

/// Takes the tags out of a union whose members are references with a tag beside them.
fn take_tags(schema: &mut Value) -> Option<Vec<Tag>> {
    let members = schema.get("oneOf")?.as_array()?;
    let tag = |member: &Value| {
        let (field, value) = member.get("properties")?.as_object()?.iter().next()?;
        let value = value.get("const")?.clone();
        Some(Tag { member: name_of(member)?.to_owned(), field: field.clone(), value })
    };
    let tags = members.iter().map(tag).collect::<Option<Vec<_>>>()?;
    let field = tags.first()?.field.clone();
    let mapping: Map<_, _> = tags
        .iter()
        .filter_map(|tag| Some((tag.value.as_str()?.to_owned(), reference(&tag.member)["$ref"].clone())))
        .collect();
    schema["oneOf"] = tags.iter().map(|tag| reference(&tag.member)).collect();
    schema["discriminator"] = json!({ "propertyName": field, "mapping": mapping });
    Some(tags)
}

fn add_tag(member: &mut Map<String, Value>, field: &str, value: Value) {
    let tag = json!({ "type": "string", "const": value });
    let properties = member.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        let others = std::mem::take(properties);
        properties.insert(field.to_owned(), tag);
        properties.extend(others);
    }
    let required = member.entry("required").or_insert_with(|| json!([]));
    if let Some(required) = required.as_array_mut() {
        required.insert(0, json!(field));
    }
}

fn is_scalar(schema: &Value) -> bool {
    let is_plain = matches!(schema["type"].as_str(), Some("string" | "integer" | "number" | "boolean"));
    is_plain && schema.get("enum").is_none()
}

/// Writes scalars where they are used, and choices with null in one way; the innermost first.
fn rewrite(value: &mut Value, scalars: &Map<String, Value>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, scalars)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| rewrite(member, scalars));
            if let Some(scalar) = name_of(value).and_then(|name| scalars.get(name)) {
                inline(value, scalar.clone());
            }
            join_null(value);
        }
        _ => {}
    }
}

/// The members beside the reference go before those of the scalar.
fn inline(value: &mut Value, scalar: Value) {
    let Value::Object(beside) = value.take() else { return };
    *value = scalar;
    for (name, member) in beside.into_iter().filter(|(name, _)| name != "$ref") {
        value[name] = member;
    }
}

fn join_null(value: &mut Value) {
    let Some(members) = value.as_object_mut() else { return };
    let name = if members.contains_key("anyOf") { "anyOf" } else { "oneOf" };
    let is_null = |schema: &Value| *schema == json!({ "type": "null" });
    let Some([schema, null]) = members.get(name).and_then(Value::as_array).map(Vec::as_slice) else { return };
    if !is_null(null) {
        return;
    }
    let joined = or_null(schema.clone());
    members.remove(name);
    let beside = std::mem::take(members);
    *value = joined;
    for (name, member) in beside {
        value[name] = member;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simplified(schemas: Value) -> Value {
        let mut document = json!({ "components": { "schemas": schemas } });
        simplify(&mut document);
        document["components"]["schemas"].take()
    }

    #[test]
    fn an_enum_with_comments_is_one_list_of_values() {
        let scope = json!({ "description": "How far.", "oneOf": [
            { "type": "string", "enum": ["team"] },
            { "type": "string", "const": "own", "description": "The caller's records." }
        ] });
        let expected = json!({ "type": "string", "description": "How far.\n\n- `own`: The caller's records.", "enum": ["team", "own"] });
        assert_eq!(simplified(json!({ "Scope": scope })), json!({ "Scope": expected }));
    }

    #[test]
    fn the_members_of_a_tagged_union_have_the_tag() {
        let member = |name: &str, tag: &str| {
            json!({ "$ref": format!("#/components/schemas/{name}"), "type": "object",
                "properties": { "kind": { "const": tag } }, "required": ["kind"] })
        };
        let simple = simplified(json!({
            "Item": { "oneOf": [member("Change", "change"), member("Call", "call")] },
            "Change": { "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"] },
            "Call": { "type": "object" }
        }));
        assert_eq!(simple["Item"]["oneOf"], json!([reference("Change"), reference("Call")]));
        assert_eq!(simple["Item"]["discriminator"]["propertyName"], "kind");
        assert_eq!(simple["Item"]["discriminator"]["mapping"]["call"], "#/components/schemas/Call");
        assert_eq!(simple["Change"]["required"], json!(["kind", "id"]));
        assert_eq!(simple["Call"]["properties"]["kind"], json!({ "type": "string", "const": "call" }));
    }

    #[test]
    fn another_name_for_a_string_is_written_where_it_is_used() {
        let id = json!({ "type": "string", "format": "uuid", "description": "An id." });
        let user = json!({ "type": "object", "properties": {
            "id": { "$ref": "#/components/schemas/UserId", "description": "Theirs." },
            "boss": { "anyOf": [{ "$ref": "#/components/schemas/UserId" }, { "type": "null" }], "description": "Maybe." },
            "peer": { "anyOf": [{ "$ref": "#/components/schemas/User" }, { "type": "null" }] }
        } });
        let simple = simplified(json!({ "UserId": id, "User": user }));
        let expected = json!({ "User": { "type": "object", "properties": {
            "id": { "type": "string", "format": "uuid", "description": "Theirs." },
            "boss": { "type": ["string", "null"], "format": "uuid", "description": "Maybe." },
            "peer": { "oneOf": [{ "$ref": "#/components/schemas/User" }, { "type": "null" }] }
        } } });
        assert_eq!(simple, expected);
    }
}
