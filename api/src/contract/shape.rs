//! The schema of a body, made when the OpenAPI document is made.

use plenum_shared::{catalogue::Entity, schemas::name_of};
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{record_schemas, schemas::Schemas, search_schemas};

/// A schema to be made.
pub(crate) struct Shape(Box<dyn Fn(&mut Schemas) -> Value + Send + Sync>);

impl Shape {
    fn new(make: impl Fn(&mut Schemas) -> Value + Send + Sync + 'static) -> Self {
        Self(Box::new(make))
    }

    /// A type that clients send.
    pub(crate) fn input<T: JsonSchema + 'static>() -> Self {
        Self::new(Schemas::input::<T>)
    }

    /// A type that clients receive.
    pub(crate) fn output<T: JsonSchema + 'static>() -> Self {
        Self::new(Schemas::output::<T>)
    }

    /// A list of things that clients receive.
    pub(crate) fn list<T: JsonSchema + 'static>() -> Self {
        Self::new(|schemas| json!({ "type": "array", "items": schemas.output::<T>() }))
    }

    /// A schema without a type, under a name.
    pub(crate) fn named(name: &'static str, schema: Value) -> Self {
        Self::new(move |schemas| schemas.component(name.to_owned(), |_| schema.clone()))
    }

    /// A schema without a type, whose parts get names too.
    pub(crate) fn made(make: impl Fn(&mut Schemas) -> Value + Send + Sync + 'static) -> Self {
        Self::new(make)
    }

    /// A record as clients receive it.
    pub(crate) fn record(entity: &'static Entity) -> Self {
        Self::new(move |schemas| record_schemas::output(entity, schemas))
    }

    /// The body that creates a record.
    pub(crate) fn new_record(entity: &'static Entity) -> Self {
        Self::new(move |schemas| record_schemas::new(entity, schemas))
    }

    /// The body that changes a record.
    pub(crate) fn record_patch(entity: &'static Entity) -> Self {
        Self::new(move |schemas| record_schemas::patch(entity, schemas))
    }

    /// The body that replaces a record.
    pub(crate) fn record_replacement(entity: &'static Entity) -> Self {
        Self::new(move |schemas| record_schemas::replacement(entity, schemas))
    }

    /// The body of a search.
    pub(crate) fn record_search(entity: &'static Entity) -> Self {
        Self::new(move |schemas| search_schemas::search(entity, schemas))
    }

    /// `{"data": …}`: `ContactAnswer` of a contact, `TeamList` of a list of teams.
    pub(crate) fn in_data(self) -> Self {
        Self::new(move |schemas| {
            let data = self.schema(schemas);
            let name = match data.get("items") {
                Some(item) => format!("{}List", component_name(item)),
                None => format!("{}Answer", component_name(&data)),
            };
            schemas
                .component(name, |_| json!({ "type": "object", "required": ["data"], "properties": { "data": data } }))
        })
    }

    /// `{"data": […], "page": …}`: `ContactPage`; `P` describes the page.
    pub(crate) fn in_page<P: JsonSchema + 'static>(self) -> Self {
        Self::new(move |schemas| {
            let (item, page) = (self.schema(schemas), schemas.output::<P>());
            schemas.component(format!("{}Page", component_name(&item)), |_| {
                json!({
                    "type": "object",
                    "required": ["data", "page"],
                    "properties": { "data": { "type": "array", "items": item }, "page": page }
                })
            })
        })
    }

    pub(crate) fn schema(&self, schemas: &mut Schemas) -> Value {
        (self.0)(schemas)
    }
}

/// The name of the component that an answer is about. Nothing in an answer is nameless, so that each answer has a name.
fn component_name(schema: &Value) -> String {
    let name = name_of(schema);
    // A test makes the document, so this is found before a server does.
    assert!(name.is_some(), "a schema without a name is in an answer: {schema}");
    name.unwrap_or_default().to_owned()
}
