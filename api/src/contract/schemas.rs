//! The schemas that have names, collected while the document is made.

use std::collections::BTreeMap;

use plenum_app::access::roles::permission_names;
use plenum_shared::catalogue::Catalogue;
use schemars::{
    JsonSchema,
    generate::{SchemaGenerator, SchemaSettings},
};
use serde_json::{Map, Value, json};

const DEFINITIONS: &str = "/components/schemas";

/// Schemas and responses by name.
pub(crate) struct Schemas {
    catalogue: Catalogue,
    /// Types that clients send: a member with a default may be left out.
    input: SchemaGenerator,
    /// Types that clients receive.
    output: SchemaGenerator,
    records: Map<String, Value>,
    responses: Map<String, Value>,
}

impl Schemas {
    pub(crate) fn new(catalogue: Catalogue) -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = DEFINITIONS.into();
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
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn input<T: JsonSchema>(&mut self) -> Value {
        self.input.subschema_for::<T>().to_value()
    }

    pub(crate) fn output<T: JsonSchema>(&mut self) -> Value {
        self.output.subschema_for::<T>().to_value()
    }

    /// A reference to the schema of this name, which is made if it is not there.
    pub(crate) fn named(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let reference = json!({ "$ref": format!("#{DEFINITIONS}/{name}") });
        if !self.records.contains_key(&name) {
            // Schemas may name each other: a call for this name while the schema is made needs no more than the
            // reference.
            self.records.insert(name.clone(), Value::Null);
            let schema = make(self);
            self.records.insert(name, schema);
        }
        reference
    }

    /// A reference to the response of this name.
    pub(crate) fn response(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        if !self.responses.contains_key(&name) {
            let response = make(self);
            self.responses.insert(name, response);
        }
        reference
    }

    /// All schemas, sorted by name.
    pub(crate) fn schemas(&mut self) -> Map<String, Value> {
        let mut all: BTreeMap<String, Value> = std::mem::take(&mut self.records).into_iter().collect();
        for (name, schema) in self.input.take_definitions(true).into_iter().chain(self.output.take_definitions(true)) {
            let known = all.insert(name.clone(), schema.clone());
            // A test makes the document, so this is found before a server does.
            assert!(known.is_none_or(|known| known == schema), "two schemas are called {name}");
        }
        // The permissions follow from the entities, so the type of a body cannot list them.
        if let Some(permission) = all.get_mut("NewPermission").and_then(|new| new.pointer_mut("/properties/permission"))
        {
            permission["enum"] = json!(permission_names(&self.catalogue));
        }
        all.into_iter().collect()
    }

    pub(crate) fn responses(&mut self) -> Map<String, Value> {
        let mut all: Vec<_> = std::mem::take(&mut self.responses).into_iter().collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all.into_iter().collect()
    }
}
