//! Whom an entry may concern, by what it says: pure, and before anybody's access is asked.

use plenum_shared::{
    catalogue::{Entity, FieldKind, FieldMask, Otherwise},
    event,
    ids::UserId,
    image::Image,
    mention::{Mention, mentions},
    notification::Category,
};
use uuid::Uuid;

/// Whom an entry may concern, and why.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    /// The people that fields of the record name.
    pub named: Vec<(UserId, Reason)>,
    pub mentioned: Vec<(Mention, Reason)>,
    /// Why it concerns those who follow the record; nothing when it does not.
    pub followers: Vec<Reason>,
}

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reason {
    pub category: Category,
    pub shown: Shown,
}

/// What somebody must be able to see to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Field(&'static str),
    /// Anything that changed.
    AnyChange,
}

/// The people that a record names as those whose it is, or whose to do.
const NAMING: [&str; 2] = ["ownerId", "assigneeId"];

/// The texts of a note in which people are mentioned.
const MENTIONING: [&str; 2] = ["subject", "description"];

impl Shown {
    pub(super) fn is_seen(self, entity: &Entity, before: Option<&Image>, after: &Image, mask: FieldMask) -> bool {
        match self {
            Shown::Field(field) => mask.field(entity, field).is_some(),
            Shown::AnyChange => before.is_some_and(|before| !event::changes(entity, before, after, mask).is_empty()),
        }
    }
}

pub(super) fn told(entity: &Entity, before: Option<&Image>, after: &Image, kind: &str) -> Told {
    let reveals = |category, field| Reason { category, shown: Shown::Field(field) };
    let owner = |reason: Reason| after.owner().map(|owner| (owner, reason)).into_iter();
    let watchers = |reasons: Vec<Reason>| Told {
        named: reasons.first().copied().into_iter().flat_map(owner).collect(),
        followers: reasons,
        ..Told::default()
    };
    match kind {
        "deal.closed_won" => return watchers(vec![reveals(Category::DealWon, "status")]),
        "deal.closed_lost" => return watchers(vec![reveals(Category::DealLost, "status")]),
        _ => {}
    }
    // An entry that stands beside another tells of the same change a second time.
    let beside = |event: &&plenum_shared::catalogue::EventKind| event.otherwise == Otherwise::Nothing;
    if entity.events.iter().filter(beside).any(|event| event.name == kind) {
        return Told::default();
    }
    let any_change = Reason { category: Category::RecordChanged, shown: Shown::AnyChange };
    let mut told = match (kind, before) {
        // What is made is new to everybody, so nobody follows it yet.
        (_, None) => Told::default(),
        // That it was won or lost is an entry of its own, and says it better.
        ("deal.stage_changed", Some(before)) if closes(before, after) => Told::default(),
        ("deal.stage_changed", Some(_)) => watchers(vec![reveals(Category::DealMoved, "stageId"), any_change]),
        (_, Some(_)) => Told { followers: vec![any_change], ..Told::default() },
    };
    told.named.extend(newly_named(entity, before, after));
    told.mentioned = newly_mentioned(entity, before, after);
    told
}

/// Whether a deal came to its end.
fn closes(before: &Image, after: &Image) -> bool {
    before.get("status") != after.get("status") && matches!(after.text("status"), Some("won" | "lost"))
}

fn newly_named(entity: &Entity, before: Option<&Image>, after: &Image) -> Vec<(UserId, Reason)> {
    let naming = NAMING.iter().filter_map(|name| entity.field(name)).filter(|field| field.kind == FieldKind::User);
    let now_and_not_before = naming.filter_map(|field| {
        let user: Uuid = after.uuid(field.name)?;
        let same = before.is_some_and(|before| before.uuid(field.name) == Some(user));
        let reason = Reason { category: Category::Assigned, shown: Shown::Field(field.name) };
        (!same).then_some((user.into(), reason))
    });
    now_and_not_before.collect()
}

/// Those whom a note mentions and did not before. What is mentioned when a note is deleted or comes back was said
/// already.
fn newly_mentioned(entity: &Entity, before: Option<&Image>, after: &Image) -> Vec<(Mention, Reason)> {
    let is_note = entity.name == "activity" && after.text("kind") == Some("note");
    if !is_note {
        return Vec::new();
    }
    let known: Vec<_> = before.into_iter().flat_map(|before| MENTIONING.map(|field| before.text(field))).collect();
    let known: Vec<_> = known.into_iter().flatten().flat_map(mentions).collect();
    let all = MENTIONING.into_iter().flat_map(|field| {
        let reason = Reason { category: Category::Mentioned, shown: Shown::Field(field) };
        mentions(after.text(field).unwrap_or_default()).into_iter().map(move |mention| (mention, reason))
    });
    all.filter(|(mention, _)| !known.contains(mention)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::context::samples::catalogue;

    const VERA: u128 = 1;
    const BO: u128 = 2;

    fn user(number: u128) -> UserId {
        Uuid::from_u128(number).into()
    }

    fn image(fields: Value) -> Image {
        Image::from(fields.as_object().cloned().expect("fields"))
    }

    fn categories(of: &[Reason]) -> Vec<Category> {
        of.iter().map(|reason| reason.category).collect()
    }

    fn of(entity: &str, kind: &str, before: Option<Value>, after: Value) -> Told {
        told(catalogue().by_name(entity).expect("an entity"), before.map(image).as_ref(), &image(after), kind)
    }

    #[test]
    fn a_move_concerns_owner_and_followers_and_a_close_is_told_once() {
        let deal = |stage: u128, status: &str| json!({"ownerId": user(VERA), "stageId": stage, "status": status});
        let moved = of("deal", "deal.stage_changed", Some(deal(1, "open")), deal(2, "open"));
        assert_eq!(moved.named.len(), 1);
        assert_eq!(categories(&moved.followers), [Category::DealMoved, Category::RecordChanged]);

        assert_eq!(of("deal", "deal.stage_changed", Some(deal(2, "open")), deal(3, "won")), Told::default());
        let won = of("deal", "deal.closed_won", Some(deal(2, "open")), deal(3, "won"));
        assert_eq!((won.named[0].0, won.named[0].1.category), (user(VERA), Category::DealWon));
        assert_eq!(categories(&won.followers), [Category::DealWon]);
        assert_eq!(categories(&of("deal", "deal.closed_lost", None, deal(3, "lost")).followers), [Category::DealLost]);
    }

    #[test]
    fn whoever_a_field_names_anew_is_told_and_who_it_named_before_is_not() {
        let task =
            |owner: u128, assignee: u128| json!({"kind": "task", "ownerId": user(owner), "assigneeId": user(assignee)});
        let made = of("activity", "activity.created", None, task(VERA, BO));
        assert_eq!(made.named.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [user(VERA), user(BO)]);
        let given = of("activity", "activity.updated", Some(task(VERA, VERA)), task(VERA, BO));
        assert_eq!(given.named.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [user(BO)]);
        assert_eq!(categories(&given.followers), [Category::RecordChanged]);
    }

    #[test]
    fn a_note_mentions_people_once_and_other_kinds_nobody() {
        let text = |kind: &str, text: &str| json!({"kind": kind, "subject": "@v@x.y", "description": text});
        let made = of("activity", "activity.created", None, text("note", "with @bo@x.y"));
        assert_eq!(made.mentioned.len(), 2);
        let changed =
            of("activity", "activity.updated", Some(text("note", "@bo@x.y")), text("note", "@bo@x.y @ada@x.y"));
        let named: Vec<_> = changed.mentioned.iter().map(|(mention, _)| mention.clone()).collect();
        assert_eq!(named, [Mention::Email("ada@x.y".to_owned())]);
        assert!(of("activity", "activity.created", None, text("call", "@bo@x.y")).mentioned.is_empty());
    }

    #[test]
    fn what_stands_beside_another_entry_is_not_told_again() {
        let lead = |status: &str| json!({"ownerId": user(VERA), "status": status});
        assert_eq!(of("lead", "lead.qualified", Some(lead("contacted")), lead("qualified")), Told::default());
        let changed = of("lead", "lead.status_changed", Some(lead("contacted")), lead("qualified"));
        assert_eq!(categories(&changed.followers), [Category::RecordChanged]);
    }
}
