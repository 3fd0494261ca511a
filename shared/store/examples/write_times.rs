//! What the forms of texts cost a write: the time of an insert and of an update of a deal, one in a transaction, and the
//! bytes that stand beside its texts, by the versions of the rules that a program carries.
//!
//! ```text
//! cargo run --release -p plenum-store --example write_times            # 2,000 deals with each
//! cargo run --release -p plenum-store --example write_times -- 500
//! ```
#![allow(clippy::print_stdout, reason = "a program whose output is its purpose")]

use std::time::{Duration, Instant};

use plenum_sales::DEAL;
use plenum_shared::text::{TextVersion, TextVersions};
use plenum_store::{Settings, Store, TenantTx, records};
use plenum_testkit::store::{TestStore, TestTenant};
use serde_json::json;

const DEALS: usize = 2_000;
const TITLE: &str = "Renewal of the Müller GmbH license, second half";
const DESCRIPTION: &str =
    "They asked for a longer notice period and for the price of last year. Émile knows the buyer.";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let deals = std::env::args().nth(1).map_or(Ok(DEALS), |count| count.parse())?;
    let test = TestStore::new().await;
    let of = test.tenant("one").await;
    const LOWER: TextVersions = TextVersions::new(&[TextVersion::LOWER]);
    const KEYS: TextVersions = TextVersions::new(&[TextVersion::KEYS]);
    println!("{:<24} {:>9} {:>9} {:>9} {:>9}", "", "insert", "95 %", "update", "95 %");
    // The first round warms up.
    for (name, text) in [("", LOWER), ("the first rules", LOWER), ("both", TextVersions::RELEASED)] {
        write(&test, of, name, text, deals).await?;
    }
    // The columns of the first rules may be null when no program before this one is left.
    let mut superuser = test.database.superuser().await;
    sqlx::raw_sql(
        "ALTER TABLE deals ALTER COLUMN title_lower DROP NOT NULL;
         ALTER TABLE deals DROP CONSTRAINT IF EXISTS deals_check;
         DROP INDEX deals_title; DROP INDEX deals_search;",
    )
    .execute(&mut superuser)
    .await?;
    sqlx::raw_sql(
        "DO $$ DECLARE c text; BEGIN
             FOR c IN SELECT conname FROM pg_constraint WHERE conrelid = 'deals'::regclass AND contype = 'c'
                 AND pg_get_constraintdef(oid) LIKE '%_lower%' LOOP
                 EXECUTE format('ALTER TABLE deals DROP CONSTRAINT %I', c);
             END LOOP;
         END $$",
    )
    .execute(&mut superuser)
    .await?;
    write(&test, of, "the second rules", KEYS, deals).await?;
    let bytes: (f64, f64, f64) = sqlx::query_as(
        "SELECT avg(pg_column_size(title) + pg_column_size(description))::float8,
             avg(pg_column_size(title_lower) + pg_column_size(description_lower) + pg_column_size(search))::float8,
             avg(pg_column_size(title_key) + pg_column_size(title_fold) + pg_column_size(title_sort)
                 + pg_column_size(description_fold) + pg_column_size(words) + 9)::float8
         FROM deals WHERE keys_of IS NOT NULL AND title_lower IS NOT NULL",
    )
    .fetch_one(&mut superuser)
    .await?;
    println!("bytes of the texts of a deal: {:.0}; beside them {:.0} and {:.0}", bytes.0, bytes.1, bytes.2);
    Ok(())
}

async fn write(
    test: &TestStore,
    of: TestTenant,
    name: &str,
    text: TextVersions,
    deals: usize,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let store = Store::connect(&Settings { text, ..Settings::new(test.database.app_url()) }).await?;
    let (mut inserts, mut updates) = (Vec::new(), Vec::new());
    for number in 0..deals {
        let mut deal = test.deal(of, &format!("{TITLE} {number}"));
        deal.set("description", json!(DESCRIPTION));
        let image = &deal;
        let insert = |mut tx: TenantTx| async move {
            records::insert(&mut tx, &DEAL, image).await?;
            Ok(tx.finish(()))
        };
        let begun = Instant::now();
        store.write("bench.insert", of.tenant, None, insert).await?;
        inserts.push(begun.elapsed());
        deal.set("title", json!(format!("{TITLE}, {number} again")));
        deal.set("version", json!(2));
        let image = &deal;
        let update = |mut tx: TenantTx| async move {
            records::update(&mut tx, &DEAL, image, 1).await?;
            Ok(tx.finish(()))
        };
        let begun = Instant::now();
        store.write("bench.update", of.tenant, None, update).await?;
        updates.push(begun.elapsed());
    }
    store.close().await;
    if !name.is_empty() {
        let (inserts, updates) = (times(inserts), times(updates));
        println!("{name:<24} {} {}", shown(inserts), shown(updates));
    }
    Ok(())
}

/// The middle, and the slowest but one in twenty.
fn times(mut all: Vec<Duration>) -> (Duration, Duration) {
    all.sort_unstable();
    (all[all.len() / 2], all[all.len() * 19 / 20])
}

fn shown((middle, slow): (Duration, Duration)) -> String {
    format!("{:>7.2}ms {:>7.2}ms", middle.as_secs_f64() * 1_000.0, slow.as_secs_f64() * 1_000.0)
}
