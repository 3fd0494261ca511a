//! Event types that say more than that a record changed, and when they happen.

use super::Entity;
use crate::image::Image;

/// An event type that says more than that a record changed.
#[derive(Debug)]
pub struct EventKind {
    /// The whole type: `deal.stage_changed`.
    pub name: &'static str,
    /// What must have happened to the field that it reveals.
    pub when: When,
    /// The field whose change the type itself reveals; a reader who may not read it does not learn of the type.
    pub reveals: &'static str,
    /// What such a reader gets instead: the plain update, or nothing.
    pub otherwise: Otherwise,
}

/// What happens to a field when its event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The field of an existing record has another value than before.
    Changed,
    /// The field has this word, and had another or there was no record.
    Becomes(&'static str),
    /// The field has a value, and had none or there was no record.
    Filled,
}

/// What a reader gets who may not learn of a special event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// The event stands in place of the plain update, so that is what remains of it.
    PlainUpdate,
    /// The event stands beside the plain one, which the reader gets anyway.
    Nothing,
}

impl EventKind {
    fn happened(&self, before: Option<&Image>, after: &Image) -> bool {
        let (from, to) = (before.map(|image| image.get(self.reveals)), after.get(self.reveals));
        match self.when {
            When::Changed => from.is_some_and(|from| from != to),
            When::Becomes(word) => to.as_str() == Some(word) && from != Some(to),
            When::Filled => !to.is_null() && from.is_none_or(|from| from.is_null()),
        }
    }
}

impl Entity {
    /// The types of the entries that a creation or a change makes, most telling first: `plain` or what stands in its
    /// place, then what stands beside it.
    pub fn event_types(&self, plain: String, before: Option<&Image>, after: &Image) -> Vec<String> {
        let happened = |otherwise| {
            let declared = self.events.iter().filter(move |event| event.otherwise == otherwise);
            declared.filter(|event| event.happened(before, after)).map(|event| event.name.to_owned())
        };
        // A new record is created, whatever else can be said of it.
        let first = before.and_then(|_| happened(Otherwise::PlainUpdate).next()).unwrap_or(plain);
        std::iter::once(first).chain(happened(Otherwise::Nothing)).collect()
    }
}
