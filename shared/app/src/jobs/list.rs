use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{
    TenantTx,
    jobs::{self, JobState, StoredJob},
};

use super::{permission, view::JobView};
use crate::{App, Done, Intent, PageRequest, Paged, paging::Page};

/// Which jobs are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobRequest {
    pub page: PageRequest,
    /// Only those in this state.
    pub state: Option<JobState>,
    /// Only those of this kind.
    pub kind: Option<String>,
}

/// Reads a page of the caller's jobs, or as an administrator of all; the newest first.
pub async fn list(app: &App, who: &Identity, request: JobRequest) -> Result<Paged<JobView>> {
    app.read(who, &List { request }).await
}

struct List {
    request: JobRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "jobs.list";
    type Output = Paged<JobView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let JobRequest { page, state, kind } = &self.request;
        // A cursor is good for the very list that it came with.
        let list = format!("jobs {:?} {kind:?}", state.map(JobState::as_str));
        let page = Page::open(app, caller, &list, page)?;
        let of = if permission::sees_all(&caller.access) { None } else { Some(caller.user) };
        let rows = jobs::list(tx, of, kind.as_deref(), *state, &page.query()).await?;
        let keys = |job: &StoredJob| (job.created_at, job.id.uuid());
        let output = page.of(tx, rows, keys, |job| JobView::of(job, caller)).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
