use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    ids::{TeamId, UserId},
};
use plenum_store::{TenantTx, teams};

use super::access_changed;
use crate::{App, Done, Intent};

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
    const NAME: &'static str = "members.leave_team";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_module(USERS, Action::Write)?;
        let now = app.source().now();
        if !teams::remove_member(tx, self.team, self.member, now).await? {
            return Err(Error::new(Code::NotFound));
        }
        Ok(Done { output: (), entries: access_changed(app, tx, caller, self.member, now).await? })
    }
}
