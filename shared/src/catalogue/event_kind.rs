//! Event types that say more than that a record changed, and when they happen.

use crate::image::Image;

/// An event type that says more than that a record changed.
#[derive(Debug)]
pub struct EventKind {
    /// The whole type: `deal.stage_changed`.
    pub name: &'static str,
    /// What must have happened to the field that it reveals.
    pub trigger: Trigger,
    /// The field whose change the type itself reveals; a reader who may not read it does not learn of the type.
    pub reveals: &'static str,
    /// What such a reader gets instead: the plain update, or nothing.
    pub when_hidden: WhenHidden,
}

/// What happens to a field when its event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The field of an existing record has another value than before.
    Changed,
    /// The field has this word, and had another or there was no record.
    Becomes(&'static str),
    /// The field has a value, and had none or there was no record.
    Filled,
}

/// What a reader gets who may not learn of a special event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenHidden {
    /// The event stands in place of the plain update, so that is what remains of it.
    PlainUpdate,
    /// The event stands beside the plain one, which the reader gets anyway.
    Nothing,
}

impl EventKind {
    pub(super) fn happened(&self, before: Option<&Image>, after: &Image) -> bool {
        let (from, to) = (before.map(|image| image.get(self.reveals)), after.get(self.reveals));
        match self.trigger {
            Trigger::Changed => from.is_some_and(|from| from != to),
            Trigger::Becomes(word) => to.as_str() == Some(word) && from != Some(to),
            Trigger::Filled => !to.is_null() && from.is_none_or(|from| from.is_null()),
        }
    }
}
