//! What a client may send for a record, checked against the catalogue: every problem at once, by JSON pointer.
//!
//! The result is a [`Draft`]: fields in their normal form, ready for the rules of the application. Whether a
//! referenced record exists is not asked here.

use serde_json::{Map, Value};

use super::{Entity, Field, Writable, value};
use crate::error::{Code, Error, FieldError, MAX_FIELD_ERRORS, Result, pointer};

/// Fields in their normal form, by name; an explicit null clears a field.
pub type Draft = Map<String, Value>;

/// Reads the body of a creation. Fields that are not given get their default; whether a required one without a
/// default is missing is for the caller to ask with [`missing`], once its own rules have filled in theirs.
pub fn parse_create(entity: &Entity, body: &Map<String, Value>) -> Result<Draft> {
    let mut draft = parse(entity, body, |field| field.writable != Writable::Never)?;
    entity.narrow(&mut draft)?;
    let kind = entity.kinds.and_then(|kinds| draft.get(kinds.field)).cloned().unwrap_or_default();
    // Without its kind a record is incomplete, which is said of all such fields at once.
    if !kind.is_null() {
        entity.require_fields_of(&kind, &draft)?;
    }
    for field in entity.fields().filter(|field| entity.has_field(&kind, field.name)) {
        if let (Some(json), false) = (field.default, draft.contains_key(field.name)) {
            let value = serde_json::from_str(json).map_err(Error::internal)?;
            draft.insert(field.name.to_owned(), value);
        }
    }
    Ok(draft)
}

/// Reads a merge patch (RFC 7396): named fields change, null clears, the rest stays.
pub fn parse_patch(entity: &Entity, body: &Map<String, Value>) -> Result<Draft> {
    parse(entity, body, |field| field.writable == Writable::Always)
}

/// The required fields that a draft of a new record lacks, as an error.
pub fn missing(entity: &Entity, draft: &Draft) -> Result<()> {
    let errors: Vec<_> = entity
        .fields()
        .filter(|field| field.required && field.writable != Writable::Never && !draft.contains_key(field.name))
        .map(|field| FieldError::new(pointer(field.name), Code::MissingField))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
}

fn parse(entity: &Entity, body: &Map<String, Value>, writable: impl Fn(&Field) -> bool) -> Result<Draft> {
    let (mut draft, mut errors) = (Draft::new(), Vec::new());
    for (name, given) in body {
        let checked = match entity.field(name) {
            None => Err(FieldError::new(pointer(name), Code::UnknownField)),
            Some(field) if !writable(field) => Err(FieldError::new(pointer(name), Code::ReadOnlyField)),
            Some(field) => check(field, given),
        };
        match checked {
            Ok(value) => drop(draft.insert(name.clone(), value)),
            Err(error) => errors.push(error),
        }
        if errors.len() == MAX_FIELD_ERRORS {
            break;
        }
    }
    if errors.is_empty() { Ok(draft) } else { Err(Error::invalid(errors)) }
}

fn check(field: &Field, given: &Value) -> Result<Value, FieldError> {
    if given.is_null() {
        return match field.required {
            true => Err(FieldError::new(pointer(field.name), Code::InvalidValue).with_message("must not be null")),
            false => Ok(Value::Null),
        };
    }
    if field.required && given.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Err(FieldError::new(pointer(field.name), Code::InvalidValue).with_message("must not be empty"));
    }
    value::normalize(field.kind, given)
        .map_err(|why| FieldError::new(pointer(field.name), Code::InvalidValue).with_message(why.0))
}
