//! The least that makes a record of any entity, as the catalogue describes it.

use plenum_shared::catalogue::{Entity, Field, FieldKind, Writable};
use serde_json::{Value, json};

/// A body with the fields that an entity needs. `text` stands in each text, and `id_of` gives the record that a
/// reference to an entity names.
///
/// # Panics
/// When a needed field is of a kind that has no sample here yet: add one.
pub fn body(entity: &Entity, text: &str, id_of: impl Fn(&'static str) -> Value) -> Value {
    let needed = |field: &&Field| field.required && field.default.is_none() && field.writable != Writable::Never;
    let fields = entity.fields().filter(needed).map(|field| {
        let value = match field.kind {
            FieldKind::Text { .. } | FieldKind::LongText { .. } => json!(text),
            // The last kind of activity is the task, which has two addresses.
            FieldKind::Choice(words) => json!(words.last()),
            FieldKind::Reference(target) => id_of(target),
            other => panic!("no sample of {other:?} yet: add one to testkit/src/samples.rs"),
        };
        (field.name.to_owned(), value)
    });
    Value::Object(fields.collect())
}
