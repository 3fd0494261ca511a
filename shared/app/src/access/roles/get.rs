use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::RoleId,
};
use plenum_store::{TenantTx, access::roles, log};

use super::RoleView;
use crate::{App, Done, Intent, Versioned, access::permissions::READ_USERS};

/// Reads a role.
pub async fn get(app: &App, who: &Identity, role: RoleId) -> Result<Versioned<RoleView>> {
    app.read(who, &Get { role }).await
}

struct Get {
    role: RoleId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "roles.get";
    type Output = Versioned<RoleView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let role = roles::get(tx, self.role).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        let output =
            Versioned { version: role.role.version, value: RoleView::of(app.catalogue().permissions(), role), cursor };
        Ok(Done { output, entries: Vec::new() })
    }
}
