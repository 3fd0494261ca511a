use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    ids::{RoleId, UserId},
};
use plenum_store::{TenantTx, members};

use super::access_changed;
use crate::{App, Done, Intent};

/// Gives a member another role.
pub async fn set_role(app: &App, who: &Identity, member: UserId, role: RoleId) -> Result<()> {
    app.write(who, &SetRole { member, role }).await
}

struct SetRole {
    member: UserId,
    role: RoleId,
}

#[async_trait]
impl Intent for SetRole {
    const NAME: &'static str = "members.set_role";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_module(USERS, Action::Write)?;
        let now = app.source().now();
        if !members::set_role(tx, self.member, self.role, now).await? {
            return Err(Error::new(Code::NotFound));
        }
        Ok(Done { output: (), entries: access_changed(app, tx, caller, self.member, now).await? })
    }
}
