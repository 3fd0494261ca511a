//! The events that a node receives from the bus.

use std::sync::Arc;

use bytes::Bytes;

/// An event for the consumer of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BusEvent {
    /// A node, perhaps this one, has published on a channel to which this node is subscribed.
    Message {
        /// The channel's name as given to `subscribe`, without the namespace.
        channel: Arc<str>,
        /// The bytes as published.
        payload: Bytes,
    },
    /// Messages may be missing, on any channel. Compare every head with the log.
    Disturbed(Disturbance),
}

/// Why messages may be missing. The remedy is the same for every reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disturbance {
    /// The connection was lost and is restored, with every subscription.
    Reconnected,
    /// A queue between the server and the consumer overflowed.
    Lagged,
    /// A subscription that had been answered with
    /// [`NotConfirmed`](crate::BusError::NotConfirmed) is established now.
    Resubscribed,
}

/// Whether a message that is published now can arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BusState {
    /// The node has received its own probe over the present connection.
    Up,
    /// There is no connection, or its first probe has not arrived yet.
    Down,
}

/// The result of a publish on the sender's side. `Queued` does not promise that the message arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Handoff {
    /// The message waits for the driver.
    Queued,
    /// The driver is down or too slow; the message is dropped, and counted.
    Dropped,
}
