use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::TeamId,
};
use plenum_store::{TenantTx, access::teams};
use serde_json::{Map, json};

use super::{TeamView, checked_name};
use crate::{
    App, Done, Intent, Versioned,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image, position},
    versions::{Shown, require_version},
};

/// Gives a team another name. With `if_match`, only if the team still has that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    team: TeamId,
    if_match: Option<i64>,
    name: Option<&str>,
) -> Result<Versioned<TeamView>> {
    app.write(who, &Patch { team, if_match, name }).await
}

struct Patch<'a> {
    team: TeamId,
    if_match: Option<i64>,
    name: Option<&'a str>,
}

#[async_trait]
impl Intent for Patch<'_> {
    const NAME: &'static str = "teams.patch";
    type Output = Versioned<TeamView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(WRITE_USERS)?;
        let (about, now) = (Subject::new("team", self.team), app.source().now());
        let before = teams::lock(tx, self.team).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let before_image = image(&TeamView::from(before.clone()))?;
        let name = self.name.map(checked_name).transpose()?;
        let draft = name.iter().map(|name| ("name".to_owned(), json!(name)));
        require_version(tx, about, &before_image, self.if_match, &Map::from_iter(draft), Shown::Whole).await?;

        let mut changes = ChangeSet::of(app.source(), caller, now);
        let mut after = before.clone();
        if let Some(name) = name.filter(|name| *name != before.name) {
            teams::rename(tx, self.team, &name, now).await?;
            after = teams::get(tx, self.team).await?.ok_or_else(|| Error::internal("a team is gone"))?;
            changes.note("team.updated", about, Some(before_image), Some(image(&TeamView::from(after.clone()))?));
        }
        let entries = changes.append(tx).await?;
        let cursor = app.cursors().seal(caller.tenant, position(tx, &entries).await?);
        Ok(Done { output: Versioned { version: after.version, value: after.into(), cursor }, entries })
    }
}
