use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    catalogue::format_timestamp,
    ids::SessionId,
};
use plenum_store::{TenantTx, identity::sessions};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{App, Done, Intent, PageRequest, Paged, paging::Page};

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Session")]
pub struct SessionView {
    pub id: SessionId,
    /// Whether it is the session of the request.
    pub current: bool,
    #[schemars(extend("format" = "date-time"))]
    pub created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub last_seen_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub expires_at: String,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
}

/// Reads a page of the caller's live sessions, the newest first.
pub async fn list(app: &App, who: &Identity, page: PageRequest) -> Result<Paged<SessionView>> {
    app.read(who, &List { page }).await
}

struct List {
    page: PageRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "sessions.list";
    type Output = Paged<SessionView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let page = Page::open(app, caller, "sessions", &self.page)?;
        let rows = sessions::list_live(tx, caller.user, app.source().now(), &page.query()).await?;
        let view = |session: sessions::Session| SessionView {
            id: session.id,
            current: session.id == caller.session,
            created_at: format_timestamp(session.created_at),
            last_seen_at: format_timestamp(session.last_seen_at),
            expires_at: format_timestamp(session.expires_at),
            ip: session.ip,
            user_agent: session.user_agent,
        };
        let output = page.of(tx, rows, |session| (session.created_at, session.id.uuid()), view).await?;
        Ok(Done { output, entries: Vec::new() })
    }
}
