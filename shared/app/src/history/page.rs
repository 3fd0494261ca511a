//! Where a page of a history begins and ends, and which way it is read from there.

use plenum_shared::{Code, Error, Result, caller::Caller, cursor::Position, page::PageScope};
use plenum_store::records::Direction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::asked::Asked;
use crate::{App, Paged};

/// A page of a history, the newest first, with the parameters that the address of another page repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPage<T> {
    pub page: Paged<T>,
    pub query: Vec<(&'static str, String)>,
}

/// A place between two items of a history: for each of its sources, the item just above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edge {
    /// Entries below this number are older; it and those above are newer.
    pub log: i64,
    /// As for entries. Nothing: above all activities, or in a history without them.
    pub activities: Option<ActivityEdge>,
}

/// Activities before this in the order of their creation are older; it, if it exists, and those after it are newer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ActivityEdge {
    /// In the form of the wire, whose order as text is the order of time.
    pub created_at: String,
    pub id: Uuid,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Place {
    pub edge: Edge,
    pub direction: Direction,
}

impl Place {
    /// The place that a cursor names, or the end of the log when there is none.
    pub(super) fn open(app: &App, scope: &PageScope<'_>, cursor: Option<&str>, head: Position) -> Result<Self> {
        let Some(cursor) = cursor else {
            let edge = Edge { log: head.seq.saturating_add(1), activities: None };
            return Ok(Self { edge, direction: Direction::Forward });
        };
        let refused = || Error::new(Code::InvalidCursor);
        let place = app.pages().open(scope, cursor).map_err(|_| refused())?;
        serde_json::from_value(place).map_err(|_| refused())
    }

    fn seal(&self, app: &App, scope: &PageScope<'_>) -> Result<String> {
        let place = serde_json::to_value(self).map_err(Error::internal)?;
        Ok(app.pages().seal(scope, &place))
    }
}

/// Where the reading of a page came to.
pub(super) struct End {
    pub edge: Edge,
    /// Whether there is anything beyond.
    pub more: bool,
}

/// What a page is made of besides its items.
pub(super) struct Frame<'a> {
    pub app: &'a App,
    pub caller: &'a Caller,
    pub scope: PageScope<'a>,
    pub asked: &'a Asked,
    /// Where the log stands in the snapshot of the page.
    pub head: Position,
    pub came_by_cursor: bool,
    pub began: Place,
}

impl Frame<'_> {
    /// The page of these items, which are in the order in which they were read.
    pub(super) fn page<T>(self, mut items: Vec<T>, end: End) -> Result<HistoryPage<T>> {
        let Place { edge: began, direction } = self.began;
        let backward = direction == Direction::Backward;
        if backward {
            items.reverse();
        }
        let End { edge: end, more } = end;
        let (newer, older) = if backward { (end, began) } else { (began, end) };
        // Whoever came forwards has a page behind them, and whoever came backwards has one ahead.
        let has_next = backward || more;
        let has_prev = if backward { more } else { self.came_by_cursor };
        let seal = |edge, direction| Place { edge, direction }.seal(self.app, &self.scope);
        let next = has_next.then(|| seal(older, Direction::Forward)).transpose()?;
        let prev = has_prev.then(|| seal(newer, Direction::Backward)).transpose()?;
        let cursor = self.app.cursors().seal(self.caller.tenant, self.head);
        let page = Paged { items, limit: self.asked.limit, next, prev, cursor };
        Ok(HistoryPage { page, query: self.asked.query() })
    }
}
