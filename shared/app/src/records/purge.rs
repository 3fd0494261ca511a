//! Deleted records are purged when the tenant keeps them no longer.
//!
//! A record to which another still refers waits, even if that one is deleted too and merely not old enough: it may be
//! restored, and then its references hold. What belongs to a record and has no life of its own, such as its followers,
//! goes with it. No event is sent: the record left every screen when it was deleted. An entry for the audit says how
//! many were purged; what they were stands in the entries before, for as long as the audit keeps them.

use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    actor::Actor,
    caller::Origin,
    catalogue::{Entity, format_timestamp},
    ids::TenantId,
    image::Image,
    settings::{Setting, SettingKind, SettingOwner},
};
use plenum_store::{TenantTx, platform::tenants, records::purge};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    App,
    change_set::{ChangeSet, Subject},
    jobs::{Failure, Job, JobContext, JobOptions, Missed, Outcome, Priority, Schedule, each_tenant::each_tenant},
    platform::settings::days,
};

/// How long deleted records are kept.
pub const DELETED_RECORDS_RETENTION: Setting = Setting {
    name: "deletedRecordsRetentionDays",
    kind: SettingKind::Whole { min: 1, max: 365 },
    owner: SettingOwner::Tenant,
    default: "30",
    description: "How many days a deleted record can be restored; then it is purged.",
};

/// How many records go in one transaction.
const BATCH: usize = 500;

/// The type of the entry that says how many records were purged.
pub const PURGED: &str = "records.purged";

/// The purge in all tenants, a job of the platform.
pub(crate) struct PurgeOfRecords;

pub(crate) const PURGE_OF_RECORDS: Schedule =
    Schedule { name: PurgeOfRecords::KIND, cron: "17 2 * * *", missed: Missed::Once, kind: PurgeOfRecords::KIND };

#[async_trait]
impl Job for PurgeOfRecords {
    const KIND: &'static str = "purge_of_records";
    const OPTIONS: JobOptions =
        JobOptions { time_limit: Duration::from_hours(2), priority: Priority::Low, ..JobOptions::DEFAULT };
    type Payload = ();

    async fn run(&self, context: &JobContext, (): ()) -> Result<Outcome, Failure> {
        each_tenant(context, |tenant| purge_tenant(context.app(), tenant, context.stopped())).await
    }
}

/// Purges what a tenant keeps no longer, and says how many records went. It ends early when `stop` is cancelled.
pub async fn purge_tenant(app: &App, tenant: TenantId, stop: &CancellationToken) -> Result<u64> {
    let mut purged = 0;
    loop {
        let mut in_round = 0;
        for entity in app.catalogue().entities() {
            loop {
                if stop.is_cancelled() {
                    return Ok(purged + in_round);
                }
                let batch = purge_some(app, tenant, entity).await?;
                in_round += batch as u64;
                if batch < BATCH {
                    break;
                }
            }
        }
        purged += in_round;
        // A record that has gone may have been the last one to refer to another.
        if in_round == 0 {
            return Ok(purged);
        }
    }
}

async fn purge_some(app: &App, tenant: TenantId, entity: &'static Entity) -> Result<usize> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let settings = tenants::get(&mut tx).await?.ok_or_else(|| Error::new(Code::NotFound))?.settings;
        let before = now - days(&DELETED_RECORDS_RETENTION, &settings);
        let found = purge::purgeable(&mut tx, app.catalogue(), entity, before, BATCH as i64).await?;
        if found.is_empty() {
            return Ok(tx.finish((0, Vec::new())));
        }
        let gone = purge::purge(&mut tx, entity, &found, before).await?;
        if gone.is_empty() {
            return Ok(tx.finish((0, Vec::new())));
        }
        let image = json!({ "entity": entity.name, "records": gone.len(), "deletedBefore": format_timestamp(before) });
        let image = Image::from(image.as_object().cloned().unwrap_or_default());
        let origin = Origin { request_id: app.source().uuid().to_string(), ..Origin::default() };
        let mut changes = ChangeSet::by(app.source(), Actor::SYSTEM, &origin, now);
        changes.note(PURGED, Subject::new("retention", tenant), None, Some(image));
        let appended = changes.append(&mut tx).await?;
        Ok(tx.finish((gone.len(), appended)))
    };
    let (gone, appended) = app.store().write("records.purge", tenant, None, work).await?;
    app.publish(&appended);
    metrics::counter!("records.purged", "entity" => entity.name).increment(gone as u64);
    Ok(gone)
}
