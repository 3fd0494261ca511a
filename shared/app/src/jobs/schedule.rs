//! Schedules: jobs at the times of a cron line in a zone.

use plenum_shared::{
    Code, Error, Result,
    cron::CronLine,
    ids::{ScheduleId, TenantId},
};
use plenum_store::{
    TenantTx,
    jobs::schedules::{self, Missed, ScheduleSpec},
};
use serde_json::Value;

use super::{
    declaration::{Job, Schedule},
    enqueue::check_size,
};
use crate::{App, Contexts};

/// A schedule of a tenant.
#[derive(Debug, Clone, Copy)]
pub struct NewSchedule<'a> {
    /// Unique in the tenant, 1 to 120 characters.
    pub name: &'a str,
    pub cron: &'a str,
    /// An IANA name: the tenant's zone, or a person's.
    pub zone: &'a str,
    pub missed: Missed,
}

/// Makes a schedule of the transaction's tenant, or changes the one of this name. A line or zone that cannot be, and
/// a payload that is too large, are refused with their code and pointer.
pub async fn put_schedule<J: Job>(
    app: &App,
    tx: &mut TenantTx,
    schedule: NewSchedule<'_>,
    payload: &J::Payload,
) -> Result<()> {
    let spec = ScheduleSpec {
        name: schedule.name.to_owned(),
        kind: J::KIND.to_owned(),
        payload: serde_json::to_value(payload).map_err(Error::internal)?,
        cron: schedule.cron.to_owned(),
        zone: schedule.zone.to_owned(),
        missed: schedule.missed,
    };
    put(app, tx, &spec).await
}

/// Deletes the schedule of this name. Jobs that it has begun stay.
pub async fn delete_schedule(tx: &mut TenantTx, name: &str) -> Result<()> {
    match schedules::delete(tx, name).await? {
        true => Ok(()),
        false => Err(Error::new(Code::NotFound)),
    }
}

/// Writes the schedules of the platform that the contexts declare. One that no context declares any more stays until it
/// is deleted: during a deploy an older program may still have it.
pub(super) async fn put_declared(app: &App, contexts: &Contexts) -> Result<()> {
    let specs: &Vec<ScheduleSpec> = &contexts.schedules().map(spec).collect();
    let work = |mut tx: TenantTx| async move {
        for spec in specs {
            put(app, &mut tx, spec).await?;
        }
        Ok(tx.finish(()))
    };
    app.store().write("jobs.put_schedules", TenantId::PLATFORM, None, work).await
}

fn spec(schedule: Schedule) -> ScheduleSpec {
    ScheduleSpec {
        name: schedule.name.to_owned(),
        kind: schedule.kind.to_owned(),
        payload: Value::Null,
        cron: schedule.cron.to_owned(),
        zone: "UTC".to_owned(),
        missed: schedule.missed,
    }
}

async fn put(app: &App, tx: &mut TenantTx, spec: &ScheduleSpec) -> Result<()> {
    let now = app.source().now();
    check_size(&spec.payload)?;
    let line = CronLine::parse(&spec.cron, &spec.zone, now)?;
    // A line that was accepted has a next time.
    let next_at = line.next_after(now).ok_or_else(|| Error::new(Code::CronNeverFires))?;
    schedules::put(tx, ScheduleId::from(app.source().uuid()), spec, next_at, now).await
}
