//! The messages and schemas of the document, each once, collected while the document is made.

use std::collections::BTreeMap;

use plenum_shared::schemas::SchemaNames;
use schemars::{
    JsonSchema,
    generate::{SchemaGenerator, SchemaSettings},
};
use serde_json::{Map, Value, json};

pub(super) struct Components {
    pub(super) types: SchemaGenerator,
    pub(super) schemas: BTreeMap<String, Value>,
    pub(super) messages: Map<String, Value>,
}

impl Components {
    pub(super) fn new() -> Self {
        // The draft is that of the OpenAPI document, so that a type has the same schema in both. AsyncAPI reads draft
        // 7, where members beside a reference count for nothing; `simplify` and a test leave none.
        let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { types: settings.into_generator(), schemas: BTreeMap::new(), messages: Map::new() }
    }

    /// A reference to the schema of a type.
    pub(super) fn derived<T: JsonSchema>(&mut self) -> Value {
        self.types.subschema_for::<T>().to_value()
    }

    /// A reference to the message of this name, as a channel has it.
    pub(super) fn message(&mut self, name: &str, summary: &str, payload: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.messages.contains_key(name) {
            let payload = payload(self);
            let message =
                json!({ "name": name, "summary": summary, "contentType": "application/json", "payload": payload });
            self.messages.insert(name.to_owned(), message);
        }
        json!({ "$ref": format!("#/components/messages/{name}") })
    }

    /// The messages and the schemas, those of the types among them.
    pub(super) fn finish(mut self) -> (Map<String, Value>, BTreeMap<String, Value>) {
        for (name, schema) in self.types.take_definitions(true) {
            self.schemas.named(name, schema);
        }
        (self.messages, self.schemas)
    }
}

impl SchemaNames for Components {
    fn named(&mut self, name: String, schema: Value) -> Value {
        self.schemas.named(name, schema)
    }
}

/// The number by which SignalR knows a type of message. An enum of one value, because some generators make programs of
/// a constant number that do not compile.
pub(super) fn message_type(names: &mut dyn SchemaNames, name: &str, number: u8) -> Value {
    let description = format!("SignalR's number of the type of message {name}.");
    names.named(format!("{name}Type"), json!({ "type": "integer", "description": description, "enum": [number] }))
}

/// A text that is always the same.
pub(super) fn constant(text: &str) -> Value {
    json!({ "type": "string", "const": text })
}

/// The schema of a list of exactly these items.
pub(super) fn tuple(items: Vec<Value>) -> Value {
    let count = items.len();
    let mut list = json!({ "type": "array", "minItems": count, "maxItems": count });
    match <[Value; 1]>::try_from(items) {
        // More generators know lists than tuples.
        Ok([item]) => list["items"] = item,
        Err(items) if items.is_empty() => {}
        Err(items) => {
            list["items"] = json!(items);
            list["additionalItems"] = json!(false);
        }
    }
    list
}
