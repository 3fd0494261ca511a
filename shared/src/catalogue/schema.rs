//! Fields as JSON Schema (2020-12): what [`normalize`](super::normalize) takes, and what it gives.
//!
//! A schema never refuses what the program accepts. Of addresses, times and amounts it says less than the program
//! knows.

use serde_json::{Map, Value, json};

use super::{Field, FieldKind, value::currencies};

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
    pub fn input_schema(&self) -> Value {
        let mut schema = match self.kind {
            FieldKind::Text { max } => text(max, if self.required { FULL_LINE } else { LINE }),
            FieldKind::LongText { max } => text(max, LINES),
            FieldKind::Timestamp => json!({ "type": "string", "format": "date-time" }),
            // A form on its own: numbers come with spaces, brackets and words in them.
            FieldKind::Phone => json!({ "type": "string", "format": "phone" }),
            _ => self.kind.schema(),
        };
        if let Some(default) = self.default.and_then(|json| serde_json::from_str::<Value>(json).ok()) {
            schema["default"] = default;
        }
        self.nullable(schema)
    }

    /// The values that a client is shown, null among them unless the field is required.
    pub fn output_schema(&self) -> Value {
        self.nullable(self.kind.schema())
    }

    fn nullable(&self, mut schema: Value) -> Value {
        if self.required {
            return schema;
        }
        if let Some(kind) = schema.get("type").cloned() {
            schema["type"] = json!([kind, "null"]);
        }
        if let Some(Value::Array(words)) = schema.get_mut("enum") {
            words.push(Value::Null);
        }
        schema
    }
}

impl FieldKind {
    /// The values that are not null, in their normal form.
    pub fn schema(self) -> Value {
        match self {
            FieldKind::Text { max } => text(max, LINE),
            FieldKind::LongText { max } => text(max, LINES),
            FieldKind::Bool => json!({ "type": "boolean" }),
            FieldKind::Int { min, max } => int(min, max),
            FieldKind::Money => money(),
            FieldKind::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
            FieldKind::Timestamp => json!({ "type": "string", "format": "date-time", "pattern": TIME }),
            FieldKind::Email => json!({ "type": "string", "format": "email", "maxLength": 254 }),
            FieldKind::Phone => json!({ "type": "string", "format": "phone", "pattern": PHONE }),
            FieldKind::Url => json!({ "type": "string", "format": "uri", "maxLength": 2_000 }),
            FieldKind::Texts { max_items, max_chars } => {
                json!({ "type": "array", "maxItems": max_items, "items": text(max_chars, FULL_LINE) })
            }
            FieldKind::Choice(words) => json!({ "type": "string", "enum": words }),
            FieldKind::Reference(entity) => {
                json!({ "type": "string", "format": "uuid", "description": format!("The id of a record: {entity}.") })
            }
            FieldKind::User => json!({ "type": "string", "format": "uuid", "description": "The id of a member." }),
            FieldKind::Team => json!({ "type": "string", "format": "uuid", "description": "The id of a team." }),
            FieldKind::Id => json!({ "type": "string", "format": "uuid" }),
        }
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

fn money() -> Value {
    json!({
        "type": "object",
        "description": "The amount is a decimal text with the digits of its currency (ISO 4217).",
        "required": ["amount", "currency"],
        "additionalProperties": false,
        "properties": {
            "amount": { "type": "string", "pattern": AMOUNT, "examples": ["12.50"] },
            "currency": { "type": "string", "enum": currencies().collect::<Vec<_>>() }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{normalize, samples::catalogue};

    #[test]
    fn every_default_and_every_word_of_a_choice_is_a_value_that_is_taken() {
        for field in catalogue().entities().flat_map(|entity| entity.fields()) {
            let schema = field.input_schema();
            let words = schema["enum"].as_array().into_iter().flatten().filter(|word| !word.is_null());
            for value in words.chain(schema.get("default")) {
                assert_eq!(normalize(field.kind, value).as_ref(), Ok(value), "{}", field.name);
            }
        }
    }

    #[test]
    fn null_is_a_value_of_fields_that_are_not_required() {
        for field in catalogue().entities().flat_map(|entity| entity.fields()) {
            for schema in [field.input_schema(), field.output_schema()] {
                let nullable = schema["type"].as_array().is_some_and(|types| types.contains(&json!("null")));
                assert_eq!(nullable, !field.required, "{}", field.name);
            }
        }
    }
}
