use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::UserId,
};
use plenum_store::{TenantTx, identity::users, log};

use super::UserView;
use crate::{App, Done, Intent, Versioned, access::permissions::READ_USERS};

/// Reads a member.
pub async fn get(app: &App, who: &Identity, member: UserId) -> Result<Versioned<UserView>> {
    app.read(who, &Get { member }).await
}

struct Get {
    member: UserId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "users.get";
    type Output = Versioned<UserView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let member = users::get(tx, self.member).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        let output = Versioned { version: member.version, value: member.into(), cursor };
        Ok(Done { output, entries: Vec::new() })
    }
}
