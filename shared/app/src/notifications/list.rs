use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    notification::Category,
};
use plenum_store::{
    TenantTx,
    notifications::{self, Selection},
};

use super::{NotificationView, view};
use crate::{App, Done, Intent, PageRequest, Paged, paging::Page};

/// Which of a person's notifications are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotificationRequest {
    pub page: PageRequest,
    /// Only those that are unread, or only those that are read.
    pub unread: Option<bool>,
    pub category: Option<Category>,
}

/// Reads a page of the caller's notifications, the newest first.
pub async fn list(app: &App, who: &Identity, request: NotificationRequest) -> Result<Paged<NotificationView>> {
    app.read(who, &List { request }).await
}

struct List {
    request: NotificationRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "notifications.list";
    type Output = Paged<NotificationView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let selection = Selection {
            read: self.request.unread.map(|unread| !unread),
            category: self.request.category.map(Category::as_str),
        };
        // A cursor is good for the very list that it came with.
        let list = format!("notifications {:?} {:?}", selection.read, selection.category);
        let page = Page::open(app, caller, &list, &self.request.page)?;
        let rows = notifications::list(tx, caller.user, selection, &page.query()).await?;
        let views = view::render(tx, &caller.access, &rows).await?;
        let rows: Vec<_> = rows.into_iter().zip(views).collect();
        let mut output = page.of(tx, rows, |(row, _)| (row.created_at, row.id.uuid()), |(_, view)| view).await?;
        // One that is of another category to its reader by now is none of those they asked for, or asking would tell.
        // The page is shorter for it.
        output.items.retain(|view| self.request.category.is_none_or(|category| view.category == category.as_str()));
        Ok(Done { output, entries: Vec::new() })
    }
}
