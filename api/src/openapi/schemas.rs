//! The schemas that have names, collected while the document is made.

use std::collections::BTreeMap;

use plenum_app::access::roles::permission_names;
use plenum_shared::catalogue::Catalogue;
use schemars::{
    JsonSchema,
    generate::{SchemaGenerator, SchemaSettings},
};
use serde_json::{Map, Value, json};

const PLACE: &str = "/components/schemas";

/// Schemas and responses by name.
pub(super) struct Schemas {
    catalogue: Catalogue,
    /// Types that clients send: what has a default may be left out.
    input: SchemaGenerator,
    /// Types that clients are sent.
    output: SchemaGenerator,
    records: Map<String, Value>,
    responses: Map<String, Value>,
}

impl Schemas {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = PLACE.into();
            settings.meta_schema = None;
        });
        Self {
            catalogue,
            input: settings.clone().for_deserialize().into_generator(),
            output: settings.for_serialize().into_generator(),
            records: Map::new(),
            responses: Map::new(),
        }
    }

    /// The entities that the document is made of.
    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(super) fn input<T: JsonSchema>(&mut self) -> Value {
        self.input.subschema_for::<T>().to_value()
    }

    pub(super) fn output<T: JsonSchema>(&mut self) -> Value {
        self.output.subschema_for::<T>().to_value()
    }

    /// A reference to the schema of this name, which is made if it is not there.
    pub(super) fn named(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let reference = json!({ "$ref": format!("#{PLACE}/{name}") });
        if !self.records.contains_key(&name) {
            // Schemas may name each other: whoever comes back here while it is made needs no more than the reference.
            self.records.insert(name.clone(), Value::Null);
            let schema = make(self);
            self.records.insert(name, schema);
        }
        reference
    }

    /// A reference to the response of this name.
    pub(super) fn response(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        if !self.responses.contains_key(&name) {
            let response = make(self);
            self.responses.insert(name, response);
        }
        reference
    }

    /// All schemas, sorted by name.
    pub(super) fn schemas(&mut self) -> Map<String, Value> {
        let mut all: BTreeMap<String, Value> = std::mem::take(&mut self.records).into_iter().collect();
        for (name, schema) in self.input.take_definitions(true).into_iter().chain(self.output.take_definitions(true)) {
            let known = all.insert(name.clone(), schema.clone());
            // A test makes the document, so this is found before anybody is served one.
            assert!(known.is_none_or(|known| known == schema), "two schemas are called {name}");
        }
        // Which permissions there are follows from the entities; the type of a body cannot say it.
        if let Some(permission) = all.get_mut("NewPermission").and_then(|new| new.pointer_mut("/properties/permission"))
        {
            permission["enum"] = json!(permission_names(&self.catalogue));
        }
        all.into_iter().collect()
    }

    pub(super) fn responses(&mut self) -> Map<String, Value> {
        let mut all: Vec<_> = std::mem::take(&mut self.responses).into_iter().collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all.into_iter().collect()
    }
}
