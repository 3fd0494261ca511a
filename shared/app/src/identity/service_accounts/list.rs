use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, identity::service_accounts};

use super::ServiceAccountView;
use crate::{App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, paging::Page};

/// Reads a page of the service accounts, the newest first, those that were revoked among them.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<ServiceAccountView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "service_accounts.list";
    type Output = Paged<ServiceAccountView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let page = Page::open(app, caller, "service_accounts", &self.page)?;
        let rows = service_accounts::list(tx, &page.query()).await?;
        let output =
            page.of(tx, rows, |account| (account.created_at, account.id.uuid()), ServiceAccountView::from).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
