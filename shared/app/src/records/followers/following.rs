use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    catalogue::format_timestamp,
    ids::RecordId,
};
use plenum_store::{
    TenantTx,
    records::followers::{self, Followed},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{App, Done, Intent, PageRequest, Paged, paging::Page};

/// A record that the caller follows: where it is found, and nothing of what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "FollowedRecord")]
pub struct FollowedView {
    /// `deal`
    pub entity: String,
    pub id: RecordId,
    /// `deals/{id}`, as the subject of an event says it.
    pub subject: String,
    #[schemars(extend("format" = "date-time"))]
    pub followed_at: String,
}

/// Reads a page of the records that the caller follows, the last followed first.
///
/// One that the caller can no longer see stays in the list, so that they can stop following it. They knew its id when
/// they followed it, and learn no more here.
pub async fn following(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<FollowedView>> {
    app.read(who, &Following { page }).await
}

struct Following {
    page: PageRequest,
}

#[async_trait]
impl Intent for Following {
    const NAME: &'static str = "followers.following";
    type Output = Paged<FollowedView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let page = Page::open(app, caller, "following", &self.page)?;
        let rows = followers::followed_by(tx, caller.user, &page.query()).await?;
        let view = |followed: Followed| FollowedView {
            subject: format!(
                "{}/{}",
                app.catalogue().by_name(&followed.entity).map_or("", |of| of.plural),
                followed.record
            ),
            entity: followed.entity,
            id: followed.record,
            followed_at: format_timestamp(followed.since),
        };
        let output = page.of(tx, rows, |followed| (followed.since, followed.record.uuid()), view).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
