use serde_json::Value;
use time::macros::datetime;
use uuid::Uuid;

use super::*;
use crate::{actor::Actor, catalogue::samples::DEAL, cursor::Position, entry::FORMAT};

const CANARY: &str = "CANARY-hidden";

fn deal() -> &'static Entity {
    &DEAL
}

fn image(fields: Value) -> Image {
    Image::from(fields.as_object().cloned().unwrap_or_default())
}

fn entry(kind: &str, before: Option<Image>, after: Option<Image>) -> Entry {
    Entry {
        tenant: Uuid::from_u128(1).into(),
        position: Position { epoch: 7, seq: 3 },
        id: Uuid::from_u128(2).into(),
        format: FORMAT,
        kind: kind.into(),
        entity: "deal".into(),
        record: Uuid::from_u128(5).into(),
        actor: Actor::user(Uuid::from_u128(6).into()),
        recipient: None,
        before,
        after,
        request_id: "r".into(),
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
        ip: None,
        user_agent: None,
        cause: None,
        depth: 0,
        change_set: None,
        recorded_at: datetime!(2026-01-02 03:04:05 UTC),
    }
}

fn moved() -> Entry {
    let before = json!({"id": Uuid::from_u128(5), "title": "a", "stageId": "s1", "status": "open", "version": 1});
    let after = json!({"id": Uuid::from_u128(5), "title": "a", "stageId": "s2", "status": "won", "version": 2});
    entry("deal.stage_changed", Some(image(before)), Some(image(after)))
}

fn without(hidden: &[&str]) -> FieldMask {
    let visible = deal().fields().enumerate().filter(|(_, field)| !hidden.contains(&field.name));
    visible.fold(FieldMask::NONE, |mask, (index, _)| mask.with(index))
}

fn json_of(rendered: &Rendered) -> Value {
    serde_json::from_slice(&rendered.json).expect("an event is JSON")
}

#[test]
fn a_change_is_a_cloud_event_with_the_record_and_what_changed() {
    let rendered = render(deal(), &moved(), Verdict::Seen, FieldMask::ALL, "cur").expect("visible");
    assert_eq!(rendered.target, "DealStageChanged");
    let event = json_of(&rendered);
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["type"], "deal.stage_changed");
    assert_eq!(event["subject"], format!("deals/{}", Uuid::from_u128(5)));
    assert_eq!(event["cursor"], "cur");
    assert_eq!(event["data"]["stageId"], "s2");
    assert_eq!(event["changes"]["stageId"], json!({"from": "s1", "to": "s2"}));
    assert!(event["changes"].get("version").is_none(), "the version is no change");
}

#[test]
fn a_gained_record_is_sent_without_its_earlier_values() {
    let event = json_of(&render(deal(), &moved(), Verdict::Gained, FieldMask::ALL, "c").expect("visible"));
    assert_eq!(event["type"], "deal.access_gained");
    assert!(event.get("changes").is_none());
    assert!(!event.to_string().contains("s1"));
}

#[test]
fn a_lost_record_is_sent_with_its_id_only() {
    let event = json_of(&render(deal(), &moved(), Verdict::Lost, FieldMask::ALL, "c").expect("an event"));
    assert_eq!(event["data"], json!({"id": Uuid::from_u128(5)}));
    assert!(event.get("actorid").is_none() && event.get("traceparent").is_none() && event.get("changes").is_none());
}

#[test]
fn masked_fields_appear_in_no_rendering() {
    let before = json!({"title": "a", "description": CANARY});
    let after = json!({"title": "b", "description": format!("{CANARY}-2")});
    let entry = entry("deal.updated", Some(image(before)), Some(image(after)));
    for verdict in [Verdict::Seen, Verdict::Gained, Verdict::Lost] {
        let rendered = render(deal(), &entry, verdict, without(&["description"]), "c").expect("the title is visible");
        assert!(!String::from_utf8_lossy(&rendered.json).contains(CANARY), "{verdict:?}");
    }
}

#[test]
fn a_change_of_hidden_fields_alone_is_no_event() {
    let entry =
        entry("deal.updated", Some(image(json!({"description": "a"}))), Some(image(json!({"description": "b"}))));
    assert_eq!(render(deal(), &entry, Verdict::Seen, without(&["description"]), "c"), None);
    assert_eq!(render(deal(), &entry, Verdict::Hidden, FieldMask::ALL, "c"), None);
}

#[test]
fn a_type_that_reveals_a_hidden_field_is_replaced() {
    let rendered = render(deal(), &moved(), Verdict::Seen, without(&["stageId"]), "c").expect("the status is visible");
    assert_eq!(rendered.target, "DealUpdated");
    let mut won = moved();
    won.kind = "deal.closed_won".into();
    assert_eq!(render(deal(), &won, Verdict::Seen, without(&["status"]), "c"), None);
}
