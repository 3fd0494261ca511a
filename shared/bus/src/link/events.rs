//! The events that a driver reports. Messages go to the bounded queue of the node's one consumer, disturbances to a set
//! of flags beside it.
//!
//! A disturbance is not an item of the queue, because it must arrive when the queue is full. It is a flag that the
//! consumer sees before the next message.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use bytes::Bytes;
use tokio::sync::{Notify, watch};

use super::error::LinkError;
use crate::event::Disturbance;
use crate::metric::{self, Dropped};
use crate::queue::{Item, Sender};

/// The events of one link. It is cheap to clone, and its public methods never wait.
#[derive(Debug, Clone)]
pub struct LinkEvents {
    consumer: ConsumerQueue,
    /// The prefix of this installation's channel names.
    prefix: Arc<str>,
    probes: Arc<str>,
    /// The number of the last probe received over this link.
    last_probe: watch::Sender<u64>,
    lost: watch::Sender<Option<LinkError>>,
}

impl LinkEvents {
    pub(crate) fn new(consumer: ConsumerQueue, prefix: Arc<str>, probes: Arc<str>) -> Self {
        Self { consumer, prefix, probes, last_probe: watch::Sender::new(0), lost: watch::Sender::new(None) }
    }

    /// Reports a message on `channel`, a complete name.
    pub fn deliver(&self, channel: &str, payload: Bytes) {
        if *channel == *self.probes {
            self.receive_probe(&payload);
        } else if let Some(name) = channel.strip_prefix(&*self.prefix) {
            self.consumer.deliver(name, payload);
        }
    }

    /// Reports that the driver's own queue overflowed and lost `count` messages.
    pub fn lagged(&self, count: u64) {
        metric::dropped(Dropped::Lagged, count);
        self.consumer.disturb(Disturbance::Lagged);
    }

    /// Reports that the link has ended. Only the first reason counts.
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

    pub(crate) fn last_probe_received(&self) -> u64 {
        *self.last_probe.borrow()
    }

    /// Waits until a probe with at least this number has been received.
    pub(crate) async fn until_probe(&self, number: u64) {
        let mut last_probe = self.last_probe.subscribe();
        // An error is impossible, because `self` holds the sender.
        let _ = last_probe.wait_for(|last| *last >= number).await;
    }

    fn receive_probe(&self, payload: &[u8]) {
        if let Ok(number) = <[u8; 8]>::try_from(payload).map(u64::from_be_bytes) {
            self.last_probe.send_if_modified(|last| {
                let newer = number > *last;
                *last = number.max(*last);
                newer
            });
        }
    }
}

/// The consumer's end of a node's links, which use it one after the other.
#[derive(Debug, Clone)]
pub(crate) struct ConsumerQueue {
    queue: Sender,
    pending: Arc<PendingDisturbances>,
}

/// The disturbances that the consumer has not taken yet.
#[derive(Debug, Default)]
pub(crate) struct PendingDisturbances {
    bits: AtomicU8,
    changed: Notify,
}

impl ConsumerQueue {
    pub(crate) fn new(queue: Sender, pending: Arc<PendingDisturbances>) -> Self {
        Self { queue, pending }
    }

    pub(crate) fn disturb(&self, disturbance: Disturbance) {
        self.pending.bits.fetch_or(bit(disturbance), Ordering::AcqRel);
        self.pending.changed.notify_one();
    }

    fn deliver(&self, channel: &str, payload: Bytes) {
        metric::received();
        if self.queue.push(Item { channel: channel.into(), payload }).is_err() {
            metric::dropped(Dropped::Overflow, 1);
            self.disturb(Disturbance::Lagged);
        }
    }
}

impl PendingDisturbances {
    /// Takes one pending disturbance.
    pub(crate) fn take(&self) -> Option<Disturbance> {
        [Disturbance::Reconnected, Disturbance::Lagged, Disturbance::Resubscribed]
            .into_iter()
            .find(|one| self.bits.fetch_and(!bit(*one), Ordering::AcqRel) & bit(*one) != 0)
    }

    /// Waits until a disturbance may be pending. Safe to cancel.
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
