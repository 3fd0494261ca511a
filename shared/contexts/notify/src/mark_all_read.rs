use async_trait::async_trait;
use plenum_app::{App, Done, Intent};
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, log, notify::notifications};

use crate::{read_entry, unread_count::Unread};

/// Marks all of the caller's notifications as read, those that came up to `cursor` when there is one: what came after
/// the reader last looked stays unread.
pub async fn mark_all_read(app: &App, who: &Identity, cursor: Option<&str>) -> Result<Unread> {
    let seq = cursor.map(|cursor| app.cursors().open(who.tenant, cursor)).transpose()?.map(|position| position.seq);
    app.write(who, &MarkAllRead { seq }).await
}

struct MarkAllRead {
    seq: Option<i64>,
}

#[async_trait]
impl Intent for MarkAllRead {
    const NAME: &'static str = "notifications.mark_all_read";
    type Output = Unread;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Unread>> {
        let now = app.source().now();
        let seq = match self.seq {
            Some(seq) => seq,
            None => log::head(tx).await?.seq,
        };
        let marked = notifications::mark_read_up_to(tx, caller.user, seq, now).await?;
        let unread = notifications::count_unread(tx, caller.user).await?;
        let entries = if marked > 0 { read_entry::append(app, tx, caller, now).await? } else { Vec::new() };
        Ok(Done { output: Unread { unread }, entries })
    }
}
