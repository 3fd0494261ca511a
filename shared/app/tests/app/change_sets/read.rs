//! Lists of change sets, single ones, and records as of a time.

use plenum_app::{
    history::change_sets::{self, ChangeSetRequest},
    records,
};
use plenum_shared::{Code, actor::ActorKind, ids::RecordId};
use plenum_testkit::app::{Person, TestApp, entity_at, refused};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{create, list, newest, patch, run};

#[tokio::test]
async fn every_entry_of_the_log_has_a_change_set_and_every_request_its_own() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    ada.team("North", &[sam.who.user]).await;
    let deal = sam.deal("Desks").await.id;
    sam.patch("deals", deal, json!({"title": "Chairs"})).await;
    let log = ada.log().await;
    assert!(log.iter().all(|entry| entry.change_set.is_some()));
    // A registration is one change set: the tenant, its first member, what it begins with, and the session.
    let first: Vec<_> = log.iter().filter(|entry| entry.change_set == log[0].change_set).collect();
    assert!(first.len() > 5 && first.last().is_some_and(|entry| entry.kind == "session.started"));
    let of_deal: Vec<_> = log.iter().filter(|entry| entry.record == deal).map(|entry| entry.change_set).collect();
    assert!(of_deal.len() == 2 && of_deal[0] != of_deal[1]);
}

#[tokio::test]
async fn a_reader_lists_their_own_change_sets_and_those_of_others_with_a_permission() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (sam, kim) = (ada.member("sales_user").await, ada.member("sales_user").await);
    run(&sam, "deals", vec![create(json!({"title": "a"})), create(json!({"title": "b"}))]).await.expect("a batch");
    let of_sam = newest(&sam).await;
    kim.deal("c").await;
    let ids = |views: Vec<change_sets::ChangeSetView>| views.into_iter().map(|view| view.id).collect::<Vec<_>>();
    assert_eq!(ids(list(&sam).await), [of_sam]);
    let all = list(&ada).await;
    assert_eq!((all[0].actor.id, all[1].id), (Some(kim.who.user.uuid()), of_sam));
    assert_eq!((all[1].counts.created, all[1].entities[0].records), (2, 2));
    assert_eq!(all[1].actor.kind, ActorKind::User);
    let by = async |who: &Person, actor: &Person| {
        let request = ChangeSetRequest { actor: Some(actor.who.user.to_string()), ..ChangeSetRequest::default() };
        ids(change_sets::list(&who.app, &who.who, &request).await.expect("a page").items)
    };
    assert_eq!(by(&ada, &sam).await, [of_sam]);
    assert!(by(&kim, &sam).await.is_empty());
    // The change sets of other users and of other tenants are refused like unknown ones.
    let stranger = test.admin("other").await;
    for who in [&kim, &stranger] {
        assert_eq!(refused(change_sets::get(&who.app, &who.who, of_sam).await), Code::NotFound);
        assert_eq!(refused(super::try_revert(who, of_sam).await), Code::NotFound);
    }
    assert!(list(&stranger).await.iter().all(|view| view.id != of_sam));
    let nobody = ada.app.source().uuid().into();
    assert_eq!(refused(change_sets::get(&ada.app, &ada.who, nobody).await), Code::NotFound);
}

#[tokio::test]
async fn pages_go_back_without_a_gap() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for number in 0..7 {
        run(&ada, "deals", (0..=number).map(|_| create(json!({"title": "a"}))).collect()).await.expect("a batch");
    }
    let whole: Vec<_> = list(&ada).await.into_iter().map(|view| (view.id, view.counts)).collect();
    for limit in 1..4 {
        let (mut read, mut request) =
            (Vec::new(), ChangeSetRequest { limit: Some(limit), ..ChangeSetRequest::default() });
        loop {
            let page = change_sets::list(&ada.app, &ada.who, &request).await.expect("a page");
            read.extend(page.items.into_iter().map(|view| (view.id, view.counts)));
            request.cursor = page.next;
            if request.cursor.is_none() {
                break;
            }
        }
        assert_eq!(read, whole);
    }
}

#[tokio::test]
async fn a_change_set_shows_what_the_reader_sees_now_and_could_see_then() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let auditor = ada
        .member_in_role(
            "auditor",
            json!([
                {"permission": "deals.read", "scope": "own", "fields": {"description": "none"}},
                {"permission": "changesets.read", "scope": "all"},
            ]),
        )
        .await;
    let (shared, hidden) = (ada.deal("Shared").await.id, ada.deal("CANARY title").await.id);
    ada.patch("deals", shared, json!({"ownerId": auditor.who.user})).await;
    let changes = vec![
        patch(shared, json!({"title": "Desks", "description": "CANARY description"})),
        patch(hidden, json!({"title": "CANARY two"})),
    ];
    let set = run(&ada, "deals", changes).await.expect("a batch").change_set.expect("a change set");
    let shown = change_sets::get(&auditor.app, &auditor.who, set).await.expect("a change set").value;
    let text = serde_json::to_string(&shown).expect("json");
    assert!(!text.contains("CANARY") && !text.contains(&hidden.to_string()), "{text}");
    assert_eq!((shown.change_set.counts.updated, shown.changes.len()), (1, 1));
    assert_eq!(shown.changes[0].change.changes, super::fields(json!({"title": {"from": "Shared", "to": "Desks"}})));
    // A set of hidden fields alone is not there.
    ada.patch("deals", shared, json!({"description": "CANARY three"})).await;
    let secret = newest(&ada).await;
    assert_eq!(refused(change_sets::get(&auditor.app, &auditor.who, secret).await), Code::NotFound);
    assert_eq!(newest(&auditor).await, set);
    // Once the record is out of sight, so is its past.
    ada.patch("deals", shared, json!({"ownerId": ada.who.user})).await;
    assert_eq!(refused(change_sets::get(&auditor.app, &auditor.who, set).await), Code::NotFound);
}

async fn as_of(who: &Person, id: RecordId, at: OffsetDateTime) -> plenum_shared::Result<records::RecordView> {
    records::get_as_of(&who.app, &who.who, entity_at("deals"), id, at).await
}

#[tokio::test]
async fn a_record_is_read_as_it_was_by_those_who_could_see_it_then_and_can_now() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let start = ada.app.source().now();
    test.clock.advance(Duration::minutes(1));
    let deal = ada.deal("Desks").await.id;
    let made = ada.app.source().now();
    test.clock.advance(Duration::minutes(1));
    ada.patch("deals", deal, json!({"title": "Chairs", "ownerId": sam.who.user})).await;
    let changed = ada.app.source().now();
    test.clock.advance(Duration::minutes(1));
    let then = as_of(&ada, deal, made + Duration::seconds(59)).await.expect("as it was");
    assert_eq!((&then.record["title"], then.version), (&json!("Desks"), 1));
    let now = as_of(&ada, deal, changed).await.expect("as it is");
    assert_eq!((&now.record["title"], now.version), (&json!("Chairs"), 2));
    assert_eq!(refused(as_of(&ada, deal, start).await), Code::NotFound);
    // He owns it now and could not see it then.
    assert_eq!(as_of(&sam, deal, changed).await.expect("his").record["title"], "Chairs");
    assert_eq!(refused(as_of(&sam, deal, made).await), Code::NotFound);
    let stranger = test.admin("other").await;
    assert_eq!(refused(as_of(&stranger, deal, made).await), Code::NotFound);
    ada.try_delete("deals", deal).await.expect("deletes");
    assert_eq!(refused(as_of(&ada, deal, made).await), Code::NotFound);
    test.clock.advance(Duration::minutes(1));
    let deleted = ada.app.source().now() - Duration::seconds(1);
    ada.try_restore("deals", deal).await.expect("restores");
    assert_eq!(refused(as_of(&ada, deal, deleted).await), Code::NotFound);
    assert_eq!(as_of(&ada, deal, made).await.expect("as it was").record["title"], "Desks");
}
