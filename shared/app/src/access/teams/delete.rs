use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::TeamId,
};
use plenum_store::{
    TenantTx,
    access::{roles, teams},
};
use serde_json::Map;

use super::TeamView;
use crate::{
    App, Done, Intent,
    access::{self, permissions::DELETE_USERS},
    change_set::{ChangeSet, Subject, image},
    versions::{Shown, require_version},
};

/// Deletes a team that no record names. Its members leave it. With `if_match`, only if the team still has that
/// version.
pub async fn delete(app: &App, who: &Identity, team: TeamId, if_match: Option<i64>) -> Result<()> {
    app.write(who, &Delete { team, if_match }).await
}

struct Delete {
    team: TeamId,
    if_match: Option<i64>,
}

#[async_trait]
impl Intent for Delete {
    const NAME: &'static str = "teams.delete";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(DELETE_USERS)?;
        let (about, now) = (Subject::new("team", self.team), app.source().now());
        let team = teams::lock(tx, self.team).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let caller = &access::reload(tx, caller, now).await?;
        caller.access.require_permission(DELETE_USERS)?;
        // All members leave the team at once, so a caller who could not take out each of them cannot delete it either.
        for role in roles::of_team(tx, self.team).await? {
            caller.require_may_delegate(&role.role)?;
            caller.require_may_delegate_in(&role.role, self.team)?;
        }
        let before = image(&TeamView::from(team))?;
        require_version(tx, about, &before, self.if_match, &Map::new(), Shown::Whole).await?;
        teams::delete(tx, self.team, now).await?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        changes.note("team.deleted", about, Some(before), None);
        changes.access_changed(about);
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
