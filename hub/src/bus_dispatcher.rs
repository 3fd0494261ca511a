//! The one task that reads events from the bus, and sends each to the part of the node that it is for.
//!
//! A message on a channel of a hub goes to that hub's backplane; every other message is the notice of a commit and goes
//! to the feed of its tenant. The dispatcher itself does no work on a message, so a busy tenant delays no other.

use std::sync::Arc;

use plenum_bus::{BusEvent, BusEvents};

use crate::{backplane::HubBackplanes, feed::feeds::Feeds, node_tasks::NodeTasks};

pub(crate) struct BusDispatcher {
    pub(crate) backplanes: HubBackplanes,
    pub(crate) feeds: Arc<Feeds>,
}

impl BusDispatcher {
    pub(crate) async fn run(self, tasks: NodeTasks, mut events: BusEvents) {
        let mut stopping = std::pin::pin!(tasks.stopping());
        loop {
            let event = tokio::select! {
                () = &mut stopping => return,
                event = events.recv() => event,
            };
            match event {
                Some(BusEvent::Message { channel, payload }) => {
                    if !self.backplanes.route(&channel, &payload) {
                        self.feeds.route_notice(&channel, payload);
                    }
                }
                Some(BusEvent::Disturbed(disturbance)) => {
                    tracing::info!(?disturbance, "the bus was disturbed; every feed is checked");
                    self.feeds.check_heads();
                }
                // The bus outlives its node unless it has failed; then the end of this critical task fails the node.
                None => return,
            }
        }
    }
}
