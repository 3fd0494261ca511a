use std::collections::VecDeque;

use async_trait::async_trait;
use plenum_app::{App, Done, Intent, Page, PageRequest, Paged};
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    language::{AcceptLanguage, Language},
};
use plenum_store::{
    PageFrom, PageQuery, TenantTx,
    notify::notifications::{self, Notification, Selection},
    records::Direction,
};

use crate::{
    categories::RECORD_CHANGED,
    view::{self, NotificationView},
};

/// How many are read at a time to find those of one category, and how often at most: a list is looked through for
/// twenty thousand of its reader's notifications, and ends there for a reader with more of other categories.
const BATCH: i64 = 200;
const MOST_READS: usize = 100;

/// Which of a person's notifications are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotificationRequest {
    pub page: PageRequest,
    /// Only those that are unread, or only those that are read.
    pub unread: Option<bool>,
    /// Only those of this category, by its word.
    pub category: Option<&'static str>,
    /// The languages that the request accepts.
    pub languages: AcceptLanguage,
}

/// A page of notifications, and the language of their texts.
#[derive(Debug)]
pub struct NotificationPage {
    pub page: Paged<NotificationView>,
    pub language: Language,
}

/// Reads a page of the caller's notifications, the newest first.
pub async fn list(app: &App, who: &Identity, request: NotificationRequest) -> Result<NotificationPage> {
    app.read(who, &List { request }).await
}

struct List {
    request: NotificationRequest,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "notifications.list";
    type Output = NotificationPage;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let NotificationRequest { page, unread, category, languages } = &self.request;
        let language = languages.choose(caller.languages);
        // A cursor is good for the very list that it came with.
        let list = format!("notifications {:?} {:?}", unread.map(|unread| !unread), category);
        let page = Page::open(app, caller, &list, page)?;
        let read = unread.map(|unread| !unread);
        let rows = match category {
            None => rows(tx, caller, language, Selection { read, category: None }, &page.query()).await?,
            Some(category) => of_category(tx, caller, language, category, read, page.query()).await?,
        };
        let keys = |(row, _): &Row| (row.created_at, row.id.uuid());
        let page = page.of(tx, rows, keys, |(_, view)| view).await?;
        Ok(Done { output: NotificationPage { page, language }, entries: Vec::new() })
    }
}

type Row = (Notification, NotificationView);

/// What is stored, with what it says to its reader.
async fn rows(
    tx: &mut TenantTx,
    caller: &Caller,
    language: Language,
    selection: Selection,
    query: &PageQuery,
) -> Result<Vec<Row>> {
    let rows = notifications::list(tx, caller.user, selection, query).await?;
    let views = view::render(&caller.catalogue, tx, &caller.access, language, &rows).await?;
    Ok(rows.into_iter().zip(views).collect())
}

/// Those that are of this category to their reader today, which is not always the one that is stored: reads on until
/// there are as many as were asked for, so that neither a short page nor its edges tell of others.
async fn of_category(
    tx: &mut TenantTx,
    caller: &Caller,
    language: Language,
    category: &'static str,
    read: Option<bool>,
    query: PageQuery,
) -> Result<Vec<Row>> {
    // A notification whose category its reader may not know any more is of the category of any change.
    let stored = (category != RECORD_CHANGED.name).then_some(category);
    let selection = Selection { read, category: stored };
    let backward = query.from.is_some_and(|from| from.direction == Direction::Backward);
    let mut found = VecDeque::new();
    let mut from = query.from;
    for _ in 0..MOST_READS {
        let batch = rows(tx, caller, language, selection, &PageQuery { limit: BATCH, from }).await?;
        let (is_last, edge) = (batch.len() < BATCH as usize, if backward { batch.first() } else { batch.last() });
        let direction = if backward { Direction::Backward } else { Direction::Forward };
        from = edge.map(|(row, _)| PageFrom { created_at: row.created_at, id: row.id.uuid(), direction });
        let fitting = batch.into_iter().filter(|(_, view)| view.category == category);
        // A page is newest first whichever way it is reached.
        if backward {
            fitting.rev().for_each(|row| found.push_front(row));
        } else {
            found.extend(fitting);
        }
        if is_last || found.len() as i64 >= query.limit {
            break;
        }
    }
    let beyond = found.len().saturating_sub(query.limit as usize);
    let kept = if backward { beyond..found.len() } else { 0..found.len() - beyond };
    Ok(found.drain(kept).collect())
}
