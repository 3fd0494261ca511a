use plenum_shared::Result;
use plenum_store::{
    TenantTx, jobs,
    platform::usage::{self, Usage},
};
use time::OffsetDateTime;

/// Everything that is counted of a tenant.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) usage: Usage,
    /// Jobs that wait or run.
    pub(super) open_jobs: i64,
}

impl Counts {
    pub(super) async fn of(tx: &mut TenantTx, now: OffsetDateTime) -> Result<Self> {
        Ok(Self { usage: usage::usage(tx, now).await?, open_jobs: jobs::count_open(tx, i64::MAX).await? })
    }
}
