//! Where a driver puts what it hears: a bounded queue to the node's one consumer, and the marks beside it.
//!
//! What would surprise: a disturbance is not an item of the queue. It is a bit that the consumer sees before the next
//! message, so it gets through when the queue is full, which is the very moment it is needed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use bytes::Bytes;
use tokio::sync::{Notify, watch};

use super::LinkError;
use crate::event::Disturbance;
use crate::metric::{self, Dropped};
use crate::queue::{Item, Sender};

/// The receiving end of one link. Cheap to clone. None of its methods waits.
#[derive(Debug, Clone)]
pub struct Inbox {
    inlet: Inlet,
    /// What the channel names of this installation begin with.
    prefix: Arc<str>,
    probes: Arc<str>,
    /// The number of the last probe that came back over this link.
    heard: watch::Sender<u64>,
    lost: watch::Sender<Option<LinkError>>,
}

impl Inbox {
    pub(crate) fn new(inlet: Inlet, prefix: Arc<str>, probes: Arc<str>) -> Self {
        Self { inlet, prefix, probes, heard: watch::Sender::new(0), lost: watch::Sender::new(None) }
    }

    /// A message came in on `channel`, a complete name.
    pub fn deliver(&self, channel: &str, payload: Bytes) {
        if *channel == *self.probes {
            self.probe_came_back(&payload);
        } else if let Some(name) = channel.strip_prefix(&*self.prefix) {
            self.inlet.deliver(name, payload);
        }
    }

    /// The driver's own queue overflowed and lost `count` messages.
    pub fn lagged(&self, count: u64) {
        metric::dropped(Dropped::Lagged, count);
        self.inlet.disturb(Disturbance::Lagged);
    }

    /// The link has ended by itself. Only the first reason counts.
    pub fn lost(&self, reason: LinkError) {
        self.lost.send_if_modified(|lost| {
            let first = lost.is_none();
            if first {
                *lost = Some(reason);
            }
            first
        });
    }

    /// Waits for the end of the link.
    pub(crate) async fn until_lost(&self) -> LinkError {
        let mut lost = self.lost.subscribe();
        match lost.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(reason)) => reason.clone(),
            // `self` holds the sender, so the wait ends with a reason.
            _ => LinkError::new("the link is gone"),
        }
    }

    pub(crate) fn last_probe_heard(&self) -> u64 {
        *self.heard.borrow()
    }

    /// Waits until a probe of at least this number has come back.
    pub(crate) async fn until_probe(&self, number: u64) {
        let mut heard = self.heard.subscribe();
        // An error is impossible, since `self` holds the sender; returning early would only mean an early `Up`.
        let _ = heard.wait_for(|heard| *heard >= number).await;
    }

    fn probe_came_back(&self, payload: &[u8]) {
        if let Ok(number) = <[u8; 8]>::try_from(payload).map(u64::from_be_bytes) {
            self.heard.send_if_modified(|heard| {
                let newer = number > *heard;
                *heard = number.max(*heard);
                newer
            });
        }
    }
}

/// The way to the consumer, shared by all the links of a node, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Inlet {
    queue: Sender,
    marks: Arc<Marks>,
}

/// The disturbances that the consumer has not seen yet.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    bits: AtomicU8,
    changed: Notify,
}

impl Inlet {
    pub(crate) fn new(queue: Sender, marks: Arc<Marks>) -> Self {
        Self { queue, marks }
    }

    pub(crate) fn disturb(&self, disturbance: Disturbance) {
        self.marks.bits.fetch_or(bit(disturbance), Ordering::AcqRel);
        self.marks.changed.notify_one();
    }

    fn deliver(&self, channel: &str, payload: Bytes) {
        metric::received();
        if self.queue.push(Item { channel: channel.into(), payload }).is_err() {
            metric::dropped(Dropped::Overflow, 1);
            self.disturb(Disturbance::Lagged);
        }
    }
}

impl Marks {
    /// Takes one unseen disturbance.
    pub(crate) fn take(&self) -> Option<Disturbance> {
        [Disturbance::Reconnected, Disturbance::Lagged, Disturbance::Resubscribed]
            .into_iter()
            .find(|one| self.bits.fetch_and(!bit(*one), Ordering::AcqRel) & bit(*one) != 0)
    }

    /// Waits until there may be one to take. Safe to cancel.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

fn bit(disturbance: Disturbance) -> u8 {
    match disturbance {
        Disturbance::Reconnected => 1,
        Disturbance::Lagged => 2,
        Disturbance::Resubscribed => 4,
    }
}
