//! A job as it is stored, and the lease of a worker on it.

use plenum_shared::ids::{JobId, TenantId, UserId};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Its time has not come.
    Waiting,
    Ready,
    Running,
    Done,
    /// It failed for good.
    Dead,
    Cancelled,
}

/// Why the last attempt failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredError {
    pub code: String,
    pub message: String,
}

/// A job as its tenant sees it: without its payload, and without the details of an error.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredJob {
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    pub run_at: OffsetDateTime,
    pub attempt: i32,
    pub max_attempts: i32,
    pub cancel_requested_at: Option<OffsetDateTime>,
    pub progress_done: Option<i64>,
    pub progress_total: Option<i64>,
    pub result: Option<Value>,
    pub error: Option<StoredError>,
    pub created_at: OffsetDateTime,
    pub created_by: Option<UserId>,
    pub started_at: Option<OffsetDateTime>,
    pub finished_at: Option<OffsetDateTime>,
}

/// A job that was claimed, and the fence under which its worker may write.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    pub tenant: TenantId,
    pub job: JobId,
    pub fence: i64,
    pub kind: String,
    pub payload: Value,
    /// 1 for the first attempt.
    pub attempt: i32,
    pub max_attempts: i32,
    /// When the job was due.
    pub run_at: OffsetDateTime,
    pub created_by: Option<UserId>,
    pub request_id: String,
    pub traceparent: Option<String>,
}

impl JobState {
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Ready, Self::Running, Self::Done, Self::Dead, Self::Cancelled];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether nothing more happens to the job by itself.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dead | Self::Cancelled)
    }
}

macro_rules! columns {
    () => {
        "id, kind, state, run_at, attempt, max_attempts, cancel_requested_at, progress_done, progress_total, result,
         error_code, error_message, created_at, created_by, started_at, finished_at"
    };
}
pub(super) use columns;

impl FromRow<'_, PgRow> for StoredJob {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let state: &str = row.try_get("state")?;
        let state = JobState::parse(state).ok_or_else(|| sqlx::Error::Decode(format!("the state {state}").into()))?;
        let code: Option<String> = row.try_get("error_code")?;
        let message: Option<String> = row.try_get("error_message")?;
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            kind: row.try_get("kind")?,
            state,
            run_at: row.try_get("run_at")?,
            attempt: row.try_get("attempt")?,
            max_attempts: row.try_get("max_attempts")?,
            cancel_requested_at: row.try_get("cancel_requested_at")?,
            progress_done: row.try_get("progress_done")?,
            progress_total: row.try_get("progress_total")?,
            result: row.try_get("result")?,
            error: code.zip(message).map(|(code, message)| StoredError { code, message }),
            created_at: row.try_get("created_at")?,
            created_by: row.try_get::<Option<Uuid>, _>("created_by")?.map(UserId::from),
            started_at: row.try_get("started_at")?,
            finished_at: row.try_get("finished_at")?,
        })
    }
}

impl FromRow<'_, PgRow> for Lease {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            tenant: row.try_get::<Uuid, _>("tenant_id")?.into(),
            job: row.try_get::<Uuid, _>("id")?.into(),
            fence: row.try_get("fence")?,
            kind: row.try_get("kind")?,
            payload: row.try_get("payload")?,
            attempt: row.try_get("attempt")?,
            max_attempts: row.try_get("max_attempts")?,
            run_at: row.try_get("run_at")?,
            created_by: row.try_get::<Option<Uuid>, _>("created_by")?.map(UserId::from),
            request_id: row.try_get("request_id")?,
            traceparent: row.try_get("traceparent")?,
        })
    }
}
