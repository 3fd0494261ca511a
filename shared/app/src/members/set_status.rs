use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    ids::UserId,
};
use plenum_store::{
    TenantTx,
    members::{self, MemberStatus},
};

use super::access_changed;
use crate::{App, Done, Intent};

/// Suspends a member, or takes them back.
pub async fn set_status(app: &App, who: &Identity, member: UserId, status: MemberStatus) -> Result<()> {
    app.write(who, &SetStatus { member, status }).await
}

struct SetStatus {
    member: UserId,
    status: MemberStatus,
}

#[async_trait]
impl Intent for SetStatus {
    const NAME: &'static str = "members.set_status";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_module(USERS, Action::Write)?;
        let now = app.source().now();
        if !members::set_status(tx, self.member, self.status, now).await? {
            return Err(Error::new(Code::NotFound));
        }
        Ok(Done { output: (), entries: access_changed(app, tx, caller, self.member, now).await? })
    }
}
