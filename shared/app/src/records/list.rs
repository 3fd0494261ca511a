use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    error::FieldError,
    image::Image,
    page::{Fingerprint, PageScope},
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Direction, Keys, ListQuery, Visibility},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{App, Done, Intent};

pub const DEFAULT_LIMIT: u32 = 20;
pub const MAX_LIMIT: u32 = 200;

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// How many records, 1 to [`MAX_LIMIT`]; [`DEFAULT_LIMIT`] when not given.
    pub limit: Option<u32>,
    /// The `next` or `prev` of another page of the same list.
    pub cursor: Option<String>,
}

/// A page of a list, newest records first.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub records: Vec<Map<String, Value>>,
    pub limit: u32,
    pub next: Option<String>,
    pub prev: Option<String>,
    /// Listening from here on misses nothing that came after this page was read.
    pub cursor: String,
}

/// Reads a page of the records that the caller may see.
pub async fn list(app: &App, who: &Identity, entity: &'static Entity, request: &ListRequest) -> Result<Listing> {
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let range = FieldError::new("limit", Code::InvalidValue).with_message(format!("expected 1 to {MAX_LIMIT}"));
        return Err(Error::new(Code::MalformedQuery).with_fields(vec![range]));
    }
    app.read(who, &List { entity, limit, cursor: request.cursor.clone() }).await
}

struct List {
    entity: &'static Entity,
    limit: u32,
    cursor: Option<String>,
}

/// What a page cursor holds.
#[derive(Serialize, Deserialize)]
struct PageFrom {
    keys: Keys,
    direction: Direction,
}

#[async_trait]
impl Intent for List {
    const NAME: &'static str = "records.list";
    type Output = Listing;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Listing>> {
        let scope = caller.access.require(self.entity, Action::Read)?;
        let from = self.cursor.as_deref().map(|cursor| self.open(app, caller, cursor)).transpose()?;
        let head = log::head(tx).await?;
        let backward = from.as_ref().is_some_and(|from| from.direction == Direction::Backward);
        let query = ListQuery {
            // One more than asked for tells whether there is another page.
            limit: i64::from(self.limit) + 1,
            from: from.as_ref().map(|from| (from.keys, from.direction)),
            visible: Visibility::of(&caller.access, scope),
            deleted: Deleted::Exclude,
        };
        let mut images = records::list(tx, self.entity, &query).await?;
        let more = images.len() > self.limit as usize;
        if more && backward {
            images.remove(0);
        }
        images.truncate(self.limit as usize);

        // Whoever came forwards has a page behind them, and whoever came backwards has one ahead.
        let has_next = if backward { !images.is_empty() } else { more };
        let has_prev = if backward { more } else { from.is_some() && !images.is_empty() };
        let edge = |image: Option<&Image>, direction| {
            image.and_then(Keys::of).map(|keys| self.seal(app, caller, &PageFrom { keys, direction })).transpose()
        };
        let mask = caller.access.role.readable(self.entity);
        let listing = Listing {
            next: edge(images.last().filter(|_| has_next), Direction::Forward)?,
            prev: edge(images.first().filter(|_| has_prev), Direction::Backward)?,
            records: images.iter().map(|image| image.masked(self.entity, mask)).collect(),
            limit: self.limit,
            cursor: app.cursors().seal(caller.tenant, head),
        };
        Ok(Done { output: listing, entries: Vec::new() })
    }
}

impl List {
    fn scope<'a>(&self, caller: &'a Caller) -> PageScope<'a> {
        let query = Fingerprint::of([("sort", "-createdAt")]);
        PageScope { entity: self.entity.plural, tenant: caller.tenant, user: caller.user, query }
    }

    fn seal(&self, app: &App, caller: &Caller, from: &PageFrom) -> Result<String> {
        let keys = serde_json::to_value(from).map_err(Error::internal)?;
        Ok(app.pages().seal(&self.scope(caller), &keys))
    }

    fn open(&self, app: &App, caller: &Caller, cursor: &str) -> Result<PageFrom> {
        let refused = || Error::new(Code::InvalidCursor);
        let keys = app.pages().open(&self.scope(caller), cursor).map_err(|_| refused())?;
        serde_json::from_value(keys).map_err(|_| refused())
    }
}
