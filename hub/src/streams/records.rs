//! The stream of records: each entry goes to the readers whose access covers the record, encoded once for all readers
//! that get the same bytes.

mod audience;
mod encoding;

use std::{cell::LazyCell, sync::Arc};

use async_trait::async_trait;
use plenum_shared::{Result, access::Access, caller::Identity, entry::Entry, ids::TenantId};
use plenum_signalr::Prepared;

use self::{
    audience::{Audience, delivery_to},
    encoding::encode,
};
use super::{
    stream::{EncodeEvent, EncodedEvent, LiveStream, LiveSubscribers, Reader, Stream, Subscriber},
    topic::Topic,
};
use crate::{
    connection_state::{HubConnection, SubscriberId},
    node_context::NodeContext,
};

pub(super) struct RecordStream;

#[async_trait]
impl Stream for RecordStream {
    fn live(&self, context: &Arc<NodeContext>, tenant: TenantId) -> Box<dyn LiveStream> {
        Box::new(LiveRecords {
            tenant,
            context: context.clone(),
            audience: Audience::new(context.app().catalogue().clone()),
        })
    }

    async fn replay<'a>(
        &self,
        context: &'a NodeContext,
        reader: Reader<'a>,
        _page: &[Arc<Entry>],
    ) -> Result<EncodeEvent<'a>> {
        let Reader { topic, access, .. } = reader;
        Ok(Box::new(move |entry| event_for_one(context, topic, access, entry)))
    }

    async fn state_message(&self, _context: &NodeContext, _who: &Identity) -> Result<Option<Prepared>> {
        Ok(None)
    }

    fn has_service_position(&self) -> bool {
        true
    }
}

struct LiveRecords {
    tenant: TenantId,
    context: Arc<NodeContext>,
    audience: Audience,
}

impl LiveStream for LiveRecords {
    fn subscribe(&mut self, id: SubscriberId, topic: Topic, access: &Arc<Access>) {
        self.audience.add(id, access.clone(), topic);
    }

    fn unsubscribe(&mut self, subscriber: &Subscriber) {
        self.audience.remove(subscriber.connection.state().id);
    }

    fn deliver(&mut self, entry: &Arc<Entry>, subscribers: &LiveSubscribers<'_>) {
        let cursor = LazyCell::new(|| self.context.seal_cursor(self.tenant, entry.position));
        for (projection, ids) in self.audience.recipients(entry) {
            let recipients: Vec<_> = ids.into_iter().filter_map(|id| subscribers.connection(id)).collect();
            if recipients.is_empty() {
                continue;
            }
            if let Some(EncodedEvent { message, .. }) =
                encode(self.context.app().catalogue(), entry, projection, &cursor)
            {
                let sent = recipients.into_iter().filter(|connection| connection.send(&message).is_ok()).count();
                metrics::counter!("hub.deliveries").increment(sent as u64);
            }
        }
    }

    fn deliver_to_one(&mut self, entry: &Arc<Entry>, connection: &HubConnection, access: &Access) {
        if let Some(event) = event_for_one(&self.context, connection.state().topic, access, entry) {
            // A failed send has closed the connection; its end ends the subscription.
            let _ = connection.send(&event.message);
            metrics::counter!("hub.deliveries").increment(1);
        }
    }

    fn send(&mut self, message: &Prepared, connections: Vec<HubConnection>) {
        for connection in &connections {
            // A failed send has closed the connection.
            let _ = connection.send(message);
        }
    }
}

/// The event of an entry as one reader may see it.
fn event_for_one(context: &NodeContext, topic: Topic, access: &Access, entry: &Entry) -> Option<EncodedEvent> {
    let catalogue = context.app().catalogue();
    let projection = delivery_to(catalogue, topic, access, entry)?;
    encode(catalogue, entry, projection, &context.seal_cursor(entry.tenant, entry.position))
}
