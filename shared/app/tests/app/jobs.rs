//! Jobs from their declaration to their end: the guarantees of a handler, the visibility of jobs, and schedules.

use std::sync::LazyLock;

use async_trait::async_trait;
use plenum_app::{
    Automation, Context, Contexts, PageRequest,
    jobs::{
        self, Effect, Enqueue, Failure, Inserted, Job, JobContext, JobOptions, JobRequest, JobState, JobView, Missed,
        NewSchedule, Outcome, run_due,
    },
    platform::{
        Operator,
        plans::{self, PlanChange},
    },
    records::{Operation, bulk_in},
    worker::{self, WakeUps},
};
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    actor::Actor,
    caller::Origin,
    entry::NewEntry,
    ids::{JobId, TenantId},
    plan::{Plan, PlanOverrides},
};
use plenum_store::{
    TenantTx,
    jobs::{
        Fence,
        queue::{self, Held},
        schedules,
    },
};
use plenum_testkit::{
    app::{Person, TestApp, entity_at, object, origin, refused, refused_field},
    wait::{PATIENCE, wait_until},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime, macros::datetime};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// The task of a job of the tests.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Task {
    /// Appends an entry to the tenant's log in the transaction that ends the job.
    Effect,
    /// Loses its lease before the first attempt is through, as if the worker had stalled.
    EffectOfStalledWorker,
    /// Fails in the transaction that would have ended the job, after its effect.
    FailAfterEffect,
    /// Writes records as an automation in two steps, and fails once between them.
    WriteRecords,
    FailTwice,
    /// Ends at once, in a batch with others.
    Nothing,
    Panic,
    Permanent,
    /// Has a result that PostgreSQL cannot store.
    UnstorableResult,
    Progress,
    /// Waits until it is cancelled.
    Wait,
    /// Never ends, and ignores a cancellation.
    Ignore,
}

struct TestJob;

#[async_trait]
impl Job for TestJob {
    const KIND: &'static str = "test_job";
    const OPTIONS: JobOptions = JobOptions { max_attempts: 3, ..JobOptions::DEFAULT };
    type Payload = Task;

    async fn run(&self, context: &JobContext, task: Task) -> Result<Outcome, Failure> {
        match task {
            Task::Effect => effect(context, Ok(())).await,
            Task::EffectOfStalledWorker => {
                if context.attempt() == 1 {
                    // The first claim of a job has the number 1, and a lease of no length has run out.
                    let fence = Fence { job: context.job(), fence: 1 };
                    let (store, held) = (context.app().store(), Held { tenant: context.tenant(), fence });
                    queue::heartbeat(store, &[held], std::time::Duration::ZERO).await?;
                    assert_eq!(queue::recover(store, context.app().source().now(), 10).await?.len(), 1);
                }
                effect(context, Ok(())).await
            }
            Task::FailAfterEffect => effect(context, Err(Code::Busy)).await,
            Task::WriteRecords => write_records(context).await,
            Task::FailTwice if context.attempt() < 3 => Err(Error::new(Code::Unavailable).into()),
            Task::FailTwice => Ok(Outcome::done_with(json!({ "attempts": context.attempt() }))),
            Task::Nothing => Ok(Outcome::done()),
            Task::Panic => panic!("a job of a test"),
            Task::Permanent => Err(Failure::Permanent(Error::new(Code::Invalid).with_message("never"))),
            Task::UnstorableResult => Ok(Outcome::done_with(json!("a\0b"))),
            Task::Progress => {
                context.report_progress(1, Some(2)).await?;
                context.step(|tx| async { Ok(Effect::new(tx)) }).await?;
                Ok(Outcome::done())
            }
            Task::Wait => {
                context.report_progress(0, None).await?;
                context.stopped().cancelled().await;
                Err(Failure::Stopped)
            }
            Task::Ignore => {
                context.report_progress(0, None).await?;
                std::future::pending().await
            }
        }
    }
}

async fn effect(context: &JobContext, ends: Result<(), Code>) -> Result<Outcome, Failure> {
    let work = |tx: TenantTx| async move {
        let id = context.app().source().uuid();
        let entry = NewEntry::new(id, "test.effect", "test", id, Actor::SYSTEM, context.origin());
        ends.map_err(Error::new)?;
        Ok(Effect::new(tx).with_entries(vec![entry]).with_result(json!({ "by": context.attempt() })))
    };
    context.finish(work).await
}

/// May write accounts and nothing else.
const BOOKKEEPER: Automation =
    Automation { name: "bookkeeper", grants: &[("accounts", Action::READ), ("accounts", Action::WRITE)] };

async fn write_records(context: &JobContext) -> Result<Outcome, Failure> {
    let name = format!("made in attempt {}", context.attempt());
    let account = [Operation::Create { data: object(json!({ "name": name })) }];
    context.step(|tx| async { Ok(create_as_bookkeeper(context, tx, "accounts", &account).await?.0) }).await?;
    if context.attempt() == 1 {
        return Err(Error::new(Code::Unavailable).into());
    }
    let deal = [Operation::Create { data: object(json!({ "title": "not allowed" })) }];
    let finish = |tx| async {
        let (effect, refused) = create_as_bookkeeper(context, tx, "deals", &deal).await?;
        Ok(effect.with_result(json!(refused)))
    };
    context.finish(finish).await
}

/// The codes of what was refused.
async fn create_as_bookkeeper(
    context: &JobContext,
    mut tx: TenantTx,
    segment: &str,
    operations: &[Operation],
) -> Result<(Effect, Vec<&'static str>)> {
    let (caller, mut changes) = context.write_as(&mut tx, &BOOKKEEPER).await?;
    let made = bulk_in(context.app(), &mut tx, &caller, &mut changes, entity_at(segment), operations).await?;
    let refused = made.into_iter().filter_map(|made| made.err().map(|error| error.code().as_str())).collect();
    Ok((Effect::new(tx).with_changes(changes), refused))
}

/// Has a payload of any size.
struct LargeJob;

#[async_trait]
impl Job for LargeJob {
    const KIND: &'static str = "large_job";
    type Payload = String;

    async fn run(&self, _: &JobContext, _: String) -> Result<Outcome, Failure> {
        Ok(Outcome::done())
    }
}

const TEST: Context = Context { jobs: &[&TestJob, &LargeJob], ..Context::named("test") };

fn contexts() -> &'static Contexts {
    static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
        Contexts::new(&[
            &plenum_app::records::CONTEXT,
            &plenum_app::history::CONTEXT,
            &plenum_app::platform::CONTEXT,
            &plenum_sales::CONTEXT,
            &plenum_notify::CONTEXT,
            &TEST,
        ])
        .expect("contexts that fit together")
    });
    &CONTEXTS
}

async fn enqueue(by: &Person, task: Task) -> JobId {
    enqueue_as(by, task, Enqueue::default()).await.job()
}

async fn enqueue_as(by: &Person, task: Task, how: Enqueue<'_>) -> Inserted {
    let work = |mut tx: TenantTx| async move {
        let origin = origin();
        let how = Enqueue { created_by: Some(by.who.user), origin: Some(&origin), ..how };
        let inserted = jobs::enqueue::<TestJob>(&by.app, &mut tx, &task, how).await?;
        Ok(tx.finish(inserted))
    };
    by.app.store().write("test.enqueue", by.who.tenant, None, work).await.expect("a job")
}

async fn get(by: &Person, job: JobId) -> JobView {
    jobs::get(&by.app, &by.who, job).await.expect("the job")
}

async fn effects(of: &Person) -> usize {
    of.log().await.iter().filter(|entry| entry.kind == "test.effect").count()
}

/// Runs jobs until none is left, however long they want to wait.
async fn settle(test: &TestApp) {
    for _ in 0..10 {
        run_due(&test.app, contexts()).await.expect("the worker");
        test.clock.advance(Duration::hours(2));
    }
}

/// A whole worker beside the test.
async fn start_worker(test: &TestApp) -> (CancellationToken, JoinHandle<()>) {
    let (bus, events) = test.installation.bus();
    let stop = CancellationToken::new();
    let worker = worker::run(test.app.clone(), contexts().clone(), WakeUps::new(bus, events), stop.clone());
    (stop, tokio::spawn(worker))
}

#[tokio::test]
async fn the_effect_and_the_end_of_a_job_are_one_transaction() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let job = enqueue(&admin, Task::Effect).await;
    assert_eq!(get(&admin, job).await.state, "ready");
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 1);
    let done = get(&admin, job).await;
    assert_eq!((done.state, done.result, done.attempt), ("done", Some(json!({ "by": 1 })), 1));
    assert_eq!(effects(&admin).await, 1);
    let entry = admin.log().await.pop().expect("the effect");
    assert_eq!(entry.request_id, "test", "the request that it goes back to");
}

#[tokio::test]
async fn a_worker_that_stalls_and_goes_on_after_its_lease_has_no_effect() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let job = enqueue(&admin, Task::EffectOfStalledWorker).await;
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 2);
    assert_eq!(effects(&admin).await, 1);
    assert_eq!(get(&admin, job).await.result, Some(json!({ "by": 2 })));
}

#[tokio::test]
async fn an_attempt_that_fails_has_no_effect_and_is_repeated_until_the_job_is_dead() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let job = enqueue(&admin, Task::FailAfterEffect).await;
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 1);
    let failed = get(&admin, job).await;
    assert_eq!((failed.state, failed.attempt), ("waiting", 1));
    assert_eq!(failed.error.map(|error| error.code).as_deref(), Some("busy"));
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 0, "it waits");
    settle(&test).await;
    let dead = get(&admin, job).await;
    assert_eq!((dead.state, dead.attempt), ("dead", 3));
    assert_eq!(effects(&admin).await, 0);
}

#[tokio::test]
async fn a_result_that_cannot_be_stored_ends_its_own_job_alone() {
    let test = TestApp::new().await;
    let (admin, other) = (test.admin("acme").await, test.admin("other").await);
    let (unstorable, fine) = (enqueue(&admin, Task::UnstorableResult).await, enqueue(&other, Task::Progress).await);
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 2);
    assert_eq!((get(&admin, unstorable).await.state, get(&other, fine).await.state), ("dead", "done"));
}

#[tokio::test]
async fn an_administrator_sees_the_status_of_a_members_job_and_not_its_result() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let sam = admin.member("sales_user").await;
    let job = enqueue(&sam, Task::Effect).await;
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!(get(&sam, job).await.result, Some(json!({ "by": 1 })));
    let seen = get(&admin, job).await;
    assert_eq!((seen.state, seen.result), ("done", None));
}

#[tokio::test]
async fn failures_and_panics_are_retried_and_a_permanent_failure_is_not() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let passes = enqueue(&admin, Task::FailTwice).await;
    let panics = enqueue(&admin, Task::Panic).await;
    let permanent = enqueue(&admin, Task::Permanent).await;
    settle(&test).await;
    let passed = get(&admin, passes).await;
    assert_eq!((passed.state, passed.result, passed.error), ("done", Some(json!({ "attempts": 3 })), None));
    let panicked = get(&admin, panics).await;
    assert_eq!((panicked.state, panicked.attempt), ("dead", 3));
    let error = panicked.error.expect("an error");
    assert_eq!((error.code.as_str(), error.message.as_str()), ("internal", Code::Internal.summary()));
    let refused = get(&admin, permanent).await;
    assert_eq!((refused.state, refused.attempt), ("dead", 1));
    assert_eq!(refused.error.map(|error| error.message).as_deref(), Some("never"));
}

#[tokio::test]
async fn a_dead_job_can_be_run_again_by_its_creator_and_by_an_operator() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let job = enqueue(&admin, Task::Permanent).await;
    assert_eq!(refused(jobs::retry(&test.app, &admin.who, job).await), Code::JobNotFailed);
    settle(&test).await;
    let operator = Operator::at_the_console(origin());
    let dead = jobs::operators::dead(&test.app, &operator, None).await.expect("a list");
    assert_eq!(dead.iter().map(|dead| (dead.tenant, dead.job)).collect::<Vec<_>>(), [(admin.who.tenant, job)]);
    assert!(dead[0].reason.contains("never"), "{}", dead[0].reason);

    assert_eq!(jobs::retry(&test.app, &admin.who, job).await.expect("again").state, "ready");
    settle(&test).await;
    assert_eq!(get(&admin, job).await.state, "dead");
    jobs::operators::retry(&test.app, &operator, admin.who.tenant, job).await.expect("again");
    let unknown = jobs::operators::retry(&test.app, &operator, TenantId::PLATFORM, job).await;
    assert_eq!(refused(unknown), Code::NotFound);
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 1);
}

#[tokio::test]
async fn a_job_is_seen_by_its_creator_and_administrators_and_nobody_else() {
    let test = TestApp::new().await;
    let (admin, other) = (test.admin("acme").await, test.admin("globex").await);
    let (rep, colleague) = (admin.member("sales_user").await, admin.member("sales_user").await);
    let job = enqueue(&rep, Task::Permanent).await;
    for who in [&admin, &rep] {
        assert_eq!(get(who, job).await.created_by, Some(rep.who.user));
    }
    for who in [&colleague, &other] {
        assert_eq!(refused(jobs::get(&test.app, &who.who, job).await), Code::NotFound);
        assert_eq!(refused(jobs::cancel(&test.app, &who.who, job).await), Code::NotFound);
        assert_eq!(refused(jobs::retry(&test.app, &who.who, job).await), Code::NotFound);
    }
    enqueue(&admin, Task::Effect).await;
    let count = async |who: &Person, request: JobRequest| {
        jobs::list(&test.app, &who.who, request).await.expect("a list").items.len()
    };
    let all = JobRequest::default;
    assert_eq!([count(&admin, all()).await, count(&rep, all()).await, count(&colleague, all()).await], [2, 1, 0]);
    assert_eq!(count(&other, all()).await, 0);
    assert_eq!(count(&admin, JobRequest { state: Some(JobState::Dead), ..all() }).await, 0);
    assert_eq!(count(&admin, JobRequest { kind: Some("test_job".to_owned()), ..all() }).await, 2);
    let first = JobRequest { page: PageRequest { limit: Some(1), cursor: None }, ..all() };
    let first = jobs::list(&test.app, &admin.who, first).await.expect("a page");
    let cursor = first.next.expect("a next page");
    let second = JobRequest { page: PageRequest { limit: Some(1), cursor: Some(cursor.clone()) }, ..all() };
    let second = jobs::list(&test.app, &admin.who, second).await.expect("a page");
    assert_eq!((first.items[0].created_by, second.items[0].id), (Some(admin.who.user), job));
    let elsewhere = JobRequest { page: PageRequest { limit: None, cursor: Some(cursor) }, ..all() };
    assert_eq!(refused(jobs::list(&test.app, &rep.who, elsewhere).await), Code::InvalidCursor);
}

#[tokio::test]
async fn a_job_with_the_key_of_an_open_job_is_not_added() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let keyed = Enqueue { unique_key: Some("rebuild"), ..Enqueue::default() };
    let first = enqueue_as(&admin, Task::Effect, keyed).await.job();
    assert_eq!(enqueue_as(&admin, Task::Effect, keyed).await, Inserted::Existing(first));
    settle(&test).await;
    assert!(matches!(enqueue_as(&admin, Task::Effect, keyed).await, Inserted::New(_)));
    settle(&test).await;
    assert_eq!(effects(&admin).await, 2);
}

#[tokio::test]
async fn a_job_waits_for_its_time_and_reports_its_progress() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let at = test.app.source().now() + Duration::hours(1);
    let job = enqueue_as(&admin, Task::Progress, Enqueue { run_at: Some(at), ..Enqueue::default() }).await.job();
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 0);
    assert_eq!(get(&admin, job).await.state, "waiting");
    test.clock.advance(Duration::hours(1));
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 1);
    let done = get(&admin, job).await;
    let progress = done.progress.expect("progress");
    assert_eq!((done.state, progress.done, progress.total), ("done", 1, Some(2)));
}

#[tokio::test]
async fn a_running_job_that_is_cancelled_is_signalled_and_dropped_when_it_does_not_stop() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let jobs = [enqueue(&admin, Task::Wait).await, enqueue(&admin, Task::Ignore).await];
    let (stop, worker) = start_worker(&test).await;
    for job in jobs {
        wait_until("the job runs", PATIENCE, async || get(&admin, job).await.progress.is_some()).await;
        let cancelling = jobs::cancel(&test.app, &admin.who, job).await.expect("cancelled");
        assert_eq!((cancelling.state, cancelling.cancel_requested), ("running", true));
        wait_until("the job ends", PATIENCE, async || get(&admin, job).await.state == "cancelled").await;
        assert_eq!(refused(jobs::cancel(&test.app, &admin.who, job).await), Code::JobOver);
    }
    let waiting = Enqueue { run_at: Some(test.app.source().now() + Duration::DAY), ..Enqueue::default() };
    let job = enqueue_as(&admin, Task::Effect, waiting).await.job();
    assert_eq!(jobs::cancel(&test.app, &admin.who, job).await.expect("cancelled").state, "cancelled");
    stop.cancel();
    worker.await.expect("the worker ends");
}

#[tokio::test]
async fn a_stopping_worker_releases_its_jobs_for_the_next_one_at_once() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let jobs = [enqueue(&admin, Task::Wait).await, enqueue(&admin, Task::Ignore).await];
    for attempt in 1..=2 {
        let (stop, worker) = start_worker(&test).await;
        for job in jobs {
            let runs = async || {
                let job = get(&admin, job).await;
                job.state == "running" && job.progress.is_some()
            };
            wait_until("the job runs", PATIENCE, runs).await;
        }
        stop.cancel();
        worker.await.expect("the worker ends");
        for job in jobs {
            let job = get(&admin, job).await;
            assert_eq!((job.state, job.attempt), ("ready", 0), "no attempt was counted, in round {attempt}");
        }
    }
}

#[tokio::test]
async fn a_worker_runs_a_job_at_once_when_it_is_woken() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let (stop, worker) = start_worker(&test).await;
    let job = enqueue(&admin, Task::Effect).await;
    test.app.wake_jobs();
    wait_until("the job is done", PATIENCE, async || get(&admin, job).await.state == "done").await;
    stop.cancel();
    worker.await.expect("the worker ends");
    assert_eq!(effects(&admin).await, 1);
}

async fn put(by: &Person, cron: &str, zone: &str, missed: Missed) -> Result<()> {
    let schedule = NewSchedule { name: "report", cron, zone, missed };
    let work = |mut tx: TenantTx| async move {
        jobs::put_schedule::<TestJob>(&by.app, &mut tx, schedule, &Task::Effect).await?;
        Ok(tx.finish(()))
    };
    by.app.store().write("test.put", by.who.tenant, None, work).await
}

async fn next_at(of: &Person) -> Option<OffsetDateTime> {
    let work = |mut tx: TenantTx| async move {
        let schedule = schedules::get(&mut tx, "report").await?;
        Ok(tx.finish(schedule))
    };
    let schedule = of.app.store().read("test.next", of.who.tenant, None, work).await.expect("an answer");
    schedule.and_then(|schedule| schedule.next_at)
}

#[tokio::test]
async fn a_schedule_runs_in_its_zone_and_each_time_has_one_job_however_many_workers_sweep() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    put(&admin, "30 9 * * *", "Europe/Berlin", Missed::Once).await.expect("a schedule");
    assert_eq!(next_at(&admin).await, Some(datetime!(2026-05-06 07:30 UTC)));
    for day in 1..=3 {
        test.clock.advance(Duration::minutes(30));
        let sweeps = (0..4).map(|_| run_due(&test.app, contexts()));
        futures::future::try_join_all(sweeps).await.expect("the workers");
        run_due(&test.app, contexts()).await.expect("the worker");
        assert_eq!(effects(&admin).await, day);
        test.clock.advance(Duration::hours(24) - Duration::minutes(30));
    }
}

#[tokio::test]
async fn missed_times_follow_the_rule_of_the_schedule() {
    let test = TestApp::new().await;
    let mut people = Vec::new();
    for missed in [Missed::Skip, Missed::Once, Missed::All] {
        let admin = test.admin("acme").await;
        put(&admin, "@hourly", "UTC", missed).await.expect("a schedule");
        people.push(admin);
    }
    test.clock.advance(Duration::hours(5));
    while run_due(&test.app, contexts()).await.expect("the worker") > 0 {}
    assert_eq!([effects(&people[0]).await, effects(&people[1]).await, effects(&people[2]).await], [0, 1, 5]);
    test.clock.advance(Duration::minutes(52));
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!([effects(&people[0]).await, effects(&people[1]).await, effects(&people[2]).await], [1, 2, 6]);
}

#[tokio::test]
async fn a_schedule_that_could_never_run_is_refused_with_its_code() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    for (cron, zone, field) in
        [("x", "UTC", "/cron"), ("0 0 30 2 *", "UTC", "/cron"), ("@daily", "Europe/Atlantis", "/zone")]
    {
        let refused = refused_field(put(&admin, cron, zone, Missed::Once).await);
        assert_eq!(refused, (Code::Invalid, field.to_owned()));
    }
    assert_eq!(next_at(&admin).await, None);
}

#[tokio::test]
async fn the_schedules_of_the_platform_run_as_its_jobs() {
    let test = TestApp::new().await;
    jobs::start(&test.app, contexts()).await.expect("the schedules");
    jobs::start(&test.app, contexts()).await.expect("once more");
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 0);
    test.clock.advance(Duration::hours(1));
    assert_eq!(run_due(&test.app, contexts()).await.expect("the worker"), 5);
    let list = |mut tx: TenantTx| async move {
        let page = plenum_store::PageQuery { limit: 10, from: None };
        let jobs = plenum_store::jobs::list(&mut tx, None, None, None, &page).await?;
        Ok(tx.finish(jobs))
    };
    let listed = test.app.store().read("test.list", TenantId::PLATFORM, None, list).await.expect("a list");
    let mut listed: Vec<_> = listed.into_iter().map(|job| (job.kind, job.state, job.result)).collect();
    listed.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [
        ("expiry_of_notifications", Value::Null),
        ("jobs_retention", json!({ "deleted": 0 })),
        ("log_partitions", json!({ "made": 0, "inDefault": 0 })),
        ("renewal_of_text", json!({ "records": 0, "twins": 0, "teamsWithANameOfAnother": [] })),
        ("tasks_due", Value::Null),
    ];
    assert_eq!(listed, expected.map(|(kind, result)| (kind.to_owned(), JobState::Done, Some(result))));
}

#[test]
fn a_job_that_is_declared_twice_and_a_schedule_without_its_job_are_refused_by_name() {
    const TWICE: Context = Context { jobs: &[&TestJob, &TestJob], ..Context::named("twice") };
    const ORPHAN: Context = Context {
        jobs: &[&TestJob],
        // A null payload is none that the job could read.
        schedules: &[jobs::Schedule { name: "orphan", cron: "@daily", missed: Missed::Once, kind: "test_job" }],
        ..Context::named("orphan")
    };
    for (context, name) in [(&TWICE, "test_job"), (&ORPHAN, "orphan")] {
        let refused = Contexts::new(&[&plenum_app::records::CONTEXT, &plenum_sales::CONTEXT, context]).err();
        let why = refused.and_then(|error| error.detail().map(ToString::to_string)).expect("refused");
        assert!(why.contains(name), "{why}");
    }
}

#[tokio::test]
async fn a_payload_that_is_too_large_is_refused_in_a_job_and_in_a_schedule() {
    let test = TestApp::new().await;
    let admin = &test.admin("acme").await;
    let with = async |length: usize| {
        let payload = &"x".repeat(length);
        let job = |mut tx: TenantTx| async move {
            jobs::enqueue::<LargeJob>(&admin.app, &mut tx, payload, Enqueue::default()).await?;
            Ok(tx.finish(()))
        };
        let schedule = |mut tx: TenantTx| async move {
            let report = NewSchedule { name: "report", cron: "@daily", zone: "UTC", missed: Missed::Once };
            jobs::put_schedule::<LargeJob>(&admin.app, &mut tx, report, payload).await?;
            Ok(tx.finish(()))
        };
        let (store, tenant) = (admin.app.store(), admin.who.tenant);
        (store.write("test.job", tenant, None, job).await, store.write("test.schedule", tenant, None, schedule).await)
    };
    let (job, schedule) = with(64 * 1024 - 2).await;
    assert!(job.is_ok() && schedule.is_ok(), "as long as may be, with its quotation marks");
    let (job, schedule) = with(64 * 1024 - 1).await;
    for outcome in [job, schedule] {
        assert_eq!(refused_field(outcome), (Code::Invalid, "/payload".to_owned()));
    }
}

#[tokio::test]
async fn a_tenant_at_its_limit_of_open_jobs_waits_without_delaying_others() {
    let test = TestApp::new().await;
    let (full, other) = (test.admin("acme").await, test.admin("globex").await);
    for person in [&full, &other] {
        put(person, "@hourly", "UTC", Missed::All).await.expect("a schedule");
    }
    let ten = PlanOverrides::of(&json!({ "limits": { "openJobs": 10 } }));
    let change = PlanChange { plan: Plan::Enterprise, overrides: ten };
    let console = Operator::at_the_console(Origin::default());
    plans::set(&test.app, &console, full.who.tenant, &change).await.expect("a plan");
    // Of a kind that no worker here knows.
    test.database
        .execute(
            "INSERT INTO jobs (tenant_id, id, kind, payload, priority, state, run_at, max_attempts, request_id, created_at)
             SELECT t.id, gen_random_uuid(), 'of_a_newer_program', 'null', 1, 'ready', '2026-05-01', 1, 'test', now()
             FROM tenants t, generate_series(1, 10) WHERE t.name = 'acme'",
        )
        .await;
    let try_enqueue = async |by: &Person| {
        let work = |mut tx: TenantTx| async move {
            jobs::enqueue::<TestJob>(&by.app, &mut tx, &Task::Effect, Enqueue::default()).await?;
            Ok(tx.finish(()))
        };
        by.app.store().write("test.enqueue", by.who.tenant, None, work).await
    };
    assert_eq!(refused(try_enqueue(&full).await), Code::LimitReached);
    try_enqueue(&other).await.expect("a job");

    test.clock.advance(Duration::hours(1));
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!([effects(&full).await, effects(&other).await], [0, 2]);
    test.database.execute("DELETE FROM jobs WHERE kind = 'of_a_newer_program'").await;
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!(effects(&full).await, 0, "its schedule is tried again after a pause");
    test.clock.advance(Duration::seconds(6));
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!([effects(&full).await, effects(&other).await], [1, 2]);
    try_enqueue(&full).await.expect("a job");
}

#[tokio::test]
async fn the_audit_names_an_administrator_who_cancels_or_repeats_the_job_of_another() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let sam = admin.member("sales_user").await;
    let before = admin.log().await.len();
    for by in [&sam, &admin] {
        let job = enqueue(&sam, Task::Effect).await;
        jobs::cancel(&test.app, &by.who, job).await.expect("cancelled");
        jobs::retry(&test.app, &by.who, job).await.expect("again");
        jobs::cancel(&test.app, &by.who, job).await.expect("cancelled");
    }
    let entries = admin.log().await.split_off(before);
    let recorded: Vec<_> =
        entries.iter().map(|entry| (entry.kind.as_str(), entry.entity.as_str(), entry.actor.id)).collect();
    let by_admin = |kind| (kind, "job", Some(admin.who.user.uuid()));
    assert_eq!(recorded, [by_admin("job.cancelled"), by_admin("job.retried"), by_admin("job.cancelled")]);
    let image = entries[0].after.as_ref().expect("an image");
    assert_eq!((image.text("kind"), image.get("createdBy")), (Some("test_job"), &json!(sam.who.user)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_give_each_of_three_tenants_its_share_however_many_jobs_another_has() {
    const EACH: usize = 400;
    let test = TestApp::new().await;
    let people = [test.admin("a").await, test.admin("b").await, test.admin("c").await];
    // The first has more, and was there before the others.
    for (person, jobs) in people.iter().zip([4 * EACH, EACH, EACH]) {
        let work = |mut tx: TenantTx| async move {
            for _ in 0..jobs {
                jobs::enqueue::<TestJob>(&person.app, &mut tx, &Task::Nothing, Enqueue::default()).await?;
            }
            Ok(tx.finish(()))
        };
        test.app.store().write("test.many", person.who.tenant, None, work).await.expect("jobs");
    }
    let open = async |of: &Person| {
        let work = |mut tx: TenantTx| async move {
            let open = plenum_store::jobs::count_open(&mut tx, i64::MAX).await?;
            Ok(tx.finish(usize::try_from(open).expect("a count")))
        };
        test.app.store().read("test.open", of.who.tenant, None, work).await.expect("a count")
    };
    let workers = [start_worker(&test).await, start_worker(&test).await];
    let mut done = [0; 3];
    // Late, because a claim takes dozens of jobs, and what runs at the moment counts as open.
    wait_until("four fifths of the share of each are done", PATIENCE, async || {
        done = [4 * EACH - open(&people[0]).await, EACH - open(&people[1]).await, EACH - open(&people[2]).await];
        done.iter().sum::<usize>() >= 12 * EACH / 5
    })
    .await;
    for (stop, worker) in workers {
        stop.cancel();
        worker.await.expect("the worker ends");
    }
    // A tenant that is through had all it wanted.
    let share = done.iter().sum::<usize>() / 3;
    assert!(done.iter().all(|done| *done >= EACH || done * 10 >= share * 8), "{done:?}");
}

#[tokio::test]
async fn records_that_a_job_writes_are_its_automations_and_one_change_set_and_judged_by_its_rights() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let job = enqueue(&admin, Task::WriteRecords).await;
    run_due(&test.app, contexts()).await.expect("the worker");
    test.clock.advance(Duration::minutes(1));
    run_due(&test.app, contexts()).await.expect("the worker");
    let done = get(&admin, job).await;
    assert_eq!((done.state, done.result), ("done", Some(json!(["forbidden"]))));

    let names: Vec<_> = admin.list("accounts").await.into_iter().map(|account| account["name"].clone()).collect();
    assert_eq!(names, [json!("made in attempt 2"), json!("made in attempt 1")]);
    let log = admin.log().await;
    let written: Vec<_> = log.iter().filter(|entry| entry.kind == "account.created").collect();
    assert_eq!(written.len(), 2);
    for entry in written {
        assert_eq!((entry.actor.kind.as_str(), entry.actor.name.as_deref()), ("automation", Some("bookkeeper")));
        assert_eq!(entry.change_set.map(|id| id.uuid()), Some(job.uuid()));
    }

    let full = PlanOverrides::of(&json!({ "limits": { "records": 1 } }));
    let change = PlanChange { plan: Plan::Enterprise, overrides: full };
    let console = Operator::at_the_console(Origin::default());
    plans::set(&test.app, &console, admin.who.tenant, &change).await.expect("a plan");
    enqueue(&admin, Task::WriteRecords).await;
    run_due(&test.app, contexts()).await.expect("the worker");
    assert_eq!(admin.list("accounts").await.len(), 2, "the plan holds for jobs too");
}
