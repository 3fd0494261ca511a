use serde_json::{Value, json};

use super::*;
use crate::samples::catalogue;

const VERA: u128 = 1;
const BO: u128 = 2;

fn user(number: u128) -> UserId {
    Uuid::from_u128(number).into()
}

fn image(fields: Value) -> Image {
    Image::from(fields.as_object().cloned().expect("fields"))
}

fn categories(of: &[Reason]) -> Vec<&'static str> {
    of.iter().map(|reason| reason.category.name).collect()
}

fn of(entity: &str, kind: &str, before: Option<Value>, after: Value) -> Candidates {
    let catalogue = catalogue();
    let entity = catalogue.by_name(entity).expect("an entity");
    of_change(catalogue.notification_categories(), entity, before.map(image).as_ref(), &image(after), kind)
}

fn is_empty(candidates: &Candidates) -> bool {
    candidates.named.is_empty() && candidates.mentioned.is_empty() && candidates.followers.is_empty()
}

#[test]
fn a_move_concerns_owner_and_followers_and_a_close_is_told_once() {
    let deal =
        |stage: u128, status: &str| json!({"ownerId": user(VERA), "stageId": Uuid::from_u128(stage), "status": status});
    let moved = of("deal", "deal.stage_changed", Some(deal(1, "open")), deal(2, "open"));
    assert_eq!(moved.named.len(), 1);
    assert_eq!(categories(&moved.followers), ["deal_moved", "record_changed"]);

    assert!(is_empty(&of("deal", "deal.stage_changed", Some(deal(2, "open")), deal(3, "won"))));
    let won = of("deal", "deal.closed_won", Some(deal(2, "open")), deal(3, "won"));
    assert_eq!((won.named[0].0, won.named[0].1.category.name), (user(VERA), "deal_won"));
    assert_eq!(categories(&won.followers), ["deal_won"]);
    assert_eq!(categories(&of("deal", "deal.closed_lost", None, deal(3, "lost")).followers), ["deal_lost"]);
}

#[test]
fn a_user_whom_a_field_names_anew_is_concerned_and_one_whom_it_named_before_is_not() {
    let task =
        |owner: u128, assignee: u128| json!({"kind": "task", "ownerId": user(owner), "assigneeId": user(assignee)});
    let made = of("activity", "activity.created", None, task(VERA, BO));
    assert_eq!(made.named.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [user(VERA), user(BO)]);
    let given = of("activity", "activity.updated", Some(task(VERA, VERA)), task(VERA, BO));
    assert_eq!(given.named.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [user(BO)]);
    assert_eq!(categories(&given.followers), ["record_changed"]);
}

#[test]
fn a_note_mentions_people_once_and_other_kinds_nobody() {
    let text = |kind: &str, text: &str| json!({"kind": kind, "subject": "@v@x.y", "description": text});
    let made = of("activity", "activity.created", None, text("note", "with @bo@x.y"));
    assert_eq!(made.mentioned.len(), 2);
    let changed = of("activity", "activity.updated", Some(text("note", "@bo@x.y")), text("note", "@bo@x.y @ada@x.y"));
    let named: Vec<_> = changed.mentioned.iter().map(|(mention, _)| mention.clone()).collect();
    assert_eq!(named, [Mention::Email("ada@x.y".to_owned())]);
    assert!(of("activity", "activity.created", None, text("call", "@bo@x.y")).mentioned.is_empty());
}

#[test]
fn an_entry_beside_another_concerns_nobody_without_a_category_of_its_own() {
    let lead = |status: &str| json!({"ownerId": user(VERA), "status": status});
    assert!(is_empty(&of("lead", "lead.qualified", Some(lead("contacted")), lead("qualified"))));
    let changed = of("lead", "lead.status_changed", Some(lead("contacted")), lead("qualified"));
    assert_eq!(categories(&changed.followers), ["record_changed"]);
}
