//! Makes the forms of texts that a program wrote which did not know them, and moves tenants to the newest rules for text.
//!
//! It is what a release begins that brings new rules, and what mends the rows that the program before it goes on writing
//! during a deploy. Nothing waits for it: until it is done a tenant reads the forms of its version, which every program
//! writes.

use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{Error, Result, ids::TenantId, text::TextVersion};
use plenum_store::{TenantTx, records::forms::renewal};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    App,
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Priority, Schedule},
    worker::portions::portions,
};

/// The renewal of texts, a job of the platform. What one attempt has made, the next does not find any more.
pub(crate) struct RenewalOfText;

pub(crate) const RENEWAL_OF_TEXT: Schedule =
    Schedule { name: RenewalOfText::KIND, cron: "*/5 * * * *", missed: Missed::Once, kind: RenewalOfText::KIND };

/// How many records of one tenant get their forms in one transaction.
const BATCH: i64 = 1_000;
/// How many tenants are listed at a time.
const PAGE: usize = 200;
/// A tenant is moved when no program has written to it for so long that does not know the forms.
const QUIET: time::Duration = time::Duration::minutes(10);

/// What one round over the tenants has done.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Renewed {
    /// Records that got their forms.
    pub records: usize,
    /// Tenants in which it failed.
    pub failed: usize,
}

#[async_trait]
impl Job for RenewalOfText {
    const KIND: &'static str = "renewal_of_text";
    const OPTIONS: JobOptions =
        JobOptions { time_limit: Duration::from_hours(2), priority: Priority::Low, ..JobOptions::DEFAULT };
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        let mut records = 0;
        loop {
            let round = renew(context.app(), context.stopped()).await?;
            context.check()?;
            records += round.records;
            if round.records > 0 {
                context.report_progress(i64::try_from(records).unwrap_or(i64::MAX), None).await?;
                continue;
            }
            return match round.failed {
                0 => Ok(Outcome::done_with(json!({ "records": records }))),
                failed => Err(Failure::Retry(Error::internal(format!("the renewal failed in {failed} tenants")))),
            };
        }
    }
}

/// One round: a batch for each tenant that has records without the newest forms, and a tenant that has none is moved to
/// them. It ends early when `stop` is cancelled.
pub async fn renew(app: &App, stop: &CancellationToken) -> Result<Renewed> {
    let text = app.store().text_versions().newest();
    let (mut after, mut renewed) = (None, Renewed::default());
    loop {
        let tenants = renewal::tenants(app.store(), app.catalogue(), text, after, PAGE as i32).await?;
        let listed = tenants.len();
        after = tenants.last().copied();
        let round = portions(RenewalOfText::KIND, tenants, stop, |tenant| renew_some(app, tenant, text)).await;
        renewed.records += round.total;
        renewed.failed += round.failed.len();
        if listed < PAGE || stop.is_cancelled() {
            return Ok(renewed);
        }
    }
}

/// Makes the forms of some records of a tenant, and says of how many. When there was none, the tenant is moved.
async fn renew_some(app: &App, tenant: TenantId, text: TextVersion) -> Result<usize> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let mut filled = 0;
        for entity in app.catalogue().entities() {
            if filled < BATCH {
                let more = renewal::fill(&mut tx, entity, text, BATCH - filled).await?;
                filled += i64::try_from(more).unwrap_or(i64::MAX);
            }
        }
        let is_left = filled > 0 || renewal::is_left(&mut tx, app.catalogue(), text).await?;
        let moved = if is_left {
            renewal::note_stale(&mut tx, now).await?;
            false
        } else {
            renewal::switch(&mut tx, text, now - QUIET).await?
        };
        Ok(tx.finish((filled, moved)))
    };
    let (filled, moved) = app.store().write("records.text_renewal", tenant, None, work).await?;
    if moved {
        tracing::info!(%tenant, version = text.number(), "the texts of a tenant are read by newer rules");
    }
    metrics::counter!("records.text_renewed").increment(filled.unsigned_abs());
    Ok(usize::try_from(filled).unwrap_or(0))
}
