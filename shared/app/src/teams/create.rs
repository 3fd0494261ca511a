use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    entry::{Actor, NewEntry},
    ids::TeamId,
};
use plenum_store::{TenantTx, log, teams};

use crate::{App, Done, Intent};

const MAX_NAME: usize = 120;

/// Makes a team without members.
pub async fn create(app: &App, who: &Identity, name: &str) -> Result<TeamId> {
    app.write(who, &Create { name: name.trim().to_owned() }).await
}

struct Create {
    name: String,
}

#[async_trait]
impl Intent for Create {
    const NAME: &'static str = "teams.create";
    type Output = TeamId;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<TeamId>> {
        caller.access.require_module(USERS, Action::Write)?;
        if self.name.is_empty() || self.name.chars().count() > MAX_NAME || self.name.chars().any(char::is_control) {
            return Err(Error::field("/name", Code::InvalidValue));
        }
        let (team, now) = (TeamId::from(app.source().uuid()), app.source().now());
        teams::insert(tx, team, &self.name, now).await?;
        let entry = NewEntry {
            id: app.source().uuid().into(),
            kind: "team.created".to_owned(),
            entity: "team".to_owned(),
            record: team.uuid().into(),
            actor: Actor::from(caller),
            recipient: None,
            before: None,
            after: None,
            origin: caller.origin.clone(),
            cause: None,
            depth: 0,
        };
        Ok(Done { output: team, entries: log::append(tx, &[entry], now).await? })
    }
}
