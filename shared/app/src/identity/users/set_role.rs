use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::{RoleId, UserId},
};
use plenum_store::{TenantTx, access::roles};

use super::{UserPatch, patch};
use crate::{App, Done, Intent};

/// Gives a member another role, named by its id.
pub async fn set_role(app: &App, who: &Identity, member: UserId, role: RoleId) -> Result<()> {
    let key = app.read(who, &KeyOf { role }).await?;
    let change = UserPatch { role: Some(key), status: None };
    patch(app, who, member, None, change).await.map(drop)
}

struct KeyOf {
    role: RoleId,
}

#[async_trait]
impl Intent for KeyOf {
    const NAME: &'static str = "users.key_of_role";
    type Output = String;

    async fn run(&self, _: &App, tx: &mut TenantTx, _: &Caller) -> Result<Done<String>> {
        let role = roles::get(tx, self.role).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        Ok(Done { output: role.role.key, entries: Vec::new() })
    }
}
