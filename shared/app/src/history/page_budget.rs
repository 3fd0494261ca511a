//! How much room a page has: items, bytes, and entries looked at. Some of these may be hidden from the reader, and a
//! reader from whom much is hidden must not make us read without end.

use plenum_shared::{Error, Result};
use serde::Serialize;

/// About as many bytes as a page holds at most; an item that begins below is taken whole.
const MAX_BYTES: usize = 1 << 20;
const MAX_LOOKED_AT: usize = 1_000;

pub(super) struct Room<T> {
    limit: usize,
    bytes: usize,
    looked_at: usize,
    items: Vec<T>,
}

impl<T: Serialize> Room<T> {
    pub(super) fn of(limit: u32) -> Self {
        Self { limit: limit as usize, bytes: 0, looked_at: 0, items: Vec::new() }
    }

    pub(super) fn is_left(&self) -> bool {
        self.items.len() < self.limit && self.bytes < MAX_BYTES && self.looked_at < MAX_LOOKED_AT
    }

    /// Takes in what was looked at, if there is anything in it for the reader.
    pub(super) fn take(&mut self, item: Option<T>) -> Result<()> {
        self.looked_at += 1;
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
