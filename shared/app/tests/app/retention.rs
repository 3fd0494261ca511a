//! The purge of data past its retention: deleted records, and old entries of the log.

use plenum_app::{
    Contexts,
    history::{self, HistoryRequest},
    jobs,
    platform::settings,
    records::{followers, purge},
};
use plenum_shared::{
    Code,
    actor::ActorKind,
    entry::Entry,
    ids::{RecordId, TenantId},
};
use plenum_store::{TenantTx, log};
use plenum_testkit::{
    app::{Person, TestApp, entity_at, refused},
    contexts,
};
use serde_json::{Value, json};
use time::Duration;
use tokio_util::sync::CancellationToken;

async fn purge(of: &Person) -> u64 {
    purge::purge_tenant(&of.app, of.who.tenant, &CancellationToken::new()).await.expect("no error")
}

async fn forget(of: &Person) -> u64 {
    history::retention::forget(&of.app, of.who.tenant, &CancellationToken::new()).await.expect("no error")
}

async fn set(by: &Person, name: &str, days: Value) {
    let patch = json!({ name: days });
    let patch = patch.as_object().expect("an object");
    settings::patch_tenant(&by.app, &by.who, None, patch).await.expect("settings");
}

async fn delete(by: &Person, segment: &str, id: RecordId) {
    by.try_delete(segment, id).await.expect("deleted");
}

/// Whether a deleted record is still there.
async fn is_kept(by: &Person, segment: &str, id: RecordId) -> bool {
    let work = |mut tx: TenantTx| async move {
        let found = plenum_store::records::get_all(&mut tx, entity_at(segment), &[id.uuid()]).await?;
        Ok(tx.finish(found.len() == 1))
    };
    by.app.store().read("test.kept", by.who.tenant, None, work).await.expect("an answer")
}

async fn floor(of: &Person) -> i64 {
    let work = |mut tx: TenantTx| async move {
        let floor = log::floor(&mut tx).await?;
        Ok(tx.finish(floor))
    };
    of.app.store().read("test.floor", of.who.tenant, None, work).await.expect("a floor")
}

#[tokio::test]
async fn deleted_records_are_purged_after_their_retention_and_referring_records_first() {
    let test = TestApp::new().await;
    let (admin, other) = (test.admin("acme").await, test.admin("globex").await);
    let mut all = Vec::new();
    for person in [&admin, &other] {
        let parent = person.create("accounts", json!({ "name": "Holding" })).await.id;
        let account = person.create("accounts", json!({ "name": "Works", "parentId": parent })).await.id;
        let contact =
            person.create("contacts", json!({ "firstName": "Jo", "lastName": "Doe", "accountId": account })).await.id;
        let deal = json!({ "title": "desks", "accountId": account, "contactId": contact });
        let deal = person.create("deals", deal).await.id;
        let task = json!({ "subject": "call", "dealId": deal, "dueDate": "2026-05-06" });
        let task = person.create("tasks", task).await.id;
        followers::follow(&person.app, &person.who, entity_at("deals"), deal).await.expect("a follower");
        plenum_app::records::tasks_due::notice(&person.app).await.expect("the tasks");
        let tree =
            [("tasks", task), ("deals", deal), ("contacts", contact), ("accounts", account), ("accounts", parent)];
        for (segment, id) in tree {
            delete(person, segment, id).await;
        }
        all.push(tree);
    }
    test.clock.advance(Duration::days(30) - Duration::minutes(1));
    assert_eq!(purge(&admin).await, 0, "a record can be restored until then");
    test.clock.advance(Duration::minutes(2));
    assert_eq!(purge(&admin).await, 5);
    let admin = admin.another_session().await;
    for (segment, id) in all[0] {
        assert!(!is_kept(&admin, segment, id).await, "{segment}");
        assert_eq!(refused(admin.try_restore(segment, id).await), Code::NotFound, "{segment}");
    }
    for (segment, id) in all[1] {
        assert!(is_kept(&other, segment, id).await, "nothing of another tenant: {segment}");
    }
    let purged: Vec<Entry> = admin.log().await.into_iter().filter(|entry| entry.kind == purge::PURGED).collect();
    let images: Vec<_> = purged.iter().filter_map(|entry| entry.after.as_ref()).collect();
    assert_eq!(images.iter().filter_map(|image| image.get("records").as_i64()).sum::<i64>(), 5);
    assert!(purged.iter().all(|entry| entry.actor.kind == ActorKind::System));
    assert_eq!(purge(&admin).await, 0, "and once");
}

#[tokio::test]
async fn a_referenced_record_is_purged_after_the_referring_one() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let mut accounts = Vec::new();
    for name in ["with a live note", "with a note that was deleted later"] {
        let account = admin.create("accounts", json!({ "name": name })).await.id;
        let note = json!({ "kind": "note", "subject": "x", "accountId": account });
        let note = admin.create("activities", note).await.id;
        delete(&admin, "accounts", account).await;
        accounts.push((account, note));
    }
    let [(live, live_note), (late, late_note)] = accounts[..] else { panic!("two accounts") };
    test.clock.advance(Duration::days(20));
    let admin = admin.another_session().await;
    delete(&admin, "activities", late_note).await;
    test.clock.advance(Duration::days(11));
    assert_eq!(purge(&admin).await, 0);
    assert!(is_kept(&admin, "accounts", live).await && is_kept(&admin, "accounts", late).await);
    let admin = admin.another_session().await;
    delete(&admin, "activities", live_note).await;
    test.clock.advance(Duration::days(20));
    assert_eq!(purge(&admin).await, 2, "the note, and the account that it had kept");
    assert!(!is_kept(&admin, "accounts", late).await && is_kept(&admin, "accounts", live).await);
    test.clock.advance(Duration::days(11));
    assert_eq!(purge(&admin).await, 2, "the other two");
    assert!(!is_kept(&admin, "accounts", live).await);
}

#[tokio::test]
async fn a_tenant_decides_how_long_deleted_records_are_kept() {
    let test = TestApp::new().await;
    let (patient, default, hasty) = (test.admin("a").await, test.admin("b").await, test.admin("c").await);
    set(&patient, "deletedRecordsRetentionDays", json!(365)).await;
    set(&hasty, "deletedRecordsRetentionDays", json!(1)).await;
    for person in [&patient, &default, &hasty] {
        let lead = person.create("leads", json!({ "title": "lead", "lastName": "Doe" })).await.id;
        delete(person, "leads", lead).await;
    }
    let mut gone = Vec::new();
    for days in [2, 29] {
        test.clock.advance(Duration::days(days));
        gone.push([purge(&patient).await, purge(&default).await, purge(&hasty).await]);
    }
    assert_eq!(gone, [[0, 0, 1], [0, 1, 0]]);
    for (name, days) in [
        ("deletedRecordsRetentionDays", 0),
        ("deletedRecordsRetentionDays", 366),
        ("auditRetentionDays", 29),
        ("auditRetentionDays", 3_651),
    ] {
        let patch = json!({ name: days });
        let patch = patch.as_object().expect("an object");
        let default = default.another_session().await;
        let outcome = settings::patch_tenant(&default.app, &default.who, None, patch).await;
        assert_eq!(refused(outcome), Code::Invalid, "{name}: {days}");
    }
}

#[tokio::test]
async fn expired_entries_leave_the_log_and_its_readers_continue() {
    let test = TestApp::new().await;
    let (admin, keeper) = (test.admin("acme").await, test.admin("globex").await);
    set(&keeper, "auditRetentionDays", json!(3_650)).await;
    let deal = admin.deal("desks").await.id;
    keeper.deal("chairs").await;
    test.clock.advance(Duration::days(200));
    let admin = admin.another_session().await;
    admin.patch("deals", deal, json!({ "title": "more desks" })).await;
    test.clock.advance(Duration::days(166));
    let cutoff = test.app.source().now() - Duration::days(365);
    let (old, young): (Vec<_>, Vec<_>) = admin.log().await.into_iter().partition(|entry| entry.recorded_at < cutoff);
    assert_eq!(forget(&keeper).await, 0);
    assert_eq!(forget(&admin).await, old.len() as u64);
    assert_eq!(forget(&admin).await, 0);
    assert_eq!(floor(&admin).await, old.len() as i64);
    assert_eq!(admin.log().await, young, "what was written 166 days ago");

    let admin = admin.another_session().await;
    // Numbers go on, and so do the readers that had not read what is gone.
    admin.patch("deals", deal, json!({ "title": "desks again" })).await;
    plenum_app::worker::consumer::catch_up(&test.app, &plenum_notify::Notifications).await.expect("the consumer");
    let timeline =
        history::timeline(&admin.app, &admin.who, entity_at("deals"), deal, &HistoryRequest::default()).await;
    assert_eq!(timeline.expect("a timeline").page.items.len(), 2);
    let audit = history::tenant_audit(&admin.app, &admin.who, &HistoryRequest::default()).await.expect("an audit");
    assert!(audit.page.items.iter().all(|item| item.kind != "deal.created"));
}

#[tokio::test]
async fn retention_runs_by_itself_every_night_in_suspended_tenants_too() {
    let test = TestApp::new().await;
    let contexts: &Contexts = contexts();
    jobs::start(&test.app, contexts).await.expect("the schedules");
    let (admin, suspended) = (test.admin("acme").await, test.admin("globex").await);
    let mut leads = Vec::new();
    for person in [&admin, &suspended] {
        let lead = person.create("leads", json!({ "title": "lead", "lastName": "Doe" })).await.id;
        delete(person, "leads", lead).await;
        leads.push(lead);
    }
    let now = test.app.source().now();
    let work = |mut tx: TenantTx| async move {
        plenum_store::platform::tenants::set_status(&mut tx, "suspended", now).await?;
        Ok(tx.finish(()))
    };
    test.app.store().write("test.suspend", suspended.who.tenant, None, work).await.expect("suspended");
    test.clock.advance(Duration::days(29));
    while jobs::run_due(&test.app, contexts).await.expect("the worker") > 0 {}
    assert!(is_kept(&admin, "leads", leads[0]).await);
    test.clock.advance(Duration::days(2));
    while jobs::run_due(&test.app, contexts).await.expect("the worker") > 0 {}
    for (person, lead) in [&admin, &suspended].into_iter().zip(leads) {
        assert!(!is_kept(person, "leads", lead).await);
    }
    let list = |mut tx: TenantTx| async move {
        let page = plenum_store::PageQuery { limit: 1, from: None };
        let jobs = plenum_store::jobs::list(&mut tx, None, Some("purge_of_records"), None, &page).await?;
        Ok(tx.finish(jobs))
    };
    let listed = test.app.store().read("test.list", TenantId::PLATFORM, None, list).await.expect("a list");
    assert_eq!(listed[0].result, Some(json!({ "tenants": 2, "done": 2 })));
}
