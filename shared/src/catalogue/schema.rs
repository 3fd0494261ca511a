//! Fields as JSON Schema (2020-12): what [`normalize`](super::normalize) takes, and what it gives.
//!
//! A schema never refuses what the program accepts. Of addresses, times and amounts it says less than the program
//! knows.

use serde_json::{Map, Value, json};

use super::{Entity, Field, FieldKind, value::currencies};
use crate::{
    schemas::{SchemaNames, or_null},
    type_name::type_name,
};

/// A line of text: no control characters.
pub const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
/// A line of text with something in it.
pub const FULL_LINE: &str =
    r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";
/// Text of several lines.
const LINES: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";
const AMOUNT: &str = r"^-?[0-9]{1,18}(\.[0-9]+)?$";
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
/// What times look like when we write them.
const TIME: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$";
/// What phone numbers look like when we write them.
const PHONE: &str = r"^\+?[0-9]{3,15}(;ext=[0-9]{1,8})?$";

impl Field {
    /// The values that a client may send, null among them unless the field is required.
    pub fn input_schema(&self, entity: &Entity, names: &mut dyn SchemaNames) -> Value {
        self.nullable(match self.kind {
            FieldKind::Text { max } => text(max, if self.required { FULL_LINE } else { LINE }),
            FieldKind::LongText { max } => text(max, LINES),
            FieldKind::Timestamp => json!({ "type": "string", "format": "date-time" }),
            // A form on its own: numbers come with spaces, brackets and words in them.
            FieldKind::Phone => json!({ "type": "string", "format": "phone" }),
            // A web address may come without its scheme.
            FieldKind::Url => json!({ "type": "string", "maxLength": 2_000 }),
            _ => self.value_schema(entity, names),
        })
    }

    /// The values that a client is shown, null among them unless the field is required.
    pub fn output_schema(&self, entity: &Entity, names: &mut dyn SchemaNames) -> Value {
        self.nullable(self.value_schema(entity, names))
    }

    /// The values that are not null, in their normal form.
    pub fn value_schema(&self, entity: &Entity, names: &mut dyn SchemaNames) -> Value {
        match self.kind {
            FieldKind::Text { max } => text(max, LINE),
            FieldKind::LongText { max } => text(max, LINES),
            FieldKind::Bool => json!({ "type": "boolean" }),
            FieldKind::Int { min, max } => int(min, max),
            FieldKind::Decimal { scale, .. } => decimal(scale),
            FieldKind::Money => money(names),
            FieldKind::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
            FieldKind::Timestamp => json!({ "type": "string", "format": "date-time", "pattern": TIME }),
            FieldKind::Email => json!({ "type": "string", "format": "idn-email", "maxLength": 254 }),
            FieldKind::Phone => json!({ "type": "string", "format": "phone", "pattern": PHONE }),
            FieldKind::Url => json!({ "type": "string", "format": "iri", "maxLength": 2_000 }),
            FieldKind::Texts { max_items, max_chars } => {
                json!({ "type": "array", "maxItems": max_items, "items": text(max_chars, FULL_LINE) })
            }
            FieldKind::Choice(words) => {
                names.named(self.choice_name(entity), json!({ "type": "string", "enum": words }))
            }
            FieldKind::Reference(entity) => {
                json!({ "type": "string", "format": "uuid", "description": format!("The id of a record: {entity}.") })
            }
            FieldKind::User => json!({ "type": "string", "format": "uuid", "description": "The id of a member." }),
            FieldKind::Team => json!({ "type": "string", "format": "uuid", "description": "The id of a team." }),
            FieldKind::Id => json!({ "type": "string", "format": "uuid" }),
        }
    }

    /// The name of the words of a choice: `DealStatus`. Entities that are narrowed to a kind share the words.
    pub fn choice_name(&self, entity: &Entity) -> String {
        type_name(entity.name) + &type_name(self.name)
    }

    /// The value of a new record that does not name the field.
    pub fn default_value(&self) -> Option<Value> {
        self.default.and_then(|json| serde_json::from_str(json).ok())
    }

    fn nullable(&self, schema: Value) -> Value {
        if self.required { schema } else { or_null(schema) }
    }
}

fn text(max: usize, pattern: &str) -> Value {
    json!({ "type": "string", "maxLength": max, "pattern": pattern })
}

fn int(min: i64, max: i64) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), json!("integer")), ("minimum".to_owned(), json!(min))]);
    match max {
        i64::MAX => schema.insert("format".to_owned(), json!("int64")),
        _ => schema.insert("maximum".to_owned(), json!(max)),
    };
    Value::Object(schema)
}

/// A decimal number as text.
fn decimal(scale: u8) -> Value {
    let pattern = match scale {
        0 => "^-?[0-9]{1,18}$".to_owned(),
        _ => r"^-?[0-9]{1,18}(\.[0-9]+)?$".to_owned(),
    };
    json!({ "type": "string", "format": "decimal", "pattern": pattern })
}

fn money(names: &mut dyn SchemaNames) -> Value {
    let currency = json!({ "type": "string", "description": "ISO 4217.", "enum": currencies().collect::<Vec<_>>() });
    let currency = names.named("Currency".to_owned(), currency);
    let money = json!({
        "type": "object",
        "description": "The amount is a decimal text with the digits of its currency (ISO 4217).",
        "required": ["amount", "currency"],
        "additionalProperties": false,
        "properties": {
            "amount": { "type": "string", "pattern": AMOUNT, "examples": ["12.50"] },
            "currency": currency
        }
    });
    names.named("Money".to_owned(), money)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::catalogue::{normalize, samples::catalogue};

    #[test]
    fn every_default_and_every_choice_is_an_accepted_value() {
        for entity in catalogue().entities() {
            for field in entity.fields() {
                let mut names = BTreeMap::new();
                field.input_schema(entity, &mut names);
                let words = names.get(&field.choice_name(entity)).map(|choice| choice["enum"].clone());
                let words = words.iter().filter_map(Value::as_array).flatten().cloned();
                for value in words.chain(field.default_value()) {
                    assert_eq!(normalize(field.kind, &value).as_ref(), Ok(&value), "{}", field.name);
                }
            }
        }
    }

    #[test]
    fn null_is_a_value_of_fields_that_are_not_required() {
        for entity in catalogue().entities() {
            for field in entity.fields() {
                let names = &mut BTreeMap::new();
                for schema in [field.input_schema(entity, names), field.output_schema(entity, names)] {
                    let is_in = |list: &Value, null: Value| list.as_array().is_some_and(|list| list.contains(&null));
                    let nullable =
                        is_in(&schema["type"], json!("null")) || is_in(&schema["oneOf"], json!({ "type": "null" }));
                    assert_eq!(nullable, !field.required, "{}", field.name);
                }
            }
        }
    }
}
