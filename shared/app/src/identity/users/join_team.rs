use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::{TeamId, UserId},
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
    identity::users,
};

use super::{UserStatus, UserView};
use crate::{
    App, Done, Intent,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image},
};

/// Puts a member into a team. One who is in it already stays.
pub async fn join_team(app: &App, who: &Identity, member: UserId, team: TeamId) -> Result<()> {
    app.write(who, &JoinTeam { member, team }).await
}

struct JoinTeam {
    member: UserId,
    team: TeamId,
}

#[async_trait]
impl Intent for JoinTeam {
    const NAME: &'static str = "users.join_team";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(WRITE_USERS)?;
        let now = app.source().now();
        let not_found = || Error::new(Code::NotFound);
        // The role first, so that it cannot come to show more while its holder joins.
        let role = users::get(tx, self.member).await?.ok_or_else(not_found)?.role;
        let role = roles::lock_shared(tx, role).await?.ok_or_else(|| Error::new(Code::Busy))?.role;
        teams::lock(tx, self.team).await?.ok_or_else(not_found)?;
        let before = users::lock(tx, self.member).await?;
        let before = before.filter(|member| member.status == UserStatus::Active).ok_or_else(not_found)?;
        if before.role != role.id {
            return Err(Error::new(Code::Busy));
        }
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        caller.require_may_delegate(&role)?;
        caller.require_may_delegate_in(&role, self.team)?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        if teams::add_member(tx, self.team, self.member, now).await? {
            let after = users::get(tx, self.member).await?.map(UserView::from).ok_or_else(not_found)?;
            let about = Subject::user(self.member);
            changes.note("user.joined_team", about, Some(image(&UserView::from(before))?), Some(image(&after)?));
            changes.access_changed(about);
        }
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
