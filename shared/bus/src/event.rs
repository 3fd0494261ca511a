//! What a node hears from the bus.

use std::sync::Arc;

use bytes::Bytes;

/// One thing the bus has to say to the consumer of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BusEvent {
    /// Somebody, perhaps this node, published on a channel this node is subscribed to.
    Message {
        /// The channel's name as given to `subscribe`, without the namespace.
        channel: Arc<str>,
        /// The bytes as published.
        payload: Bytes,
    },
    /// Messages may be missing, on any channel. Compare every head with the log.
    Disturbed(Disturbance),
}

/// Why messages may be missing. The remedy is the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disturbance {
    /// The connection was lost and is there again, with every subscription.
    Reconnected,
    /// A queue between the server and the consumer overflowed.
    Lagged,
    /// A subscription that had been answered with
    /// [`NotConfirmed`](crate::BusError::NotConfirmed) is established now.
    Resubscribed,
}

/// Whether a message published now has a chance to arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BusState {
    /// The node heard its own probe over the current connection.
    Up,
    /// There is no connection, or none that is proved.
    Down,
}

/// What became of a published message on this side. `Queued` is not a promise that it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handoff {
    /// The message waits for the driver.
    Queued,
    /// The driver is down or behind; the message is gone, and counted.
    Dropped,
}
