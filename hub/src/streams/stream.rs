//! What every kind of stream does, for the feeds and for `resume`.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;
use plenum_shared::{Result, access::Access, caller::Identity, entry::Entry, ids::TenantId, notice::JobNotice};
use plenum_signalr::Prepared;

use super::topic::Topic;
use crate::{
    connection_state::{HubConnection, SubscriberId},
    node_context::NodeContext,
};

/// One kind of delivery.
#[async_trait]
pub(crate) trait Stream: Send + Sync {
    /// The live delivery of one tenant, which the tenant's feed owns.
    fn live(&self, context: &Arc<NodeContext>, tenant: TenantId) -> Box<dyn LiveStream>;

    /// Prepares the replay of a page of the log for one reader.
    async fn replay<'a>(
        &self,
        context: &'a NodeContext,
        reader: Reader<'a>,
        page: &[Arc<Entry>],
    ) -> Result<EncodeEvent<'a>>;

    /// A message about the present state that a reader gets after its replay, if the stream has one.
    async fn state_message(&self, context: &NodeContext, who: &Identity) -> Result<Option<Prepared>>;

    /// Whether a service account that shows no cursor resumes from its stored position.
    fn has_service_position(&self) -> bool;
}

/// The live delivery of one tenant. Nothing here waits for a client.
pub(crate) trait LiveStream: Send {
    /// Adds a subscriber, or replaces the access of one.
    fn subscribe(&mut self, id: SubscriberId, topic: Topic, access: &Arc<Access>);

    fn unsubscribe(&mut self, subscriber: &Subscriber);

    /// Sends an entry to every subscriber that gets it; nothing when the entry is not of this stream.
    fn deliver(&mut self, entry: &Arc<Entry>, subscribers: &LiveSubscribers<'_>);

    /// Sends an entry to one reader, if the reader gets it.
    fn deliver_to_one(&mut self, entry: &Arc<Entry>, connection: &HubConnection, access: &Access);

    /// Sends a change of a job to those subscribers who may see it. A stream that has no jobs does nothing.
    fn tell_of_job(&mut self, _notice: &JobNotice, _subscribers: &LiveSubscribers<'_>) {}

    /// Sends a message that is no event, behind the events that were sent before it.
    fn send(&mut self, message: &Prepared, connections: Vec<HubConnection>);
}

/// Makes the event of an entry for one reader, if the reader gets the entry.
pub(crate) type EncodeEvent<'a> = Box<dyn Fn(&Entry) -> Option<EncodedEvent> + Send + Sync + 'a>;

/// An event that is ready to be sent, with the size of its JSON in bytes.
pub(crate) struct EncodedEvent {
    pub(crate) message: Prepared,
    pub(crate) bytes: usize,
}

/// The reader of a replay.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) who: &'a Identity,
    pub(crate) topic: Topic,
    pub(crate) access: &'a Access,
}

/// A connection that a feed delivers to, and the access that its entries are judged by.
pub(crate) struct Subscriber {
    pub(crate) connection: HubConnection,
    pub(crate) access: Arc<Access>,
}

/// The subscribers of a tenant without those that wait for the feed to reach their join position.
pub(crate) struct LiveSubscribers<'a> {
    pub(crate) connected: &'a HashMap<SubscriberId, Subscriber>,
    pub(crate) waiting: &'a HashSet<SubscriberId>,
}

impl<'a> LiveSubscribers<'a> {
    pub(crate) fn connection(&self, id: SubscriberId) -> Option<&'a HubConnection> {
        let subscriber = self.connected.get(&id).filter(|_| !self.waiting.contains(&id))?;
        Some(&subscriber.connection)
    }
}
