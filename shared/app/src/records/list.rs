mod anchor;
mod limiter;
mod query;
mod weight;

pub(crate) use limiter::ListLimiter;
pub use query::{Count, ListFilter, ListRequest, MAX_OFFSET};

use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    image::Image,
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Direction, ListQuery, Page, Visibility},
};
use serde_json::{Map, Value};

use self::{
    anchor::PageAnchor,
    query::{ParsedQuery, Start},
};
use super::include;
use crate::{
    App, Done, Intent,
    paging::{open_cursor, seal_cursor},
};

/// An estimate counts no further. The planner's own guess would be cheaper, but it is made from the values of all
/// tenants, and a caller could read them out of it.
const ESTIMATE_AT_MOST: i64 = 10_000;
/// Neither does an exact count: of what a filter finds, and of everything there is.
const FOUND_AT_MOST: i64 = 100_000;
const ALL_AT_MOST: i64 = 1_000_000;
/// How large the records of a page may be, as the database has them and with what comes along. A page stops before it
/// is larger, and the next goes on from there.
const PAGE_BYTES: usize = 1 << 20;

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub records: Vec<Map<String, Value>>,
    pub limit: u32,
    pub next: Option<String>,
    pub prev: Option<String>,
    /// How many records there are on all pages, when that was asked for.
    pub total: Option<Total>,
    /// Listening from here on misses nothing that came after this page was read.
    pub cursor: String,
}

/// The number of records on all pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Exact(i64),
    /// There are at least so many.
    AtLeast(i64),
}

/// Reads a page of the records that the caller may see.
pub async fn list(app: &App, who: &Identity, entity: &'static Entity, request: &ListRequest) -> Result<Listing> {
    let list = List { entity, request, limit: request.page_size()?, start: request.start()? };
    let _permit = app.list_permit(who).await?;
    app.read(who, &list).await
}

struct List<'a> {
    entity: &'static Entity,
    request: &'a ListRequest,
    limit: u32,
    start: Start<'a>,
}

#[async_trait]
impl Intent for List<'_> {
    const NAME: &'static str = "records.list";
    type Output = Listing;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Listing>> {
        let scope = caller.access.require(self.entity, Action::Read)?;
        let parsed = ParsedQuery::parse(app.catalogue(), self.entity, &caller.access.role, caller.text, self.request)?;
        let pages = parsed.page_scope(self.entity, caller);
        let (anchor, offset) = match self.start {
            Start::Cursor(cursor) => (Some(open_cursor::<PageAnchor>(app, &pages, cursor)?), 0),
            Start::Offset(offset) => (None, offset),
        };
        let head = log::head(tx).await?;
        let direction = anchor.as_ref().map_or(Direction::Forward, |anchor| anchor.direction);
        let search = match &parsed.search {
            Some(search) => Some(records::search(tx, self.entity, search).await?),
            None => None,
        };
        let query = ListQuery {
            // One more than the page holds tells whether there is another page.
            limit: i64::from(self.limit) + 1,
            from: anchor.map(|anchor| (anchor.keys, anchor.direction)),
            offset: i64::from(offset),
            sort: parsed.sort.clone(),
            filter: parsed.filter.clone(),
            search,
            visible: Visibility::of(&caller.access, scope),
            deleted: Deleted::Exclude,
            bytes: PAGE_BYTES,
        };
        let Page { mut images, cut } = records::list(tx, self.entity, &query).await?;
        let total = match self.request.count {
            Some(count) => Some(count.of(tx, self.entity, &query).await?),
            None => None,
        };
        let beyond = images.len() > self.limit as usize;
        if beyond && direction == Direction::Backward {
            images.remove(0);
        }
        images.truncate(self.limit as usize);
        let mut records: Vec<_> = images.iter().map(|image| image.masked(self.entity, parsed.fields)).collect();
        include::add(tx, caller, &parsed.include, &images, &mut records).await?;
        // What came along may have made the page too large after all.
        let kept = weight::fitting(&records, PAGE_BYTES, direction);
        let more = cut || beyond || kept.len() < records.len();
        let (images, records) = (images[kept.clone()].to_vec(), records.drain(kept).collect());

        let reached = Reached { direction, from_another_page: query.from.is_some() || offset > 0, more };
        let edge = |image: Option<&Image>, direction| {
            let anchor = |image| PageAnchor { keys: parsed.sort.keys_of(image), direction };
            image.map(|image| seal_cursor(app, &pages, &anchor(image))).transpose()
        };
        let listing = Listing {
            next: edge(images.last().filter(|_| reached.has_next()), Direction::Forward)?,
            prev: edge(images.first().filter(|_| reached.has_prev()), Direction::Backward)?,
            records,
            limit: self.limit,
            total,
            cursor: app.cursors().seal(caller.tenant, head),
        };
        Ok(Done { output: listing, entries: Vec::new() })
    }
}

/// How a page was reached, and whether the list goes on beyond it.
struct Reached {
    direction: Direction,
    /// From another page.
    from_another_page: bool,
    /// There are records beyond it in this direction.
    more: bool,
}

impl Reached {
    /// A reader who came backwards has a page ahead.
    fn has_next(&self) -> bool {
        match self.direction {
            Direction::Forward => self.more,
            Direction::Backward => true,
        }
    }

    /// A reader who came forwards has a page behind.
    fn has_prev(&self) -> bool {
        match self.direction {
            Direction::Forward => self.from_another_page,
            Direction::Backward => self.more,
        }
    }
}

impl Count {
    /// Counts what all pages of a query hold, in the snapshot of its page.
    async fn of(self, tx: &mut TenantTx, entity: &'static Entity, query: &ListQuery) -> Result<Total> {
        let at_most = match self {
            Count::Estimate => ESTIMATE_AT_MOST,
            Count::Exact if query.filter.is_none() && query.search.is_none() => ALL_AT_MOST,
            Count::Exact => FOUND_AT_MOST,
        };
        Ok(match records::count(tx, entity, query, Some(at_most + 1)).await? {
            few if few <= at_most => Total::Exact(few),
            _ => Total::AtLeast(at_most),
        })
    }
}
