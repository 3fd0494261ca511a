//! The behaviour that all hubs share: a connection subscribes to the feed of its tenant, at once or after a resume.

use std::sync::Arc;

use plenum_shared::Error;
use plenum_signalr::{CloseReason, Disconnect, Hub, HubError};

use crate::{
    connection_state::{ConnectionState, DeliveryState, HubConnection, close_reason},
    feed::{feeds::Feeds, inbox::SubscribeOutcome},
    node_context::NodeContext,
    resume::Resumption,
};

/// How often a new connection loads a newer snapshot because its feed had moved on, before it is closed.
const SUBSCRIBE_ATTEMPTS: usize = 5;

pub(crate) struct EventHub {
    pub(super) context: Arc<NodeContext>,
    feeds: Arc<Feeds>,
    pub(super) resumption: Resumption,
}

impl Hub for EventHub {
    type State = ConnectionState;

    async fn on_connected(&self, connection: &HubConnection) -> Result<(), HubError> {
        if connection.state().delivery() == DeliveryState::Live {
            self.go_live(connection).await;
        }
        Ok(())
    }

    async fn on_disconnected(&self, connection: &HubConnection, _reason: Disconnect) {
        self.feeds.unsubscribe(connection).await;
    }
}

impl EventHub {
    pub(super) fn new(context: Arc<NodeContext>, feeds: Arc<Feeds>, resumption: Resumption) -> Self {
        Self { context, feeds, resumption }
    }

    /// Subscribes a new connection at the head. It has missed nothing yet, so when the feed has moved on meanwhile, it
    /// begins at a later head.
    async fn go_live(&self, connection: &HubConnection) {
        for _ in 0..SUBSCRIBE_ATTEMPTS {
            let snapshot = match self.context.log.snapshot(&connection.state().who).await {
                Ok(snapshot) => snapshot,
                Err(error) => return close_refused(connection, &error),
            };
            match self.feeds.subscribe(connection, &snapshot).await {
                Some(SubscribeOutcome::Subscribed) => return,
                Some(SubscribeOutcome::SnapshotStale) => {}
                None => break,
            }
        }
        connection.close(CloseReason::TryAgainLater);
    }
}

/// Closes a connection whose access could not be loaded.
pub(super) fn close_refused(connection: &HubConnection, error: &Error) {
    tracing::debug!(%error, "a connection is refused");
    connection.close(close_reason(error));
}
