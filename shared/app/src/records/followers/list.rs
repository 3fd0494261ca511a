use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    catalogue::{Entity, format_timestamp},
    ids::{RecordId, UserId},
};
use plenum_store::{
    TenantTx,
    records::{
        Lock,
        followers::{self, Follower},
    },
};
use schemars::JsonSchema;
use serde::Serialize;

use super::require_visible;
use crate::{App, Done, Intent, PageRequest, Paged, paging::Page};

/// A follower as those see them who can see the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Follower")]
pub struct FollowerView {
    pub user_id: UserId,
    pub first_name: String,
    pub last_name: String,
    #[schemars(extend("format" = "date-time"))]
    pub followed_at: String,
}

/// Reads a page of the followers of a record, the newest first.
pub async fn list(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    page: PageRequest,
) -> Result<Paged<FollowerView>> {
    app.read(who, &List { entity, id, page }).await
}

struct List {
    entity: &'static Entity,
    id: RecordId,
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "followers.list";
    type Output = Paged<FollowerView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        require_visible(tx, caller, self.entity, self.id, Lock::None).await?;
        let list = format!("followers of {}", self.id);
        let page = Page::open(app, caller, &list, &self.page)?;
        let rows = followers::list(tx, self.entity.name, self.id, &page.query()).await?;
        let view = |follower: Follower| FollowerView {
            user_id: follower.user,
            first_name: follower.first_name,
            last_name: follower.last_name,
            followed_at: format_timestamp(follower.since),
        };
        let output = page.of(tx, rows, |follower| (follower.since, follower.user.uuid()), view).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
