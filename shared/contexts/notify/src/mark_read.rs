use async_trait::async_trait;
use plenum_app::{App, Done, Intent};
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    error::FieldError,
    ids::NotificationId,
};
use plenum_store::{TenantTx, notify::notifications};

use crate::{read_entry, unread_count::Unread};

/// The most notifications that one call marks.
pub const MAX_MARKED: usize = 200;

/// Marks some of the caller's notifications as read. Ids that are not theirs, or nobody's, are passed over in silence.
pub async fn mark_read(app: &App, who: &Identity, ids: Vec<NotificationId>) -> Result<Unread> {
    if ids.len() > MAX_MARKED {
        let many = FieldError::new("/ids", Code::InvalidValue).with_message(format!("expected at most {MAX_MARKED}"));
        return Err(Error::invalid(vec![many]));
    }
    app.write(who, &MarkRead { ids, missing: Missing::PassedOver }).await
}

/// Marks one of the caller's notifications as read. Somebody else's is not found, like one that never was.
pub async fn mark_one_read(app: &App, who: &Identity, id: NotificationId) -> Result<Unread> {
    app.write(who, &MarkRead { ids: vec![id], missing: Missing::NotFound }).await
}

struct MarkRead {
    ids: Vec<NotificationId>,
    missing: Missing,
}

/// What becomes of an id that is none of the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    PassedOver,
    NotFound,
}

#[async_trait]
impl Intent for MarkRead {
    const NAME: &'static str = "notifications.mark_read";
    type Output = Unread;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Unread>> {
        if self.missing == Missing::NotFound {
            for id in &self.ids {
                if !notifications::has(tx, caller.user, *id).await? {
                    return Err(Error::new(Code::NotFound));
                }
            }
        }
        let now = app.source().now();
        let marked = notifications::mark_read(tx, caller.user, &self.ids, now).await?;
        let unread = notifications::count_unread(tx, caller.user).await?;
        let entries = if marked > 0 { read_entry::append(app, tx, caller, now).await? } else { Vec::new() };
        Ok(Done { output: Unread { unread }, entries })
    }
}
