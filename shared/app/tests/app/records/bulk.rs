//! Bulks: many writes in one transaction with few statements, each as if it stood alone.

use plenum_app::{
    Automation,
    records::{self, Batch, BatchOutcome, MAX_BULK, OnFailure, Operation},
    worker::consumer::{self, Batch as ConsumerBatch, Consumer, StartPosition},
};
use plenum_shared::{Code, Result, access::Action, actor::Actor, entry::Entry, ids::RecordId};
use plenum_testkit::app::{Person, StatementCounter, TestApp, entity_at, object, refused_field};
use serde_json::{Value, json};

fn create(fields: Value) -> Operation {
    Operation::Create { data: object(fields) }
}

fn patch(id: RecordId, fields: Value) -> Operation {
    Operation::Patch { id, if_match: None, data: object(fields) }
}

async fn bulk(who: &Person, segment: &str, operations: Vec<Operation>) -> BatchOutcome {
    records::bulk(&who.app, &who.who, entity_at(segment), operations).await.expect("a bulk")
}

fn codes(outcome: &BatchOutcome) -> Vec<Option<Code>> {
    outcome.items.iter().map(|item| item.as_ref().err().map(plenum_shared::Error::code)).collect()
}

#[tokio::test]
async fn a_thousand_records_take_few_statements_and_have_an_entry_each_in_one_change_set() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = ada.create("accounts", json!({"name": "Acme"})).await.id;
    let before = ada.log().await.len();
    let counter = StatementCounter::start();
    let contact = |number: usize| create(json!({"firstName": format!("C{number}"), "accountId": account}));
    let created = bulk(&ada, "contacts", (0..MAX_BULK).map(contact).collect()).await;
    let to_create = counter.count();
    let ids: Vec<_> = created.items.iter().map(|item| item.as_ref().expect("a contact").id).collect();
    let changed = bulk(&ada, "contacts", ids.iter().map(|id| patch(*id, json!({"title": "Buyer"}))).collect()).await;
    let to_change = counter.count() - to_create;
    assert!(to_create <= 12 && to_change <= 12, "{to_create} and {to_change} statements");

    let log = ada.log().await;
    let (first, second) = log[before..].split_at(MAX_BULK);
    assert_eq!(second.len(), MAX_BULK);
    for (entries, kind, set) in
        [(first, "contact.created", created.change_set), (second, "contact.updated", changed.change_set)]
    {
        assert!(set.is_some());
        assert!(
            entries
                .iter()
                .zip(&ids)
                .all(|(entry, id)| { (entry.kind.as_str(), entry.change_set, entry.record) == (kind, set, *id) })
        );
    }
    assert_eq!(ada.value("contacts", ids[MAX_BULK - 1], "title").await, "Buyer");
}

/// Operations on records of all kinds of refusal, and of rules that change other records along.
async fn mixed(ada: &Person, sam: &Person) -> Vec<(&'static str, Vec<Operation>)> {
    let (one, other) = (
        ada.create("accounts", json!({"name": "One"})).await.id,
        ada.create("accounts", json!({"name": "Two"})).await.id,
    );
    let hidden = ada.create("accounts", json!({"name": "Hidden"})).await.id;
    let contact = sam.create("contacts", json!({"firstName": "Old", "isPrimary": false})).await.id;
    let deal = sam.deal("Desks").await.id;
    let nobody = ada.app.source().uuid();
    sam.patch("contacts", contact, json!({"title": "Buyer"})).await;
    let revenue = json!({"amount": "12.50", "currency": "EUR"});
    let accounts = vec![
        create(json!({"name": "New", "parentId": one, "employees": 7, "annualRevenue": revenue})),
        patch(one, json!({"parentId": other})),
        patch(other, json!({"parentId": one})),
        patch(hidden, json!({"parentId": hidden})),
        create(json!({"name": ""})),
    ];
    let contacts = vec![
        create(json!({"firstName": "First", "accountId": one, "isPrimary": true})),
        create(json!({"firstName": "Second", "accountId": one, "isPrimary": true})),
        create(json!({"firstName": "Third", "accountId": other, "isPrimary": true})),
        create(json!({"firstName": "Nobody's", "isPrimary": true})),
        create(json!({"firstName": "Nobody's", "accountId": nobody})),
        Operation::Patch { id: contact, if_match: Some(1), data: object(json!({"title": "Stale"})) },
        create(json!({"firstName": "Owned", "ownerId": nobody})),
        Operation::Delete { id: nobody.into(), if_match: None },
    ];
    let deals = vec![
        create(
            json!({"title": "Chairs", "expectedCloseDate": "2026-03-01", "value": {"amount": "1", "currency": "USD"}}),
        ),
        create(json!({"title": "Lamps", "accountId": hidden})),
        Operation::Replace { id: deal, if_match: None, data: object(json!({"title": "Tables"})) },
        create(json!({"title": "Sofas", "stageId": nobody})),
        Operation::Restore { id: nobody.into() },
    ];
    let attendees = json!(["Ann", "Bob \"B\"", "{c,d}"]);
    let activities = vec![
        create(
            json!({"kind": "meeting", "subject": "Meet", "attendees": attendees, "startsAt": "2026-05-07T10:00:00Z"}),
        ),
        create(json!({"kind": "meeting", "subject": "Nobody comes", "attendees": []})),
        create(json!({"kind": "task", "subject": "Do", "assigneeId": sam.who.user})),
    ];
    vec![("accounts", accounts), ("contacts", contacts), ("deals", deals), ("activities", activities)]
}

/// The entries of a person, without the values that differ between two equal runs.
async fn written(who: &Person, since: usize) -> Vec<Value> {
    let log = who.log().await;
    let known: Vec<_> = log.iter().map(|entry| entry.record.to_string()).collect();
    let stable = |text: &str| match known.iter().position(|id| *id == text) {
        Some(place) => json!(format!("record {place}")),
        None => json!(text),
    };
    let shown = |entry: &Entry| {
        let fields = entry.after.as_ref().map(|image| image.fields().clone()).unwrap_or_default();
        let fields: serde_json::Map<_, _> = fields
            .into_iter()
            .filter(|(name, _)| {
                !["stageId", "pipelineId", "ownerId", "assigneeId", "createdBy", "updatedBy"].contains(&name.as_str())
            })
            .map(|(name, value)| match value.as_str() {
                Some(text) => (name, stable(text)),
                None => (name, value),
            })
            .collect();
        json!({"kind": entry.kind, "record": stable(&entry.record.to_string()), "after": fields})
    };
    log[since..].iter().map(shown).collect()
}

#[tokio::test]
async fn a_bulk_has_the_outcome_of_the_same_operations_one_by_one() {
    let test = TestApp::new().await;
    let mut runs = Vec::new();
    for (company, size) in [("single", 1), ("bulk", MAX_BULK)] {
        let ada = test.admin(company).await;
        let role = json!([
            {"permission": "accounts.read", "scope": "all"}, {"permission": "accounts.write", "scope": "all"},
            {"permission": "contacts.read", "scope": "all"}, {"permission": "contacts.write", "scope": "all"},
            {"permission": "contacts.delete", "scope": "own"}, {"permission": "deals.read", "scope": "all"},
            {"permission": "deals.write", "scope": "own"}, {"permission": "activities.read", "scope": "own"},
            {"permission": "activities.write", "scope": "own"},
        ]);
        let sam = ada.member_in_role("seller", role).await;
        let operations = mixed(&ada, &sam).await;
        let since = ada.log().await.len();
        let mut answers = Vec::new();
        for (segment, operations) in operations {
            for part in operations.chunks(size) {
                answers.extend(codes(&bulk(&sam, segment, part.to_vec()).await));
            }
        }
        runs.push((answers, written(&ada, since).await));
    }
    assert_eq!(runs[0].0, runs[1].0);
    assert_eq!(runs[0].1, runs[1].1);
    let refused = runs[1].0.iter().flatten().count();
    assert_eq!((runs[1].0.len(), refused), (21, 11), "{:?}", runs[1].0);
}

#[tokio::test]
async fn an_operation_refused_by_the_database_leaves_the_others_written() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    test.database.add_check("leads", "title <> 'refused' AND score <> 13").await;
    let lead = |number: usize| {
        let title = if number % 50 == 7 { "refused".to_owned() } else { format!("Lead {number}") };
        create(json!({"title": title, "score": 1}))
    };
    let before = ada.log().await.len();
    let created = bulk(&ada, "leads", (0..200).map(lead).collect()).await;
    for (number, code) in codes(&created).into_iter().enumerate() {
        assert_eq!(code, (number % 50 == 7).then_some(Code::Invalid), "{number}");
    }
    assert_eq!((ada.log().await.len() - before, ada.ids("leads").await.len()), (196, 196));
    let ids: Vec<_> = created.items.iter().flatten().map(|lead| lead.id).collect();
    let score = |(number, id): (usize, &RecordId)| patch(*id, json!({"score": if number == 3 { 13 } else { 2 }}));
    let changed = bulk(&ada, "leads", ids.iter().enumerate().map(score).collect()).await;
    assert_eq!(codes(&changed).iter().flatten().count(), 1);
    assert_eq!(ada.value("leads", ids[3], "score").await, 1);
    assert_eq!(ada.value("leads", ids[4], "score").await, 2);

    // An atomic batch names the first that is refused, whichever way it is.
    let before = ada.log().await.len();
    for (operations, named) in [
        (vec![lead(0), lead(7), create(json!({"title": ""}))], 1),
        (vec![lead(0), create(json!({"title": ""})), lead(7)], 1),
    ] {
        let batch = Batch { operations, on_failure: OnFailure::UndoAll };
        let refused = records::batch(&ada.app, &ada.who, entity_at("leads"), batch).await;
        let (code, field) = refused_field(refused);
        assert_eq!(code, Code::Invalid);
        assert!(field.starts_with(&format!("/operations/{named}")), "{field}");
    }
    assert_eq!(ada.log().await.len(), before);
}

#[tokio::test]
async fn a_bulk_of_too_many_operations_or_of_none_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for (count, code) in [(0, Code::InvalidValue), (MAX_BULK + 1, Code::TooManyOperations)] {
        let operations = (0..count).map(|_| create(json!({"title": "Lead"}))).collect();
        let refused = records::bulk(&ada.app, &ada.who, entity_at("leads"), operations).await;
        let refused = refused.expect_err("a refusal");
        assert_eq!(refused.fields().first().map(|field| field.code), Some(code.as_str()));
    }
    assert!(ada.ids("leads").await.is_empty());
}

/// Makes a task for every deal, and a lead, to which it has no right.
struct TaskMaker;

const TASK_MAKER: Automation =
    Automation { name: "task_maker", grants: &[("activities", Action::READ), ("activities", Action::WRITE)] };

#[async_trait::async_trait]
impl Consumer for TaskMaker {
    const NAME: &'static str = "task_maker";
    const START: StartPosition = StartPosition::Beginning;
    const PRODUCES: &'static [&'static str] = &["activity.created"];
    const AUTOMATION: Option<&'static Automation> = Some(&TASK_MAKER);
    type Memory = ();

    async fn react(&self, batch: &mut ConsumerBatch<'_, ()>, entry: &Entry) -> Result<()> {
        if entry.kind != "deal.created" {
            return Ok(());
        }
        let caller = batch.caller(entry).await?;
        let tasks = ["Call", "Write"].map(|subject| create(json!({"kind": "task", "subject": subject})));
        let done = batch.bulk(&caller, entry, entity_at("activities"), &tasks).await?;
        assert!(done.iter().all(Result::is_ok));
        let lead = [create(json!({"title": "Lead"}))];
        let refused = batch.bulk(&caller, entry, entity_at("leads"), &lead).await?;
        assert_eq!(refused[0].as_ref().err().map(plenum_shared::Error::code), Some(Code::Forbidden));
        Ok(())
    }
}

#[tokio::test]
async fn an_automation_writes_in_bulk_with_the_rights_that_it_declares() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    ada.deal("Desks").await;
    consumer::catch_up(&test.app, &TaskMaker).await.expect("all done");
    let log = ada.log().await;
    let made: Vec<_> = log.iter().filter(|entry| entry.kind == "activity.created").collect();
    assert_eq!(made.len(), 2);
    assert!(made.iter().all(|entry| entry.actor == Actor::automation("task_maker") && entry.cause.is_some()));
    assert!(!log.iter().any(|entry| entry.entity == "lead"));
}
