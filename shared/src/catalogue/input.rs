//! What a client may send for a record, checked against the catalogue: every problem at once, by JSON pointer.
//!
//! The result is a [`Draft`]: fields in their normal form, ready for the rules of the application. Whether a
//! referenced record exists is not asked here.

use serde_json::{Map, Value};

use super::{Entity, Field, Writable, value};
use crate::{
    address::Country,
    error::{Code, Error, FieldError, MAX_FIELD_ERRORS, Result, pointer},
    written_form::shows_nothing,
};

/// Fields in their normal form, by name; an explicit null clears a field.
pub type Draft = Map<String, Value>;

/// What the values of a body are read with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading<'a> {
    /// The country of phone numbers that name none.
    pub country: Option<Country>,
    /// The record that the body changes. A value that it has already is no new one, and stays as it is stored: it may be
    /// of before the present rules.
    pub before: Option<&'a Map<String, Value>>,
}

impl Reading<'_> {
    fn is_kept(&self, name: &str, given: &Value) -> bool {
        self.before.is_some_and(|before| before.get(name) == Some(given))
    }
}

/// Reads the body of a creation. Fields that are not given get their default; whether a required one without a
/// default is missing is for the caller to ask with [`missing`], once its own rules have filled in theirs.
pub fn parse_create(entity: &Entity, reading: Reading<'_>, body: &Map<String, Value>) -> Result<Draft> {
    let mut draft = parse(entity, reading, body, |field| field.writable != Writable::Never)?;
    entity.narrow(&mut draft)?;
    let kind = entity.kinds.and_then(|kinds| draft.get(kinds.field)).cloned().unwrap_or_default();
    // Without its kind a record is incomplete, which is said of all such fields at once.
    if !kind.is_null() {
        entity.require_fields_of(&kind, &draft)?;
    }
    for field in entity.fields().filter(|field| entity.has_field(&kind, field.name)) {
        if let (Some(json), false) = (field.default, draft.contains_key(field.name)) {
            draft.insert(field.name.to_owned(), default(json)?);
        }
    }
    Ok(draft)
}

/// What a full replacement of a record asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Replacement {
    /// Every field that the caller may write, named by the body or not.
    pub draft: Draft,
    /// The other fields that the body names; they can only be as they are.
    pub kept: Draft,
}

/// Reads a full replacement of a record of this kind (null in an entity without kinds): a field that the body does not
/// name gets its default, or none. `may_write` says whether the caller may write a field.
pub fn parse_replace(
    entity: &Entity,
    reading: Reading<'_>,
    kind: &Value,
    body: &Map<String, Value>,
    may_write: impl Fn(&Field) -> bool,
) -> Result<Replacement> {
    let is_theirs = |field: &Field| field.writable == Writable::Always && may_write(field);
    let unknown_or_theirs = |(name, _): &(&String, &Value)| entity.field(name).is_none_or(&is_theirs);
    let (theirs, others): (Vec<_>, Vec<_>) = body.iter().partition(unknown_or_theirs);
    let theirs = theirs.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut draft = parse(entity, reading, &theirs, is_theirs)?;
    let mut errors = Vec::new();
    for field in entity.fields().filter(|field| is_theirs(field) && entity.has_field(kind, field.name)) {
        if draft.contains_key(field.name) {
            continue;
        }
        match field.default {
            Some(json) => drop(draft.insert(field.name.to_owned(), default(json)?)),
            None if field.required => errors.push(FieldError::new(pointer(field.name), Code::MissingField)),
            None => drop(draft.insert(field.name.to_owned(), Value::Null)),
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let normal = |(name, value): (&String, &Value)| {
        if reading.is_kept(name, value) {
            return (name.clone(), value.clone());
        }
        let normal = entity.field(name).and_then(|field| value::normalize_in(field.kind, reading.country, value).ok());
        (name.clone(), normal.unwrap_or_else(|| value.clone()))
    };
    Ok(Replacement { draft, kept: others.into_iter().map(normal).collect() })
}

/// Reads a merge patch (RFC 7396): named fields change, null clears, the rest stays.
pub fn parse_patch(entity: &Entity, reading: Reading<'_>, body: &Map<String, Value>) -> Result<Draft> {
    parse(entity, reading, body, |field| field.writable == Writable::Always)
}

impl Entity {
    /// Refuses a draft that clears a required field.
    pub fn require_present(&self, draft: &Draft) -> Result<()> {
        let cleared = self.fields().filter(|field| field.required && draft.get(field.name).is_some_and(Value::is_null));
        let errors: Vec<_> = cleared.map(|field| FieldError::new(pointer(field.name), Code::MissingField)).collect();
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }
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

fn default(json: &str) -> Result<Value> {
    serde_json::from_str(json).map_err(Error::internal)
}

fn parse(
    entity: &Entity,
    reading: Reading<'_>,
    body: &Map<String, Value>,
    writable: impl Fn(&Field) -> bool,
) -> Result<Draft> {
    let (mut draft, mut errors) = (Draft::new(), Vec::new());
    for (name, given) in body {
        let checked = match entity.field(name) {
            None => Err(FieldError::new(pointer(name), Code::UnknownField)),
            Some(field) if !writable(field) => Err(FieldError::new(pointer(name), Code::ReadOnlyField)),
            Some(field) => check(field, reading, given),
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

fn check(field: &Field, reading: Reading<'_>, given: &Value) -> Result<Value, FieldError> {
    let invalid = |why: String| FieldError::new(pointer(field.name), Code::InvalidValue).with_message(why);
    if given.is_null() {
        return match field.required {
            true => Err(invalid("must not be null".to_owned())),
            false => Ok(Value::Null),
        };
    }
    if reading.is_kept(field.name, given) {
        return Ok(given.clone());
    }
    if field.required && given.as_str().is_some_and(shows_nothing) {
        return Err(invalid("must not be empty".to_owned()));
    }
    value::normalize_in(field.kind, reading.country, given).map_err(|why| invalid(why.0))
}
