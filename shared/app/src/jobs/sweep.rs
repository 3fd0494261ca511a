//! The sweep over schedules that are due. There is no leader: every worker sweeps, and a schedule is locked by one. Its
//! job and its next time are one transaction, so each time has one job.

use plenum_shared::{
    Error, Result,
    cron::CronLine,
    ids::{ScheduleId, TenantId},
};
use plenum_store::{
    TenantTx,
    jobs::schedules::{self, Missed, StoredSchedule},
};
use time::{Duration, OffsetDateTime};

use super::{
    declaration::JobOptions,
    enqueue::{Enqueue, insert},
};
use crate::{App, Contexts};

/// How many schedules one sweep looks at.
const SCHEDULES: i32 = 200;
/// How many missed times of one schedule get their jobs in one transaction.
const MOST_TIMES: usize = 100;
/// A time that is worked off within this span was not missed: a deploy takes so long.
const PUNCTUAL: Duration = Duration::minutes(5);

/// What follows from a schedule that is due.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// The times that get a job.
    times: Vec<OffsetDateTime>,
    /// The last time that is worked off, with a job or without.
    last_at: OffsetDateTime,
    next_at: Option<OffsetDateTime>,
}

/// Enqueues the jobs of all schedules that are due, and says how many there were.
pub(super) async fn sweep(app: &App, contexts: &Contexts) -> Result<usize> {
    let (mut enqueued, now) = (0, app.source().now());
    for (tenant, id) in schedules::due(app.store(), now, SCHEDULES).await? {
        match serve(app, contexts, tenant, id).await {
            Ok(jobs) => enqueued += jobs,
            Err(error) => {
                tracing::warn!(%tenant, schedule = %id, %error, "a schedule could not be served, trying again");
                metrics::counter!("jobs.schedules.failed").increment(1);
                back_off(app, tenant, id).await;
            }
        }
    }
    Ok(enqueued)
}

/// Puts a schedule that failed behind the others for a growing pause, so that those that always fail keep no other from
/// its jobs.
async fn back_off(app: &App, tenant: TenantId, id: ScheduleId) {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        schedules::fail(&mut tx, id, now).await?;
        Ok(tx.finish(()))
    };
    // Without the pause the next sweep finds it again.
    if let Err(error) = app.store().write("jobs.back_off", tenant, None, work).await {
        tracing::warn!(%tenant, schedule = %id, %error, "the failure of a schedule could not be written");
    }
}

async fn serve(app: &App, contexts: &Contexts, tenant: TenantId, id: ScheduleId) -> Result<usize> {
    let now = app.source().now();
    let work = |mut tx: TenantTx| async move {
        let Some(schedule) = schedules::lock_due(&mut tx, id, now).await? else { return Ok(tx.finish(0)) };
        let plan = plan(&schedule, now)?;
        let kind = schedule.spec.kind.as_str();
        // The kind of another program: its job waits for a worker that has it.
        let options = contexts.jobs().find(|job| job.kind() == kind).map_or(JobOptions::DEFAULT, |job| job.options());
        for time in &plan.times {
            let key = format!("schedule/{id}/{}", time.unix_timestamp());
            let how = Enqueue { unique_key: Some(&key), ..Enqueue::default() };
            insert(app, &mut tx, kind, options, &schedule.spec.payload, how).await?;
        }
        schedules::advance(&mut tx, id, plan.last_at, plan.next_at).await?;
        Ok(tx.finish(plan.times.len()))
    };
    app.store().write("jobs.sweep", tenant, None, work).await
}

fn plan(schedule: &StoredSchedule, now: OffsetDateTime) -> Result<Plan> {
    let due = schedule.next_at.ok_or_else(|| Error::internal("a schedule without a next time was due"))?;
    // The rules of its zone may have gone with an update; then it ends, and says why.
    let line = match CronLine::parse(&schedule.spec.cron, &schedule.spec.zone, now) {
        Ok(line) => line,
        Err(error) => {
            tracing::error!(schedule = schedule.spec.name, %error, "a schedule has no times any more");
            return Ok(Plan { times: Vec::new(), last_at: due, next_at: None });
        }
    };
    if schedule.spec.missed == Missed::All {
        let mut times = vec![due];
        let mut next = line.next_after(due);
        while let Some(time) = next.filter(|time| *time <= now && times.len() < MOST_TIMES) {
            times.push(time);
            next = line.next_after(time);
        }
        let last_at = times.last().copied().unwrap_or(due);
        return Ok(Plan { times, last_at, next_at: next });
    }
    let last_at = line.last_until(now).filter(|last| *last >= due).unwrap_or(due);
    let begins = schedule.spec.missed == Missed::Once || now - last_at <= PUNCTUAL;
    Ok(Plan { times: if begins { vec![last_at] } else { Vec::new() }, last_at, next_at: line.next_after(now) })
}

#[cfg(test)]
mod tests {
    use plenum_store::jobs::schedules::ScheduleSpec;
    use serde_json::Value;
    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    fn hourly(missed: Missed, next_at: OffsetDateTime) -> StoredSchedule {
        StoredSchedule {
            id: Uuid::from_u128(1).into(),
            spec: ScheduleSpec {
                name: "hourly".to_owned(),
                kind: "test".to_owned(),
                payload: Value::Null,
                cron: "0 * * * *".to_owned(),
                zone: "UTC".to_owned(),
                missed,
            },
            next_at: Some(next_at),
            last_at: None,
        }
    }

    const DUE: OffsetDateTime = datetime!(2026-05-06 03:00 UTC);
    const THREE_LATER: OffsetDateTime = datetime!(2026-05-06 06:30 UTC);

    #[test]
    fn a_time_that_is_not_missed_has_one_job_under_every_rule() {
        for missed in [Missed::Skip, Missed::Once, Missed::All] {
            let plan = plan(&hourly(missed, DUE), DUE + Duration::seconds(1)).expect("a plan");
            let next_at = Some(DUE + Duration::hours(1));
            assert_eq!(plan, Plan { times: vec![DUE], last_at: DUE, next_at }, "{missed:?}");
        }
    }

    #[test]
    fn missed_times_have_no_job_one_job_or_a_job_each() {
        let hour = |hour: i64| DUE + Duration::hours(hour);
        let next_at = Some(hour(4));
        let of = |missed| plan(&hourly(missed, DUE), THREE_LATER).expect("a plan");
        assert_eq!(of(Missed::Skip), Plan { times: Vec::new(), last_at: hour(3), next_at });
        assert_eq!(of(Missed::Once), Plan { times: vec![hour(3)], last_at: hour(3), next_at });
        let all = vec![hour(0), hour(1), hour(2), hour(3)];
        assert_eq!(of(Missed::All), Plan { times: all, last_at: hour(3), next_at });
    }

    #[test]
    fn many_missed_times_are_made_up_for_in_batches() {
        let (mut schedule, now, mut times) = (hourly(Missed::All, DUE), DUE + Duration::hours(250), Vec::new());
        while schedule.next_at.is_some_and(|next| next <= now) {
            let plan = plan(&schedule, now).expect("a plan");
            assert!(plan.times.len() <= MOST_TIMES);
            times.extend(plan.times);
            schedule.next_at = plan.next_at;
        }
        assert_eq!(times, (0..=250).map(|hours| DUE + Duration::hours(hours)).collect::<Vec<_>>());
    }

    #[test]
    fn a_schedule_with_an_unknown_zone_ends() {
        let mut schedule = hourly(Missed::Once, DUE);
        schedule.spec.zone = "Europe/Atlantis".to_owned();
        let plan = plan(&schedule, THREE_LATER).expect("a plan");
        assert_eq!(plan, Plan { times: Vec::new(), last_at: DUE, next_at: None });
    }
}
