//! How many records a second are written, and in how many statements for 1,000: one by one, in batches of 100, and in
//! bulks of 1,000.
//!
//! ```text
//! cargo run --release -p plenum-app --example write_rates            # 2,000 records each
//! cargo run --release -p plenum-app --example write_rates -- 10000
//! ```
//!
//! It makes a PostgreSQL of its own, as the tests do. Contacts of 20 accounts are created and then changed; a new one
//! has an account and an owner to check.
#![allow(clippy::print_stdout, reason = "a program whose output is its purpose")]

use std::time::Instant;

use plenum_app::records::{self, Batch, MAX_BULK, OnFailure, Operation};
use plenum_shared::{Result, catalogue::Entity, ids::RecordId};
use plenum_testkit::app::{Person, StatementCounter, TestApp};
use serde_json::{Map, Value, json};

const RECORDS: usize = 2_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let counter = StatementCounter::start();
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(RECORDS);
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let contacts = plenum_testkit::catalogue().by_segment("contacts").expect("contacts");
    let mut accounts = Vec::new();
    for number in 0..20 {
        accounts.push(ada.create("accounts", json!({ "name": format!("Account {number}") })).await.id);
    }
    let contact = |number: usize| {
        let account = accounts[number % accounts.len()];
        let value = json!({
            "firstName": format!("First {number}"), "lastName": "Last", "accountId": account,
            "email": format!("contact{number}@example.com"), "ownerId": ada.who.user, "title": "Buyer",
        });
        value.as_object().cloned().unwrap_or_default()
    };
    let change =
        || json!({ "title": "Head of buying", "department": "Sales" }).as_object().cloned().unwrap_or_default();

    println!("{count} contacts; records a second, statements for 1,000 records");
    let mut ids = Vec::new();
    let start = Meter::start(&counter);
    for number in 0..count {
        ids.push(records::create(&ada.app, &ada.who, contacts, contact(number)).await?.id);
    }
    start.print("created one by one", count);
    let start = Meter::start(&counter);
    for id in &ids {
        records::patch(&ada.app, &ada.who, contacts, *id, None, change()).await?;
    }
    start.print("changed one by one", count);

    let start = Meter::start(&counter);
    let ids = batches(&ada, contacts, (0..count).map(|number| Operation::Create { data: contact(number) })).await?;
    start.print("created in batches of 100", count);
    let start = Meter::start(&counter);
    batches(&ada, contacts, ids.iter().map(|id| patch(*id, change()))).await?;
    start.print("changed in batches of 100", count);

    let start = Meter::start(&counter);
    let ids = bulks(&ada, contacts, (0..count).map(|number| Operation::Create { data: contact(number) })).await?;
    start.print("created in bulk", count);
    let start = Meter::start(&counter);
    bulks(&ada, contacts, ids.iter().map(|id| patch(*id, change()))).await?;
    start.print("changed in bulk", count);
    Ok(())
}

fn patch(id: RecordId, data: Map<String, Value>) -> Operation {
    Operation::Patch { id, if_match: None, data }
}

async fn batches(
    who: &Person,
    entity: &'static Entity,
    operations: impl Iterator<Item = Operation>,
) -> Result<Vec<RecordId>> {
    let (operations, mut ids) = (Vec::from_iter(operations), Vec::new());
    for part in operations.chunks(records::MAX_OPERATIONS) {
        let batch = Batch { operations: part.to_vec(), on_failure: OnFailure::GoOn };
        for item in records::batch(&who.app, &who.who, entity, batch).await?.items {
            ids.push(item?.id);
        }
    }
    Ok(ids)
}

async fn bulks(
    who: &Person,
    entity: &'static Entity,
    operations: impl Iterator<Item = Operation>,
) -> Result<Vec<RecordId>> {
    let (operations, mut ids) = (Vec::from_iter(operations), Vec::new());
    for part in operations.chunks(MAX_BULK) {
        for item in records::bulk(&who.app, &who.who, entity, part.to_vec()).await?.items {
            ids.push(item?.id);
        }
    }
    Ok(ids)
}

/// What a part of the work took.
struct Meter<'a> {
    start: Instant,
    counter: &'a StatementCounter,
    statements: u64,
}

impl<'a> Meter<'a> {
    fn start(counter: &'a StatementCounter) -> Self {
        Self { start: Instant::now(), counter, statements: counter.count() }
    }

    fn print(self, name: &str, records: usize) {
        let rate = records as f64 / self.start.elapsed().as_secs_f64();
        let statements = self.counter.count() - self.statements;
        let each = statements as f64 * 1_000.0 / records as f64;
        println!("{name:<28} {rate:>8.0}  {each:>8.0}");
    }
}
