mod asked;
mod place;

pub use asked::{Count, ListRequest};

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
    records::{self, Deleted, Direction, ListQuery, Visibility},
};
use serde_json::{Map, Value};

use self::{
    asked::{Asked, Start},
    place::Place,
};
use super::include;
use crate::{App, Done, Intent};

pub const DEFAULT_LIMIT: u32 = 20;
pub const MAX_LIMIT: u32 = 200;
/// How many records a page by number may have before it. Beyond, a cursor goes on at no cost.
pub const MAX_OFFSET: u32 = 10_000;
/// An estimate counts no further. The planner's own guess would be cheaper, but it is made from the values of all
/// tenants, and a caller could read them out of it.
const COUNT_AT_MOST: i64 = 10_000;

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
    let start = request.start()?;
    app.read(who, &List { entity, request, limit: request.page_size()?, start }).await
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
        let asked = Asked::read(self.entity, &caller.access.role, self.request)?;
        let place = match self.start {
            Start::Cursor(cursor) => Some(Place::open(app, &asked.page_scope(self.entity, caller), cursor)?),
            Start::Offset(_) => None,
        };
        let offset = match self.start {
            Start::Offset(offset) => offset,
            Start::Cursor(_) => 0,
        };
        let head = log::head(tx).await?;
        let backward = place.as_ref().is_some_and(|place| place.direction == Direction::Backward);
        let query = ListQuery {
            // One more than asked for tells whether there is another page.
            limit: i64::from(self.limit) + 1,
            from: place.map(|place| (place.keys, place.direction)),
            offset: i64::from(offset),
            sort: asked.sort.clone(),
            filter: asked.filter.clone(),
            visible: Visibility::of(&caller.access, scope),
            deleted: Deleted::Exclude,
        };
        let mut images = records::list(tx, self.entity, &query).await?;
        let total = match self.request.count {
            Some(count) => Some(count.of(tx, self.entity, &query).await?),
            None => None,
        };
        let more = images.len() > self.limit as usize;
        if more && backward {
            images.remove(0);
        }
        images.truncate(self.limit as usize);

        // Whoever came forwards has a page behind them, and whoever came backwards has one ahead.
        let has_next = if backward { !images.is_empty() } else { more };
        let came = query.from.is_some() || offset > 0;
        let has_prev = if backward { more } else { came && !images.is_empty() };
        let scope = asked.page_scope(self.entity, caller);
        let edge = |image: Option<&Image>, direction| {
            image.map(|image| Place { keys: asked.sort.keys_of(image), direction }.seal(app, &scope)).transpose()
        };
        let mut records: Vec<_> = images.iter().map(|image| image.masked(self.entity, asked.fields)).collect();
        include::add(tx, caller, &asked.include, &images, &mut records).await?;
        let listing = Listing {
            next: edge(images.last().filter(|_| has_next), Direction::Forward)?,
            prev: edge(images.first().filter(|_| has_prev), Direction::Backward)?,
            records,
            limit: self.limit,
            total,
            cursor: app.cursors().seal(caller.tenant, head),
        };
        Ok(Done { output: listing, entries: Vec::new() })
    }
}

impl Count {
    /// Counts what all pages of a query hold, in the snapshot of its page.
    async fn of(self, tx: &mut TenantTx, entity: &'static Entity, query: &ListQuery) -> Result<Total> {
        Ok(match self {
            Count::Exact => Total::Exact(records::count(tx, entity, query, None).await?),
            Count::Estimate => match records::count(tx, entity, query, Some(COUNT_AT_MOST + 1)).await? {
                few @ ..=COUNT_AT_MOST => Total::Exact(few),
                _ => Total::AtLeast(COUNT_AT_MOST),
            },
        })
    }
}
