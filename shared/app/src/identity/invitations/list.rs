use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, identity::invitations};

use super::InvitationView;
use crate::{App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, paging::Page};

/// Reads a page of the invitations, whatever became of them, the newest first.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<InvitationView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "invitations.list";
    type Output = Paged<InvitationView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let now = app.source().now();
        let page = Page::open(app, caller, "invitations", &self.page)?;
        let rows = invitations::list(tx, &page.query()).await?;
        let keys = |invitation: &invitations::Invitation| (invitation.created_at, invitation.id.uuid());
        let output = page.of(tx, rows, keys, |invitation| InvitationView::of(invitation, now)).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
