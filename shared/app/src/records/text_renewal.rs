//! Makes the forms of texts that a program wrote which did not know them, and moves tenants to the newest rules.
//!
//! It is what a release begins that brings new rules, and what mends the rows that the program before it goes on writing
//! during a deploy. Nothing waits for it: until it is done a tenant reads the forms of its version, which every program
//! writes.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    ids::{TeamId, TenantId},
    text::TextVersion,
};
use plenum_store::{TenantTx, access::teams::names, records::forms::renewal};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    App,
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Priority, Schedule},
    worker::tenant_batches::run_batches,
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

/// How many teams with the name of another one the result of the job lists.
const MAX_TWINS: usize = 100;

/// What one round over the tenants has done.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// Records, and names of teams, that got their forms.
    pub records: usize,
    /// Teams that have the name of another one by the newest rules. Both are kept.
    pub twins: Vec<(TenantId, TeamId)>,
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
        let (mut records, mut twins) = (0, Vec::new());
        loop {
            let round = renew(context.app(), context.stopped()).await?;
            context.check()?;
            records += round.records;
            twins.extend(round.twins);
            if round.records > 0 {
                context.report_progress(i64::try_from(records).unwrap_or(i64::MAX), None).await?;
                continue;
            }
            return match round.failed {
                0 => {
                    let shown = twins.iter().take(MAX_TWINS);
                    let shown: Vec<_> = shown.map(|(tenant, team)| json!({ "tenant": tenant, "team": team })).collect();
                    let result = json!({ "records": records, "twins": twins.len(), "teamsWithANameOfAnother": shown });
                    Ok(Outcome::done_with(result))
                }
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
    let twins = Mutex::new(Vec::new());
    loop {
        let tenants = renewal::tenants(app.store(), app.catalogue(), text, after, PAGE as i32).await?;
        let listed = tenants.len();
        after = tenants.last().copied();
        let round =
            run_batches(RenewalOfText::KIND, tenants, stop, |tenant| renew_some(app, tenant, text, &twins)).await;
        renewed.records += round.total;
        renewed.failed += round.failed.len();
        if listed < PAGE || stop.is_cancelled() {
            renewed.twins = twins.into_inner().unwrap_or_else(PoisonError::into_inner);
            return Ok(renewed);
        }
    }
}

/// Makes the forms of some records of a tenant, and says of how many. When there was none, the tenant is moved.
async fn renew_some(
    app: &App,
    tenant: TenantId,
    text: TextVersion,
    twins: &Mutex<Vec<(TenantId, TeamId)>>,
) -> Result<usize> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let mut filled = 0;
        for entity in app.catalogue().entities() {
            if filled < BATCH {
                let more = renewal::fill(&mut tx, entity, text, BATCH - filled).await?;
                filled += i64::try_from(more).unwrap_or(i64::MAX);
            }
        }
        let mut found = Vec::new();
        if filled < BATCH {
            let names = names::fill(&mut tx, text, BATCH - filled).await?;
            filled += i64::try_from(names.teams).unwrap_or(i64::MAX);
            found = names.twins;
        }
        let is_left = filled > 0 || renewal::is_left(&mut tx, app.catalogue(), text).await?;
        let moved = if is_left {
            renewal::note_stale(&mut tx, now).await?;
            false
        } else {
            renewal::switch(&mut tx, text, now - QUIET).await?
        };
        Ok(tx.finish((filled, moved, found)))
    };
    let (filled, moved, found) = app.store().write("records.text_renewal", tenant, None, work).await?;
    for team in found {
        tracing::warn!(%tenant, %team, "a team has the name of another one by the newest rules for text, both are kept");
        twins.lock().unwrap_or_else(PoisonError::into_inner).push((tenant, team));
    }
    if moved {
        tracing::info!(%tenant, version = text.number(), "the texts of a tenant are read by newer rules");
    }
    metrics::counter!("records.text_renewed").increment(filled.unsigned_abs());
    Ok(usize::try_from(filled).unwrap_or(0))
}
