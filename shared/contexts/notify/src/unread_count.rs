use async_trait::async_trait;
use plenum_app::{App, Done, Intent};
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, notify::notifications};
use schemars::JsonSchema;
use serde::Serialize;

/// How many of a person's notifications are unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UnreadCount")]
pub struct Unread {
    pub unread: i64,
}

pub async fn unread_count(app: &App, who: &Identity) -> Result<Unread> {
    app.read(who, &UnreadCount).await
}

struct UnreadCount;

#[async_trait]
impl Intent for UnreadCount {
    const NAME: &'static str = "notifications.unread_count";
    type Output = Unread;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Unread>> {
        let unread = notifications::count_unread(tx, caller.user).await?;
        Ok(Done { output: Unread { unread }, entries: Vec::new() })
    }
}
