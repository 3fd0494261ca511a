use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::SystemRole,
    caller::{Caller, Identity},
    entry::NewEntry,
    error::FieldError,
    ids::{RoleId, UserId},
    image::Image,
    plan::SEATS,
};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{
        service_accounts,
        users::{self, Member, UserStatus},
    },
    platform::usage::Usage,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{UserView, locked, require_covered};
use crate::{
    App, Done, Intent, Versioned,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image, position},
    identity::sessions::end_all::end_all,
    platform::plans::require_room,
    versions::{Shown, require_version},
};

const SUSPENDED: &str = "member_suspended";

/// Changes of a member; a field without a value stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub struct UserPatch {
    /// The key of a role of the tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
}

/// Gives a member another role, suspends or reactivates them. With `if_match`, only if the membership still has
/// that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    member: UserId,
    if_match: Option<i64>,
    patch: UserPatch,
) -> Result<Versioned<UserView>> {
    app.write(who, &Patch { member, if_match, patch }).await
}

struct Patch {
    member: UserId,
    if_match: Option<i64>,
    patch: UserPatch,
}

#[async_trait]
impl Intent for Patch {
    const NAME: &'static str = "users.patch";
    type Output = Versioned<UserView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let now = app.source().now();
        // A change that may remove an administrator locks the administrators' role first, so that of two changes which
        // each remove one of the last two, the second sees what the first has done.
        let administrators = roles::by_key(tx, SystemRole::TenantAdmin.key()).await?;
        if let Some(role) = administrators {
            roles::lock(tx, role).await?;
        }
        let before = locked(tx, caller, self.member).await?;
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        require_covered(tx, caller, &before).await?;
        let about = Subject::user(self.member);
        let image_before = image(&UserView::from(before.clone()))?;
        let draft = image(&self.patch)?.fields().clone();
        require_version(tx, about, &image_before, self.if_match, &draft, Shown::Whole).await?;

        let role = self.role(tx, caller, &before).await?;
        let status = self.patch.status.filter(|status| *status != before.status);
        if let Some(role) = role {
            users::set_role(tx, self.member, role, now).await?;
        }
        let mut changes = ChangeSet::of(app.source(), caller, now);
        if status == Some(UserStatus::Active) && service_accounts::get(tx, self.member).await?.is_none() {
            require_room(tx, &mut changes, &[(&SEATS, Usage::seats)]).await?;
        }
        let mut ended = Vec::new();
        if let Some(status) = status {
            users::set_status(tx, self.member, status, now).await?;
            if status == UserStatus::Suspended {
                // For good: a member who is reactivated signs in again.
                ended = end_all(app, tx, caller, self.member, SUSPENDED, now).await?;
            }
        }
        if administrators == Some(before.role) {
            require_one_left(tx, before.role).await?;
        }
        self.done(app, tx, changes, image_before, ended).await
    }
}

impl Patch {
    /// The role that the member gets, if it is another one. The caller's access must cover it, in the member's teams
    /// too.
    async fn role(&self, tx: &mut TenantTx, caller: &Caller, before: &Member) -> Result<Option<RoleId>> {
        let Some(key) = self.patch.role.as_ref().filter(|key| **key != before.role_key) else { return Ok(None) };
        let unknown = || Error::invalid(vec![FieldError::new("/role", Code::UnknownReference)]);
        let role = roles::by_key(tx, key).await?.ok_or_else(unknown)?;
        let role = roles::lock_shared(tx, role).await?.ok_or_else(unknown)?;
        caller.require_may_delegate(&role.role)?;
        before.teams.iter().try_for_each(|team| caller.require_may_delegate_in(&role.role, *team))?;
        Ok(Some(role.role.id))
    }

    async fn done(
        &self,
        app: &App,
        tx: &mut TenantTx,
        mut changes: ChangeSet,
        before: Image,
        ended: Vec<NewEntry>,
    ) -> Result<Done<Versioned<UserView>>> {
        let after = users::get(tx, self.member).await?.ok_or_else(|| Error::internal("a member is gone"))?;
        let (version, value) = (after.version, UserView::from(after));
        if version != before.version() {
            let about = Subject::user(self.member);
            changes.note("user.updated", about, Some(before), Some(image(&value)?));
            ended.into_iter().for_each(|entry| changes.add(entry));
            changes.access_changed(about);
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(tx.tenant(), position(tx, &entries).await?);
        Ok(Done { output: Versioned { value, version, cursor }, entries })
    }
}

/// Refuses a change after which nobody could administer the tenant.
async fn require_one_left(tx: &mut TenantTx, administrators: RoleId) -> Result<()> {
    if users::count_active_in(tx, administrators).await? > 0 {
        return Ok(());
    }
    Err(Error::new(Code::LastOfItsKind).with_message("this is the last administrator of the organisation"))
}
