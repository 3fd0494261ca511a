//! A job as members see it.

use plenum_shared::{
    caller::Caller,
    catalogue::format_timestamp,
    ids::{JobId, UserId},
};
use plenum_store::jobs::StoredJob;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Job")]
pub struct JobView {
    pub id: JobId,
    /// What it does.
    pub kind: String,
    /// `waiting`, `ready`, `running`, `done`, `dead` or `cancelled`.
    pub state: &'static str,
    /// How far it has come, once it says so.
    pub progress: Option<ProgressView>,
    /// What came of it, if its kind has results; for the member who began it.
    pub result: Option<Value>,
    /// Why the last attempt failed.
    pub error: Option<JobErrorView>,
    /// How often it was begun, and how often it may be.
    pub attempt: i32,
    pub max_attempts: i32,
    /// Whether it was asked to stop.
    pub cancel_requested: bool,
    /// When it is due, or was.
    #[schemars(extend("format" = "date-time"))]
    pub run_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    /// The member who began it.
    pub created_by: Option<UserId>,
    #[schemars(extend("format" = "date-time"))]
    pub started_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub finished_at: Option<String>,
}

/// The progress of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "JobProgress")]
pub struct ProgressView {
    pub done: i64,
    /// Of how many, if that is known.
    pub total: Option<i64>,
}

/// The error of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "JobError")]
pub struct JobErrorView {
    pub code: String,
    pub message: String,
}

impl JobView {
    /// As the caller may see it: what came of a member's job is for that member alone.
    pub(super) fn of(job: StoredJob, caller: &Caller) -> Self {
        match job.created_by.is_none_or(|creator| creator == caller.user) {
            true => Self::for_creator(job),
            false => Self::for_administrators(job),
        }
    }

    /// Without what came of it.
    pub(super) fn for_administrators(job: StoredJob) -> Self {
        Self::for_creator(StoredJob { result: None, ..job })
    }

    /// All of it.
    pub(super) fn for_creator(job: StoredJob) -> Self {
        Self {
            id: job.id,
            kind: job.kind,
            state: job.state.as_str(),
            progress: job.progress_done.map(|done| ProgressView { done, total: job.progress_total }),
            // A job without a result has stored the JSON null.
            result: job.result.filter(|result| !result.is_null()),
            error: job.error.map(|error| JobErrorView { code: error.code, message: error.message }),
            attempt: job.attempt,
            max_attempts: job.max_attempts,
            cancel_requested: job.cancel_requested_at.is_some(),
            run_at: format_timestamp(job.run_at),
            created_at: format_timestamp(job.created_at),
            created_by: job.created_by,
            started_at: job.started_at.map(format_timestamp),
            finished_at: job.finished_at.map(format_timestamp),
        }
    }
}
