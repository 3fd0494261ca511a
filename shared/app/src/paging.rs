//! Pages of administrative lists, and single answers with their version.

use plenum_shared::{
    Code, Error, Result,
    caller::Caller,
    error::FieldError,
    page::{Fingerprint, PageScope},
};
use plenum_store::{PageFrom, PageQuery, TenantTx, log, records::Direction};
use serde::{Serialize, de::DeserializeOwned};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::App;

/// How many items a page has when the request does not say, and at most.
pub const DEFAULT_LIMIT: u32 = 20;
pub const MAX_LIMIT: u32 = 200;

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// How many, 1 to [`MAX_LIMIT`]; [`DEFAULT_LIMIT`] when not given.
    pub limit: Option<u32>,
    /// The `next` or `prev` of another page of the same list.
    pub cursor: Option<String>,
}

/// A page of a list, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    pub items: Vec<T>,
    pub limit: u32,
    pub next: Option<String>,
    pub prev: Option<String>,
    /// Listening from here on misses nothing that came after this page was read.
    pub cursor: String,
}

/// One thing, its version, and a cursor of the log from after it was read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    pub value: T,
    pub version: i64,
    pub cursor: String,
}

/// Opens a cursor of this list; one of another list or of another caller is refused.
pub(crate) fn open_cursor<T: DeserializeOwned>(app: &App, scope: &PageScope<'_>, cursor: &str) -> Result<T> {
    let refused = || Error::new(Code::InvalidCursor);
    let anchor = app.pages().open(scope, cursor).map_err(|_| refused())?;
    serde_json::from_value(anchor).map_err(|_| refused())
}

/// Seals the row at which another page of this list begins.
pub(crate) fn seal_cursor(app: &App, scope: &PageScope<'_>, anchor: &impl Serialize) -> Result<String> {
    let anchor = serde_json::to_value(anchor).map_err(Error::internal)?;
    Ok(app.pages().seal(scope, &anchor))
}

/// The size of a page: what the request says, or the default.
pub(crate) fn page_size(requested: Option<u32>) -> Result<u32> {
    let limit = requested.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    let range = FieldError::new("limit", Code::InvalidValue).with_message(format!("expected 1 to {MAX_LIMIT}"));
    Err(Error::new(Code::MalformedQuery).with_fields(vec![range]))
}

/// A page that a caller requested, opened and checked.
pub struct Page<'a> {
    app: &'a App,
    scope: PageScope<'a>,
    limit: u32,
    from: Option<PageFrom>,
}

impl<'a> Page<'a> {
    /// `list` is the name of the list, to which its cursors are bound.
    pub fn open(app: &'a App, caller: &Caller, list: &'a str, request: &PageRequest) -> Result<Self> {
        let limit = page_size(request.limit)?;
        let query = Fingerprint::of([("sort", "-createdAt")]);
        let scope = PageScope { entity: list, tenant: caller.tenant, user: caller.user, query };
        let from = request.cursor.as_ref().map(|cursor| open_cursor(app, &scope, cursor)).transpose()?;
        Ok(Self { app, scope, limit, from })
    }

    pub fn query(&self) -> PageQuery {
        // One more than the page holds tells whether there is another page.
        PageQuery { limit: i64::from(self.limit) + 1, from: self.from }
    }

    /// The page of these rows; `keys` gives the key of a row.
    pub async fn of<R, T>(
        self,
        tx: &mut TenantTx,
        mut rows: Vec<R>,
        keys: impl Fn(&R) -> (OffsetDateTime, Uuid),
        view: impl Fn(R) -> T,
    ) -> Result<Paged<T>> {
        let backward = self.from.is_some_and(|from| from.direction == Direction::Backward);
        let more = rows.len() > self.limit as usize;
        if more && backward {
            rows.remove(0);
        }
        rows.truncate(self.limit as usize);
        // A reader who came forwards has a page behind, and one who came backwards has a page ahead.
        let has_next = if backward { !rows.is_empty() } else { more };
        let has_prev = if backward { more } else { self.from.is_some() && !rows.is_empty() };
        let edge = |row: Option<&R>, direction| {
            row.map(|row| {
                let (created_at, id) = keys(row);
                seal_cursor(self.app, &self.scope, &PageFrom { created_at, id, direction })
            })
            .transpose()
        };
        let next = edge(rows.last().filter(|_| has_next), Direction::Forward)?;
        let prev = edge(rows.first().filter(|_| has_prev), Direction::Backward)?;
        let head = log::head(tx).await?;
        let cursor = self.app.cursors().seal(self.scope.tenant, head);
        Ok(Paged { items: rows.into_iter().map(view).collect(), limit: self.limit, next, prev, cursor })
    }
}
