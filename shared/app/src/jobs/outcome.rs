//! How an attempt of a job ends.

use plenum_shared::Error;
use serde_json::Value;

/// How an attempt ended well.
#[derive(Debug)]
pub struct Outcome(pub(super) OutcomeKind);

#[derive(Debug)]
pub(super) enum OutcomeKind {
    /// The worker ends the job, in a batch with others.
    Done(Value),
    /// [`JobContext::finish`](super::JobContext::finish) has ended it.
    Committed,
}

/// How an attempt ended otherwise.
#[derive(Debug)]
pub enum Failure {
    /// It is tried again, as often as the kind allows. Every error becomes this by `?`.
    Retry(Error),
    /// It would fail again, so the job is dead.
    Permanent(Error),
    /// The lease was lost: another worker has the job, or it was recovered.
    LeaseLost,
    /// It was asked to stop ([`JobContext::is_stopped`](super::JobContext::is_stopped)), and did.
    Stopped,
}

impl Outcome {
    /// The job is done, without a result.
    pub fn done() -> Self {
        Self(OutcomeKind::Done(Value::Null))
    }

    /// The job is done with this result, which is shown to those who may see the job.
    pub fn done_with(result: Value) -> Self {
        Self(OutcomeKind::Done(result))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error)
    }
}
