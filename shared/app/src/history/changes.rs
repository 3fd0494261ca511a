//! The entries of the log as a source of a history: read in small batches, handed out one by one.

use std::collections::VecDeque;

use plenum_shared::{Result, catalogue::Catalogue, entry::Entry, ids::UserId};
use plenum_store::{
    TenantTx,
    history::{self, HistoryQuery},
    records::Direction,
};

use super::{page::PageAnchor, query::ParsedQuery};

/// Entries have two images each, and those may be large.
const BATCH: i64 = 50;

pub(super) struct Changes {
    query: HistoryQuery,
    waiting: VecDeque<Entry>,
    ended: bool,
}

impl Changes {
    /// All wanted entries, of any record, from an anchor on.
    pub(super) fn new(catalogue: &Catalogue, parsed: &ParsedQuery, reader: UserId, anchor: &PageAnchor) -> Self {
        let query = HistoryQuery {
            reader,
            entity: parsed.entity.clone(),
            record: None,
            actor: parsed.actor,
            types: parsed.stored_types(catalogue),
            from: parsed.from,
            to: parsed.to,
            at: anchor.edge.log,
            direction: anchor.direction,
            limit: BATCH,
        };
        Self { query, waiting: VecDeque::new(), ended: !parsed.wants_events() }
    }

    /// Only the entries about this record.
    pub(super) fn of(mut self, entity: &str, record: plenum_shared::ids::RecordId) -> Self {
        self.query.entity = Some(entity.to_owned());
        self.query.record = Some(record);
        self
    }

    /// The next entry, which stays.
    pub(super) async fn peek(&mut self, tx: &mut TenantTx) -> Result<Option<&Entry>> {
        if self.waiting.is_empty() && !self.ended {
            self.waiting = history::entries(tx, &self.query).await?.into();
            self.ended = (self.waiting.len() as i64) < BATCH;
        }
        Ok(self.waiting.front())
    }

    /// Takes the entry that was peeked at.
    pub(super) fn take(&mut self) -> Option<Entry> {
        let entry = self.waiting.pop_front()?;
        self.query.at = match self.query.direction {
            Direction::Forward => entry.position.seq,
            Direction::Backward => entry.position.seq + 1,
        };
        Some(entry)
    }

    /// Where reading has stopped.
    pub(super) fn edge(&self) -> i64 {
        self.query.at
    }
}
