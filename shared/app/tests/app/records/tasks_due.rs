//! The clock of the tasks goes from tenant to tenant, whatever becomes of one of them.

use plenum_app::{
    records::tasks_due::{self, BATCH},
    worker::tenant_batches::RoundOutcome,
};
use plenum_shared::{actor::Actor, caller::Origin, entry::NewEntry, notification::TASK_DUE};
use plenum_store::{TenantTx, log};
use plenum_testkit::app::{Person, TestApp};
use serde_json::json;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

async fn count_noticed(of: &Person) -> usize {
    of.log().await.iter().filter(|entry| entry.kind == TASK_DUE).count()
}

async fn run_round(test: &TestApp) -> RoundOutcome {
    tasks_due::round(&test.app, &CancellationToken::new()).await.expect("a round")
}

async fn due(of: &Person, tasks: usize) {
    for number in 0..tasks {
        of.create("tasks", json!({ "subject": format!("task {number}"), "dueDate": "2026-05-06" })).await;
    }
}

#[tokio::test]
async fn a_tenant_with_many_due_tasks_gets_a_batch_a_round_and_delays_no_other() {
    let test = TestApp::new().await;
    let (big, small, other) = (test.admin("acme").await, test.admin("acme").await, test.admin("acme").await);
    due(&big, BATCH + 1).await;
    due(&small, 1).await;
    due(&other, 1).await;
    assert_eq!(run_round(&test).await, RoundOutcome::More);
    assert_eq!([count_noticed(&big).await, count_noticed(&small).await, count_noticed(&other).await], [BATCH, 1, 1]);
    assert_eq!(run_round(&test).await, RoundOutcome::Done);
    assert_eq!(count_noticed(&big).await, BATCH + 1);
}

#[tokio::test]
async fn a_failing_tenant_delays_no_other() {
    let test = TestApp::new().await;
    let mut people = Vec::new();
    for _ in 0..3 {
        let founder = test.admin("acme").await;
        due(&founder, 1).await;
        people.push(founder);
    }
    // A transaction that has appended holds the tenant's counter until the commit, and the others give up after a
    // while.
    let (held, over) = (Notify::new(), Notify::new());
    let entry = NewEntry {
        id: test.app.source().uuid().into(),
        kind: "test.held".to_owned(),
        entity: "test".to_owned(),
        record: test.app.source().uuid().into(),
        actor: Actor::SYSTEM,
        recipient: None,
        before: None,
        after: None,
        origin: Origin::default(),
        cause: None,
        depth: 0,
        change_set: None,
        added_records: 0,
    };
    let (held, over, entries, now) = (&held, &over, &[entry], test.app.source().now());
    let work = |mut tx: TenantTx| async move {
        log::append(&mut tx, entries, now).await?;
        held.notify_one();
        over.notified().await;
        Ok(tx.finish(()))
    };
    let holding = test.app.store().write("test.hold", people[1].who.tenant, None, work);
    let rounds = async {
        held.notified().await;
        let round = run_round(&test).await;
        let noticed =
            [count_noticed(&people[0]).await, count_noticed(&people[1]).await, count_noticed(&people[2]).await];
        over.notify_one();
        (round, noticed)
    };
    let (held, (round, noticed)) = tokio::join!(holding, rounds);
    held.expect("the entry");
    assert_eq!((round, noticed), (RoundOutcome::Done, [1, 0, 1]));
    run_round(&test).await;
    assert_eq!(count_noticed(&people[1]).await, 1, "it is tried again");
}

#[tokio::test]
async fn a_round_ends_when_it_is_cancelled() {
    let test = TestApp::new().await;
    let founder = test.admin("acme").await;
    due(&founder, 1).await;
    let stop = CancellationToken::new();
    stop.cancel();
    tasks_due::round(&test.app, &stop).await.expect("an end");
    assert_eq!(count_noticed(&founder).await, 0);
}
