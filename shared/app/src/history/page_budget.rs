//! The budget of a page: items, bytes, and entries examined. Some entries are hidden from the reader, and a reader from
//! whom many are hidden must not make the server read without end.

use plenum_shared::{Error, Result};
use serde::Serialize;

/// About as many bytes as a page holds at most; an item that begins below is taken whole.
const MAX_BYTES: usize = 1 << 20;
const MAX_EXAMINED: usize = 1_000;

pub(super) struct PageBudget<T> {
    limit: usize,
    bytes: usize,
    examined: usize,
    items: Vec<T>,
}

impl<T: Serialize> PageBudget<T> {
    pub(super) fn of(limit: u32) -> Self {
        Self { limit: limit as usize, bytes: 0, examined: 0, items: Vec::new() }
    }

    pub(super) fn is_left(&self) -> bool {
        self.items.len() < self.limit && self.bytes < MAX_BYTES && self.examined < MAX_EXAMINED
    }

    /// Counts an entry that was examined, and takes what the reader may see of it.
    pub(super) fn take(&mut self, item: Option<T>) -> Result<()> {
        self.examined += 1;
        if let Some(item) = item {
            self.bytes += serde_json::to_vec(&item).map_err(Error::internal)?.len();
            self.items.push(item);
        }
        Ok(())
    }

    pub(super) fn into_items(self) -> Vec<T> {
        self.items
    }
}
