//! The state that the handle of a bus and its supervisor share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::event::BusState;
use crate::queue;
use crate::subscriptions::Subscriptions;

/// The state that the handle and the supervisor share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) subscriptions: Mutex<Subscriptions>,
    pub(crate) subscriptions_changed: Notify,
    pub(crate) outgoing: queue::Sender,
    pub(crate) state: watch::Sender<BusState>,
}

impl Shared {
    /// A poisoned lock is ignored, because a panic under it leaves a valid map.
    pub(crate) fn subscriptions(&self) -> MutexGuard<'_, Subscriptions> {
        self.subscriptions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
