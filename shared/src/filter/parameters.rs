//! Filters in query parameters: `filter[or][0][title][contains]=x`, read into the tree that the brackets draw.

use std::collections::BTreeMap;

use super::{
    MAX_CONDITIONS, MAX_DEPTH,
    raw::{Given, Raw, RawCondition},
};
use crate::error::{Code, Error, FieldError, Result};

/// The name of the parameter, and the beginning of the others.
pub(super) const NAME: &str = "filter";
/// An error repeats no more than this of a stranger's name for something.
const SHOWN: usize = 100;

/// What stands in one place: conditions, and groups by their numbers.
#[derive(Debug, Default)]
struct Group {
    conditions: Vec<RawCondition>,
    all: BTreeMap<u8, Group>,
    any: BTreeMap<u8, Group>,
}

/// The parts of a parameter's name behind the groups.
struct Subject<'a> {
    field: &'a str,
    operator: &'a str,
    /// Whether the value is one of several, each with the same name.
    listed: bool,
}

pub(super) fn read<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Option<Raw>> {
    let (mut root, mut conditions) = (Group::default(), 0);
    for (name, value) in parameters {
        let (path, subject) = parse(name).ok_or_else(|| malformed(name, "expected filter[field][operator]"))?;
        if path.len() > MAX_DEPTH {
            return Err(too_large(name, format!("groups may be nested {MAX_DEPTH} deep")));
        }
        let place = path.into_iter().try_fold(&mut root, |group, (junction, number)| {
            let number = index(number).ok_or_else(|| malformed(name, "a group's members have numbers from 0 to 49"))?;
            let groups = if junction == "or" { &mut group.any } else { &mut group.all };
            Ok::<_, Error>(groups.entry(number).or_default())
        })?;
        if place.add(name, &subject, value)? {
            conditions += 1;
        }
        if conditions > MAX_CONDITIONS {
            return Err(too_large(name, format!("a filter has at most {MAX_CONDITIONS} conditions")));
        }
    }
    Ok((conditions > 0).then(|| root.into_raw()))
}

impl Group {
    /// Adds a condition, or one more value to a list. True: a condition.
    fn add(&mut self, name: &str, subject: &Subject<'_>, value: &str) -> Result<bool> {
        let same = |known: &&mut RawCondition| known.field == subject.field && known.operator == subject.operator;
        match self.conditions.iter_mut().find(same) {
            None => {
                let given = match subject.listed {
                    true => Given::Texts(vec![value.to_owned()]),
                    false => Given::Text(value.to_owned()),
                };
                let (field, operator) = (subject.field.to_owned(), subject.operator.to_owned());
                self.conditions.push(RawCondition { at: shown(name), field, operator, given });
                Ok(true)
            }
            Some(RawCondition { given: Given::Texts(texts), .. }) if subject.listed => {
                texts.push(value.to_owned());
                Ok(false)
            }
            Some(_) => Err(malformed(name, "the condition stands twice")),
        }
    }

    fn into_raw(self) -> Raw {
        let groups = |groups: BTreeMap<u8, Group>| groups.into_values().map(Group::into_raw);
        let mut parts: Vec<_> = self.conditions.into_iter().map(Raw::Is).chain(groups(self.all)).collect();
        if !self.any.is_empty() {
            parts.push(Raw::Any(groups(self.any).collect()));
        }
        Raw::All(parts)
    }
}

/// Takes a name apart: the groups on the way, and what is asked there.
fn parse(name: &str) -> Option<(Vec<(&str, &str)>, Subject<'_>)> {
    let inner = name.strip_prefix(NAME)?.strip_prefix('[')?.strip_suffix(']')?;
    let mut parts = inner.split("][").peekable();
    let mut path = Vec::new();
    while let Some(junction) = parts.next_if(|part| matches!(*part, "and" | "or")) {
        path.push((junction, parts.next()?));
    }
    let field = parts.next().filter(|field| !field.is_empty())?;
    let (operator, listed) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => ("eq", false),
        (Some(""), ..) => return None,
        (Some(operator), None, _) => (operator, false),
        (Some(operator), Some(""), None) => (operator, true),
        _ => return None,
    };
    let plain = |part: &str| !part.contains(['[', ']']);
    (plain(field) && plain(operator)).then_some((path, Subject { field, operator, listed }))
}

/// A number from 0 to 49, written in one way only.
fn index(text: &str) -> Option<u8> {
    let number: u8 = text.parse().ok().filter(|number| usize::from(*number) < MAX_CONDITIONS)?;
    (number.to_string() == text).then_some(number)
}

fn malformed(name: &str, why: &str) -> Error {
    let field = FieldError::new(shown(name), Code::MalformedQuery).with_message(why);
    Error::new(Code::MalformedQuery)
        .with_message(format!("a filter is not of the expected form: {why}"))
        .with_fields(vec![field])
}

/// An error of the JSON in the parameter, as one of the query: its form is malformed, its size is not acceptable.
pub(super) fn of_query(error: Error) -> Error {
    let is_large = error.fields().iter().any(|field| field.code == Code::FilterTooLarge.as_str());
    if is_large { error } else { Error::new(Code::MalformedQuery).with_fields(error.fields().to_vec()) }
}

fn too_large(name: &str, why: String) -> Error {
    Error::invalid(vec![FieldError::new(shown(name), Code::FilterTooLarge).with_message(why)])
}

fn shown(name: &str) -> String {
    name.chars().filter(|char| !char.is_control()).take(SHOWN).collect()
}
