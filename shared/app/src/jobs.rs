//! Jobs: work that waits, calls out, or takes long.
//!
//! A job is enqueued in the transaction of what it follows from ([`enqueue`]), so it exists exactly when that was
//! committed. Workers claim jobs of all tenants, fairly, under a lease with a fencing token, and run the handler of the
//! kind. A handler that writes to the database does so in [`JobContext::finish`]: the effect and "done" are one
//! transaction, which is refused when the lease was lost, so the effect happens once, wherever a process dies. What a
//! handler does outside of the database may happen twice; it has the job's id to make that harmless.
//!
//! - **Failures.** An attempt that fails is repeated with growing pauses; after the last one the job is dead, with an
//!   error in the log and a metric, and can be looked at and run again by its creator, an administrator or an
//!   operator.
//! - **Cancelling.** A job that has not begun is cancelled at once. A running one is asked to stop
//!   ([`JobContext::is_stopped`]), and dropped when it does not end.
//! - **Watching.** The member who began a job, and administrators, hear of its changes over the hub of notifications.
//! - **Schedules.** Jobs at the times of a cron line ([`Schedule`] for the platform, [`put_schedule`] for a tenant).
//!
//! To add a kind of job, implement [`Job`] in its context and name it in the context's value
//! (docs/adding-a-job.md).

mod audit;
mod cancel;
mod context;
mod declaration;
pub mod each_tenant;
mod enqueue;
mod execute;
mod get;
mod list;
mod live;
mod maintenance;
mod open_jobs;
pub mod operators;
mod outcome;
mod permission;
mod retention;
mod retry;
mod runner;
mod schedule;
mod signals;
mod sweep;
mod view;

pub use cancel::cancel;
pub use context::{Effect, JobContext};
pub use declaration::{AnyJob, Job, JobOptions, Priority, Schedule};
pub use enqueue::{Enqueue, enqueue};
pub use get::get;
pub(crate) use get::view;
pub use list::{JobRequest, list};
pub use live::{LiveJob, live};
pub(crate) use maintenance::run as maintain;
pub use maintenance::start;
pub(crate) use open_jobs::OpenJobs;
pub use outcome::{Failure, Outcome};
pub use permission::sees_all;
pub use plenum_store::jobs::{Inserted, JobState, schedules::Missed};
pub(crate) use retention::{JOBS_RETENTION, JobsRetention};
pub use retry::retry;
pub(crate) use runner::run;
pub use runner::{RunnerSettings, run_due};
pub use schedule::{NewSchedule, delete_schedule, put_schedule};
pub(crate) use signals::JobSignals;
pub use view::{JobErrorView, JobView, ProgressView};
