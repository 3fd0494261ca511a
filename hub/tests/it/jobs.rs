//! Live changes of jobs: they reach the member who began a job and administrators, on any node, and nobody else.

use std::sync::LazyLock;

use async_trait::async_trait;
use bytes::Bytes;
use plenum_app::{
    Context, Contexts,
    jobs::{self, Enqueue, Failure, Job, JobContext, Outcome, run_due},
};
use plenum_shared::{
    Result,
    ids::JobId,
    notice::{JobNotice, Notice},
};
use plenum_store::TenantTx;
use plenum_testkit::{
    app::Person,
    hub::{TestHubs, TestNode},
};
use serde_json::{Value, json};

use crate::client::Client;

/// Reports its progress so many times, and has a result.
struct Counting;

#[async_trait]
impl Job for Counting {
    const KIND: &'static str = "counting";
    type Payload = i64;

    async fn run(&self, context: &JobContext, count: i64) -> Result<Outcome, Failure> {
        for number in 1..=count {
            context.report_progress(number, Some(count)).await?;
        }
        Ok(Outcome::done_with(json!("CANARY of the one who began it")))
    }
}

const TEST: Context = Context { jobs: &[&Counting], ..Context::named("test") };

fn contexts() -> &'static Contexts {
    static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
        let all = [
            &plenum_app::records::CONTEXT,
            &plenum_app::platform::CONTEXT,
            &plenum_sales::CONTEXT,
            &plenum_notify::CONTEXT,
            &TEST,
        ];
        Contexts::new(&all).expect("contexts that fit together")
    });
    &CONTEXTS
}

async fn begin(by: &Person, count: i64) -> JobId {
    let work = |mut tx: TenantTx| async move {
        let how = Enqueue { created_by: Some(by.who.user), ..Enqueue::default() };
        let inserted = jobs::enqueue::<Counting>(&by.app, &mut tx, &count, how).await?;
        Ok(tx.finish(inserted.job()))
    };
    by.app.store().write("test.begin", by.who.tenant, None, work).await.expect("a job")
}

async fn run(node: &TestNode) {
    run_due(&node.app, contexts()).await.expect("the worker");
}

async fn listen(node: &TestNode, person: &Person) -> Client {
    Client::live(node, "notifications", person).await
}

/// The changes of jobs that a client receives until this job is over; all of them must be of this job.
async fn changes_of(client: &mut Client, job: JobId) -> Vec<Value> {
    let mut changes: Vec<Value> = Vec::new();
    while changes.last().is_none_or(|job| job["finishedAt"].is_null()) {
        let event = client.event().await;
        if event.target == "JobChanged" {
            assert_eq!(event.argument["id"], json!(job), "{event:?}");
            changes.push(event.argument);
        }
    }
    changes
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_a_job_reach_its_creator_and_administrators_only_on_any_node() {
    let hubs = TestHubs::new().await;
    let (one, two) = (hubs.node().await, hubs.node().await);
    let (ada, rival) = (one.admin("ada").await, one.admin("rival").await);
    let (sam, max) = (ada.member("sales_user").await, ada.member("sales_user").await);
    let mut own = [listen(&one, &sam).await, listen(&two, &sam).await];
    let mut admin = listen(&two, &ada).await;
    let mut others = [(listen(&one, &max).await, &max), (listen(&two, &rival).await, &rival)];

    let job = begin(&sam, 3).await;
    run(&one).await;
    for client in &mut own {
        let last = changes_of(client, job).await.pop().expect("the end");
        let read = jobs::get(&sam.app, &sam.who, job).await.expect("the job");
        assert_eq!(last, serde_json::to_value(&read).expect("JSON"), "what REST shows");
        assert_eq!((&last["state"], &last["result"]), (&json!("done"), &json!("CANARY of the one who began it")));
        assert_eq!(last["progress"], json!({ "done": 3, "total": 3 }));
    }
    let seen = changes_of(&mut admin, job).await.pop().expect("the end");
    assert_eq!((&seen["state"], &seen["result"]), (&json!("done"), &Value::Null));
    assert!(!admin.raw.contains("CANARY"));
    // The first change that the others receive is of a job of their own.
    for (client, person) in &mut others {
        let job = begin(person, 1).await;
        run(&two).await;
        changes_of(client, job).await;
        assert!(!client.raw.contains(&sam.who.user.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_a_job_are_sent_at_most_once_a_second() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let mut client = listen(&node, &ada).await;
    let job = begin(&ada, 500).await;
    let began = std::time::Instant::now();
    run(&node).await;
    let changes = changes_of(&mut client, job).await.len() as u64;
    // The beginning, the end, and one in each second.
    assert!(changes <= began.elapsed().as_secs() + 3, "{changes}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_administrator_receives_no_changes_of_jobs_of_others() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let (sam, bea) = (ada.member("sales_user").await, ada.member("tenant_admin").await);
    let mut client = listen(&node, &bea).await;
    let job = begin(&sam, 1).await;
    run(&node).await;
    changes_of(&mut client, job).await;
    ada.give_role(bea.who.user, "sales_user").await;
    client.position().await;
    begin(&sam, 1).await;
    run(&node).await;
    let own = begin(&bea, 1).await;
    run(&node).await;
    changes_of(&mut client, own).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_of_a_job_that_is_forged_foreign_or_names_another_creator_is_ignored() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let (ada, rival) = (node.admin("ada").await, node.admin("rival").await);
    let sam = ada.member("sales_user").await;
    let mut spies = [(listen(&node, &rival).await, &rival), (listen(&node, &sam).await, &sam)];
    let secret = begin(&ada, 1).await;
    let bus = node.app.bus();
    for (_, spy) in &spies {
        let channel = Notice::channel(spy.who.tenant);
        for tenant in [ada.who.tenant, rival.who.tenant] {
            for user in [ada.who.user, spy.who.user] {
                let notice = JobNotice::new(tenant, secret, user).encode().expect("encodes");
                // A writer to the bus without the key cannot seal a notice.
                let _ = bus.publish(&channel, notice.clone());
                // With the key, a notice would still have to name the creator of a job of that tenant.
                let sealed = plenum_bus::envelope::seal(node.app.bus_keys(), &channel, &notice).expect("sealed");
                let _ = bus.publish(&channel, sealed);
            }
        }
        let _ = bus.publish(&channel, Bytes::from_static(b"nonsense"));
    }
    for (client, spy) in &mut spies {
        let own = begin(spy, 1).await;
        run(&node).await;
        changes_of(client, own).await;
    }
}
