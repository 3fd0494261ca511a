//! The schemas that have names, collected while the document is made.

use std::collections::BTreeMap;

use plenum_app::access::roles::permission_names;
use plenum_shared::{
    catalogue::Catalogue,
    schemas::{SchemaNames, reference},
};
use schemars::{
    JsonSchema,
    generate::{SchemaGenerator, SchemaSettings},
};
use serde_json::{Value, json};

const DEFINITIONS: &str = "/components/schemas";

/// Schemas by name.
pub(crate) struct Schemas {
    catalogue: Catalogue,
    /// Types that clients send: a member with a default may be left out.
    input: SchemaGenerator,
    /// Types that clients receive.
    output: SchemaGenerator,
    components: BTreeMap<String, Value>,
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
            components: BTreeMap::new(),
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
    pub(crate) fn component(&mut self, name: String, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let reference = reference(&name);
        if !self.components.contains_key(&name) {
            // Schemas may name each other: a call for this name while the schema is made needs no more than the
            // reference.
            self.components.insert(name.clone(), Value::Null);
            let schema = make(self);
            self.components.insert(name, schema);
        }
        reference
    }

    /// All schemas, sorted by name.
    pub(crate) fn schemas(&mut self) -> BTreeMap<String, Value> {
        let mut all = std::mem::take(&mut self.components);
        for (name, schema) in self.input.take_definitions(true).into_iter().chain(self.output.take_definitions(true)) {
            all.named(name, schema);
        }
        // The permissions follow from the entities, so the type of a body cannot list them.
        if let Some(permission) = all.get_mut("NewPermission").and_then(|new| new.pointer_mut("/properties/permission"))
        {
            *permission = reference("PermissionName");
            let names = json!({ "type": "string", "enum": permission_names(&self.catalogue) });
            all.named("PermissionName".to_owned(), names);
        }
        all
    }
}

impl SchemaNames for Schemas {
    fn named(&mut self, name: String, schema: Value) -> Value {
        self.components.named(name, schema)
    }
}
