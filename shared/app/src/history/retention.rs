//! The log forgets what the tenant's audit keeps no longer.
//!
//! Entries go from the front, in batches, and the floor of the log moves with them; a reader whose position is below
//! the floor is reset, a client by `reset`. The window in which a client may resume is shorter and deletes nothing.

use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    ids::TenantId,
    settings::{Setting, SettingKind, SettingOwner},
};
use plenum_store::{TenantTx, log, platform::tenants};
use tokio_util::sync::CancellationToken;

use crate::{
    App,
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Priority, Schedule, each_tenant::each_tenant},
    platform::settings::days,
};

/// How long the log, and with it audits and timelines, goes back.
pub const AUDIT_RETENTION: Setting = Setting {
    name: "auditRetentionDays",
    kind: SettingKind::Whole { min: 30, max: 3_650 },
    owner: SettingOwner::Tenant,
    default: "365",
    description: "How many days audits and timelines go back; what is older is forgotten.",
};

/// How many entries are forgotten in one transaction.
const BATCH: i32 = 1_000;

/// The retention of the logs of all tenants, a job of the platform.
pub(crate) struct RetentionOfLog;

pub(crate) const RETENTION_OF_LOG: Schedule =
    Schedule { name: RetentionOfLog::KIND, cron: "41 3 * * *", missed: Missed::Once, kind: RetentionOfLog::KIND };

#[async_trait]
impl Job for RetentionOfLog {
    const KIND: &'static str = "retention_of_log";
    const OPTIONS: JobOptions =
        JobOptions { time_limit: Duration::from_hours(2), priority: Priority::Low, ..JobOptions::DEFAULT };
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        each_tenant(context, |tenant| forget(context.app(), tenant, context.stopped())).await
    }
}

/// Forgets the entries that a tenant keeps no longer, and says how many there were. It ends early when `stop` is
/// cancelled.
pub async fn forget(app: &App, tenant: TenantId, stop: &CancellationToken) -> Result<u64> {
    let mut forgotten = 0;
    loop {
        let batch = forget_some(app, tenant).await?;
        forgotten += batch;
        if batch < BATCH as u64 || stop.is_cancelled() {
            return Ok(forgotten);
        }
    }
}

async fn forget_some(app: &App, tenant: TenantId) -> Result<u64> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let settings = tenants::get(&mut tx).await?.ok_or_else(|| Error::new(Code::NotFound))?.settings;
        let forgotten = log::forget(&mut tx, now - days(&AUDIT_RETENTION, &settings), BATCH).await?;
        Ok(tx.finish(forgotten))
    };
    let forgotten = app.store().write("history.forget", tenant, None, work).await?.unsigned_abs();
    metrics::counter!("history.forgotten").increment(forgotten);
    Ok(forgotten)
}
