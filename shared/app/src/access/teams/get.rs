use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::TeamId,
};
use plenum_store::{TenantTx, access::teams, log};

use super::TeamView;
use crate::{App, Done, Intent, Versioned, access::permissions::READ_USERS};

/// Reads a team.
pub async fn get(app: &App, who: &Identity, team: TeamId) -> Result<Versioned<TeamView>> {
    app.read(who, &Get { team }).await
}

struct Get {
    team: TeamId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "teams.get";
    type Output = Versioned<TeamView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        let team = teams::get(tx, self.team).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        let output = Versioned { version: team.version, value: team.into(), cursor };
        Ok(Done { output, entries: Vec::new() })
    }
}
