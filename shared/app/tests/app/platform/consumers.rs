//! The guarantees for consumers: each entry once, one worker at a time, and no entry that stops a tenant for ever.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use plenum_app::{
    Automation,
    history::{self, HistoryRequest},
    platform::{self, Operator, ParkedView, operators::OperatorRole},
    worker::consumer::{self, Batch, Consumer, DerivedEntry, StartPosition, TRIES},
};
use plenum_notify::{NotificationRequest, Notifications};
use plenum_shared::{
    Code, Error, Result, access::Action, actor::Actor, caller::Origin, entry::Entry, notification::RECEIVED,
};
use plenum_store::{
    consumers,
    records::{self, Deleted, Lock},
};
use plenum_testkit::{
    app::{Person, TestApp, entity_at},
    contexts,
};
use serde_json::{Value, json};
use time::Duration;
use tokio::sync::watch;

/// Remarks on every deal that is made, and fails at those of one title.
#[derive(Default)]
struct Remarks {
    fails_at: Option<&'static str>,
    /// Whether it finds that others are in the way.
    busy: AtomicBool,
    panics: AtomicBool,
    tried: Mutex<Vec<String>>,
}

#[async_trait]
impl Consumer for Remarks {
    const NAME: &'static str = "remarks";
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = &["deal.remarked"];
    type Memory = ();

    async fn react(&self, batch: &mut Batch<'_, ()>, entry: &Entry) -> Result<()> {
        assert_ne!(entry.kind, "deal.remarked", "a consumer does not receive its own entries");
        if entry.kind != "deal.created" {
            return Ok(());
        }
        let title = entry.after.as_ref().and_then(|deal| deal.text("title")).expect("a title");
        self.tried.lock().expect("unpoisoned").push(title.to_owned());
        assert!(!self.panics.swap(false, Ordering::SeqCst), "a requested panic");
        if self.busy.load(Ordering::SeqCst) {
            return Err(Error::new(Code::Busy));
        }
        if self.fails_at == Some(title) {
            return Err(Error::internal("this one is poison"));
        }
        let effect = DerivedEntry { kind: "deal.remarked", entity: "deal", record: entry.record, recipient: None };
        batch.append(entry, effect);
        Ok(())
    }
}

/// The titles of the deals that were remarked on, in order.
async fn remarked(of: &Person) -> Vec<String> {
    let log = of.log().await;
    let remarks = log.iter().filter(|entry| entry.kind == "deal.remarked");
    let title = |remark: &Entry| {
        let cause = log.iter().find(|entry| Some(entry.id) == remark.cause).expect("a cause");
        cause.after.as_ref().and_then(|deal| deal.text("title")).expect("a title").to_owned()
    };
    remarks.map(title).collect()
}

#[tokio::test]
async fn every_entry_is_consumed_once_by_concurrent_workers() {
    let test = TestApp::new().await;
    let mut people = Vec::new();
    for _ in 0..3 {
        let who = test.admin("acme").await;
        for number in 0..5 {
            who.create("deals", json!({ "title": format!("deal {number}") })).await;
        }
        people.push(who);
    }
    let remarks = Remarks::default();
    let work = || consumer::catch_up(&test.app, &remarks);
    let (one, two, three) = tokio::join!(work(), work(), work());
    for outcome in [one, two, three] {
        outcome.expect("all done");
    }
    for who in &people {
        let expected: Vec<_> = (0..5).map(|number| format!("deal {number}")).collect();
        assert_eq!(remarked(who).await, expected);
    }
}

#[tokio::test]
async fn a_failing_entry_blocks_its_tenant_for_a_while_and_is_then_parked() {
    let test = TestApp::new().await;
    let (ours, theirs) = (test.admin("acme").await, test.admin("rival").await);
    for title in ["a", "poison", "b"] {
        ours.create("deals", json!({ "title": title })).await;
    }
    theirs.create("deals", json!({ "title": "theirs" })).await;
    let remarks = Remarks { fails_at: Some("poison"), ..Remarks::default() };
    for _ in 1..TRIES {
        consumer::catch_up(&test.app, &remarks).await.expect("what can be done");
        assert_eq!(remarked(&ours).await, ["a"], "what stands before it is done, and nothing overtakes it");
        assert_eq!(remarked(&theirs).await, ["theirs"], "the other tenant does not wait");
        let tried = remarks.tried.lock().expect("unpoisoned").len();
        consumer::catch_up(&test.app, &remarks).await.expect("nothing to be done yet");
        assert_eq!(remarks.tried.lock().expect("unpoisoned").len(), tried, "not before its time");
        test.clock.advance(Duration::minutes(2));
    }
    consumer::catch_up(&test.app, &remarks).await.expect("the last try");
    assert_eq!(remarked(&ours).await, ["a", "b"]);
    let parked = consumers::parked(test.app.store(), None, 0, 10).await.expect("the parked");
    let log = ours.log().await;
    let poison = log.iter().find(|entry| entry.after.as_ref().and_then(|deal| deal.text("title")) == Some("poison"));
    let expected = (ours.who.tenant, Remarks::NAME, poison.expect("the poison").position.seq);
    assert_eq!(parked.len(), 1);
    assert_eq!((parked[0].tenant, parked[0].consumer.as_str(), parked[0].seq), expected);
    assert!(parked[0].reason.contains("this one is poison"), "{}", parked[0].reason);
}

/// Records how many entries the longest batch had.
#[derive(Default)]
struct Measures {
    longest: AtomicUsize,
    seen: AtomicUsize,
}

#[async_trait]
impl Consumer for Measures {
    const NAME: &'static str = "measures";
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = &[];
    type Memory = usize;

    async fn react(&self, batch: &mut Batch<'_, usize>, entry: &Entry) -> Result<()> {
        batch.memory += 1;
        self.longest.fetch_max(batch.memory, Ordering::SeqCst);
        self.seen.fetch_add(usize::from(entry.kind == "deal.created"), Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test]
async fn a_batch_of_large_entries_is_short_and_leaves_none_out() {
    const DEALS: usize = 70;
    let test = TestApp::new().await;
    let who = test.admin("acme").await;
    let description = "\u{1f4be}".repeat(20_000);
    for _ in 0..DEALS {
        let deal = json!({ "title": "large", "description": description });
        who.create("deals", deal).await;
    }
    let measures = Measures::default();
    consumer::catch_up(&test.app, &measures).await.expect("all done");
    let longest = measures.longest.load(Ordering::SeqCst);
    assert!(longest < DEALS, "{longest} entries at once");
    assert_eq!(measures.seen.load(Ordering::SeqCst), DEALS);
}

/// Fails at every deal, and knows how often it was tried.
#[derive(Default)]
struct Clumsy {
    tried: watch::Sender<u32>,
}

#[async_trait]
impl Consumer for Clumsy {
    const NAME: &'static str = Remarks::NAME;
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = Remarks::PRODUCES;
    type Memory = ();

    async fn react(&self, _: &mut Batch<'_, ()>, entry: &Entry) -> Result<()> {
        if entry.kind != "deal.created" {
            return Ok(());
        }
        self.tried.send_modify(|tried| *tried += 1);
        // The other worker gets in line for the connection that this one has.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        Err(Error::internal("clumsy"))
    }
}

#[tokio::test]
async fn a_failure_does_not_count_when_another_worker_has_moved_the_checkpoint() {
    // With one connection transactions run in turn: the other worker comes between the failure and its record.
    let test = TestApp::with_connections(1).await;
    let who = test.admin("acme").await;
    let (clumsy, able) = (Clumsy::default(), Remarks::default());
    consumer::catch_up(&test.app, &able).await.expect("what made the tenant");
    who.create("deals", json!({ "title": "a" })).await;
    let mut tried = clumsy.tried.subscribe();
    let other = async {
        tried.wait_for(|tried| *tried > 0).await.expect("tried");
        consumer::catch_up(&test.app, &able).await
    };
    let (one, other) = tokio::join!(consumer::catch_up(&test.app, &clumsy), other);
    one.expect("what can be done");
    other.expect("all done");
    assert_eq!(*clumsy.tried.borrow(), 2, "in its stretch and by itself");
    assert_eq!(remarked(&who).await, ["a"]);

    who.create("deals", json!({ "title": "b" })).await;
    consumer::catch_up(&test.app, &able).await.expect("all done");
    assert_eq!(remarked(&who).await, ["a", "b"], "at once");
}

#[tokio::test]
async fn an_entry_blocked_by_other_transactions_is_retried_and_never_parked() {
    let test = TestApp::new().await;
    let who = test.admin("acme").await;
    who.create("deals", json!({ "title": "a" })).await;
    let remarks = Remarks { busy: AtomicBool::new(true), ..Remarks::default() };
    let tried = || remarks.tried.lock().expect("unpoisoned").len();
    for _ in 0..2 * TRIES {
        let before = tried();
        consumer::catch_up(&test.app, &remarks).await.expect("what can be done");
        let after = tried();
        assert!(after > before, "it was its time");
        consumer::catch_up(&test.app, &remarks).await.expect("nothing to be done yet");
        assert_eq!(tried(), after, "not again before its time");
        assert_eq!(remarked(&who).await, [""; 0]);
        test.clock.advance(Duration::seconds(1));
    }
    remarks.busy.store(false, Ordering::SeqCst);
    consumer::catch_up(&test.app, &remarks).await.expect("all done");
    assert_eq!(remarked(&who).await, ["a"]);
}

/// Stands where the notifications do, and fails at every deal that is made.
struct Broken;

#[async_trait]
impl Consumer for Broken {
    const NAME: &'static str = Notifications::NAME;
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = Notifications::PRODUCES;
    type Memory = ();

    async fn react(&self, _: &mut Batch<'_, ()>, entry: &Entry) -> Result<()> {
        if entry.kind == "deal.created" { Err(Error::internal("a program with a fault")) } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_parked_entry_is_replayed_once_when_an_operator_requests_it() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    ada.create("deals", json!({ "title": "Desks", "ownerId": sam.who.user })).await;
    for _ in 0..TRIES {
        consumer::catch_up(&test.app, &Broken).await.expect("what can be done");
        test.clock.advance(Duration::minutes(2));
    }
    let titles = async || {
        let listed =
            plenum_notify::list(&test.app, &sam.who, NotificationRequest::default()).await.expect("a page").page.items;
        listed.into_iter().map(|notification| notification.title).collect::<Vec<_>>()
    };
    consumer::catch_up(&test.app, &Notifications).await.expect("nothing is left to be done");
    assert_eq!(titles().await, [""; 0], "the program is mended, and the entry was passed over");

    let operator = Operator::at_the_console(Origin::default());
    let (_, _, support) = super::operators::operator(&test, OperatorRole::Support).await;
    let parked = async |tenant| platform::parked(&test.app, &support, tenant, 0).await.expect("the parked");
    let entries = parked(None).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(parked(Some(ada.who.tenant)).await, entries);
    assert_eq!(parked(Some(test.admin("rival").await.who.tenant)).await, []);
    let refused = platform::replay(&test.app, contexts(), &support, &entries[0]).await;
    assert_eq!(refused.unwrap_err().code(), Code::Forbidden);
    let unknown = ParkedView { consumer: "remarks".to_owned(), ..entries[0].clone() };
    assert_eq!(platform::replay(&test.app, contexts(), &operator, &unknown).await.unwrap_err().code(), Code::NotFound);

    let again = || platform::replay(&test.app, contexts(), &operator, &entries[0]);
    let (one, other) = tokio::join!(again(), again());
    let (done, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1), "one of two concurrent requests replays it");
    assert_eq!(titles().await, ["Desks was assigned to you"]);
    assert_eq!(parked(None).await, []);
    let log = ada.log().await;
    let effect = log.iter().find(|entry| entry.kind == RECEIVED).expect("an effect in the log");
    let cause = log.iter().find(|entry| entry.position.seq == entries[0].seq).expect("the entry");
    assert_eq!((effect.cause, effect.recipient), (Some(cause.id), Some(sam.who.user)));
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let test = TestApp::new().await;
    let who = test.admin("acme").await;
    who.create("deals", json!({ "title": "a" })).await;
    let remarks = Remarks { panics: AtomicBool::new(true), ..Remarks::default() };
    consumer::catch_up(&test.app, &remarks).await.expect("all done");
    assert_eq!(remarked(&who).await, ["a"]);
    assert_eq!(remarks.tried.lock().expect("unpoisoned").len(), 2);
}

/// Knows the titles of the deals it has seen, and is not interested in the past.
#[derive(Default)]
struct Latecomer {
    seen: Mutex<Vec<String>>,
}

#[async_trait]
impl Consumer for Latecomer {
    const NAME: &'static str = "latecomer";
    const START: StartPosition = StartPosition::Now;
    const PRODUCES: &'static [&'static str] = &[];
    type Memory = ();

    async fn react(&self, _: &mut Batch<'_, ()>, entry: &Entry) -> Result<()> {
        let deal = entry.after.as_ref().filter(|_| entry.kind == "deal.created");
        self.seen.lock().expect("unpoisoned").extend(deal.and_then(|deal| deal.text("title")).map(str::to_owned));
        Ok(())
    }
}

#[tokio::test]
async fn a_consumer_that_starts_at_the_head_leaves_out_the_past_of_existing_tenants_only() {
    let test = TestApp::new().await;
    let older = test.admin("acme").await;
    older.create("deals", json!({ "title": "past" })).await;
    let latecomer = Latecomer::default();
    consumer::start(&test.app, &latecomer).await.expect("started");
    older.create("deals", json!({ "title": "present" })).await;
    let newer = test.admin("acme").await;
    newer.create("deals", json!({ "title": "theirs" })).await;
    // Another worker that starts it moves nothing.
    consumer::start(&test.app, &latecomer).await.expect("started");
    consumer::catch_up(&test.app, &latecomer).await.expect("all done");
    let mut seen = latecomer.seen.lock().expect("unpoisoned").clone();
    seen.sort();
    assert_eq!(seen, ["present", "theirs"]);

    // A consumer that starts at the beginning leaves out nothing, and neither does the one of notifications.
    let measures = Measures::default();
    consumer::start(&test.app, &measures).await.expect("started");
    consumer::catch_up(&test.app, &measures).await.expect("all done");
    assert_eq!(measures.seen.load(Ordering::SeqCst), 3);
    consumer::start(&test.app, &Notifications).await.expect("started");
    let behind = consumers::backlog(test.app.store(), Notifications::NAME, test.app.source().now(), 10).await;
    assert!(behind.expect("the backlog").contains(&older.who.tenant), "a consumer of today's database is not new");
}

/// Describes every deal that is made, and, if it is greedy, tries to write what it has no right to.
#[derive(Default)]
struct Describer {
    is_greedy: bool,
}

const DESCRIBER: Automation =
    Automation { name: "describer", grants: &[("deals", Action::READ), ("deals", Action::WRITE)] };

#[async_trait]
impl Consumer for Describer {
    const NAME: &'static str = "describer";
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = &["deal.updated"];
    const AUTOMATION: Option<&'static Automation> = Some(&DESCRIBER);
    type Memory = ();

    async fn react(&self, batch: &mut Batch<'_, ()>, entry: &Entry) -> Result<()> {
        if entry.kind != "deal.created" {
            return Ok(());
        }
        let caller = batch.caller(entry).await?;
        if self.is_greedy {
            let draft = json!({ "name": "Acme" }).as_object().cloned().expect("fields");
            batch.records(&caller, entry).create(entity_at("accounts"), draft).await?;
        }
        let deal = records::get(batch.tx, entity_at("deals"), entry.record, Deleted::Exclude, Lock::Update).await?;
        let draft = json!({ "description": "as made" }).as_object().cloned().expect("fields");
        batch.records(&caller, entry).patch(entity_at("deals"), deal.expect("the deal"), draft).await.map(drop)
    }
}

#[tokio::test]
async fn a_consumer_writes_records_as_its_automation_in_one_change_set_for_a_batch() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deals = [ada.deal("Desks").await.id, ada.deal("Chairs").await.id];
    consumer::catch_up(&test.app, &Describer::default()).await.expect("all done");
    let log = ada.log().await;
    let written: Vec<_> = log.iter().filter(|entry| entry.kind == "deal.updated").collect();
    assert_eq!(written.len(), 2);
    for (entry, deal) in written.iter().zip(deals) {
        let cause = log.iter().find(|cause| Some(cause.id) == entry.cause).expect("a cause");
        assert_eq!((entry.record, cause.record, entry.depth), (deal, deal, 1));
        assert_eq!((&entry.actor, &entry.request_id), (&Actor::automation("describer"), &cause.request_id));
        assert!(entry.change_set.is_some() && entry.change_set == written[0].change_set);
        let image = entry.after.as_ref().expect("an image");
        assert_eq!((image.get("updatedBy"), image.get("description")), (&Value::Null, &json!("as made")));
    }
    // The entry is found by its kind of actor, and not among those of the system.
    for (actor, expected) in [("automation", 1), ("system", 0)] {
        let request = HistoryRequest { actor: Some(actor.to_owned()), ..HistoryRequest::default() };
        let page = history::timeline(&ada.app, &ada.who, entity_at("deals"), deals[0], &request).await.expect("a page");
        assert_eq!(page.page.items.len(), expected, "{actor}");
        let shown = json!(page.page.items);
        assert!(expected == 0 || shown[0]["actor"] == json!({"kind": "automation", "id": null, "name": "describer"}));
    }
}

#[tokio::test]
async fn an_automation_may_do_what_its_context_declares_and_no_more() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deal = ada.deal("Desks").await.id;
    consumer::catch_up(&test.app, &Describer { is_greedy: true }).await.expect("what can be done");
    assert!(ada.list("accounts").await.is_empty());
    assert_eq!(ada.value("deals", deal, "description").await, Value::Null);
}
