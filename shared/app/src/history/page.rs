//! The anchor of a page of a history: where it begins, and the direction in which it is read from there.

use plenum_shared::{Result, caller::Caller, cursor::Position, page::PageScope};
use plenum_store::records::Direction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::query::ParsedQuery;
use crate::{
    App, Paged,
    paging::{open_cursor, seal_cursor},
};

/// A page of a history, the newest first, with the parameters that the address of another page repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPage<T> {
    pub page: Paged<T>,
    pub query: Vec<(&'static str, String)>,
}

/// A gap between two items of a history: for each of its sources, the item just above.
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
pub(super) struct PageAnchor {
    pub edge: Edge,
    pub direction: Direction,
}

impl PageAnchor {
    /// The anchor that a cursor names, or the end of the log without a cursor.
    pub(super) fn open(app: &App, scope: &PageScope<'_>, cursor: Option<&str>, head: Position) -> Result<Self> {
        let Some(cursor) = cursor else {
            let edge = Edge { log: head.seq.saturating_add(1), activities: None };
            return Ok(Self { edge, direction: Direction::Forward });
        };
        open_cursor(app, scope, cursor)
    }
}

/// Where the reading of a page ended.
pub(super) struct End {
    pub edge: Edge,
    /// Whether there is anything beyond.
    pub more: bool,
}

/// What a page consists of besides its items.
pub(super) struct Frame<'a> {
    pub app: &'a App,
    pub caller: &'a Caller,
    pub scope: PageScope<'a>,
    pub query: &'a ParsedQuery,
    /// The head of the log in the snapshot of the page.
    pub head: Position,
    pub came_by_cursor: bool,
    pub began: PageAnchor,
}

impl Frame<'_> {
    /// The page of these items, which are in the order in which they were read.
    pub(super) fn page<T>(self, mut items: Vec<T>, end: End) -> Result<HistoryPage<T>> {
        let PageAnchor { edge: began, direction } = self.began;
        let backward = direction == Direction::Backward;
        if backward {
            items.reverse();
        }
        let End { edge: end, more } = end;
        let (newer, older) = if backward { (end, began) } else { (began, end) };
        // A reader who came forwards has a page behind, and one who came backwards has a page ahead.
        let has_next = backward || more;
        let has_prev = if backward { more } else { self.came_by_cursor };
        let seal = |edge, direction| seal_cursor(self.app, &self.scope, &PageAnchor { edge, direction });
        let next = has_next.then(|| seal(older, Direction::Forward)).transpose()?;
        let prev = has_prev.then(|| seal(newer, Direction::Backward)).transpose()?;
        let cursor = self.app.cursors().seal(self.caller.tenant, self.head);
        let page = Paged { items, limit: self.query.limit, next, prev, cursor };
        Ok(HistoryPage { page, query: self.query.parameters() })
    }
}
