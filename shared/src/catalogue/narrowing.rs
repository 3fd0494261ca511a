//! What an entity of several kinds asks of its records, and an entity that is narrowed to one of its kinds.

use serde_json::{Value, json};

use super::{entity::Entity, input::Draft};
use crate::error::{Code, Error, FieldError, Result};

impl Entity {
    /// The part of this entity whose records are of one kind, under a plural of its own.
    pub const fn only(self, kind: &'static str, plural: &'static str) -> Self {
        Self { plural, aliases: &[], narrowed: Some(kind), ..self }
    }

    /// The column and the word that tell the records of a narrowed entity from others.
    pub fn narrowing(&self) -> Option<(&'static str, &'static str)> {
        let field = self.field(self.kinds?.field)?;
        Some((field.column, self.narrowed?))
    }

    /// Whether a record has this field: `kind` is what stands in the field that says so.
    pub fn has_field(&self, kind: &Value, field: &str) -> bool {
        self.kinds.is_none_or(|kinds| kinds.has(kind.as_str().unwrap_or_default(), field))
    }

    /// Gives a new record of a narrowed entity its kind, and refuses one of another.
    pub(super) fn narrow(&self, draft: &mut Draft) -> Result<()> {
        let (Some(kinds), Some(kind)) = (self.kinds, self.narrowed) else { return Ok(()) };
        let given = draft.entry(kinds.field).or_insert_with(|| json!(kind));
        if given == kind {
            return Ok(());
        }
        let expected = FieldError::new(format!("/{}", kinds.field), Code::InvalidValue);
        Err(Error::invalid(vec![expected.with_message(format!("expected {kind}, for these are the {}", self.plural))]))
    }

    /// Refuses a draft that gives a value to a field which records of this kind do not have.
    pub fn require_fields_of(&self, kind: &Value, draft: &Draft) -> Result<()> {
        let foreign = draft.iter().filter(|(field, value)| !value.is_null() && !self.has_field(kind, field));
        let errors: Vec<_> = foreign
            .map(|(field, _)| {
                let kind = kind.as_str().unwrap_or_default();
                FieldError::new(format!("/{field}"), Code::UnknownField)
                    .with_message(format!("a record of kind {kind} has no such field"))
            })
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }
}
