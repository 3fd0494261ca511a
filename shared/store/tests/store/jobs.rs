//! The queue of jobs: what a worker may write, and what it may not any more.

use std::collections::{BTreeMap, BTreeSet};

use plenum_shared::{
    Code,
    ids::{JobId, TenantId},
};
use plenum_store::{
    PageQuery, TenantTx,
    jobs::{
        self, CancelOutcome, Failure, Fence, Inserted, JobState, Lease, NewJob, StoredJob, operators,
        queue::{self, Claim, FinishedJob, Held},
        schedules::{self, Missed, ScheduleSpec},
    },
};
use plenum_testkit::store::TestStore;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

const LEASE: std::time::Duration = std::time::Duration::from_secs(60);
const FAILURE: Failure<'static> = Failure { code: "internal", message: "it broke", detail: "why", retry_at: None };

fn held(lease: &Lease) -> Held {
    Held { tenant: lease.tenant, fence: Fence::from(lease) }
}

async fn add_with(test: &TestStore, tenant: TenantId, edit: impl Fn(&mut NewJob<'_>) + Send + Sync) -> Inserted {
    let (id, now, payload, edit) = (test.source.uuid().into(), test.source.now(), &json!({ "n": 1 }), &edit);
    let work = |mut tx: TenantTx| async move {
        let mut job = NewJob {
            id,
            kind: "test",
            payload,
            unique_key: None,
            priority: 1,
            run_at: now,
            max_attempts: 3,
            created_by: None,
            request_id: "test",
            traceparent: None,
        };
        edit(&mut job);
        let inserted = jobs::insert(&mut tx, &job, now).await?;
        Ok(tx.finish(inserted))
    };
    test.store.write("test.add", tenant, None, work).await.expect("a job")
}

async fn add(test: &TestStore, tenant: TenantId) -> JobId {
    add_with(test, tenant, |_| {}).await.job()
}

async fn claim_some(test: &TestStore, limit: i32, quantum: i32, cap: i32) -> Vec<Lease> {
    let now = test.source.now();
    let claim = Claim { kinds: &["test"], limit, quantum, cap, from: TenantId::PLATFORM, lease: LEASE };
    queue::claim(&test.store, &claim, now).await.expect("a claim").leases
}

async fn claim(test: &TestStore) -> Vec<Lease> {
    claim_some(test, 100, 100, 100).await
}

async fn get(test: &TestStore, tenant: TenantId, job: JobId) -> Option<StoredJob> {
    let work = |mut tx: TenantTx| async move {
        let found = jobs::get(&mut tx, job).await?;
        Ok(tx.finish(found))
    };
    test.store.read("test.get", tenant, None, work).await.expect("an answer")
}

async fn state(test: &TestStore, tenant: TenantId, job: JobId) -> JobState {
    get(test, tenant, job).await.expect("the job").state
}

async fn finish(test: &TestStore, lease: &Lease) -> bool {
    let (fence, now) = (Fence::from(lease), test.source.now());
    let work = |mut tx: TenantTx| async move {
        let finished = jobs::lock(&mut tx, fence).await? && jobs::finish(&mut tx, fence, &json!("ok"), now).await?;
        Ok(tx.finish(finished))
    };
    test.store.write("test.finish", lease.tenant, None, work).await.expect("an answer")
}

async fn fail(test: &TestStore, lease: &Lease, retry_at: Option<OffsetDateTime>) -> Option<JobState> {
    let (fence, now) = (Fence::from(lease), test.source.now());
    let work = |mut tx: TenantTx| async move {
        let state = jobs::fail(&mut tx, fence, &Failure { retry_at, ..FAILURE }, now).await?;
        Ok(tx.finish(state))
    };
    test.store.write("test.fail", lease.tenant, None, work).await.expect("an answer")
}

async fn cancel(test: &TestStore, tenant: TenantId, job: JobId) -> CancelOutcome {
    let now = test.source.now();
    let work = |mut tx: TenantTx| async move {
        let outcome = jobs::cancel(&mut tx, job, now).await?;
        Ok(tx.finish(outcome))
    };
    test.store.write("test.cancel", tenant, None, work).await.expect("an answer")
}

async fn retry(test: &TestStore, tenant: TenantId, job: JobId) -> plenum_shared::Result<bool> {
    let now = test.source.now();
    let work = |mut tx: TenantTx| async move {
        let retried = jobs::retry(&mut tx, job, now).await?;
        Ok(tx.finish(retried))
    };
    test.store.write("test.retry", tenant, None, work).await
}

/// Lets the leases of all running jobs run out, but for those that a transaction holds.
async fn let_leases_run_out(test: &TestStore) {
    test.database
        .execute(
            "UPDATE jobs SET lease_until = now() - interval '1 second' WHERE (tenant_id, id) IN
                (SELECT tenant_id, id FROM jobs WHERE state = 'running' FOR NO KEY UPDATE SKIP LOCKED)",
        )
        .await;
}

async fn recover_due(test: &TestStore) -> usize {
    queue::recover(&test.store, test.source.now(), 1_000).await.expect("an answer").len()
}

/// Takes all running jobs from their workers.
async fn recover(test: &TestStore) -> usize {
    let_leases_run_out(test).await;
    recover_due(test).await
}

#[tokio::test]
async fn a_job_is_claimed_once_and_done_with_its_result() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let job = add(&test, of.tenant).await;
    let leases = claim(&test).await;
    assert_eq!(leases.iter().map(|lease| lease.job).collect::<Vec<_>>(), [job]);
    assert_eq!((leases[0].attempt, leases[0].max_attempts, &leases[0].payload), (1, 3, &json!({ "n": 1 })));
    assert_eq!(claim(&test).await, [], "it is leased");
    assert_eq!(state(&test, of.tenant, job).await, JobState::Running);
    assert!(finish(&test, &leases[0]).await);
    let done = get(&test, of.tenant, job).await.expect("the job");
    assert_eq!((done.state, done.result), (JobState::Done, Some(json!("ok"))));
    assert!(!finish(&test, &leases[0]).await, "it is over");
}

#[tokio::test]
async fn a_job_that_was_rolled_back_was_never_there() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let (id, now, payload) = (test.source.uuid().into(), test.source.now(), &json!(null));
    let work = |mut tx: TenantTx| async move {
        let job = NewJob {
            id,
            kind: "test",
            payload,
            unique_key: None,
            priority: 1,
            run_at: now,
            max_attempts: 1,
            created_by: None,
            request_id: "test",
            traceparent: None,
        };
        jobs::insert(&mut tx, &job, now).await?;
        Err::<plenum_store::Finished<()>, _>(plenum_shared::Error::new(Code::Invalid))
    };
    test.store.write("test.add", of.tenant, None, work).await.expect_err("rolled back");
    assert_eq!(claim(&test).await, []);
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_writes_nothing() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let job = add(&test, of.tenant).await;
    let old = claim(&test).await.remove(0);
    assert_eq!(recover(&test).await, 1);
    let new = claim(&test).await.remove(0);
    assert_eq!((new.job, new.attempt), (job, 2));
    assert!(new.fence > old.fence);

    assert!(!finish(&test, &old).await);
    assert_eq!(fail(&test, &old, None).await, None);
    let finished = [FinishedJob { held: held(&old), result: Value::Null }];
    assert_eq!(queue::finish(&test.store, &finished, test.source.now()).await.expect("an answer"), []);
    assert_eq!(queue::release(&test.store, &[held(&old)], test.source.now()).await.expect("an answer"), 0);
    let beat = [held(&old), held(&new)];
    let alive = queue::heartbeat(&test.store, &beat, LEASE).await.expect("an answer");
    assert_eq!(alive, [(held(&new), false)]);
    assert!(finish(&test, &new).await);
}

#[tokio::test]
async fn a_transaction_that_holds_the_job_keeps_it_from_recovery_and_heartbeats_do_not_wait_for_it() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    add(&test, of.tenant).await;
    let lease = &claim(&test).await.remove(0);
    let_leases_run_out(&test).await;
    let (test, fence) = (&test, Fence::from(lease));
    let work = |mut tx: TenantTx| async move {
        assert!(jobs::lock(&mut tx, fence).await?);
        assert_eq!(recover_due(test).await, 0);
        let alive = queue::heartbeat(&test.store, &[held(lease)], LEASE).await?;
        assert_eq!(alive, [(held(lease), false)]);
        let finished = jobs::finish(&mut tx, fence, &Value::Null, test.source.now()).await?;
        Ok(tx.finish(finished))
    };
    assert!(test.store.write("test.held", of.tenant, None, work).await.expect("an answer"));
}

#[tokio::test]
async fn a_failed_job_waits_and_is_dead_after_its_last_attempt() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let job = add(&test, of.tenant).await;
    for attempt in 1..=3 {
        let lease = claim(&test).await.remove(0);
        assert_eq!(lease.attempt, attempt);
        let retry_at = test.source.now() + Duration::minutes(1);
        let next = fail(&test, &lease, Some(retry_at)).await;
        assert_eq!(next, Some(if attempt < 3 { JobState::Waiting } else { JobState::Dead }));
        assert_eq!(claim(&test).await, [], "its time has not come");
        assert_eq!(queue::promote(&test.store, test.source.now(), 10).await.expect("an answer"), 0);
        let promoted = queue::promote(&test.store, retry_at, 10).await.expect("an answer");
        assert_eq!(promoted, i32::from(attempt < 3));
    }
    let dead = get(&test, of.tenant, job).await.expect("the job");
    assert_eq!(dead.error.map(|error| error.code), Some("internal".to_owned()));
    let listed = operators::dead(&test.store, None, 10).await.expect("a list");
    assert_eq!(listed.iter().map(|dead| (dead.job, dead.attempts)).collect::<Vec<_>>(), [(job, 3)]);
    assert_eq!(listed[0].detail.as_deref(), Some("why"));

    assert!(retry(&test, of.tenant, job).await.expect("an answer"));
    assert!(!retry(&test, of.tenant, job).await.expect("an answer"), "it is open again");
    assert_eq!(claim(&test).await.remove(0).attempt, 1);
}

#[tokio::test]
async fn a_permanent_failure_and_a_lease_lost_too_often_end_a_job_at_once() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    add(&test, of.tenant).await;
    assert_eq!(fail(&test, &claim(&test).await.remove(0), None).await, Some(JobState::Dead));

    let killer = add(&test, of.tenant).await;
    for _ in 0..3 {
        assert_eq!(claim(&test).await.len(), 1);
        assert_eq!(recover(&test).await, 1);
    }
    let dead = get(&test, of.tenant, killer).await.expect("the job");
    assert_eq!((dead.state, dead.error.map(|error| error.code)), (JobState::Dead, Some("lease_lost".to_owned())));
}

#[tokio::test]
async fn a_stopping_worker_releases_its_jobs_and_the_attempt_does_not_count() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    add(&test, of.tenant).await;
    let lease = claim(&test).await.remove(0);
    assert_eq!(queue::release(&test.store, &[held(&lease)], test.source.now()).await.expect("an answer"), 1);
    let again = claim(&test).await.remove(0);
    assert_eq!((again.attempt, again.fence), (1, lease.fence + 1));
    assert_eq!(cancel(&test, of.tenant, again.job).await, CancelOutcome::Requested);
    assert_eq!(queue::release(&test.store, &[held(&again)], test.source.now()).await.expect("an answer"), 1);
    assert_eq!(state(&test, of.tenant, again.job).await, JobState::Cancelled);
}

#[tokio::test]
async fn an_open_job_keeps_its_key_until_it_is_over() {
    let test = TestStore::new().await;
    let (of, other) = (test.tenant("acme").await, test.tenant("globex").await);
    let keyed = |tenant| add_with(&test, tenant, |job| job.unique_key = Some("once"));
    let first = keyed(of.tenant).await;
    assert!(matches!(first, Inserted::New(_)));
    assert_eq!(keyed(of.tenant).await, Inserted::Existing(first.job()));
    assert!(matches!(keyed(other.tenant).await, Inserted::New(_)), "a key is of its tenant");
    for lease in claim(&test).await {
        assert_eq!(fail(&test, &lease, None).await, Some(JobState::Dead));
    }
    let second = keyed(of.tenant).await;
    assert!(matches!(second, Inserted::New(_)));
    let refused = retry(&test, of.tenant, first.job()).await.expect_err("the key is taken");
    assert_eq!(refused.code(), Code::AlreadyExists);
}

#[tokio::test]
async fn cancelling_ends_a_waiting_job_and_signals_the_worker_of_a_running_one() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let job = add(&test, of.tenant).await;
    assert_eq!(cancel(&test, of.tenant, job).await, CancelOutcome::Cancelled);
    assert_eq!(cancel(&test, of.tenant, job).await, CancelOutcome::Over);
    assert_eq!(claim(&test).await, []);

    let job = add(&test, of.tenant).await;
    let lease = claim(&test).await.remove(0);
    assert_eq!(cancel(&test, of.tenant, job).await, CancelOutcome::Requested);
    let alive = queue::heartbeat(&test.store, &[held(&lease)], LEASE).await.expect("an answer");
    assert_eq!(alive, [(held(&lease), true)]);
    let again = test.source.now() + Duration::minutes(1);
    assert_eq!(fail(&test, &lease, Some(again)).await, Some(JobState::Cancelled), "it is not tried again");

    let job = add(&test, of.tenant).await;
    assert_eq!(claim(&test).await.len(), 1);
    cancel(&test, of.tenant, job).await;
    recover(&test).await;
    assert_eq!(state(&test, of.tenant, job).await, JobState::Cancelled, "its worker died before the signal");
}

#[tokio::test]
async fn three_tenants_with_many_jobs_each_are_served_in_turn() {
    let test = TestStore::new().await;
    let mut tenants = Vec::new();
    for (slug, jobs) in [("one", 60), ("two", 20), ("three", 20)] {
        let of = test.tenant(slug).await;
        for _ in 0..jobs {
            add(&test, of.tenant).await;
        }
        tenants.push(of.tenant);
    }
    let mut served: BTreeMap<TenantId, usize> = BTreeMap::new();
    for round in 1..=12 {
        // A worker with room for five takes the quantum of one tenant, which is five.
        let leases = claim_some(&test, 5, 5, 10).await;
        assert_eq!(leases.iter().map(|lease| lease.tenant).collect::<BTreeSet<_>>().len(), 1);
        *served.entry(leases[0].tenant).or_default() += leases.len();
        for lease in &leases {
            assert!(finish(&test, lease).await);
        }
        let counts: Vec<_> = tenants.iter().map(|tenant| served.get(tenant).copied().unwrap_or(0)).collect();
        let spread = counts.iter().max().expect("three") - counts.iter().min().expect("three");
        assert!(spread <= 5, "after round {round}: {counts:?}");
    }
    // The two small tenants are through, and the third has the queue for itself, up to its cap.
    assert_eq!(claim_some(&test, 100, 100, 10).await.len(), 10);
    assert_eq!(claim_some(&test, 100, 100, 10).await.len(), 0, "as many are running as may be");
}

#[tokio::test]
async fn more_tenants_than_one_query_reads_are_all_served() {
    let test = TestStore::new().await;
    let tenants: Vec<TenantId> = (0..230).map(|_| test.source.uuid().into()).collect();
    let mut connection = test.database.superuser().await;
    for tenant in &tenants {
        sqlx::query(
            "INSERT INTO tenants (id, name, slug, plan, status, version, created_at, updated_at)
             VALUES ($1, 'many', $2, 'free', 'active', 1, now(), now())",
        )
        .bind(tenant.uuid())
        .bind(tenant.uuid().simple().to_string())
        .execute(&mut connection)
        .await
        .expect("a tenant");
        add(&test, *tenant).await;
    }
    let (mut from, mut served) = (TenantId::PLATFORM, BTreeSet::new());
    for _ in 0..10 {
        let now = test.source.now();
        let claim = Claim { kinds: &["test"], limit: 50, quantum: 1, cap: 9, from, lease: LEASE };
        let claimed = queue::claim(&test.store, &claim, now).await.expect("a claim");
        served.extend(claimed.leases.iter().map(|lease| lease.tenant));
        from = claimed.next_from;
    }
    assert_eq!(served.len(), tenants.len());
}

#[tokio::test]
async fn priorities_go_first_and_jobs_of_unknown_kinds_and_suspended_tenants_stay() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let low = add_with(&test, of.tenant, |job| job.priority = 2).await.job();
    let high = add_with(&test, of.tenant, |job| job.priority = 0).await.job();
    let normal = add(&test, of.tenant).await;
    add_with(&test, of.tenant, |job| job.kind = "of_a_newer_program").await;
    let other = test.tenant("globex").await;
    add(&test, other.tenant).await;
    let now = test.source.now();
    let suspend = |mut tx: TenantTx| async move {
        plenum_store::platform::tenants::set_status(&mut tx, "suspended", now).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.suspend", other.tenant, None, suspend).await.expect("suspended");
    let mut order = Vec::new();
    for _ in 0..4 {
        order.extend(claim_some(&test, 1, 1, 100).await.into_iter().map(|lease| lease.job));
    }
    assert_eq!(order, [high, normal, low]);
}

#[tokio::test]
async fn jobs_of_the_platform_are_claimed_like_others_and_no_tenant_sees_those_of_another() {
    let test = TestStore::new().await;
    let (of, other) = (test.tenant("acme").await, test.tenant("globex").await);
    let platform = add(&test, TenantId::PLATFORM).await;
    let mine = add(&test, of.tenant).await;
    for (tenant, job) in [(of.tenant, platform), (other.tenant, mine), (TenantId::PLATFORM, mine)] {
        assert_eq!(get(&test, tenant, job).await, None);
        assert_eq!(cancel(&test, tenant, job).await, CancelOutcome::Over);
        assert!(!retry(&test, tenant, job).await.expect("an answer"));
    }
    let list = |mut tx: TenantTx| async move {
        let page = PageQuery { limit: 10, from: None };
        let found = jobs::list(&mut tx, None, None, Some(JobState::Ready), &page).await?;
        Ok(tx.finish(found))
    };
    let listed = test.store.read("test.list", of.tenant, None, list).await.expect("a list");
    assert_eq!(listed.iter().map(|job| job.id).collect::<Vec<_>>(), [mine]);
    let leases = claim(&test).await;
    assert_eq!(leases.len(), 2);
    for lease in &leases {
        assert!(finish(&test, lease).await);
    }
}

#[tokio::test]
async fn a_batch_of_several_tenants_is_finished_at_once() {
    let test = TestStore::new().await;
    for slug in ["one", "two"] {
        let of = test.tenant(slug).await;
        add(&test, of.tenant).await;
        add(&test, of.tenant).await;
    }
    let leases = claim(&test).await;
    let batch: Vec<_> =
        leases.iter().map(|lease| FinishedJob { held: held(lease), result: json!(lease.attempt) }).collect();
    let finished = queue::finish(&test.store, &batch, test.source.now()).await.expect("an answer");
    assert_eq!(finished.len(), 4);
    for lease in &leases {
        let done = get(&test, lease.tenant, lease.job).await.expect("the job");
        assert_eq!((done.state, done.result), (JobState::Done, Some(json!(1))));
    }
    assert_eq!(operators::depth(&test.store, test.source.now()).await.expect("a depth"), []);
}

#[tokio::test]
async fn retention_keeps_young_jobs_for_every_caller() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    for _ in 0..3 {
        add(&test, of.tenant).await;
    }
    let leases = claim(&test).await;
    assert!(finish(&test, &leases[0]).await);
    assert_eq!(fail(&test, &leases[1], None).await, Some(JobState::Dead));
    let now = test.source.now();
    operators::expire(&test.store, now, now, 10).await.expect_err("too recent");
    sqlx::query("UPDATE jobs SET finished_at = finished_at - interval '10 days' WHERE finished_at IS NOT NULL")
        .execute(&mut test.database.superuser().await)
        .await
        .expect("older jobs");
    let (week, month) = (now - Duration::days(7), now - Duration::days(30));
    assert_eq!(operators::expire(&test.store, week, month, 10).await.expect("an answer"), 1);
    assert_eq!(get(&test, of.tenant, leases[0].job).await, None);
    assert_eq!(state(&test, of.tenant, leases[1].job).await, JobState::Dead, "it is kept for longer");
    assert_eq!(state(&test, of.tenant, leases[2].job).await, JobState::Running);
}

#[tokio::test]
async fn a_schedule_that_is_due_is_locked_by_one_worker_and_moved_on() {
    let test = &TestStore::new().await;
    let (of, other) = (test.tenant("acme").await, test.tenant("globex").await);
    let now = test.source.now();
    let spec = &ScheduleSpec {
        name: "report".to_owned(),
        kind: "test".to_owned(),
        payload: Value::Null,
        cron: "0 8 * * *".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        missed: Missed::Once,
    };
    let (id, later) = (test.source.uuid().into(), now + Duration::days(1));
    let put = |mut tx: TenantTx| async move {
        schedules::put(&mut tx, id, spec, now, now).await?;
        // The same once more changes nothing: its next time stays.
        schedules::put(&mut tx, test.source.uuid().into(), spec, later, now).await?;
        let found = schedules::get(&mut tx, "report").await?;
        Ok(tx.finish(found))
    };
    let put = test.store.write("test.put", of.tenant, None, put).await.expect("an answer").expect("the schedule");
    assert_eq!((put.id, put.next_at, &put.spec), (id, Some(now), spec));
    assert_eq!(schedules::due(&test.store, now - Duration::seconds(1), 10).await.expect("a list"), []);
    assert_eq!(schedules::due(&test.store, now, 10).await.expect("a list"), [(of.tenant, id)]);

    let foreign = |mut tx: TenantTx| async move {
        let locked = schedules::lock_due(&mut tx, id, now).await?;
        let deleted = schedules::delete(&mut tx, "report").await?;
        Ok(tx.finish((locked, deleted)))
    };
    let foreign = test.store.write("test.foreign", other.tenant, None, foreign).await.expect("an answer");
    assert_eq!(foreign, (None, false));

    let work = |mut tx: TenantTx| async move {
        let locked = schedules::lock_due(&mut tx, id, now).await?;
        assert!(locked.is_some());
        let second = |mut tx: TenantTx| async move {
            let locked = schedules::lock_due(&mut tx, id, now).await?;
            Ok(tx.finish(locked))
        };
        let second = test.store.write("test.second", of.tenant, None, second).await?;
        schedules::advance(&mut tx, id, now, Some(later)).await?;
        Ok(tx.finish(second))
    };
    assert_eq!(test.store.write("test.first", of.tenant, None, work).await.expect("an answer"), None);
    assert_eq!(schedules::due(&test.store, now, 10).await.expect("a list"), []);
}

/// One step in the lives of some jobs, by one of two workers.
#[derive(Debug, Clone, Copy)]
enum Step {
    Claim(usize),
    Finish(usize),
    FinishBatch(usize),
    Fail(usize),
    Release(usize),
    /// The worker dies or stalls: it keeps believing in its leases, and they run out.
    LeasesRunOut,
    Cancel,
    Retry,
}

/// Chooses steps without a generator of its own state beyond a number, so that a failure names its seed.
fn steps(seed: u64, count: usize) -> Vec<Step> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let step = |_| {
        let worker = next(2) as usize;
        match next(12) {
            0..=3 => Step::Claim(worker),
            4..=5 => Step::Finish(worker),
            6 => Step::FinishBatch(worker),
            7 => Step::Fail(worker),
            8 => Step::Release(worker),
            9 => Step::LeasesRunOut,
            10 => Step::Cancel,
            _ => Step::Retry,
        }
    };
    (0..count).map(step).collect()
}

/// Two workers, of which either may stall at any moment and go on later with leases that are no longer theirs. The
/// effect of a job is a count of the transactions that ended it.
#[tokio::test]
async fn two_workers_cause_the_effect_of_a_job_once() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    for seed in 1..=30 {
        let mut jobs = Vec::new();
        for _ in 0..3 {
            jobs.push(add(&test, of.tenant).await);
        }
        let mut beliefs: [Vec<Lease>; 2] = [Vec::new(), Vec::new()];
        let mut effects: BTreeMap<JobId, usize> = BTreeMap::new();
        let mut owner: BTreeMap<JobId, i64> = BTreeMap::new();
        for step in steps(seed, 60) {
            match step {
                Step::Claim(worker) => {
                    for lease in claim_some(&test, 1, 1, 10).await {
                        assert!(owner.insert(lease.job, lease.fence).is_none(), "seed {seed}: leased twice");
                        beliefs[worker].push(lease);
                    }
                }
                Step::Finish(worker) | Step::FinishBatch(worker) | Step::Fail(worker) | Step::Release(worker) => {
                    let Some(lease) = beliefs[worker].pop() else { continue };
                    let mine = owner.get(&lease.job) == Some(&lease.fence);
                    let accepted = match step {
                        Step::Finish(_) => finish(&test, &lease).await,
                        Step::FinishBatch(_) => {
                            let batch = [FinishedJob { held: held(&lease), result: Value::Null }];
                            queue::finish(&test.store, &batch, test.source.now()).await.expect("an answer").len() == 1
                        }
                        Step::Fail(_) => fail(&test, &lease, Some(test.source.now())).await.is_some(),
                        _ => {
                            queue::release(&test.store, &[held(&lease)], test.source.now()).await.expect("an answer")
                                == 1
                        }
                    };
                    assert_eq!(accepted, mine, "seed {seed}: {step:?} of a lease that is {mine} the present one");
                    if accepted {
                        owner.remove(&lease.job);
                        if matches!(step, Step::Finish(_) | Step::FinishBatch(_)) {
                            *effects.entry(lease.job).or_default() += 1;
                        }
                    }
                    queue::promote(&test.store, test.source.now(), 10).await.expect("an answer");
                }
                Step::LeasesRunOut => {
                    recover(&test).await;
                    owner.clear();
                }
                Step::Cancel => drop(cancel(&test, of.tenant, jobs[0]).await),
                Step::Retry => drop(retry(&test, of.tenant, jobs[0]).await),
            }
        }
        // Whatever is still open is brought to its end.
        recover(&test).await;
        loop {
            queue::promote(&test.store, test.source.now(), 10).await.expect("an answer");
            let leases = claim(&test).await;
            if leases.is_empty() {
                break;
            }
            for lease in leases {
                assert!(finish(&test, &lease).await);
                *effects.entry(lease.job).or_default() += 1;
            }
        }
        for job in jobs {
            let done = usize::from(state(&test, of.tenant, job).await == JobState::Done);
            assert_eq!(effects.get(&job).copied().unwrap_or(0), done, "seed {seed}: {job:?}");
        }
    }
}

#[tokio::test]
async fn leases_follow_the_clock_of_the_database_and_not_of_the_worker() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    for hours in [-10, 10] {
        let job = add_with(&test, of.tenant, |job| job.run_at -= Duration::hours(20)).await.job();
        let wrong = test.source.now() + Duration::hours(hours);
        let claim = Claim { kinds: &["test"], limit: 9, quantum: 9, cap: 9, from: TenantId::PLATFORM, lease: LEASE };
        let claimed = queue::claim(&test.store, &claim, wrong).await.expect("a claim").leases;
        assert_eq!(claimed.iter().map(|lease| lease.job).collect::<Vec<_>>(), [job]);
        for clock in [wrong, test.source.now()] {
            assert_eq!(queue::recover(&test.store, clock, 9).await.expect("an answer"), [], "the lease is fresh");
        }
        // A worker may end its own lease, and its job is taken back at once.
        let zero = std::time::Duration::ZERO;
        assert_eq!(queue::heartbeat(&test.store, &[held(&claimed[0])], zero).await.expect("an answer").len(), 1);
        assert_eq!(recover_due(&test).await, 1);
        assert_eq!(cancel(&test, of.tenant, job).await, CancelOutcome::Cancelled);
    }
}

#[tokio::test]
async fn a_claim_finds_work_behind_many_tenants_that_have_none_for_it() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let job = add(&test, of.tenant).await;
    // Of ids before any of ours, with jobs of a kind that the worker does not know, or of tenants that are not active.
    test.database
        .execute(
            "INSERT INTO tenants (id, name, slug, plan, status, version, created_at, updated_at)
             SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'many', 'many-' || n, 'free',
                CASE WHEN n % 2 = 0 THEN 'active' ELSE 'suspended' END, 1, now(), now()
             FROM generate_series(1, 450) AS n;
             INSERT INTO jobs (tenant_id, id, kind, payload, priority, state, run_at, max_attempts, request_id, created_at)
             SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(),
                CASE WHEN n % 2 = 0 THEN 'of_a_newer_program' ELSE 'test' END, 'null', 1, 'ready', now(), 1, 'test', now()
             FROM generate_series(1, 450) AS n",
        )
        .await;
    let (mut from, mut found) = (TenantId::PLATFORM, Vec::new());
    for _ in 0..3 {
        let claim = Claim { kinds: &["test"], limit: 9, quantum: 9, cap: 9, from, lease: LEASE };
        let claimed = queue::claim(&test.store, &claim, test.source.now()).await.expect("a claim");
        found.extend(claimed.leases.iter().map(|lease| lease.job));
        from = claimed.next_from;
    }
    assert_eq!(found, [job]);
    assert_eq!(from, TenantId::PLATFORM, "and begins again");
}

#[tokio::test]
async fn open_jobs_are_those_that_wait_or_run() {
    let test = TestStore::new().await;
    let (of, other) = (test.tenant("acme").await, test.tenant("globex").await);
    let count = async |limit: i64| {
        let work = |mut tx: TenantTx| async move {
            let open = jobs::count_open(&mut tx, limit).await?;
            Ok(tx.finish(open))
        };
        test.store.read("test.count", of.tenant, None, work).await.expect("a count")
    };
    assert_eq!(count(10).await, 0);
    for _ in 0..4 {
        add(&test, of.tenant).await;
    }
    add(&test, other.tenant).await;
    add_with(&test, of.tenant, |job| job.run_at += Duration::hours(1)).await;
    let leases = claim_some(&test, 2, 2, 2).await;
    let own = leases.iter().find(|lease| lease.tenant == of.tenant).expect("a lease");
    assert_eq!(count(10).await, 5);
    assert_eq!(count(1).await, 3, "no more are counted of a state");
    assert!(finish(&test, own).await);
    assert_eq!(count(10).await, 4);
}

#[tokio::test]
async fn a_schedule_that_fails_goes_behind_the_others_for_a_growing_pause() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let now = test.source.now();
    let spec = |name: &str| ScheduleSpec {
        name: name.to_owned(),
        kind: "test".to_owned(),
        payload: Value::Null,
        cron: "@daily".to_owned(),
        zone: "UTC".to_owned(),
        missed: Missed::Once,
    };
    let (failing, fine) = (test.source.uuid().into(), test.source.uuid().into());
    let due_at = now - Duration::hours(2);
    let specs = &[(failing, spec("a")), (fine, spec("b"))];
    let work = |mut tx: TenantTx| async move {
        for (id, spec) in specs {
            schedules::put(&mut tx, *id, spec, due_at, now).await?;
        }
        Ok(tx.finish(()))
    };
    test.store.write("test.put", of.tenant, None, work).await.expect("schedules");
    let mut at = now;
    for pause in [5, 10, 20] {
        let fail = |mut tx: TenantTx| async move {
            schedules::fail(&mut tx, failing, at).await?;
            Ok(tx.finish(()))
        };
        test.store.write("test.fail", of.tenant, None, fail).await.expect("written");
        let due = async |at| schedules::due(&test.store, at, 1).await.expect("an answer");
        let before = at + Duration::seconds(pause) - Duration::milliseconds(1);
        assert_eq!(schedules::due(&test.store, before, 9).await.expect("an answer"), [(of.tenant, fine)]);
        at += Duration::seconds(pause);
        assert_eq!(schedules::due(&test.store, at, 9).await.expect("an answer").len(), 2);
        assert_eq!(due(at).await, [(of.tenant, fine)], "the other one comes first");
    }
    let work = |mut tx: TenantTx| async move {
        assert!(schedules::lock_due(&mut tx, failing, at).await?.is_some());
        schedules::advance(&mut tx, failing, due_at, Some(due_at)).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.advance", of.tenant, None, work).await.expect("served");
    assert_eq!(schedules::due(&test.store, now, 9).await.expect("an answer").len(), 2, "the failures are forgotten");
}
