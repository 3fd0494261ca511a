use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, access::teams};

use super::TeamView;
use crate::{App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, paging::Page};

/// Reads a page of the teams, the newest first.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<TeamView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "teams.list";
    type Output = Paged<TeamView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let page = Page::open(app, caller, "teams", &self.page)?;
        let rows = teams::list(tx, &page.query()).await?;
        let output = page.of(tx, rows, |team| (team.created_at, team.id.uuid()), TeamView::from).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
