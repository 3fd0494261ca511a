//! A queue bounded in messages *and* in bytes, whose sender never waits.
//!
//! Both directions of the bus use it. The bytes are counted beside tokio's channel: a message reserves its bytes before
//! it is queued, and releases them when it is taken, so the bound holds at every moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use tokio::sync::mpsc;

/// A queued message, of either direction.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) channel: Arc<str>,
    pub(crate) payload: Bytes,
}

impl Item {
    fn cost(&self) -> usize {
        self.payload.len() + self.channel.len()
    }
}

/// The queue is full, or its receiver is gone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Full;

#[derive(Debug, Clone)]
pub(crate) struct Sender {
    items: mpsc::Sender<Item>,
    held: Arc<AtomicUsize>,
    limit: usize,
}

#[derive(Debug)]
pub(crate) struct Receiver {
    items: mpsc::Receiver<Item>,
    held: Arc<AtomicUsize>,
}

pub(crate) fn bounded(messages: usize, bytes: usize) -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel(messages.max(1));
    let held = Arc::new(AtomicUsize::new(0));
    let sender = Sender { items: sender, held: Arc::clone(&held), limit: bytes };
    (sender, Receiver { items: receiver, held })
}

impl Sender {
    /// Queues an item, or fails at once.
    pub(crate) fn push(&self, item: Item) -> Result<(), Full> {
        let cost = item.cost();
        let reserve = |held: usize| held.checked_add(cost).filter(|sum| *sum <= self.limit);
        self.held.fetch_update(Ordering::AcqRel, Ordering::Acquire, reserve).map_err(|_| Full)?;
        self.items.try_send(item).map_err(|_| {
            self.held.fetch_sub(cost, Ordering::AcqRel);
            Full
        })
    }
}

impl Receiver {
    /// The next item; `None` when every sender is gone. Safe to cancel.
    pub(crate) async fn pop(&mut self) -> Option<Item> {
        let item = self.items.recv().await?;
        self.held.fetch_sub(item.cost(), Ordering::AcqRel);
        Some(item)
    }

    /// Waits for at least one item and takes at most `most`; returns 0 when every sender is gone. Safe to cancel.
    pub(crate) async fn pop_many(&mut self, into: &mut Vec<Item>, most: usize) -> usize {
        let before = into.len();
        let count = self.items.recv_many(into, most).await;
        self.release(&into[before..]);
        count
    }

    /// Drops all queued items and returns their number.
    pub(crate) fn clear(&mut self) -> u64 {
        let mut count = 0;
        while let Ok(item) = self.items.try_recv() {
            self.release(std::slice::from_ref(&item));
            count += 1;
        }
        count
    }

    fn release(&self, items: &[Item]) {
        let cost = items.iter().map(Item::cost).sum();
        self.held.fetch_sub(cost, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(bytes: usize) -> Item {
        Item { channel: "".into(), payload: Bytes::from(vec![0; bytes]) }
    }

    #[tokio::test]
    async fn the_bound_in_bytes_holds_and_taken_items_release_it() {
        let (sender, mut receiver) = bounded(100, 10);
        assert_eq!(sender.push(item(6)), Ok(()));
        assert_eq!(sender.push(item(5)), Err(Full));
        assert_eq!(sender.push(item(4)), Ok(()));
        receiver.pop().await.unwrap();
        assert_eq!(sender.push(item(7)), Err(Full));
        assert_eq!(sender.push(item(6)), Ok(()));
        assert_eq!(receiver.clear(), 2);
        assert_eq!(sender.push(item(10)), Ok(()));
        let mut batch = Vec::new();
        assert_eq!(receiver.pop_many(&mut batch, 8).await, 1);
        assert_eq!(sender.push(item(10)), Ok(()));
    }

    #[tokio::test]
    async fn the_bound_in_messages_holds_and_a_refused_message_reserves_nothing() {
        let (sender, mut receiver) = bounded(2, 10);
        assert_eq!(sender.push(item(1)), Ok(()));
        assert_eq!(sender.push(item(1)), Ok(()));
        assert_eq!(sender.push(item(1)), Err(Full));
        assert_eq!(receiver.clear(), 2);
        assert_eq!(sender.push(item(10)), Ok(()));
    }
}
