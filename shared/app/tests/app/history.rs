//! Timelines and audits: their pages and their masks.

use plenum_app::history::{self, AuditItem, HistoryPage, HistoryRequest, TimelineItem};
use plenum_shared::{
    Code, Result,
    caller::{Identity, Origin},
    ids::RecordId,
};
use plenum_testkit::{
    app::{Person, TestApp},
    catalogue,
};
use serde_json::json;
use time::Duration;

fn page_request(limit: u32) -> HistoryRequest {
    HistoryRequest { limit: Some(limit), ..HistoryRequest::default() }
}

async fn timeline(
    reader: &Person,
    segment: &str,
    id: RecordId,
    request: &HistoryRequest,
) -> Result<HistoryPage<TimelineItem>> {
    history::timeline(&reader.app, &reader.who, catalogue().by_segment(segment).expect(segment), id, request).await
}

async fn audit(reader: &Person, id: RecordId, request: &HistoryRequest) -> Result<HistoryPage<AuditItem>> {
    history::record_audit(&reader.app, &reader.who, catalogue().by_segment("deals").expect("deals"), id, request).await
}

/// The items of a timeline, one text for each: the type of an event, or the subject of an activity.
fn words(page: &HistoryPage<TimelineItem>) -> Vec<String> {
    let word = |item: &TimelineItem| match item {
        TimelineItem::Change(change) => change.kind.clone(),
        TimelineItem::Activity(item) => item.activity["subject"].as_str().unwrap_or_default().to_owned(),
    };
    page.page.items.iter().map(word).collect()
}

#[tokio::test]
async fn a_timeline_mixes_changes_with_activities_and_reads_the_same_in_both_directions() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deal = ada.create("deals", json!({"title": "Desks"})).await.id;
    let other = ada.create("deals", json!({"title": "Chairs"})).await.id;
    let mut made = vec!["deal.created".to_owned()];
    for number in 0..7 {
        // Some share a moment.
        if number % 3 == 0 {
            test.clock.advance(Duration::minutes(1));
        }
        let subject = format!("call {number}");
        ada.create("activities", json!({"kind": "call", "subject": subject, "dealId": deal})).await;
        ada.create("activities", json!({"kind": "note", "subject": "of another", "dealId": other})).await;
        test.clock.advance(Duration::seconds(1));
        ada.patch("deals", deal, json!({"title": format!("Desks {number}")})).await;
        made.extend([subject, "deal.updated".to_owned()]);
    }
    let whole = timeline(&ada, "deals", deal, &page_request(50)).await.expect("a page");
    let expected = words(&whole);
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    assert_eq!(sorted(expected.clone()), sorted(made));
    let times: Vec<_> = whole.page.items.iter().map(|item| json!(item)["time"].to_string()).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
    for limit in [1, 2, 3, 4, 50] {
        let (mut forward, mut request, mut last) = (Vec::new(), page_request(limit), None);
        loop {
            let page = timeline(&ada, "opportunities", deal, &request).await.expect("a page");
            forward.extend(words(&page));
            request.cursor = page.page.next.clone();
            last = page.page.prev.clone().or(last);
            if request.cursor.is_none() {
                break;
            }
        }
        assert_eq!(forward, expected, "by {limit}");
        let mut backward = Vec::new();
        while let Some(cursor) = last {
            let request = HistoryRequest { cursor: Some(cursor), ..page_request(limit) };
            let page = timeline(&ada, "deals", deal, &request).await.expect("a page");
            backward.splice(0..0, words(&page));
            last = page.page.prev.clone();
        }
        assert_eq!(backward, expected[..backward.len()], "back by {limit}");
        assert!(backward.len() + limit as usize >= expected.len() || limit == 50, "back by {limit}");
    }
    // New items come first, and the page before the first one has them.
    let first = timeline(&ada, "deals", deal, &page_request(3)).await.expect("a page");
    ada.patch("deals", deal, json!({"title": "newest"})).await;
    let cursor = first.page.next.clone();
    let second = timeline(&ada, "deals", deal, &HistoryRequest { cursor, ..page_request(3) }).await.expect("a page");
    assert_eq!(words(&second), expected[3..6]);
    let cursor = second.page.prev.clone();
    let back = timeline(&ada, "deals", deal, &HistoryRequest { cursor, ..page_request(3) }).await.expect("a page");
    assert_eq!(words(&back), expected[..3]);
    assert!(back.page.prev.is_some(), "the newest stands before it");
}

#[tokio::test]
async fn a_timeline_is_filtered_by_type_person_and_time() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("tenant_admin").await;
    let deal = ada.create("deals", json!({"title": "Desks"})).await.id;
    test.clock.advance(Duration::hours(1));
    ada.create("activities", json!({"kind": "call", "subject": "a call", "dealId": deal})).await;
    sam.create("tasks", json!({"subject": "a task", "dealId": deal})).await;
    sam.patch("deals", deal, json!({"title": "More desks"})).await;
    let narrowed =
        async |request: HistoryRequest| words(&timeline(&ada, "deals", deal, &request).await.expect("a page"));
    let types = |types: &str| HistoryRequest { types: Some(types.to_owned()), ..page_request(20) };
    assert_eq!(narrowed(types("call,task")).await, ["a task", "a call"]);
    assert_eq!(narrowed(types("task,deal.created")).await, ["a task", "deal.created"]);
    assert_eq!(narrowed(types("deal.updated")).await, ["deal.updated"]);
    let actor = |actor: String| HistoryRequest { actor: Some(actor), ..page_request(20) };
    assert_eq!(narrowed(actor(sam.who.user.to_string())).await, ["deal.updated", "a task"]);
    assert_eq!(narrowed(actor("user".to_owned())).await.len(), 4);
    assert!(narrowed(actor("system".to_owned())).await.is_empty());
    let hour = |from: &str, to: &str| {
        let time = |text: &str| (!text.is_empty()).then(|| format!("2026-05-06T{text}:00Z"));
        HistoryRequest { from: time(from), to: time(to), ..page_request(20) }
    };
    assert_eq!(narrowed(hour("", "08:00")).await, ["deal.created"]);
    assert_eq!(narrowed(hour("08:00", "")).await, ["deal.updated", "a task", "a call"]);

    // A cursor is valid for its own history and its own reader.
    let page = timeline(&ada, "deals", deal, &page_request(1)).await.expect("a page");
    let cursor = page.page.next;
    let with = |request: HistoryRequest| HistoryRequest { cursor: cursor.clone(), ..request };
    for (reader, request) in [(&ada, with(types("deal.updated"))), (&sam, with(page_request(1)))] {
        let refused = timeline(reader, "deals", deal, &request).await.expect_err("not this one");
        assert_eq!(refused.code(), Code::InvalidCursor);
    }
    let refused = audit(&ada, deal, &with(page_request(1))).await.expect_err("another history");
    assert_eq!(refused.code(), Code::InvalidCursor);
}

#[tokio::test]
async fn entries_invisible_when_they_happened_stay_invisible() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let north = ada.team("North", &[]).await;
    let seller = ada.member("sales_user").await;
    ada.join_team(seller.who.user, north).await;
    let deal = ada.create("deals", json!({"title": "CANARY one"})).await.id;
    ada.patch("deals", deal, json!({"title": "CANARY two"})).await;
    let hidden = timeline(&seller, "deals", deal, &page_request(20)).await.expect_err("out of sight");
    assert_eq!(hidden.code(), Code::NotFound);

    ada.patch("deals", deal, json!({"title": "three", "teamId": north})).await;
    ada.patch("deals", deal, json!({"title": "four"})).await;
    test.clock.advance(Duration::seconds(1));
    ada.create("activities", json!({"kind": "note", "subject": "CANARY of Ada's own", "dealId": deal})).await;
    ada.create("activities", json!({"kind": "note", "subject": "of the team", "dealId": deal, "teamId": north})).await;
    let seen = timeline(&seller, "deals", deal, &page_request(20)).await.expect("a page");
    assert_eq!(words(&seen), ["of the team", "deal.updated", "deal.access_gained"]);
    assert!(!json!(seen.page.items).to_string().contains("CANARY"));
    let small = timeline(&seller, "deals", deal, &page_request(1)).await.expect("a page");
    assert_eq!(words(&small).len(), 1, "what is hidden takes no room");

    // Lost and gained again: that it was away is known, and nothing of what happened there.
    test.clock.advance(Duration::seconds(1));
    ada.patch("deals", deal, json!({"title": "CANARY away", "teamId": null})).await;
    ada.patch("deals", deal, json!({"title": "back", "teamId": north})).await;
    let seen = timeline(&seller, "deals", deal, &page_request(2)).await.expect("a page");
    assert_eq!(words(&seen), ["deal.access_gained", "deal.access_lost"]);
    let shown = json!(seen.page.items);
    assert!(!shown.to_string().contains("CANARY") && shown[1].get("actor").is_none(), "{shown}");
}

#[tokio::test]
async fn a_mask_hides_fields_types_and_relations_in_every_history() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let permissions = json!([
        {"permission": "deals.read", "scope": "all", "fields": {"stageId": "none", "status": "none", "closedAt": "none", "description": "none"}},
        {"permission": "activities.read", "scope": "all", "fields": {"dealId": "none"}},
        {"permission": "audit.read", "scope": "team"},
    ]);
    let clerk = ada.member_in_role("clerk", permissions).await;
    let deal = ada.create("deals", json!({"title": "Desks", "description": "CANARY"})).await;
    let stages = ada.try_get("deals", deal.id).await.expect("a deal").record["pipelineId"].clone();
    let won = ada.create("stages", json!({"pipelineId": stages, "name": "CANARY", "kind": "won"})).await.id;
    ada.patch("deals", deal.id, json!({"description": "CANARY again"})).await;
    ada.patch("deals", deal.id, json!({"title": "Chairs", "stageId": won})).await;
    ada.create("activities", json!({"kind": "note", "subject": "CANARY", "dealId": deal.id})).await;

    let seen = timeline(&clerk, "deals", deal.id, &page_request(20)).await.expect("a page");
    assert_eq!(words(&seen), ["deal.updated", "deal.created"]);
    let narrowed = |types: &str| HistoryRequest { types: Some(types.to_owned()), ..page_request(20) };
    let found = timeline(&clerk, "deals", deal.id, &narrowed("deal.updated")).await.expect("a page");
    assert_eq!(words(&found), ["deal.updated"]);
    for hidden in ["deal.stage_changed", "deal.closed_won", "note"] {
        let found = timeline(&clerk, "deals", deal.id, &narrowed(hidden)).await.expect("a page");
        assert!(found.page.items.is_empty(), "{hidden}");
    }
    assert!(!json!(seen.page.items).to_string().contains("CANARY"));

    // The deal is Ada's, and the clerk may look into the past of the team's only.
    assert_eq!(audit(&clerk, deal.id, &page_request(20)).await.expect_err("beyond").code(), Code::Forbidden);
    let mine = ada.team("Mine", &[]).await;
    ada.join_team(clerk.who.user, mine).await;
    ada.patch("deals", deal.id, json!({"teamId": mine})).await;
    let page = audit(&clerk, deal.id, &page_request(20)).await.expect("an audit");
    let kinds: Vec<_> = page.page.items.iter().map(|item| item.kind.as_str()).collect();
    assert_eq!(kinds, ["deal.updated", "deal.updated", "deal.created"]);
    let shown = json!(page.page.items);
    assert!(!shown.to_string().contains("CANARY"), "{shown}");
    assert_eq!(shown[1]["changes"], json!({"title": {"from": "Desks", "to": "Chairs"}}));
}

#[tokio::test]
async fn an_audit_shows_actor_changes_and_origin_to_readers_with_the_permission() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let origin = Origin {
        request_id: "r-1".to_owned(),
        traceparent: None,
        ip: Some("192.0.2.7".to_owned()),
        user_agent: Some("desk/1".to_owned()),
    };
    let from_desk = Person { who: Identity { origin, ..ada.who.clone() }, ..ada.clone() };
    let manager = ada.member("manager").await;
    let north = ada.team("North", &[]).await;
    ada.join_team(manager.who.user, north).await;
    let deal = from_desk.create("deals", json!({"title": "Desks", "teamId": north})).await.id;
    let page = audit(&ada, deal, &page_request(20)).await.expect("an audit");
    let item = &page.page.items[0];
    assert_eq!((item.ip.as_deref(), item.user_agent.as_deref()), (Some("192.0.2.7"), Some("desk/1")));
    assert_eq!(item.request_id.as_deref(), Some("r-1"));
    assert_eq!(item.actor.as_ref().and_then(|actor| actor.id), Some(ada.who.user.uuid()));
    assert_eq!(item.after.as_ref().map(|after| after["title"].clone()), Some(json!("Desks")));

    // A manager answers for the team, and where people are is not among that.
    let page = audit(&manager, deal, &page_request(20)).await.expect("an audit");
    assert_eq!(page.page.items[0].request_id.as_deref(), Some("r-1"));
    assert_eq!((&page.page.items[0].ip, &page.page.items[0].user_agent), (&None, &None));
    let whole = history::tenant_audit(&test.app, &manager.who, &page_request(20)).await.expect_err("not the whole log");
    assert_eq!(whole.code(), Code::Forbidden);
    let seller = ada.member("sales_user").await;
    ada.join_team(seller.who.user, north).await;
    assert_eq!(audit(&seller, deal, &page_request(20)).await.expect_err("no audit").code(), Code::Forbidden);

    // A deleted record has a history, for readers who could see it.
    ada.try_delete("deals", deal).await.expect("deleted");
    let page = audit(&ada, deal, &page_request(1)).await.expect("an audit");
    assert_eq!(page.page.items[0].kind, "deal.deleted");
    let gone = timeline(&ada, "deals", deal, &page_request(1)).await.expect_err("gone");
    assert_eq!(gone.code(), Code::NotFound);
}

#[tokio::test]
async fn the_audit_of_a_tenant_is_filtered_by_access_and_by_parameters() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let auditor = ada
        .member_in_role(
            "auditor",
            json!([
                {"permission": "audit.read", "scope": "all"},
                {"permission": "deals.read", "scope": "own"},
            ]),
        )
        .await;
    ada.create("deals", json!({"title": "CANARY"})).await;
    let whole = history::tenant_audit(&test.app, &ada.who, &page_request(200)).await.expect("an audit");
    let kinds: Vec<_> = whole.page.items.iter().map(|item| item.kind.as_str()).collect();
    for expected in ["deal.created", "role.created", "stage.created", "tenant.created", "session.started"] {
        assert!(kinds.contains(&expected), "{expected} in {kinds:?}");
    }
    let seen = history::tenant_audit(&test.app, &auditor.who, &page_request(200)).await.expect("an audit");
    assert_eq!(seen.page.items, [], "neither deals of others nor what is administered");

    let narrowed = async |request: HistoryRequest| {
        let page = history::tenant_audit(&test.app, &ada.who, &request).await.expect("an audit");
        page.page.items.into_iter().map(|item| item.kind).collect::<Vec<_>>()
    };
    let entity = HistoryRequest { entity: Some("role".to_owned()), ..page_request(20) };
    assert_eq!(narrowed(entity.clone()).await, ["role.created"]);
    assert!(narrowed(HistoryRequest { types: Some("deal.created".to_owned()), ..entity }).await.is_empty());
    let actor = HistoryRequest { actor: Some("system".to_owned()), ..page_request(20) };
    assert_eq!(narrowed(actor).await, ["tenant.created"]);
    let mut request = page_request(4);
    let mut all = Vec::new();
    loop {
        let page = history::tenant_audit(&test.app, &ada.who, &request).await.expect("a page").page;
        all.extend(page.items);
        request.cursor = page.next;
        if request.cursor.is_none() {
            break;
        }
    }
    assert_eq!(all, whole.page.items);
}
