//! The people that an entry may concern, by what it says: pure, and before the access of any of them is judged.

use plenum_shared::{
    catalogue::{Entity, FieldKind, FieldMask, WhenHidden},
    event,
    ids::UserId,
    image::Image,
    mention::{Mention, mentions},
    notification::{NotificationCategories, NotificationCategory, Recipient, Trigger},
};
use uuid::Uuid;

/// The people that an entry may concern, and why.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// The people that fields of the record name.
    pub named: Vec<(UserId, Reason)>,
    pub mentioned: Vec<(Mention, Reason)>,
    /// Why the entry concerns the followers of the record; nothing when it does not.
    pub followers: Vec<Reason>,
}

/// Why somebody may be notified.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reason {
    pub category: &'static NotificationCategory,
    pub requires: Requirement,
}

/// What somebody must be able to see to be notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Requirement {
    /// One of these fields.
    AnyOf(&'static [&'static str]),
    /// Anything that changed.
    AnyChange,
}

impl Requirement {
    pub(super) fn is_met(self, entity: &Entity, before: Option<&Image>, after: &Image, mask: FieldMask) -> bool {
        match self {
            Requirement::AnyOf(fields) => fields.iter().any(|field| mask.field(entity, field).is_some()),
            Requirement::AnyChange => {
                before.is_some_and(|before| !event::changes(entity, before, after, mask).is_empty())
            }
        }
    }
}

/// The people that a change of a record may concern.
pub(super) fn of_change(
    categories: &NotificationCategories,
    entity: &Entity,
    before: Option<&Image>,
    after: &Image,
    kind: &str,
) -> Candidates {
    let of_entry = categories.of_entry(kind);
    // An entry beside another tells of the same change a second time: only its own category counts.
    if is_beside(entity, kind) {
        return of_entry.map(|category| of_event(category, after)).unwrap_or_default();
    }
    let mut candidates = match before {
        // A new record has no followers yet.
        None => Candidates::default(),
        Some(before) => of_update(categories, of_entry, entity, before, after),
    };
    for category in categories.iter() {
        match category.trigger {
            Trigger::UserNamed => candidates.named.extend(newly_named(category, entity, before, after)),
            Trigger::Mention { within } if within(entity, after) => {
                candidates.mentioned.extend(newly_mentioned(category, before, after));
            }
            _ => {}
        }
    }
    candidates
}

/// The people that an entry of this category concerns, by the record.
pub(super) fn of_event(category: &'static NotificationCategory, record: &Image) -> Candidates {
    let (Trigger::Event { recipients, .. } | Trigger::Reminder { recipients, .. }) = category.trigger else {
        return Candidates::default();
    };
    let reason = Reason { category, requires: Requirement::AnyOf(category.revealing) };
    let mut candidates = Candidates::default();
    for recipient in recipients {
        match recipient {
            Recipient::Field(field) => {
                candidates.named.extend(record.uuid(field).map(|user| (user.into(), reason)));
            }
            Recipient::Followers => candidates.followers.push(reason),
        }
    }
    candidates
}

fn of_update(
    categories: &NotificationCategories,
    of_entry: Option<&'static NotificationCategory>,
    entity: &Entity,
    before: &Image,
    after: &Image,
) -> Candidates {
    let mut candidates = match of_entry {
        // The entry beside this one has a category of its own, and says it better.
        Some(_) if has_category_beside(categories, entity, before, after) => return Candidates::default(),
        Some(category) => of_event(category, after),
        None => Candidates::default(),
    };
    let any_change = categories.iter().filter(|category| matches!(category.trigger, Trigger::AnyChange));
    candidates.followers.extend(any_change.map(|category| Reason { category, requires: Requirement::AnyChange }));
    candidates
}

/// Whether entries of this type stand beside another entry of the same change.
fn is_beside(entity: &Entity, kind: &str) -> bool {
    entity.events.iter().any(|event| event.when_hidden == WhenHidden::Nothing && event.name == kind)
}

/// Whether this change made an entry beside the first that has a category: that a deal was won says more than its move.
fn has_category_beside(categories: &NotificationCategories, entity: &Entity, before: &Image, after: &Image) -> bool {
    let kinds = entity.event_types(String::new(), Some(before), after);
    kinds.iter().any(|kind| is_beside(entity, kind) && categories.of_entry(kind).is_some())
}

fn newly_named(
    category: &'static NotificationCategory,
    entity: &Entity,
    before: Option<&Image>,
    after: &Image,
) -> Vec<(UserId, Reason)> {
    // Each field by itself: a reader must see the field that names them.
    let fields = category.revealing.chunks(1).filter_map(|field| Some((field, entity.field(field.first()?)?)));
    let newly_named = fields.filter(|(_, field)| field.kind == FieldKind::User).filter_map(|(requires, field)| {
        let user: Uuid = after.uuid(field.name)?;
        let was_named = before.is_some_and(|before| before.uuid(field.name) == Some(user));
        let reason = Reason { category, requires: Requirement::AnyOf(requires) };
        (!was_named).then_some((user.into(), reason))
    });
    newly_named.collect()
}

/// The people that a record mentions and did not mention before. The mentions of a record that is deleted or restored
/// are not new.
fn newly_mentioned(
    category: &'static NotificationCategory,
    before: Option<&Image>,
    after: &Image,
) -> Vec<(Mention, Reason)> {
    let texts = before.into_iter().flat_map(|before| category.revealing.iter().filter_map(|field| before.text(field)));
    let known: Vec<_> = texts.flat_map(mentions).collect();
    let all = category.revealing.chunks(1).flat_map(|requires| {
        let text = requires.first().and_then(|field| after.text(field)).unwrap_or_default();
        let reason = Reason { category, requires: Requirement::AnyOf(requires) };
        mentions(text).into_iter().map(move |mention| (mention, reason))
    });
    all.filter(|(mention, _)| !known.contains(mention)).collect()
}

#[cfg(test)]
mod tests;
