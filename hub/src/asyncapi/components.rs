//! The messages and schemas of the document, each once, collected while the document is made.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

pub(super) struct Components {
    pub(super) types: SchemaGenerator,
    pub(super) schemas: Map<String, Value>,
    pub(super) messages: Map<String, Value>,
}

impl Components {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::draft07().for_serialize().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { types: settings.into_generator(), schemas: Map::new(), messages: Map::new() }
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
}

/// The schema of a list of exactly these items.
pub(super) fn tuple(items: Vec<Value>) -> Value {
    let count = items.len();
    let mut list = json!({ "type": "array", "minItems": count, "maxItems": count });
    if count > 0 {
        list["items"] = json!(items);
    }
    list
}
