use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::RoleId,
};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{invitations, users},
};
use serde_json::Map;

use super::{RoleView, locked};
use crate::{
    App, Done, Intent,
    access::{self, permissions::DELETE_USERS},
    change_set::{ChangeSet, Subject, image},
    versions::{Shown, require_version},
};

/// Deletes a role that nobody has and nobody is invited to. With `if_match`, only if the role still has that version.
pub async fn delete(app: &App, who: &Identity, role: RoleId, if_match: Option<i64>) -> Result<()> {
    app.write(who, &Delete { role, if_match }).await
}

struct Delete {
    role: RoleId,
    if_match: Option<i64>,
}

#[async_trait]
impl Intent for Delete {
    const NAME: &'static str = "roles.delete";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(DELETE_USERS)?;
        let (about, now) = (Subject::new("role", self.role), app.source().now());
        // A transaction that gives the role to a member locks it as well, so no member can have it after this check.
        let role = locked(tx, caller, self.role).await?;
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(DELETE_USERS)?;
        caller.require_may_delegate(&role.role)?;
        let is_system = role.is_system;
        let before = image(&RoleView::of(app.catalogue().permissions(), role))?;
        require_version(tx, about, &before, self.if_match, &Map::new(), Shown::Whole).await?;
        if is_system {
            return Err(Error::new(Code::SystemRole));
        }
        if users::any_in(tx, self.role).await? || invitations::any_open_in(tx, self.role, now).await? {
            let message = "members or open invitations still have this role";
            return Err(Error::new(Code::InUse).with_message(message));
        }
        invitations::forget_of_role(tx, self.role).await?;
        roles::delete(tx, self.role).await?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        changes.note("role.deleted", about, Some(before), None);
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
