//! Reverts.

use std::collections::{BTreeMap, HashSet};

use plenum_app::{
    history::change_sets::{self, ChangeSetRequest, CountKind, RevertCounts, RevertOutcome},
    records::Operation,
};
use plenum_shared::{Code, actor::Actor, caller::Origin, entry::NewEntry, ids::RecordId};
use plenum_store::{TenantTx, log};
use plenum_testkit::app::{Person, TestApp, refused};
use serde_json::{Value, json};

use super::{create, newest, patch, record_in, rehearse, revert, run, try_revert};

/// A record without what every write changes.
async fn content(who: &Person, segment: &str, id: RecordId) -> Option<Value> {
    let mut record = who.try_get(segment, id).await.ok()?.record;
    record.retain(|name, _| !["version", "updatedAt", "updatedBy"].contains(&name.as_str()));
    Some(Value::Object(record))
}

#[tokio::test]
async fn fields_are_restored_unless_edited_since_and_a_revert_can_be_reverted() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (desks, chairs, gone) = (ada.deal("Desks").await.id, ada.deal("Chairs").await.id, ada.deal("Lamps").await.id);
    let operations = vec![
        patch(desks, json!({"title": "Big desks", "description": "oak"})),
        patch(chairs, json!({"title": "Big chairs"})),
        Operation::Delete { id: gone, if_match: None },
        create(json!({"title": "Sofas"})),
    ];
    let done = run(&ada, "deals", operations).await.expect("a batch");
    let (set, sofas) = (done.change_set.expect("a set"), done.items[3].as_ref().expect("a deal").id);
    ada.patch("deals", desks, json!({"title": "Huge desks"})).await;
    let before = ada.log().await.len();

    let rehearsed = rehearse(&ada, set).await;
    assert_eq!((ada.log().await.len(), ada.value("deals", chairs, "title").await), (before, json!("Big chairs")));
    let report = revert(&ada, set).await;
    assert_eq!((&rehearsed.records, rehearsed.counts), (&report.records, report.counts));
    assert!(rehearsed.dry_run && rehearsed.change_set.is_none() && !report.dry_run);
    let expected = RevertCounts { reverted: 1, deleted: 1, restored: 1, partial: 1, ..RevertCounts::default() };
    assert_eq!(report.counts, expected);
    let partial = record_in(&report, desks);
    assert_eq!(
        (&*partial.fields, &*partial.edited_since),
        (&["description".to_owned()][..], &["title".to_owned()][..])
    );
    assert_eq!(ada.value("deals", desks, "title").await, "Huge desks");
    assert_eq!(ada.value("deals", desks, "description").await, Value::Null);
    assert_eq!(ada.value("deals", chairs, "title").await, "Chairs");
    assert_eq!(ada.value("deals", gone, "title").await, "Lamps");
    assert_eq!(refused(ada.try_get("deals", sofas).await), Code::NotFound);
    assert!(ada.log().await[before..].iter().all(|entry| entry.change_set == report.change_set));

    let listed = &super::list(&ada).await[0];
    assert_eq!((Some(listed.id), listed.reverts), (report.change_set, Some(set)));
    // Nothing is left to revert of the first, and the revert can be reverted.
    let again = revert(&ada, set).await;
    assert_eq!((again.change_set, again.counts.reverted), (None, 0));
    let undone = revert(&ada, report.change_set.expect("a set")).await;
    assert_eq!(undone.counts.refused, 0);
    assert_eq!(ada.value("deals", desks, "description").await, "oak");
    assert_eq!(ada.value("deals", chairs, "title").await, "Big chairs");
    assert_eq!(ada.value("deals", sofas, "title").await, "Sofas");
    assert_eq!(refused(ada.try_get("deals", gone).await), Code::NotFound);
}

#[tokio::test]
async fn authors_revert_their_own_change_sets_and_others_need_permission_and_access() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let deal = sam.deal("Desks").await.id;
    sam.patch("deals", deal, json!({"title": "Chairs"})).await;
    let set = newest(&sam).await;
    let reader =
        json!([{"permission": "deals.read", "scope": "all"}, {"permission": "changesets.read", "scope": "all"}]);
    let reader = ada.member_in_role("reader", reader).await;
    assert_eq!(refused(try_revert(&reader, set).await), Code::Forbidden);
    let reverter = json!([
        {"permission": "deals.read", "scope": "all"}, {"permission": "deals.write", "scope": "own"},
        {"permission": "changesets.read", "scope": "all"}, {"permission": "changesets.revert", "scope": "all"},
    ]);
    let reverter = ada.member_in_role("reverter", reverter).await;
    let report = revert(&reverter, set).await;
    let record = record_in(&report, deal);
    assert_eq!((record.outcome, record.code.as_deref()), (RevertOutcome::Refused, Some("forbidden")));
    assert_eq!((report.change_set, ada.value("deals", deal, "title").await), (None, json!("Chairs")));
    assert_eq!(revert(&sam, set).await.counts.reverted, 1);
    assert_eq!(ada.value("deals", deal, "title").await, "Desks");
    // The revert is his own change set; she has the permission for it.
    assert_eq!(revert(&ada, newest(&sam).await).await.counts.reverted, 1);
    assert_eq!(ada.value("deals", deal, "title").await, "Chairs");
}

#[tokio::test]
async fn hidden_and_read_only_fields_stay_and_the_hidden_ones_are_not_in_the_report() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let role = json!([
        {"permission": "deals.read", "scope": "all", "fields": {"description": "none"}},
        {"permission": "deals.write", "scope": "all", "fields": {"description": "none", "expectedCloseDate": "read"}},
        {"permission": "changesets.read", "scope": "all"}, {"permission": "changesets.revert", "scope": "all"},
    ]);
    let masked = ada.member_in_role("masked", role).await;
    let (both, secret) = (ada.deal("Desks").await.id, ada.deal("Secret").await.id);
    let changed = json!({"title": "Chairs", "description": "CANARY", "expectedCloseDate": "2026-01-31"});
    let operations = vec![patch(both, changed), patch(secret, json!({"description": "CANARY"}))];
    let set = run(&ada, "deals", operations).await.expect("a batch").change_set.expect("a set");
    for report in [rehearse(&masked, set).await, revert(&masked, set).await] {
        let text = serde_json::to_string(&report).expect("json");
        assert!(!text.contains("description") && !text.contains(&secret.to_string()), "{text}");
        let record = record_in(&report, both);
        assert_eq!(record.outcome, RevertOutcome::Partial);
        assert_eq!(
            (&*record.fields, &*record.read_only),
            (&["title".to_owned()][..], &["expectedCloseDate".to_owned()][..])
        );
    }
    assert_eq!(ada.value("deals", both, "title").await, "Desks");
    assert_eq!(ada.value("deals", both, "description").await, "CANARY");
    assert_eq!(ada.value("deals", secret, "description").await, "CANARY");
}

#[tokio::test]
async fn a_revert_ignores_the_steps_of_a_state_machine_and_keeps_references_valid() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    // A lead that was converted goes back, which no step allows.
    let lead = ada.create("leads", json!({"title": "Ms", "firstName": "Lea", "lastName": "Lead"})).await.id;
    ada.patch("leads", lead, json!({"status": "contacted"})).await;
    ada.patch("leads", lead, json!({"status": "disqualified"})).await;
    assert_eq!(revert(&ada, newest(&ada).await).await.counts.reverted, 1);
    assert_eq!(ada.value("leads", lead, "status").await, "contacted");

    // A reference to what is gone does not come back.
    let (old, new) = (
        ada.create("accounts", json!({"name": "Old"})).await.id,
        ada.create("accounts", json!({"name": "New"})).await.id,
    );
    let contact = ada.create("contacts", json!({"firstName": "C", "accountId": old})).await.id;
    ada.patch("contacts", contact, json!({"accountId": new})).await;
    let moved = newest(&ada).await;
    ada.try_delete("accounts", old).await.expect("no record refers to it");
    let report = revert(&ada, moved).await;
    assert_eq!(record_in(&report, contact).code.as_deref(), Some("invalid"));
    assert_eq!(ada.value("contacts", contact, "accountId").await, json!(new));

    // There is one default at every time.
    let defaults = async || {
        let all = ada.list("pipelines").await;
        all.iter().filter(|pipeline| pipeline["isDefault"] == true).map(|p| p["name"].clone()).collect::<Vec<_>>()
    };
    let first = defaults().await;
    let second = ada.create("pipelines", json!({"name": "Second"})).await.id;
    ada.patch("pipelines", second, json!({"isDefault": true})).await;
    let report = revert(&ada, newest(&ada).await).await;
    assert_eq!((report.counts.refused, defaults().await), (0, first));

    // A created record that another one refers to is kept.
    let account = ada.create("accounts", json!({"name": "Held"})).await.id;
    let made = newest(&ada).await;
    ada.create("deals", json!({"title": "Desks", "accountId": account})).await;
    let report = revert(&ada, made).await;
    assert_eq!(record_in(&report, account).code.as_deref(), Some("in_use"));
}

#[tokio::test]
async fn a_revert_restores_the_stage_of_a_deal_and_the_fields_derived_from_it() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let stages = ada.list("stages").await;
    let stage = |kind: &str| stages.iter().find(|stage| stage["kind"] == kind).expect("a stage")["id"].clone();
    let deal = ada.deal("Desks").await.id;
    ada.patch("deals", deal, json!({"stageId": stage("won")})).await;
    let won = content(&ada, "deals", deal).await;
    test.clock.advance(time::Duration::hours(1));
    ada.patch("deals", deal, json!({"stageId": stage("open")})).await;
    let reopened = newest(&ada).await;
    test.clock.advance(time::Duration::hours(1));
    revert(&ada, reopened).await;
    // With the time of closing of then.
    assert_eq!(content(&ada, "deals", deal).await, won);
    // Moved on by hand, it keeps the status of the stage it is in.
    ada.patch("deals", deal, json!({"stageId": stage("open"), "title": "Chairs"})).await;
    let both = newest(&ada).await;
    ada.patch("deals", deal, json!({"stageId": stage("lost")})).await;
    let report = revert(&ada, both).await;
    assert_eq!(record_in(&report, deal).edited_since, ["stageId"]);
    assert_eq!(ada.value("deals", deal, "title").await, "Desks");
    assert_eq!(ada.value("deals", deal, "status").await, "lost");
}

/// A cheap, repeatable sequence of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Random batches over a few records, then a revert of each, the last first: every state comes back.
#[tokio::test]
async fn reverting_random_edits_one_by_one_restores_every_earlier_state() {
    const ROUNDS: usize = 12;
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for seed in [1, 2, 3] {
        let mut random = Numbers(seed);
        let mut known = Vec::new();
        for number in 0..4 {
            known.push(ada.create("contacts", json!({"firstName": format!("C{number}")})).await.id);
        }
        let (mut states, mut sets) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let mut state = BTreeMap::new();
            for id in &known {
                state.insert(*id, content(&ada, "contacts", *id).await);
            }
            states.push(state);
            let mut operations = Vec::new();
            for id in &known {
                let word = format!("w{}", random.below(4));
                operations.push(match random.below(6) {
                    0 => Operation::Delete { id: *id, if_match: None },
                    1 => Operation::Restore { id: *id },
                    2 => patch(*id, json!({"firstName": word, "department": Value::Null})),
                    3 => patch(*id, json!({"lastName": word, "department": word})),
                    _ => continue,
                });
            }
            operations.push(create(json!({"firstName": "new"})));
            let done = run(&ada, "contacts", operations).await.expect("a batch");
            known.extend(done.items.last().and_then(|item| item.as_ref().ok()).map(|view| view.id));
            sets.push(done.change_set.expect("a set"));
        }
        while let (Some(set), Some(state)) = (sets.pop(), states.pop()) {
            let report = revert(&ada, set).await;
            let left = report.counts.kept + report.counts.partial + report.counts.refused;
            assert_eq!(left, 0, "seed {seed}: {report:?}");
            for (id, expected) in &state {
                assert_eq!(&content(&ada, "contacts", *id).await, expected, "seed {seed}");
            }
        }
    }
}

/// Many records changed by batches, some of them edited by hand since, and every batch reverted.
#[tokio::test]
async fn a_revert_leaves_out_and_lists_records_edited_by_hand() {
    const SETS: usize = 10;
    const EACH: usize = 100;
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (mut sets, mut all) = (Vec::new(), Vec::new());
    for _ in 0..SETS {
        let made = (0..EACH).map(|_| create(json!({"firstName": "old", "department": "Ulm"}))).collect();
        let made = run(&ada, "contacts", made).await.expect("a batch");
        let ids: Vec<RecordId> = made.items.iter().map(|item| item.as_ref().expect("made").id).collect();
        let changed = ids.iter().map(|id| patch(*id, json!({"firstName": "new", "department": "Bonn"}))).collect();
        sets.push(run(&ada, "contacts", changed).await.expect("a batch").change_set.expect("a set"));
        all.extend(ids);
    }
    let by_hand: HashSet<RecordId> = all.iter().step_by(SETS).copied().collect();
    for id in &by_hand {
        ada.patch("contacts", *id, json!({"firstName": "by hand", "department": "Kiel"})).await;
    }
    let mut listed = HashSet::new();
    for set in sets {
        let report = revert(&ada, set).await;
        let kept = report.records.iter().filter(|record| record.outcome == RevertOutcome::Kept);
        listed.extend(kept.map(|record| record.record_id));
        assert_eq!((report.counts.reverted as usize, report.counts.kept as usize), (EACH - EACH / SETS, EACH / SETS));
    }
    assert_eq!((by_hand.len(), &listed), (EACH, &by_hand));
    for id in all.iter().step_by(7) {
        let expected = if by_hand.contains(id) { "by hand" } else { "old" };
        assert_eq!(ada.value("contacts", *id, "firstName").await, expected);
    }
}

/// A change set larger than any request makes, as an import writes it: in several transactions.
#[tokio::test]
async fn a_change_set_over_the_limit_is_reverted_by_a_job_and_counted_as_far_as_it_is_read() {
    const PARTS: usize = 3;
    const EACH: usize = 400;
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deal = ada.deal("Desks").await.id;
    ada.patch("deals", deal, json!({"title": "Chairs"})).await;
    let last = ada.expect_last(&["deal.updated"]).await;
    let set = ada.app.source().uuid().into();
    for _ in 0..PARTS {
        let entry = |_| {
            let origin = Origin { request_id: "import".to_owned(), ..Origin::default() };
            let id = ada.app.source().uuid();
            let entry = NewEntry::new(id, "deal.updated", "deal", deal, Actor::user(ada.who.user), origin);
            NewEntry { change_set: Some(set), ..entry.with_images(last.before.clone(), last.after.clone()) }
        };
        let entries: Vec<_> = (0..EACH).map(entry).collect();
        let (entries, now) = (&entries, ada.app.source().now());
        let work = |mut tx: TenantTx| async move {
            log::append(&mut tx, entries, now).await?;
            Ok(tx.finish(()))
        };
        ada.app.store().write("test.append", ada.who.tenant, None, work).await.expect("appends");
    }
    let shown = change_sets::get(&ada.app, &ada.who, set).await.expect("a change set").value;
    assert_eq!((shown.change_set.counts_are, shown.has_more), (CountKind::AtLeast, true));
    let listed = super::list(&ada).await;
    let large = listed.iter().find(|view| view.id == set).expect("it is listed");
    assert_eq!((large.counts_are, large.counts.updated), (CountKind::AtLeast, 1));
    // Older change sets than the large one are on the next page.
    let request = ChangeSetRequest { limit: Some(200), ..ChangeSetRequest::default() };
    let page = change_sets::list(&ada.app, &ada.who, &request).await.expect("a page");
    let next = ChangeSetRequest { cursor: page.next, ..request };
    let older = change_sets::list(&ada.app, &ada.who, &next).await.expect("a page").items;
    let older: Vec<_> = page.items.into_iter().chain(older).map(|view| view.id).collect();
    assert!(last.change_set.is_some_and(|id| older.contains(&id)));
    // A job reverts it, and one record with more entries than are read at once is one record.
    let counts = super::large::revert_by_job(&test, &ada, set).await.counts;
    assert_eq!(counts, RevertCounts { reverted: 1, ..RevertCounts::default() });
    assert_eq!(ada.value("deals", deal, "title").await, "Desks");
}
