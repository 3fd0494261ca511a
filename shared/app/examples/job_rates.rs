//! How many empty jobs a worker claims and finishes in a second, from one tenant and from many.
//!
//! ```text
//! cargo run --release -p plenum-app --example job_rates            # 20,000 jobs
//! cargo run --release -p plenum-app --example job_rates -- 5000
//! ```
//!
//! It makes a PostgreSQL of its own, as the tests do, enqueues the jobs in transactions of 500, and runs a whole worker
//! until none is left. Each is done twice: with jobs that end in batches, and with jobs that end in a transaction of
//! their own, as one with an effect does. Then two workers share the jobs of three tenants, 10,000 each, and it says
//! how much of its share the slowest tenant had while all three had work.
#![allow(clippy::print_stdout, reason = "a program whose output is its purpose")]

use std::time::{Duration, Instant};

use async_trait::async_trait;
use plenum_app::{
    Context, Contexts,
    jobs::{self, Effect, Enqueue, Failure, Job, JobContext, Outcome},
    worker::{self, WakeUps},
};
use plenum_shared::{Result, ids::TenantId};
use plenum_store::{TenantTx, jobs::operators};
use plenum_testkit::app::TestApp;
use tokio_util::sync::CancellationToken;

const JOBS: usize = 20_000;
const ENQUEUED_AT_ONCE: usize = 500;
const MANY: usize = 50;
const OF_EACH: usize = 10_000;

/// Ends in a batch with others.
struct Empty;

#[async_trait]
impl Job for Empty {
    const KIND: &'static str = "empty";
    type Payload = ();

    async fn run(&self, _: &JobContext, (): ()) -> Result<Outcome, Failure> {
        Ok(Outcome::done())
    }
}

/// Ends in a transaction of its own.
struct OwnTransaction;

#[async_trait]
impl Job for OwnTransaction {
    const KIND: &'static str = "own_transaction";
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        context.finish(|tx| async { Ok(Effect::new(tx)) }).await
    }
}

const BENCH: Context = Context { jobs: &[&Empty, &OwnTransaction], ..Context::named("bench") };

#[tokio::main]
async fn main() -> Result<()> {
    let jobs = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(JOBS);
    let test = TestApp::new().await;
    let mut tenants = Vec::new();
    for number in 0..MANY {
        tenants.push(test.admin(&format!("tenant{number}")).await.who.tenant);
    }
    println!("{jobs} jobs; enqueued a second, done a second");
    for (name, tenants) in [("one tenant", &tenants[..1]), ("50 tenants", &tenants[..])] {
        let (enqueued, done) = measure::<Empty>(&test, tenants, jobs).await?;
        println!("{name}, ended in batches         {enqueued:>8.0}  {done:>8.0}");
        let (enqueued, done) = measure::<OwnTransaction>(&test, tenants, jobs).await?;
        println!("{name}, own transactions         {enqueued:>8.0}  {done:>8.0}");
    }
    let (slowest, rate) = measure_shares(&test, &tenants[..3]).await?;
    println!(
        "two workers, three tenants with {OF_EACH} jobs each: {rate:.0} a second, the slowest had {slowest:.0} % of its share"
    );
    Ok(())
}

/// How much of its share the slowest of these tenants had when half of all jobs were done, in percent, and how many
/// jobs were done in a second.
async fn measure_shares(test: &TestApp, tenants: &[TenantId]) -> Result<(f64, f64)> {
    for tenant in tenants {
        enqueue::<Empty>(test, *tenant, OF_EACH).await?;
    }
    let contexts = Contexts::new(&[&plenum_app::records::CONTEXT, &plenum_sales::CONTEXT, &BENCH])?;
    let (stop, start) = (CancellationToken::new(), Instant::now());
    let mut workers = Vec::new();
    for _ in 0..2 {
        let (bus, events) = test.installation.bus();
        let app = test.installation.writer(20).await;
        workers.push(tokio::spawn(worker::run(app, contexts.clone(), WakeUps::new(bus, events), stop.clone())));
    }
    let done = loop {
        let mut done = Vec::new();
        for tenant in tenants {
            let work = |mut tx: TenantTx| async move {
                let open = plenum_store::jobs::count_open(&mut tx, i64::MAX).await?;
                Ok(tx.finish(open))
            };
            let open = test.app.store().read("bench.open", *tenant, None, work).await?;
            done.push((OF_EACH as i64 - open) as f64);
        }
        if done.iter().sum::<f64>() >= (tenants.len() * OF_EACH) as f64 / 2.0 {
            break done;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let elapsed = start.elapsed().as_secs_f64();
    stop.cancel();
    for worker in workers {
        let _ = worker.await;
    }
    let all = done.iter().sum::<f64>();
    let least = done.iter().copied().fold(f64::INFINITY, f64::min);
    Ok((100.0 * least * tenants.len() as f64 / all, all / elapsed))
}

async fn enqueue<J: Job<Payload = ()>>(test: &TestApp, tenant: TenantId, jobs: usize) -> Result<()> {
    for from in (0..jobs).step_by(ENQUEUED_AT_ONCE) {
        let count = ENQUEUED_AT_ONCE.min(jobs - from);
        let work = |mut tx: TenantTx| async move {
            for _ in 0..count {
                jobs::enqueue::<J>(&test.app, &mut tx, &(), Enqueue::default()).await?;
            }
            Ok(tx.finish(()))
        };
        test.app.store().write("bench.enqueue", tenant, None, work).await?;
    }
    Ok(())
}

async fn measure<J: Job<Payload = ()>>(test: &TestApp, tenants: &[TenantId], jobs: usize) -> Result<(f64, f64)> {
    let start = Instant::now();
    let each = jobs / tenants.len();
    for tenant in tenants {
        enqueue::<J>(test, *tenant, each).await?;
    }
    let enqueued = (each * tenants.len()) as f64 / start.elapsed().as_secs_f64();

    let contexts = Contexts::new(&[&plenum_app::records::CONTEXT, &plenum_sales::CONTEXT, &BENCH])?;
    let (stop, (bus, events)) = (CancellationToken::new(), test.installation.bus());
    let start = Instant::now();
    let worker = tokio::spawn(worker::run(test.app.clone(), contexts, WakeUps::new(bus, events), stop.clone()));
    loop {
        let depth = operators::depth(test.app.store(), test.app.source().now()).await?;
        if depth.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let done = (each * tenants.len()) as f64 / start.elapsed().as_secs_f64();
    stop.cancel();
    // The worker ends by itself.
    let _ = worker.await;
    Ok((enqueued, done))
}
