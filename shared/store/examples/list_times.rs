//! How long lists of a large tenant take: searches, filters and orders, each against a bare round trip in the same run.
//!
//! ```text
//! cargo run --release -p plenum-store --example list_times            # 200,000 deals of one tenant
//! cargo run --release -p plenum-store --example list_times -- 50000
//! ```
//!
//! It makes a PostgreSQL of its own, as the tests do, with a quarter more deals of a second tenant between those of the
//! first, and asks as the application does: as its role, under row-level security, in transactions that read only. What
//! is shown of each question is the middle and the slowest but one in twenty of its times, and the middle as a multiple
//! of a round trip (`SELECT 1`) and of the same search without an index (`filter[title][contains]` of the rarest word).
//! Machines differ; the multiples do so less.
#![allow(clippy::print_stdout, reason = "a program whose output is its purpose")]

use std::time::{Duration, Instant};

use plenum_sales::DEAL;
use plenum_shared::{
    Result,
    catalogue::FieldMask,
    filter::{Filter, FilterContext},
    ids::{TenantId, UserId},
    image::Image,
    search::Search,
    sort::Sort,
    text::TextVersion,
};
use plenum_store::{
    Settings, Store, TenantTx,
    records::{self, Direction, ListQuery, SearchResult, Visibility, forms},
};
use plenum_testkit::postgres::TestDatabase;
use uuid::Uuid;

const DEALS: u32 = 200_000;
/// How often each question is asked.
const TIMES: usize = 41;
/// Records on a page, and one more to tell whether there is another.
const LIMIT: i64 = 21;

const TENANT: Uuid = Uuid::from_u128(0x0194_0000_0000_7000_8000_0000_0000_a11a);
const OTHER: Uuid = Uuid::from_u128(0x0194_0000_0000_7000_8000_0000_0000_b22b);
const OWNER: Uuid = Uuid::from_u128(7);

/// A list that is asked for.
#[derive(Clone, Copy)]
struct Question {
    name: &'static str,
    q: Option<&'static str>,
    filter: &'static [(&'static str, &'static str)],
    sort: Option<&'static str>,
    /// Go on from a record in the middle of the order.
    deep: Option<u32>,
    /// Count to at most so many beside it.
    count: Option<i64>,
    /// Only what this person owns or made.
    own: Option<Uuid>,
}

const fn ask(name: &'static str) -> Question {
    Question { name, q: None, filter: &[], sort: None, deep: None, count: None, own: None }
}

impl Question {
    const fn q(self, q: &'static str) -> Self {
        Self { q: Some(q), ..self }
    }

    const fn sort(self, sort: &'static str) -> Self {
        Self { sort: Some(sort), ..self }
    }

    const fn filter(self, filter: &'static [(&'static str, &'static str)]) -> Self {
        Self { filter, ..self }
    }

    const fn deep(self, skip: u32) -> Self {
        Self { deep: Some(skip), ..self }
    }

    const fn count(self, at_most: i64) -> Self {
        Self { count: Some(at_most), ..self }
    }

    const fn own(self, person: Uuid) -> Self {
        Self { own: Some(person), ..self }
    }
}

const UNINDEXED: Question = ask("no index: filter[title][contains]").filter(&[("filter[title][contains]", "n123457x")]);

const QUESTIONS: &[Question] = &[
    ask("q: one record").q("n123457x"),
    ask("q: beginning of a rare word, 100 of them").q("n1234"),
    ask("q: two words, few have both").q("acme n1234"),
    ask("q: nothing has it").q("zebra"),
    ask("q: 200 old records").q("antique"),
    ask("q: 1 in 250").q("rare"),
    ask("q: 1 in 100").q("uncommon"),
    ask("q: 2,000 old records").q("vintage"),
    ask("q: 1 in 10").q("acme"),
    ask("q: two words, 1 in 60 has both").q("acme renewal"),
    ask("q: every record has it").q("deal"),
    ask("q: one letter").q("a"),
    ask("q: a rare word and one letter").q("antique n"),
    ask("q: 1 in 250 and one letter").q("rare w"),
    ask("q: 1 in 10 and a letter few have").q("acme z"),
    ask("q: ten words, each its beginning").q("deal acme renewal a note on what was said w"),
    ask("q: in long texts, 1 in 50").q("lorem"),
    ask("q: an accent left out, 1 in 500").q("muller"),
    ask("q: inside of a run, 1 in 500").q("トヨタ"),
    ask("q: one character of it, 1 in 500").q("車"),
    ask("q: a pair that 1 in 20 has").q("科技"),
    ask("q: one character that 1 in 20 has").q("公"),
    ask("q: 1 in 10, deep").q("acme").deep(5_000),
    ask("q: 1 in 250, by value").q("rare").sort("-value"),
    ask("q: 1 in 10, by value").q("acme").sort("-value"),
    ask("q: 1 in 10, won").q("acme").filter(&[("filter[status]", "won")]),
    ask("q: 1 in 10, own (1 in 7)").q("acme").own(OWNER),
    ask("q: 1 in 10, of nobody").q("acme").own(Uuid::from_u128(8)),
    ask("q: 1 in 250, counted").q("rare").count(10_001),
    ask("q: 1 in 10, counted to 10,000").q("acme").count(10_001),
    UNINDEXED,
    ask("newest first"),
    ask("newest first, own (1 in 7)").own(OWNER),
    ask("newest first, of nobody").own(Uuid::from_u128(8)),
    ask("newest first, deep").deep(100_000),
    ask("by title").sort("title"),
    ask("by -value").sort("-value"),
    ask("by -value, deep").sort("-value").deep(100_000),
    ask("by value").sort("value"),
    ask("by expectedCloseDate").sort("expectedCloseDate"),
    ask("by expectedCloseDate, deep").sort("expectedCloseDate").deep(100_000),
    ask("by -updatedAt").sort("-updatedAt"),
    ask("by -closedAt").sort("-closedAt"),
    ask("by status").sort("status"),
];

/// Every second deal has a value, two of three a date, one of fifty a text of 900 letters.
const FILL: &str = "
    INSERT INTO deals (tenant_id, id, title, title_lower, value_amount, value_currency, pipeline_id, stage_id, status,
        expected_close_date, closed_at, description, description_lower, owner_id, version, created_at, updated_at)
    SELECT tenant, id, title, title, CASE WHEN n % 2 = 0 THEN (n::bigint * 7919) % 1000003 END,
        CASE WHEN n % 2 = 0 THEN (ARRAY['EUR', 'EUR', 'USD'])[1 + n % 3] END, pipeline, stage,
        (ARRAY['open', 'open', 'won', 'lost'])[1 + n % 4], CASE WHEN n % 3 > 0 THEN date '2026-01-01' + n % 700 END,
        CASE WHEN n % 4 > 1 THEN now() - n % 9999 * interval '1 hour' END, text, text, owner, 1,
        now() - (total - n) * interval '1 minute', now() - (n::bigint * 104729) % 500000 * interval '1 minute'
    FROM (SELECT *, gen_random_uuid() AS id,
            concat_ws(' ', 'deal', (ARRAY['acme', 'globex', 'initech', 'umbrella', 'stark', 'wayne', 'tyrell', 'cyberdyne',
                'soylent', 'hooli'])[1 + n % 10], (ARRAY['renewal', 'license', 'support', 'upgrade', 'migration',
                'advice'])[1 + n / 10 % 6], 'n' || n || 'x', CASE WHEN n % 250 = 3 THEN 'rare' END,
                CASE WHEN n % 100 = 7 THEN 'uncommon' END, CASE WHEN n <= 200 THEN 'antique' END,
                CASE WHEN n <= 2000 THEN 'vintage' END, CASE WHEN n % 500 = 11 THEN 'Müller' END,
                CASE WHEN n % 500 = 12 THEN '株式会社トヨタ自動車' END, CASE WHEN n % 20 = 13 THEN '科技有限公司' END) AS title,
            CASE WHEN n % 50 = 9 THEN repeat('lorem ipsum dolor ' || n || ' ', 36) ELSE 'a note on what was said about ' || n END AS text
        FROM (SELECT n, $1::integer AS total, $2::uuid AS tenant, $3::uuid AS pipeline, $4::uuid AS stage,
            CASE WHEN n % 7 = 3 THEN $5::uuid END AS owner FROM generate_series(1, $1) n) AS numbered) AS made";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let deals = std::env::args().nth(1).map_or(Ok(DEALS), |count| count.parse())?;
    let database = TestDatabase::create().await;
    fill(&database, TENANT, deals).await?;
    fill(&database, OTHER, deals / 4).await?;
    let mut superuser = database.superuser().await;
    let store = Store::connect(&Settings::new(database.app_url())).await?;
    for tenant in [TENANT, OTHER] {
        let begun = Instant::now();
        let made = make_forms(&store, tenant.into()).await?;
        println!("the forms of {made} deals were made in {:.1} s", begun.elapsed().as_secs_f64());
    }
    sqlx::query("VACUUM ANALYZE deals").execute(&mut superuser).await?;

    let round_trip = times(async || store.ping().await).await?;
    let slowest = prepare(&store, &UNINDEXED).await?;
    let unindexed = times(async || read(&store, &slowest).await.map(drop)).await?;
    println!("{deals} deals of one tenant, {} of another; each question {TIMES} times", deals / 4);
    println!("{:<44} {:>9} {:>9} {:>8} {:>8}  found", "", "median", "95 %", "/ SELECT", "/ no ix");
    show("SELECT 1", &round_trip, &round_trip, &unindexed, "");
    for question in QUESTIONS {
        let prepared = prepare(&store, question).await?;
        let (_, came) = read(&store, &prepared).await?;
        let times = times(async || read(&store, &prepared).await.map(drop)).await?;
        show(question.name, &times, &round_trip, &unindexed, &came);
    }
    store.close().await;
    Ok(())
}

/// Makes the forms of the tenant's texts as the job does, which are not there yet.
async fn make_forms(store: &Store, tenant: TenantId) -> Result<u64> {
    let mut made = 0;
    loop {
        let work = |mut tx: TenantTx| async move {
            let filled = forms::renewal::fill(&mut tx, &DEAL, TextVersion::KEYS, 1_000).await?;
            Ok(tx.finish(filled))
        };
        match store.write("bench.forms", tenant, None, work).await? {
            0 => return Ok(made),
            filled => made += filled,
        }
    }
}

/// A tenant with so many deals, the newest last.
async fn fill(database: &TestDatabase, tenant: Uuid, deals: u32) -> Result<(), sqlx::Error> {
    let mut superuser = database.superuser().await;
    let (pipeline, stage) = (Uuid::from_u128(11), Uuid::from_u128(12));
    let slug = tenant.simple().to_string();
    sqlx::query("INSERT INTO tenants (id, name, slug, plan, status, version, created_at, updated_at) VALUES ($1, 'T', $2, 'free', 'active', 1, now(), now())")
        .bind(tenant)
        .bind(slug)
        .execute(&mut superuser)
        .await?;
    sqlx::query("INSERT INTO pipelines (tenant_id, id, name, name_lower, is_default, position, version, created_at, updated_at) VALUES ($1, $2, 'P', 'p', true, 0, 1, now(), now())")
        .bind(tenant)
        .bind(pipeline)
        .execute(&mut superuser)
        .await?;
    sqlx::query("INSERT INTO stages (tenant_id, id, pipeline_id, name, name_lower, position, probability, kind, version, created_at, updated_at) VALUES ($1, $3, $2, 'S', 's', 0, 0, 'open', 1, now(), now())")
        .bind(tenant)
        .bind(pipeline)
        .bind(stage)
        .execute(&mut superuser)
        .await?;
    // The owner is nobody's member; what is measured does not ask.
    sqlx::query("SET session_replication_role = replica").execute(&mut superuser).await?;
    let deals = i32::try_from(deals).unwrap_or(i32::MAX);
    sqlx::query(FILL).bind(deals).bind(tenant).bind(pipeline).bind(stage).bind(OWNER).execute(&mut superuser).await?;
    Ok(())
}

/// A question in the form that the store takes.
struct Prepared {
    search: Option<Search>,
    query: ListQuery,
    count: Option<i64>,
}

async fn prepare(store: &Store, question: &Question) -> Result<Prepared> {
    let deal = &DEAL;
    let search = question.q.map(|text| Search::parse(deal, FieldMask::ALL, TextVersion::KEYS, text)).transpose()?;
    let context = FilterContext::of_program(time::OffsetDateTime::UNIX_EPOCH, TextVersion::KEYS);
    let filter = Filter::from_parameters(deal, FieldMask::ALL, &context, question.filter.iter().copied())?;
    let sort = question
        .sort
        .map_or(Ok(Sort::newest(deal)), |text| Sort::parse(deal, FieldMask::ALL, TextVersion::KEYS, text))?;
    let visible = question.own.map_or(Visibility::All, |user| Visibility::Own { user: UserId::from(user) });
    let query = ListQuery { filter, ..ListQuery::first(LIMIT, sort, visible) };
    let mut prepared = Prepared { search, query, count: question.count };
    if let Some(skip) = question.deep {
        let one = ListQuery { limit: 1, offset: i64::from(skip), ..prepared.query.clone() };
        let there = read(store, &Prepared { query: one, search: prepared.search.clone(), count: None }).await?.0;
        let keys = there.first().map(|image| prepared.query.sort.keys_of(image));
        prepared.query.from = keys.map(|keys| (keys, Direction::Forward));
    }
    Ok(prepared)
}

/// Asks once: the page, and how it came about.
async fn read(store: &Store, prepared: &Prepared) -> Result<(Vec<Image>, String)> {
    let deal = &DEAL;
    let work = |mut tx: TenantTx| async move {
        let found = match &prepared.search {
            Some(search) => Some(records::search(&mut tx, deal, search).await?),
            None => None,
        };
        let way = match &found {
            None => String::new(),
            Some(SearchResult::Ids(ids)) => format!(" of {} ids", ids.len()),
            Some(SearchResult::Many(_)) => " among the records".to_owned(),
        };
        let query = ListQuery { search: found, ..prepared.query.clone() };
        let page = records::list(&mut tx, deal, &query).await?.images;
        let counted = match prepared.count {
            Some(at_most) => format!(", counted {}", records::count(&mut tx, deal, &query, Some(at_most)).await?),
            None => String::new(),
        };
        let came = format!("{}{way}{counted}", page.len());
        Ok(tx.finish((page, came)))
    };
    store.read("bench.list", TenantId::from(TENANT), None, work).await
}

/// How long something takes, each time, from the shortest to the longest.
async fn times(ask: impl AsyncFn() -> Result<()>) -> Result<Vec<Duration>> {
    for _ in 0..3 {
        ask().await?;
    }
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        ask().await?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

fn show(name: &str, times: &[Duration], round_trip: &[Duration], unindexed: &[Duration], came: &str) {
    let middle = |times: &[Duration]| times[times.len() / 2].as_secs_f64() * 1_000.0;
    let slow = times[times.len() * 19 / 20].as_secs_f64() * 1_000.0;
    let (median, of_one, of_other) = (middle(times), middle(round_trip), middle(unindexed));
    println!("{name:<44} {median:>7.2}ms {slow:>7.2}ms {:>7.1}x {:>7.3}x  {came}", median / of_one, median / of_other);
}
