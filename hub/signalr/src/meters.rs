//! The metrics of a server, through the `metrics` facade, named after OpenTelemetry's conventions for SignalR.
//!
//! No label value comes from a client.

use std::sync::Arc;

use metrics::{Gauge, counter, gauge, histogram};
use tokio::time::Instant;

use crate::close::Disconnect;
use crate::options::Transport;

/// The metrics of one hub.
pub(crate) struct Meters {
    hub: Arc<str>,
}

impl Meters {
    pub(crate) fn new(hub: Arc<str>) -> Self {
        Self { hub }
    }

    pub(crate) fn connection_started(&self, transport: Transport) {
        self.active(transport).increment(1.0);
    }

    pub(crate) fn connection_ended(&self, transport: Transport, started: Instant, how: Disconnect) {
        self.active(transport).decrement(1.0);
        histogram!(
            "signalr.server.connection.duration",
            "signalr.transport" => transport.label(),
            "signalr.connection.status" => how.status(),
            "hub" => Arc::clone(&self.hub),
        )
        .record(started.elapsed().as_secs_f64());
        counter!("signalr.server.disconnects", "reason" => how.label(), "hub" => Arc::clone(&self.hub)).increment(1);
    }

    pub(crate) fn invocation(&self, outcome: &'static str) {
        counter!("signalr.server.invocations", "outcome" => outcome, "hub" => Arc::clone(&self.hub)).increment(1);
    }

    pub(crate) fn reconnected(&self) {
        counter!("signalr.server.stateful_reconnects", "hub" => Arc::clone(&self.hub)).increment(1);
    }

    /// The server has paused reading from a client, because a method does not read the client's stream.
    pub(crate) fn held_back(&self) {
        counter!("signalr.server.streams.held_back", "hub" => Arc::clone(&self.hub)).increment(1);
    }

    pub(crate) fn panic(&self) {
        counter!("signalr.server.panics", "hub" => Arc::clone(&self.hub)).increment(1);
    }

    pub(crate) fn refused(&self, why: &'static str) {
        counter!("signalr.server.refused", "reason" => why, "hub" => Arc::clone(&self.hub)).increment(1);
    }

    /// The gauge is looked up each time: a handle from before the program installs its recorder would never count.
    fn active(&self, transport: Transport) -> Gauge {
        gauge!(
            "signalr.server.active_connections",
            "signalr.transport" => transport.label(),
            "hub" => Arc::clone(&self.hub),
        )
    }
}
