//! A new job, in the transaction of what it follows from.

use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    error::FieldError,
    ids::{JobId, UserId},
};
use plenum_store::{
    TenantTx,
    jobs::{self, Inserted, NewJob},
};
use serde_json::Value;
use time::OffsetDateTime;

use super::declaration::{Job, JobOptions};
use crate::App;

/// The longest payload, in bytes of JSON. What is larger belongs into a table, and the payload names it.
const MAX_PAYLOAD: usize = 64 * 1024;

/// How a job is enqueued.
#[derive(Debug, Clone, Copy, Default)]
pub struct Enqueue<'a> {
    /// Of the open jobs of a kind in a tenant one has this key, at most 200 characters: an open job that has it stands
    /// for this one.
    pub unique_key: Option<&'a str>,
    /// Not before this time; at once without one.
    pub run_at: Option<OffsetDateTime>,
    /// The member who begins it, who may watch and cancel it.
    pub created_by: Option<UserId>,
    pub origin: Option<&'a Origin>,
}

/// Enqueues a job of the transaction's tenant. A worker finds it within a second of the commit, and at once after
/// [`App::wake_jobs`].
pub async fn enqueue<J: Job>(app: &App, tx: &mut TenantTx, payload: &J::Payload, how: Enqueue<'_>) -> Result<Inserted> {
    let payload = serde_json::to_value(payload).map_err(Error::internal)?;
    insert(app, tx, J::KIND, J::OPTIONS, &payload, how).await
}

/// Refuses a payload that is too large to be stored.
pub(super) fn check_size(payload: &Value) -> Result<()> {
    match payload.to_string().len() <= MAX_PAYLOAD {
        true => Ok(()),
        false => {
            let expected = format!("expected at most {MAX_PAYLOAD} bytes of JSON");
            Err(Error::invalid(vec![FieldError::new("/payload", Code::InvalidValue).with_message(expected)]))
        }
    }
}

pub(super) async fn insert(
    app: &App,
    tx: &mut TenantTx,
    kind: &str,
    options: JobOptions,
    payload: &Value,
    how: Enqueue<'_>,
) -> Result<Inserted> {
    check_size(payload)?;
    app.open_jobs().admit(tx).await?;
    let (id, now) = (JobId::from(app.source().uuid()), app.source().now());
    let own_request_id = id.to_string();
    let job = NewJob {
        id,
        kind,
        payload,
        unique_key: how.unique_key,
        priority: options.priority.number(),
        run_at: how.run_at.unwrap_or(now),
        max_attempts: options.max_attempts,
        created_by: how.created_by,
        request_id: how.origin.map_or(&own_request_id, |origin| &origin.request_id),
        traceparent: how.origin.and_then(|origin| origin.traceparent.as_deref()),
    };
    jobs::insert(tx, &job, now).await
}
