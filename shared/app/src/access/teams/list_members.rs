use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::TeamId,
};
use plenum_store::{TenantTx, access::teams, identity::users};

use crate::{
    App, Done, Intent, PageRequest, Paged, access::permissions::READ_USERS, identity::users::UserView, paging::Page,
};

/// Reads a page of the members of a team, the newest members of the tenant first.
pub async fn list_members(app: &App, who: &Identity, team: TeamId, page: PageRequest) -> Result<Paged<UserView>> {
    app.read(who, &ListMembers { team, page }).await
}

struct ListMembers {
    team: TeamId,
    page: PageRequest,
}

#[async_trait]
impl Intent for ListMembers {
    const NAME: &'static str = "teams.list_members";
    type Output = Paged<UserView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_USERS)?;
        if !teams::exists(tx, self.team).await? {
            return Err(Error::new(Code::NotFound));
        }
        // A cursor of one team's list is of no use in another's.
        let list = format!("teams/{}/members", self.team);
        let page = Page::open(app, caller, &list, &self.page)?;
        let rows = users::list_of_team(tx, self.team, &page.query()).await?;
        let output = page.of(tx, rows, |member| (member.created_at, member.user.uuid()), UserView::from).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
