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

use super::{UserView, locked};
use crate::{
    App, Done, Intent,
    access::{self, permissions::WRITE_USERS},
    change_set::{ChangeSet, Subject, image},
};

/// Takes a member out of a team.
pub async fn leave_team(app: &App, who: &Identity, member: UserId, team: TeamId) -> Result<()> {
    app.write(who, &LeaveTeam { member, team }).await
}

struct LeaveTeam {
    member: UserId,
    team: TeamId,
}

#[async_trait]
impl Intent for LeaveTeam {
    const NAME: &'static str = "users.leave_team";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(WRITE_USERS)?;
        let now = app.source().now();
        let not_found = || Error::new(Code::NotFound);
        teams::lock(tx, self.team).await?.ok_or_else(not_found)?;
        let before = locked(tx, caller, self.member).await?;
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(WRITE_USERS)?;
        let role = roles::get(tx, before.role).await?.ok_or_else(|| Error::internal("a member without a role"))?.role;
        caller.require_may_delegate(&role)?;
        // Nor does anybody take away what they could not give.
        caller.require_may_delegate_in(&role, self.team)?;
        if !teams::remove_member(tx, self.team, self.member, now).await? {
            return Err(not_found());
        }
        let after = users::get(tx, self.member).await?.map(UserView::from).ok_or_else(not_found)?;
        let about = Subject::user(self.member);
        let mut changes = ChangeSet::of(app.source(), caller, now);
        changes.note("user.left_team", about, Some(image(&UserView::from(before))?), Some(image(&after)?));
        changes.access_changed(about);
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
