use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::UserId,
};
use plenum_store::{TenantTx, identity::service_accounts};

use super::ServiceAccountView;
use crate::{App, Done, Intent, access::permissions::READ_USERS};

/// Reads a service account, also one that was revoked.
pub async fn get(app: &App, who: &Identity, id: UserId) -> Result<ServiceAccountView> {
    app.read(who, &Get { id }).await
}

struct Get {
    id: UserId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "service_accounts.get";
    type Output = ServiceAccountView;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<ServiceAccountView>> {
        caller.access.require_permission(READ_USERS)?;
        let account = service_accounts::get(tx, self.id).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        Ok(Done { output: account.into(), entries: Vec::new() })
    }
}
