//! Change sets that are too large to be reverted at once, and the job that does it.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_trait::async_trait;
use plenum_app::{
    Context, Contexts, access,
    change_set::ChangeSet,
    history::change_sets::{self, CountKind, Rehearsal, RevertCounts, Reverted},
    jobs::{self, Effect, Enqueue, Failure, Job, JobContext, JobView, Outcome, run_due},
    platform::{
        Operator,
        plans::{self, PlanChange},
    },
    records::{self, MAX_BULK, Operation},
};
use plenum_shared::{
    Code, Result,
    caller::Origin,
    ids::{ChangeSetId, JobId, RecordId},
    plan::{Plan, PlanOverrides},
};
use plenum_store::{
    TenantTx,
    records::{Deleted, Lock},
};
use plenum_testkit::{
    app::{Person, TestApp, entity_at, refused},
    contexts,
};
use serde_json::{Value, json};
use time::Duration;
use tokio::{sync::oneshot, task::JoinHandle};

use super::{create, patch};

/// So many records do not fit into one transaction, and take three steps.
const MANY: usize = 1_200;

async fn bulk(who: &Person, operations: impl IntoIterator<Item = Operation>) -> Vec<RecordId> {
    let (operations, mut ids) = (Vec::from_iter(operations), Vec::new());
    for part in operations.chunks(MAX_BULK) {
        let done = records::bulk(&who.app, &who.who, entity_at("leads"), part.to_vec()).await.expect("a bulk");
        ids.extend(done.items.into_iter().map(|item| item.expect("a lead").id));
    }
    ids
}

async fn leads(who: &Person, count: usize) -> Vec<RecordId> {
    bulk(who, (0..count).map(|number| create(json!({"title": format!("Lead {number}"), "score": 1})))).await
}

fn changed(id: &RecordId) -> Operation {
    patch(*id, json!({"title": "Changed", "score": 2}))
}

/// Changes these leads in one transaction, as one change set.
async fn change_all(who: &Person, ids: &[RecordId]) -> ChangeSetId {
    let work = |mut tx: TenantTx| async move {
        let mut changes = begin(who, &mut tx, who.app.source().uuid().into()).await?;
        let set = changes.id();
        write_changes(who, &mut tx, &mut changes, ids).await?;
        let entries = changes.append(&mut tx).await?;
        assert_eq!(entries.len(), ids.len());
        Ok(tx.finish(set))
    };
    who.app.store().write("test.change_all", who.who.tenant, None, work).await.expect("changes")
}

async fn begin(who: &Person, tx: &mut TenantTx, id: ChangeSetId) -> Result<ChangeSet> {
    let now = who.app.source().now();
    let caller = access::caller(&who.app, tx, &who.who, now).await?;
    Ok(ChangeSet::of(who.app.source(), &caller, now).with_id(id))
}

async fn write_changes(who: &Person, tx: &mut TenantTx, changes: &mut ChangeSet, ids: &[RecordId]) -> Result<()> {
    let caller = access::caller(&who.app, tx, &who.who, who.app.source().now()).await?;
    for part in ids.chunks(MAX_BULK) {
        let operations: Vec<_> = part.iter().map(changed).collect();
        for done in records::bulk_in(&who.app, tx, &caller, changes, entity_at("leads"), &operations).await? {
            done?;
        }
    }
    Ok(())
}

async fn begin_revert(who: &Person, set: ChangeSetId, rehearsal: Rehearsal) -> JobId {
    match change_sets::revert(&who.app, &who.who, set, rehearsal).await.expect("a revert") {
        Reverted::Begun(job) => job.id,
        Reverted::Done(done) => panic!("it was done at once: {done:?}"),
    }
}

async fn job(who: &Person, id: JobId) -> JobView {
    jobs::get(&who.app, &who.who, id).await.expect("the job")
}

/// The counts and the rest of a report.
pub(super) struct JobReport {
    pub(super) counts: RevertCounts,
    json: Value,
}

impl JobReport {
    fn change_set(&self) -> ChangeSetId {
        self.json["changeSet"].as_str().expect("a change set").parse().expect("an id")
    }

    fn records(&self) -> &Vec<Value> {
        self.json["records"].as_array().expect("records")
    }
}

async fn report(who: &Person, id: JobId) -> JobReport {
    let job = job(who, id).await;
    assert_eq!((job.state, &job.error), ("done", &None));
    let json = job.result.expect("a report");
    JobReport { counts: serde_json::from_value(json["counts"].clone()).expect("counts"), json }
}

pub(super) async fn revert_by_job(test: &TestApp, who: &Person, set: ChangeSetId) -> JobReport {
    let id = begin_revert(who, set, Rehearsal::No).await;
    run_due(&test.app, contexts()).await.expect("all due jobs");
    report(who, id).await
}

/// A hash of what these leads hold, without what every write changes.
async fn checksum(who: &Person, ids: &[RecordId]) -> u64 {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let ids = &ids;
    let work = |mut tx: TenantTx| async move {
        let images = plenum_store::records::get_all(&mut tx, entity_at("leads"), ids).await?;
        Ok(tx.finish(images))
    };
    let mut images = who.app.store().read("test.checksum", who.who.tenant, None, work).await.expect("the leads");
    images.sort_by_key(plenum_shared::image::Image::id);
    let mut hasher = DefaultHasher::new();
    for mut image in images {
        for field in ["version", "updatedAt", "updatedBy"] {
            image.set(field, Value::Null);
        }
        json!(image.fields()).to_string().hash(&mut hasher);
    }
    hasher.finish()
}

/// A concurrent transaction that holds a record until it is released.
struct Holder {
    release: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

impl Holder {
    async fn of(who: &Person, id: RecordId) -> Self {
        let (held, is_held) = oneshot::channel();
        let (release, released) = oneshot::channel::<()>();
        let (held, released) =
            (Arc::new(std::sync::Mutex::new(Some(held))), Arc::new(tokio::sync::Mutex::new(released)));
        let (app, tenant) = (who.app.clone(), who.who.tenant);
        let ended = tokio::spawn(async move {
            let work = |mut tx: TenantTx| {
                let (held, released) = (held.clone(), released.clone());
                async move {
                    plenum_store::records::get(&mut tx, entity_at("leads"), id, Deleted::Exclude, Lock::Update).await?;
                    if let Some(held) = held.lock().expect("unpoisoned").take() {
                        held.send(()).expect("the receiver waits");
                    }
                    // An error: the test is over.
                    let _ = (&mut *released.lock().await).await;
                    Ok(tx.finish(()))
                }
            };
            app.store().write("test.hold", tenant, None, work).await.expect("holds");
        });
        is_held.await.expect("held");
        Self { release, ended }
    }

    async fn release(self) {
        self.release.send(()).expect("it waits");
        self.ended.await.expect("ends");
    }
}

/// Begins to revert a set while its first record is locked, so that the job breaks off in its last step.
async fn broken_off(test: &TestApp, who: &Person, set: ChangeSetId, ids: &[RecordId]) -> JobId {
    let id = begin_revert(who, set, Rehearsal::No).await;
    let holder = Holder::of(who, ids[0]).await;
    run_due(&test.app, contexts()).await.expect("all due jobs");
    holder.release().await;
    let view = job(who, id).await;
    assert_eq!((view.state, view.error.as_ref().map(|error| error.code.as_str())), ("waiting", Some("busy")));
    assert_eq!(view.progress.expect("a progress").done, 83);
    let title = async |id| who.value("leads", id, "title").await;
    assert_eq!(
        (title(ids[MANY - 1]).await, title(ids[0]).await),
        (json!(format!("Lead {}", MANY - 1)), json!("Changed"))
    );
    id
}

async fn next_attempt(test: &TestApp) {
    test.clock.advance(Duration::minutes(5));
    run_due(&test.app, contexts()).await.expect("all due jobs");
}

/// Changes ten thousand leads in steps that share a change set.
struct ChangeLeads {
    who: Person,
    ids: Vec<RecordId>,
}

#[async_trait]
impl Job for ChangeLeads {
    const KIND: &'static str = "change_leads";
    type Payload = ChangeSetId;

    async fn run(&self, context: &JobContext, set: ChangeSetId) -> Result<Outcome, Failure> {
        for part in self.ids.chunks(MAX_BULK) {
            let step = |mut tx: TenantTx| async move {
                let mut changes = begin(&self.who, &mut tx, set).await?;
                write_changes(&self.who, &mut tx, &mut changes, part).await?;
                Ok(Effect::new(tx).with_changes(changes))
            };
            context.step(step).await?;
        }
        Ok(Outcome::done())
    }
}

#[tokio::test]
async fn a_large_revert_leaves_out_records_edited_since() {
    const RECORDS: usize = 10_000;
    const EDITED: usize = 100;
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let ids = leads(&ada, RECORDS).await;
    let (edited, others) = ids.split_at(EDITED);
    let before = checksum(&ada, others).await;

    let handler: &'static ChangeLeads = Box::leak(Box::new(ChangeLeads { who: ada.clone(), ids: ids.clone() }));
    let kinds: &'static [&'static dyn jobs::AnyJob] = Box::leak(vec![handler as &dyn jobs::AnyJob].into());
    let context: &'static Context = Box::leak(Box::new(Context { jobs: kinds, ..Context::named("test") }));
    let with_batch = Contexts::new(&[&records::CONTEXT, &plenum_sales::CONTEXT, context]).expect("contexts");
    let set = ada.app.source().uuid().into();
    let test_app = &test.app;
    let work = |mut tx: TenantTx| async move {
        jobs::enqueue::<ChangeLeads>(test_app, &mut tx, &set, Enqueue::default()).await?;
        Ok(tx.finish(()))
    };
    ada.app.store().write("test.enqueue", ada.who.tenant, None, work).await.expect("enqueues");
    run_due(&test.app, &with_batch).await.expect("all due jobs");
    assert_ne!(checksum(&ada, others).await, before);
    for id in edited {
        ada.patch("leads", *id, json!({"title": "Edited", "score": 3})).await;
    }
    let by_hand = checksum(&ada, edited).await;

    let report = revert_by_job(&test, &ada, set).await;
    let expected = RevertCounts { reverted: 9_900, kept: 100, ..RevertCounts::default() };
    assert_eq!((report.counts, report.json["hasMore"].as_bool()), (expected, Some(false)));
    let mut reported: Vec<RecordId> = report
        .records()
        .iter()
        .map(|record| record["recordId"].as_str().expect("an id").parse().expect("an id"))
        .collect();
    reported.sort();
    let mut expected = edited.to_vec();
    expected.sort();
    assert_eq!(reported, expected);
    assert!(report.records().iter().all(|record| record["editedSince"] == json!(["title", "score"])));
    assert_eq!(checksum(&ada, others).await, before);
    assert_eq!(checksum(&ada, edited).await, by_hand);
}

#[tokio::test]
async fn an_interrupted_revert_continues_and_can_be_reverted() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let ids = leads(&ada, MANY).await;
    let before = checksum(&ada, &ids).await;
    let set = change_all(&ada, &ids).await;
    let after = checksum(&ada, &ids).await;
    let first = ada.log().await.len();
    let id = broken_off(&test, &ada, set, &ids).await;
    // Repeated requests of a member to revert a set share one job.
    assert_eq!(begin_revert(&ada, set, Rehearsal::No).await, id);
    next_attempt(&test).await;
    let done = report(&ada, id).await;
    assert_eq!(done.counts, RevertCounts { reverted: 1_200, ..RevertCounts::default() });
    assert!(done.records().is_empty());
    assert_eq!(checksum(&ada, &ids).await, before);
    // Nothing was written twice, and all of it is one change set.
    let log = ada.log().await;
    let written = &log[first..];
    assert_eq!(written.iter().filter(|entry| entry.kind == "lead.updated").count(), MANY);
    assert_eq!(written.iter().filter(|entry| entry.kind == "change_set.reverted").count(), 1);
    assert!(written.iter().all(|entry| entry.change_set == Some(done.change_set())));
    let listed = &super::list(&ada).await[0];
    assert_eq!((listed.id, listed.reverts), (done.change_set(), Some(set)));
    let undone = revert_by_job(&test, &ada, done.change_set()).await;
    assert_eq!(undone.counts.reverted, 1_200);
    assert_eq!(checksum(&ada, &ids).await, after);
}

#[tokio::test]
async fn a_revert_stops_when_its_caller_loses_access() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let ids = leads(&sam, MANY).await;
    let set = change_all(&sam, &ids).await;
    let id = broken_off(&test, &sam, set, &ids).await;
    ada.give_role(sam.who.user, "read_only").await;
    next_attempt(&test).await;
    let view = jobs::get(&ada.app, &ada.who, id).await.expect("an administrator sees the job");
    assert_eq!((view.state, view.result), ("done", None));
    let done = report(&sam, id).await;
    assert_eq!(done.counts, RevertCounts { reverted: 1_000, kept: 200, ..RevertCounts::default() });
    assert!(done.records().iter().all(|record| record["readOnly"] == json!(["title", "score"])));
    let is_whole = done.records().len() == 200;
    assert!(done.records().len() > 50 && is_whole != (done.json["hasMore"] == true));
    assert_eq!(ada.value("leads", ids[0], "title").await, "Changed");

    // A caller who loses the permission to revert for others is stopped, and the report says why.
    let reverter = json!([
        {"permission": "leads.read", "scope": "all"}, {"permission": "leads.write", "scope": "all"},
        {"permission": "changesets.read", "scope": "all"}, {"permission": "changesets.revert", "scope": "all"},
    ]);
    let reverter = ada.member_in_role("reverter", reverter).await;
    let reading =
        json!([{"permission": "leads.read", "scope": "all"}, {"permission": "changesets.read", "scope": "all"}]);
    ada.role("watcher", reading).await;
    let ids = leads(&ada, MANY).await;
    let set = change_all(&ada, &ids).await;
    let id = broken_off(&test, &reverter, set, &ids).await;
    ada.give_role(reverter.who.user, "watcher").await;
    next_attempt(&test).await;
    let done = report(&reverter, id).await;
    assert_eq!((done.counts.reverted, &done.json["stopped"]["code"]), (1_000, &json!("forbidden")));
    assert_eq!(ada.value("leads", ids[0], "title").await, "Changed");
}

#[tokio::test]
async fn a_revert_stops_when_the_plan_loses_the_feature() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let ids = leads(&ada, MANY).await;
    let set = change_all(&ada, &ids).await;
    let id = broken_off(&test, &ada, set, &ids).await;
    let change = PlanChange { plan: Plan::Free, overrides: PlanOverrides::of(&json!({})) };
    let console = Operator::at_the_console(Origin::default());
    plans::set(&test.app, &console, ada.who.tenant, &change).await.expect("a lesser plan");
    next_attempt(&test).await;
    let done = report(&ada, id).await;
    assert_eq!((done.counts.reverted, &done.json["stopped"]["code"]), (1_000, &json!("feature_not_in_plan")));
    assert_eq!(ada.value("leads", ids[0], "title").await, "Changed");
}

#[tokio::test]
async fn a_revert_is_cancelled_between_batches_and_continued_later() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let ids = leads(&ada, MANY).await;
    let set = change_all(&ada, &ids).await;
    let id = broken_off(&test, &ada, set, &ids).await;
    assert_eq!(jobs::cancel(&ada.app, &ada.who, id).await.expect("cancels").state, "cancelled");
    next_attempt(&test).await;
    assert_eq!(ada.value("leads", ids[0], "title").await, "Changed");
    assert_eq!(ada.value("leads", ids[MANY - 1], "score").await, 1);
    jobs::retry(&ada.app, &ada.who, id).await.expect("runs again");
    next_attempt(&test).await;
    assert_eq!(report(&ada, id).await.counts.reverted, 1_200);
    assert_eq!(ada.value("leads", ids[0], "score").await, 1);
}

#[tokio::test]
async fn a_rehearsal_of_a_large_set_reports_the_same_and_writes_nothing() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let stranger = test.admin("rival").await;
    let ids = leads(&ada, MANY).await;
    let set = change_all(&ada, &ids).await;
    ada.patch("leads", ids[5], json!({"title": "Edited"})).await;
    let (log, content) = (ada.log().await.len(), checksum(&ada, &ids).await);
    let foreign = change_sets::revert(&stranger.app, &stranger.who, set, Rehearsal::Yes).await;
    assert_eq!(refused(foreign), Code::NotFound);
    let id = begin_revert(&ada, set, Rehearsal::Yes).await;
    run_due(&test.app, contexts()).await.expect("all due jobs");
    let rehearsed = report(&ada, id).await;
    assert_eq!(rehearsed.counts, RevertCounts { reverted: 1_199, partial: 1, ..RevertCounts::default() });
    assert_eq!((&rehearsed.json["dryRun"], &rehearsed.json["changeSet"]), (&json!(true), &Value::Null));
    assert_eq!((ada.log().await.len(), checksum(&ada, &ids).await), (log, content));
    let done = revert_by_job(&test, &ada, set).await;
    assert_eq!((done.counts, done.records()), (rehearsed.counts, rehearsed.records()));
}

#[tokio::test]
async fn a_set_of_few_large_records_is_read_in_part_and_reverted_by_a_job() {
    const LARGE: usize = 250;
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let description = "d".repeat(20_000);
    let ids = bulk(&ada, (0..LARGE).map(|_| create(json!({"title": "Lead", "description": description})))).await;
    let set = change_all(&ada, &ids).await;
    let shown = change_sets::get(&ada.app, &ada.who, set).await.expect("a change set").value;
    assert_eq!((shown.change_set.counts_are, shown.has_more), (CountKind::AtLeast, true));
    let done = revert_by_job(&test, &ada, set).await;
    assert_eq!(done.counts.reverted, u32::try_from(LARGE).expect("few"));
    assert_eq!(ada.value("leads", ids[0], "title").await, "Lead");
}
