//! What the node knows about a connection: its caller, the topic of its hub, and how far it is towards live delivery.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use plenum_shared::{Error, caller::Identity, error::Kind};
use plenum_signalr::{CloseReason, Connection};

use crate::streams::topic::Topic;

/// A connection of one of our hubs.
pub(crate) type HubConnection = Connection<ConnectionState>;

/// The number of a connection on this node, by which its feed knows it as a subscriber.
pub(crate) type SubscriberId = u64;

#[derive(Debug)]
pub(crate) struct ConnectionState {
    pub(crate) id: SubscriberId,
    pub(crate) who: Identity,
    pub(crate) topic: Topic,
    delivery: Mutex<DeliveryState>,
}

/// How far a connection is towards live delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeliveryState {
    /// Opened with `?resume=1`: nothing is sent before the client has called `Resume`.
    AwaitingResume,
    /// The client has called `Resume`.
    Resumed,
    /// Opened to be live at once.
    Live,
}

impl ConnectionState {
    pub(crate) fn new(who: Identity, topic: Topic, delivery: DeliveryState) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), who, topic, delivery: Mutex::new(delivery) }
    }

    pub(crate) fn delivery(&self) -> DeliveryState {
        *self.delivery.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins the one resume that a connection has. The answer is the state before: only `AwaitingResume` may resume.
    pub(crate) fn begin_resume(&self) -> DeliveryState {
        let mut delivery = self.delivery.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *delivery;
        if before == DeliveryState::AwaitingResume {
            *delivery = DeliveryState::Resumed;
        }
        before
    }
}

/// How a connection ends when its access could not be loaded. An error that is not about the caller is temporary.
pub(crate) fn close_reason(error: &Error) -> CloseReason {
    match error.kind() {
        Kind::Unauthenticated => CloseReason::Unauthenticated,
        Kind::Forbidden | Kind::NotFound => CloseReason::Forbidden,
        _ => CloseReason::TryAgainLater,
    }
}
