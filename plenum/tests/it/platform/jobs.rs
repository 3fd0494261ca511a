//! Jobs of the real program: the worker is killed at every step of a job's life.

use std::collections::BTreeSet;

use plenum_shared::{ids::TenantId, notification::READ};
use plenum_testkit::{
    Plenum,
    table_lock::TableLock,
    wait::{PATIENCE, wait_until},
};
use serde_json::json;
use uuid::Uuid;

use crate::plenum;

/// The kind and the schedule that delete old notifications, and let the devices of their recipients know.
const EXPIRY: &str = "expiry_of_notifications";

async fn make_due(plenum: &Plenum) {
    wait_until("the schedule is there", PATIENCE, async || plenum.make_schedule_due(EXPIRY).await).await;
}

/// Where a worker is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The schedule has become due at this moment.
    Sweep,
    Claim,
    /// The handler has begun, and has no effect yet.
    Handler,
    /// The effect is committed, and the job is not ended.
    End,
}

async fn killed_at(step: Step) {
    let mut plenum = plenum().hubs(1).start().await;
    let admin = plenum.admin("acme").await;
    wait_until("the schedule is there", PATIENCE, async || plenum.has_schedule(EXPIRY).await).await;
    plenum.add_old_notification(admin.tenant, admin.user).await;
    let effects =
        async |plenum: &Plenum| plenum.log(admin.tenant).await.iter().filter(|entry| entry.kind == READ).count();

    let mut lock = match step {
        Step::Sweep => None,
        Step::Claim => Some(TableLock::hold(&plenum, "job_turns").await),
        Step::Handler | Step::End => Some(TableLock::hold(&plenum, "notifications").await),
    };
    make_due(&plenum).await;
    if step == Step::Claim {
        wait_until("the job is there", PATIENCE, async || !plenum.jobs_of(EXPIRY).await.is_empty()).await;
    }
    if let Some(lock) = &mut lock {
        lock.wait_for_waiter().await;
    }
    if step == Step::End {
        let end = TableLock::hold(&plenum, "jobs").await;
        if let Some(lock) = lock.replace(end) {
            lock.release().await;
        }
        wait_until("the effect", PATIENCE, async || effects(&plenum).await == 1).await;
    }
    plenum.worker_mut().kill();
    if let Some(lock) = lock {
        lock.release().await;
    }
    plenum.restart_worker().await;
    // The job of a dead worker is taken from it when its lease runs out.
    wait_until("the job is done", PATIENCE, async || {
        plenum.let_job_leases_run_out().await;
        plenum.jobs_of(EXPIRY).await.iter().any(|(state, _)| state == "done")
    })
    .await;
    // The hour of the schedule may have come during the test.
    let keys = plenum.job_keys_of(EXPIRY).await;
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "one time has one job: {keys:?}");
    assert_eq!(effects(&plenum).await, 1, "the effect happened once");
    assert_eq!(plenum.count_notifications().await, 0);
}

#[tokio::test]
async fn a_worker_killed_at_the_sweep_of_a_schedule_leaves_one_job() {
    killed_at(Step::Sweep).await;
}

#[tokio::test]
async fn a_worker_killed_at_the_claim_leaves_a_job_that_is_done_once() {
    killed_at(Step::Claim).await;
}

#[tokio::test]
async fn a_worker_killed_in_the_handler_leaves_a_job_that_is_done_once() {
    killed_at(Step::Handler).await;
}

#[tokio::test]
async fn a_worker_killed_after_the_effect_leaves_a_job_that_ends_without_a_second_one() {
    killed_at(Step::End).await;
}

#[tokio::test]
async fn an_operator_lists_dead_jobs_and_runs_them_again() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let why = "the disk is full";
    plenum.add_dead_job(TenantId::PLATFORM, None, EXPIRY, why).await;
    plenum.add_dead_job(admin.tenant, None, EXPIRY, why).await;
    let (status, said) = plenum.run(&["jobs", "dead"], &[]).await;
    assert!(status.success(), "{said:?}");
    let said = said.join("\n");
    for part in ["platform", &admin.tenant.to_string(), EXPIRY, "8 attempts", why] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    let (status, said) = plenum.run(&["jobs", "dead", &admin.tenant.to_string()], &[]).await;
    assert!(status.success() && !said.join("\n").contains("platform"), "{said:?}");

    let (status, said) = plenum.run(&["jobs", "retry", "platform"], &[]).await;
    assert!(status.success(), "{said:?}");
    wait_until("the job is done", PATIENCE, async || {
        plenum.jobs_of(EXPIRY).await.iter().any(|(state, attempt)| (state.as_str(), *attempt) == ("done", 1))
    })
    .await;
    let (status, said) = plenum.run(&["jobs", "retry", "platform"], &[]).await;
    assert!(!status.success() && said.join("\n").contains("no job"), "{said:?}");
    let unknown = Uuid::from_u128(99).to_string();
    let (status, said) = plenum.run(&["jobs", "retry", "platform", "--job", &unknown], &[]).await;
    assert!(!status.success() && said.join("\n").contains("no such job"), "{said:?}");
}

#[tokio::test]
async fn the_queue_has_metrics() {
    let plenum = plenum().start().await;
    make_due(&plenum).await;
    let operators = plenum.anonymous().at(plenum.api().admin_address());
    wait_until("the metrics of a job", PATIENCE, async || {
        let metrics = operators.get("/metrics").await.expect(200).text();
        ["jobs_attempts", "jobs_duration", "jobs_wait"].iter().all(|name| metrics.contains(name))
    })
    .await;
}

#[tokio::test]
async fn members_see_their_jobs_over_rest_and_run_a_dead_one_again() {
    let plenum = plenum().start().await;
    let (admin, other) = (plenum.admin("acme").await, plenum.admin("globex").await);
    let member = plenum.member(&admin, "sales_user").await;
    let id = plenum.add_dead_job(admin.tenant, None, EXPIRY, "a secret of the server").await;
    let own = plenum.add_waiting_job(admin.tenant, Some(member.user), EXPIRY).await;
    let own = format!("/api/v1/jobs/{own}");
    let path = format!("/api/v1/jobs/{id}");

    let answer = admin.http.get(&path).await.expect(200);
    assert!(!answer.text().contains("a secret of the server"), "details are for operators");
    let dead = answer.data();
    assert_eq!((&dead["state"], &dead["attempt"]), (&json!("dead"), &json!(8)));
    assert_eq!(dead["error"], json!({ "code": "internal", "message": "broken" }));
    let listed = async |query: &str| {
        let jobs = admin.http.get(&format!("/api/v1/jobs{query}")).await.expect(200).data();
        jobs.as_array().expect("a list").len()
    };
    assert_eq!(listed("?state=dead").await, 1);
    assert_eq!(listed("?state=done").await, 0);
    assert_eq!(listed(&format!("?kind={EXPIRY}&limit=1")).await, 1);
    for wrong in ["?state=gone", "?kind=A", "?kind=", "?jobs=1"] {
        admin.http.get(&format!("/api/v1/jobs{wrong}")).await.expect_problem(400, "malformed_query");
    }

    for stranger in [&member, &other] {
        stranger.http.get(&path).await.expect_problem(404, "not_found");
        for action in ["cancel", "retry"] {
            let path = format!("{path}/{action}");
            stranger.http.request(http::Method::POST, &path).send().await.expect_problem(404, "not_found");
        }
    }
    assert_eq!(other.http.get("/api/v1/jobs").await.expect(200).data(), json!([]));
    let listed = member.http.get("/api/v1/jobs").await.expect(200).data();
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["createdBy"]), (Some(1), &json!(member.user)));
    let cancelled = member.http.request(http::Method::POST, &format!("{own}/cancel")).send().await.expect(200).data();
    assert_eq!((&cancelled["state"], &cancelled["cancelRequested"]), (&json!("cancelled"), &json!(true)));

    let act = async |action: &str| admin.http.request(http::Method::POST, &format!("{path}/{action}")).send().await;
    act("cancel").await.expect_problem(409, "job_over");
    assert_eq!(act("retry").await.expect(200).data()["state"], "ready");
    wait_until("the job is done", PATIENCE, async || admin.http.get(&path).await.expect(200).data()["state"] == "done")
        .await;
    act("retry").await.expect_problem(409, "job_not_failed");
}
