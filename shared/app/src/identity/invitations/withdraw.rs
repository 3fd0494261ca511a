use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::InvitationId,
};
use plenum_store::{TenantTx, identity::invitations};

use super::InvitationView;
use crate::{
    App, Done, Intent,
    access::permissions::DELETE_USERS,
    change_set::{ChangeSet, Subject, image},
};

/// Withdraws an open invitation. One that was accepted, withdrawn or has expired is not found.
pub async fn withdraw(app: &App, who: &Identity, invitation: InvitationId) -> Result<()> {
    app.write(who, &Withdraw { invitation }).await
}

struct Withdraw {
    invitation: InvitationId,
}

#[async_trait]
impl Intent for Withdraw {
    const NAME: &'static str = "invitations.withdraw";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(DELETE_USERS)?;
        let (now, not_found) = (app.source().now(), || Error::new(Code::NotFound));
        let before = invitations::get(tx, self.invitation).await?.filter(|invitation| invitation.is_open(now));
        let before = image(&InvitationView::of(before.ok_or_else(not_found)?, now))?;
        if !invitations::withdraw(tx, self.invitation, now).await? {
            return Err(not_found());
        }
        let after = invitations::get(tx, self.invitation).await?.ok_or_else(not_found)?;
        let after = image(&InvitationView::of(after, now))?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        let about = Subject::new("invitation", self.invitation);
        changes.note("invitation.withdrawn", about, Some(before), Some(after));
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
