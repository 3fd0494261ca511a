use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, identity::users};

use super::UserView;
use crate::{App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, paging::Page};

/// Reads a page of the members, the newest first.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<UserView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "users.list";
    type Output = Paged<UserView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let page = Page::open(app, caller, "users", &self.page)?;
        let rows = users::list(tx, &page.query()).await?;
        let output = page.of(tx, rows, |member| (member.created_at, member.user.uuid()), UserView::from).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
