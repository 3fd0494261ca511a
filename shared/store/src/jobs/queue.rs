//! The queue as workers see it: jobs of several tenants at once, through the gate.

use std::time::Duration;

use plenum_shared::{
    Result,
    ids::{JobId, TenantId, UserId},
};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    row::{JobState, Lease},
    settle::Fence,
};
use crate::{Store, error::failed};

/// What a worker asks for.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The kinds that the worker can run.
    pub kinds: &'a [&'a str],
    pub limit: i32,
    /// The most jobs of one tenant in its turn; there are turns until the worker has enough.
    pub quantum: i32,
    /// The most jobs of one tenant that run at once, in all workers together.
    pub cap: i32,
    /// The tenant from which on tenants are looked at.
    pub from: TenantId,
    /// How long the jobs are the worker's without a heartbeat, by the clock of the database.
    pub lease: Duration,
}

/// What a worker was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    pub leases: Vec<Lease>,
    /// From where the next claim looks.
    pub next_from: TenantId,
}

/// A running job and its tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Held {
    pub tenant: TenantId,
    pub fence: Fence,
}

/// A job that ended without a transaction of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedJob {
    pub held: Held,
    pub result: Value,
}

/// A job that was taken from a worker whose lease had run out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    pub tenant: TenantId,
    pub job: JobId,
    pub kind: String,
    pub state: Option<JobState>,
    pub created_by: Option<UserId>,
}

/// Makes jobs whose time has come ready; says how many.
pub async fn promote(store: &Store, now: OffsetDateTime, limit: i32) -> Result<i32> {
    sqlx::query_scalar("SELECT gate.jobs_promote($1, $2)")
        .bind(now)
        .bind(limit)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

/// Leases ready jobs to a worker, those of the tenants that were served longest ago first.
pub async fn claim(store: &Store, claim: &Claim<'_>, now: OffsetDateTime) -> Result<Claimed> {
    let rows = sqlx::query(
        "SELECT tenant_id, id, kind, payload, attempt, max_attempts, fence, run_at, created_by, request_id, traceparent,
            looked_to
         FROM gate.jobs_claim($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(claim.kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>())
    .bind(claim.limit)
    .bind(claim.quantum)
    .bind(claim.cap)
    .bind(claim.from.uuid())
    .bind(now)
    .bind(claim.lease)
    .fetch_all(store.pool())
    .await
    .map_err(failed)?;
    let looked_to = rows.first().map(|row| row.try_get::<Option<Uuid>, _>("looked_to")).transpose().map_err(failed)?;
    let is_job = |row: &&PgRow| row.try_get::<Option<Uuid>, _>("id").is_ok_and(|id| id.is_some());
    let leases = rows.iter().filter(is_job).map(Lease::from_row).collect::<sqlx::Result<_>>().map_err(failed)?;
    Ok(Claimed { leases, next_from: looked_to.flatten().map_or(TenantId::PLATFORM, TenantId::from) })
}

/// Extends leases from now on, by the clock of the database; a lease of no length runs out at once. The jobs that the
/// worker still holds, each with whether its cancellation was requested.
pub async fn heartbeat(store: &Store, held: &[Held], lease: Duration) -> Result<Vec<(Held, bool)>> {
    let (tenants, jobs, fences) = columns(held.iter().copied());
    let rows: Vec<(Uuid, Uuid, i64, bool)> =
        sqlx::query_as("SELECT tenant_id, id, fence, cancel_requested FROM gate.jobs_heartbeat($1, $2, $3, $4)")
            .bind(tenants)
            .bind(jobs)
            .bind(fences)
            .bind(lease)
            .fetch_all(store.pool())
            .await
            .map_err(failed)?;
    Ok(rows.into_iter().map(|(tenant, job, fence, cancelled)| (held_of(tenant, job, fence), cancelled)).collect())
}

/// Ends jobs as done, and says which of them the worker still held.
pub async fn finish(store: &Store, finished: &[FinishedJob], now: OffsetDateTime) -> Result<Vec<Held>> {
    let (tenants, jobs, fences) = columns(finished.iter().map(|finished| finished.held));
    let rows: Vec<(Uuid, Uuid, i64)> =
        sqlx::query_as("SELECT tenant_id, id, fence FROM gate.jobs_finish($1, $2, $3, $4, $5)")
            .bind(tenants)
            .bind(jobs)
            .bind(fences)
            .bind(finished.iter().map(|finished| finished.result.clone()).collect::<Vec<_>>())
            .bind(now)
            .fetch_all(store.pool())
            .await
            .map_err(failed)?;
    Ok(rows.into_iter().map(|(tenant, job, fence)| held_of(tenant, job, fence)).collect())
}

/// Gives jobs back without counting the attempt; says how many.
pub async fn release(store: &Store, held: &[Held], now: OffsetDateTime) -> Result<i32> {
    let (tenants, jobs, fences) = columns(held.iter().copied());
    sqlx::query_scalar("SELECT gate.jobs_release($1, $2, $3, $4)")
        .bind(tenants)
        .bind(jobs)
        .bind(fences)
        .bind(now)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

/// Takes jobs from workers whose lease has run out by the clock of the database. `now` is written where a job ends.
pub async fn recover(store: &Store, now: OffsetDateTime, limit: i32) -> Result<Vec<Recovered>> {
    let rows: Vec<(Uuid, Uuid, String, String, Option<Uuid>)> =
        sqlx::query_as("SELECT tenant_id, id, kind, state, created_by FROM gate.jobs_take_back($1, $2)")
            .bind(now)
            .bind(limit)
            .fetch_all(store.pool())
            .await
            .map_err(failed)?;
    let recovered = |(tenant, job, kind, state, created_by): (Uuid, Uuid, String, String, Option<Uuid>)| Recovered {
        tenant: tenant.into(),
        job: job.into(),
        kind,
        state: JobState::parse(&state),
        created_by: created_by.map(UserId::from),
    };
    Ok(rows.into_iter().map(recovered).collect())
}

fn columns(held: impl Iterator<Item = Held>) -> (Vec<Uuid>, Vec<Uuid>, Vec<i64>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for Held { tenant, fence } in held {
        columns.0.push(tenant.uuid());
        columns.1.push(fence.job.uuid());
        columns.2.push(fence.fence);
    }
    columns
}

fn held_of(tenant: Uuid, job: Uuid, fence: i64) -> Held {
    Held { tenant: tenant.into(), fence: Fence { job: job.into(), fence } }
}
