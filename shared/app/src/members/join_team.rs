use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    ids::{TeamId, UserId},
};
use plenum_store::{TenantTx, members, teams};

use super::access_changed;
use crate::{App, Done, Intent};

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
    const NAME: &'static str = "members.join_team";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_module(USERS, Action::Write)?;
        let now = app.source().now();
        if !members::is_active(tx, self.member).await? || !teams::exists(tx, self.team).await? {
            return Err(Error::new(Code::NotFound));
        }
        let entries = match teams::add_member(tx, self.team, self.member, now).await? {
            true => access_changed(app, tx, caller, self.member, now).await?,
            false => Vec::new(),
        };
        Ok(Done { output: (), entries })
    }
}
