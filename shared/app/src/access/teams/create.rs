use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    caller::{Caller, Identity},
    ids::TeamId,
    plan::TEAMS,
};
use plenum_store::{TenantTx, access::teams};

use super::{TeamView, checked_name};
use crate::{
    App, Done, Intent, Versioned,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image, position},
    platform::plans::require_room,
};

/// Makes a team without members.
pub async fn create(app: &App, who: &Identity, name: &str) -> Result<Versioned<TeamView>> {
    app.write(who, &Create { name }).await
}

struct Create<'a> {
    name: &'a str,
}

#[async_trait]
impl Intent for Create<'_> {
    const NAME: &'static str = "teams.create";
    type Output = Versioned<TeamView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let name = checked_name(self.name)?;
        let (team, now) = (TeamId::from(app.source().uuid()), app.source().now());
        let mut changes = ChangeSet::of(app.source(), caller, now);
        require_room(tx, &mut changes, &[(&TEAMS, |usage| usage.teams)]).await?;
        teams::insert(tx, team, &name, now).await?;
        let team = teams::get(tx, team).await?.ok_or_else(|| Error::internal("a new team is gone"))?;
        let (version, value) = (team.version, TeamView::from(team));
        changes.note("team.created", Subject::new("team", value.id), None, Some(image(&value)?));
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done { output: Versioned { value, version, cursor }, entries })
    }
}
