//! Jobs of all tenants in one queue, and the schedules that begin them.
//!
//! What belongs to one tenant takes its [`TenantTx`](crate::TenantTx); a job of the platform belongs to
//! [`TenantId::PLATFORM`](plenum_shared::ids::TenantId::PLATFORM). The [`queue`] is what workers do with jobs of
//! several tenants at once, through the gate. Whatever a worker writes about a job names the fence of its [`Lease`],
//! and is refused when the job is not running under it any more.

mod insert;
mod member;
pub mod operators;
pub mod queue;
mod row;
pub mod schedules;
mod settle;

pub use insert::{Inserted, NewJob, insert};
pub use member::{CancelOutcome, cancel, count_open, get, get_all, list, retry};
pub use row::{JobState, Lease, StoredError, StoredJob};
pub use settle::{Failure, Fence, fail, finish, lock, report_progress};
