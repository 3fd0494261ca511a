//! What the audit says of jobs: that somebody has cancelled the job of another, or has run it again.

use plenum_shared::{Result, caller::Caller, entry::Entry};
use plenum_store::TenantTx;

use super::view::JobView;
use crate::{
    App,
    change_set::{ChangeSet, Subject, image},
};

/// Appends an entry when the job is not the caller's own, as the last statement of the transaction. What people do to
/// their own jobs has no entry.
pub(super) async fn note(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    kind: &str,
    job: &JobView,
) -> Result<Vec<Entry>> {
    if job.created_by == Some(caller.user) {
        return Ok(Vec::new());
    }
    let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
    // The audit does not show the result of the job.
    let shown = JobView { result: None, ..job.clone() };
    changes.note(kind, Subject::new("job", job.id), None, Some(image(&shown)?));
    changes.append(tx).await
}
