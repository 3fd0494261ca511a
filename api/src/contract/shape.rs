//! What a body looks like, to be asked for once the document is made.

use plenum_shared::catalogue::Entity;
use schemars::JsonSchema;
use serde_json::{Value, json};

use super::{records, schemas::Schemas};

/// A schema that is yet to be made.
pub(crate) struct Shape(Box<dyn Fn(&mut Schemas) -> Value + Send + Sync>);

impl Shape {
    fn new(make: impl Fn(&mut Schemas) -> Value + Send + Sync + 'static) -> Self {
        Self(Box::new(make))
    }

    /// A type that clients send.
    pub(crate) fn input<T: JsonSchema + 'static>() -> Self {
        Self::new(Schemas::input::<T>)
    }

    /// A type that clients are sent.
    pub(crate) fn output<T: JsonSchema + 'static>() -> Self {
        Self::new(Schemas::output::<T>)
    }

    /// A list of things that clients are sent.
    pub(crate) fn list<T: JsonSchema + 'static>() -> Self {
        Self::new(|schemas| json!({ "type": "array", "items": schemas.output::<T>() }))
    }

    /// A schema that no type stands for.
    pub(crate) fn literal(schema: Value) -> Self {
        Self::new(move |_| schema.clone())
    }

    /// One or the other.
    pub(crate) fn either(one: Self, other: Self) -> Self {
        Self::new(move |schemas| json!({ "oneOf": [one.schema(schemas), other.schema(schemas)] }))
    }

    /// A record as it is shown.
    pub(crate) fn record(entity: &'static Entity) -> Self {
        Self::new(move |schemas| records::shown(entity, schemas))
    }

    /// The body that makes a record.
    pub(crate) fn new_record(entity: &'static Entity) -> Self {
        Self::new(move |schemas| records::new(entity, schemas))
    }

    /// The body that changes a record.
    pub(crate) fn record_patch(entity: &'static Entity) -> Self {
        Self::new(move |schemas| records::patch(entity, schemas))
    }

    /// The body that takes the place of a record.
    pub(crate) fn record_replacement(entity: &'static Entity) -> Self {
        Self::new(move |schemas| records::replacement(entity, schemas))
    }

    /// `{"data": …}`
    pub(crate) fn in_data(self) -> Self {
        Self::new(
            move |schemas| json!({ "type": "object", "required": ["data"], "properties": { "data": self.schema(schemas) } }),
        )
    }

    /// `{"data": […], "page": …}`; `P` is what is said about the page.
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

    pub(super) fn schema(&self, schemas: &mut Schemas) -> Value {
        (self.0)(schemas)
    }
}
