use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, access::roles};

use super::RoleView;
use crate::{App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, paging::Page};

/// Reads a page of the roles, the newest first.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<RoleView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "roles.list";
    type Output = Paged<RoleView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let page = Page::open(app, caller, "roles", &self.page)?;
        let rows = roles::list(tx, &page.query()).await?;
        let view = |role| RoleView::of(app.catalogue().permissions(), role);
        let output = page.of(tx, rows, |role| (role.created_at, role.role.id.uuid()), view).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
