//! The schema of a body, made when the OpenAPI document is made.

use plenum_shared::catalogue::Entity;
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{record_schemas, schemas::Schemas};

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

    /// A schema without a type.
    pub(crate) fn literal(schema: Value) -> Self {
        Self::new(move |_| schema.clone())
    }

    /// One or the other.
    pub(crate) fn either(one: Self, other: Self) -> Self {
        Self::new(move |schemas| json!({ "oneOf": [one.schema(schemas), other.schema(schemas)] }))
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

    /// `{"data": …}`
    pub(crate) fn in_data(self) -> Self {
        Self::new(
            move |schemas| json!({ "type": "object", "required": ["data"], "properties": { "data": self.schema(schemas) } }),
        )
    }

    /// `{"data": […], "page": …}`; `P` describes the page.
    pub(crate) fn in_page<P: JsonSchema + 'static>(self) -> Self {
        Self::new(move |schemas| {
            let (item, page) = (self.schema(schemas), schemas.output::<P>());
            json!({
                "type": "object",
                "required": ["data", "page"],
                "properties": { "data": { "type": "array", "items": item }, "page": page }
            })
        })
    }

    pub(crate) fn schema(&self, schemas: &mut Schemas) -> Value {
        (self.0)(schemas)
    }
}
