use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::judge,
    caller::{Caller, Identity},
    catalogue::Entity,
    entry::Entry,
    event::visible_change,
    ids::RecordId,
    page::PageScope,
};
use plenum_store::{
    TenantTx, log,
    records::{Deleted, Direction},
};
use time::OffsetDateTime;

use super::{
    HistoryPage, HistoryRequest,
    activities::Activities,
    changes::Changes,
    page::{Edge, End, Frame, PageAnchor},
    page_budget::PageBudget,
    query::ParsedQuery,
    view::{ChangeItem, TimelineItem},
    visible,
};
use crate::{App, Done, Intent};

/// Reads a page of the timeline of a record: its own changes, and the activities that belong to it, each where it was
/// made.
pub async fn timeline(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    request: &HistoryRequest,
) -> Result<HistoryPage<TimelineItem>> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &Timeline { entity, id, request }).await
}

struct Timeline<'a> {
    entity: &'static Entity,
    id: RecordId,
    request: &'a HistoryRequest,
}

/// The two things a timeline is made of.
enum Source {
    Changes,
    Activities,
}

#[async_trait]
impl Intent for Timeline<'_> {
    const NAME: &'static str = "history.timeline";
    type Output = HistoryPage<TimelineItem>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        visible(tx, caller, self.entity, self.id, Deleted::Exclude).await?;
        let query = ParsedQuery::parse(self.request)?;
        let list = format!("timeline of {} {}", self.entity.name, self.id);
        let scope = PageScope { entity: &list, tenant: caller.tenant, user: caller.user, query: query.fingerprint() };
        let head = log::head(tx).await?;
        let cursor = self.request.cursor.as_deref();
        let anchor = PageAnchor::open(app, &scope, cursor, head)?;

        let mut changes = Changes::new(app.catalogue(), &query, caller.user, &anchor).of(self.entity.name, self.id);
        let now = app.source().now();
        let mut activities = Activities::of(caller, self.entity, self.id, &query, &anchor, now)?;
        let mut budget = PageBudget::of(query.limit);
        while budget.is_left() {
            let item = match next(tx, &mut changes, &mut activities, anchor.direction).await? {
                None => break,
                Some(Source::Changes) => changes.take().and_then(|entry| self.change(caller, &query, &entry)),
                Some(Source::Activities) => activities.as_mut().and_then(Activities::take).map(TimelineItem::Activity),
            };
            budget.take(item)?;
        }
        let more = next(tx, &mut changes, &mut activities, anchor.direction).await?.is_some();
        let edge = Edge { log: changes.edge(), activities: activities.and_then(|activities| activities.edge()) };
        let frame = Frame { app, caller, scope, query: &query, head, came_by_cursor: cursor.is_some(), began: anchor };
        Ok(Done { output: frame.page(budget.into_items(), End { edge, more })?, entries: Vec::new() })
    }
}

impl Timeline<'_> {
    fn change(&self, caller: &Caller, query: &ParsedQuery, entry: &Entry) -> Option<TimelineItem> {
        let access = &caller.access;
        let verdict = judge(access, self.entity, entry.before.as_ref(), entry.after.as_ref());
        let change = visible_change(self.entity, entry, verdict, access.role.readable(self.entity))?;
        query.wants(&change.kind).then(|| TimelineItem::Change(ChangeItem::of(entry, change)))
    }
}

/// The source of the next item. Two items of the same time have the same order in both directions.
async fn next(
    tx: &mut TenantTx,
    changes: &mut Changes,
    activities: &mut Option<Activities>,
    direction: Direction,
) -> Result<Option<Source>> {
    let change: Option<OffsetDateTime> = changes.peek(tx).await?.map(|entry| entry.recorded_at);
    let activity = match activities {
        Some(activities) => activities.peek(tx).await?,
        None => None,
    };
    Ok(match (change, activity) {
        (None, None) => None,
        (Some(_), None) => Some(Source::Changes),
        (None, Some(_)) => Some(Source::Activities),
        (Some(change), Some(activity)) => Some(match direction {
            Direction::Forward if change >= activity => Source::Changes,
            Direction::Backward if change < activity => Source::Changes,
            Direction::Forward | Direction::Backward => Source::Activities,
        }),
    })
}
