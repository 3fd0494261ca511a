//! The stream of personal entries: each goes to all devices of its recipient, and to nobody else.
//!
//! The event of a notification shows its record as it is today, so it is made from the database and not from the entry
//! alone ([`rendering`]). The feed does not wait for that: live events go through a queue ([`queue`]).

mod queue;
mod rendering;

use std::sync::Arc;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Access,
    caller::Identity,
    entry::Entry,
    ids::{TenantId, UserId},
    notification,
};
use plenum_signalr::Prepared;

use self::queue::PersonalQueue;
use super::{
    stream::{EncodeEvent, LiveStream, LiveSubscribers, Reader, Stream, Subscriber},
    subscriber_index::SubscriberIndex,
    topic::Topic,
};
use crate::{
    connection_state::{HubConnection, SubscriberId},
    messages,
    node_context::NodeContext,
};

pub(super) struct PersonalStream;

#[async_trait]
impl Stream for PersonalStream {
    fn live(&self, context: &Arc<NodeContext>, tenant: TenantId) -> Box<dyn LiveStream> {
        Box::new(LivePersonal {
            devices: SubscriberIndex::default(),
            queue: PersonalQueue::new(tenant, context.clone()),
        })
    }

    async fn replay<'a>(
        &self,
        context: &'a NodeContext,
        reader: Reader<'a>,
        page: &[Arc<Entry>],
    ) -> Result<EncodeEvent<'a>> {
        let who = reader.who;
        let own = page.iter().filter(|entry| is_of(entry, who.user)).map(|entry| &**entry);
        let delivery = rendering::deliveries_of(context.app(), who.tenant, own).await?.remove(&who.user);
        // The unread count is a state: it is sent once, after the replay.
        Ok(Box::new(move |entry| {
            let delivery = delivery.as_ref().filter(|_| is_of(entry, who.user))?;
            rendering::event_of(context, entry, delivery)
        }))
    }

    async fn state_message(&self, context: &NodeContext, who: &Identity) -> Result<Option<Prepared>> {
        let unread = plenum_notify::unread_count(context.app(), who).await?;
        Ok(messages::unread_count(unread.unread))
    }

    /// The stored position of a service account is one of the records' stream.
    fn has_service_position(&self) -> bool {
        false
    }
}

struct LivePersonal {
    /// The devices of every person.
    devices: SubscriberIndex<UserId>,
    queue: PersonalQueue,
}

impl LiveStream for LivePersonal {
    fn subscribe(&mut self, id: SubscriberId, _topic: Topic, access: &Arc<Access>) {
        self.devices.add(access.user, id);
    }

    fn unsubscribe(&mut self, subscriber: &Subscriber) {
        self.devices.remove(subscriber.access.user, subscriber.connection.state().id);
    }

    fn deliver(&mut self, entry: &Arc<Entry>, subscribers: &LiveSubscribers<'_>) {
        let Some(recipient) = entry.recipient.filter(|_| entry.entity == notification::ENTITY) else { return };
        let devices = self.devices.get(recipient).filter_map(|id| subscribers.connection(id)).cloned().collect();
        self.queue.push_entry(entry, devices);
    }

    fn deliver_to_one(&mut self, entry: &Arc<Entry>, connection: &HubConnection, access: &Access) {
        if is_of(entry, access.user) {
            self.queue.push_entry(entry, vec![connection.clone()]);
        }
    }

    fn send(&mut self, message: &Prepared, connections: Vec<HubConnection>) {
        self.queue.push_message(message, connections);
    }
}

/// Whether an entry is a personal one of this user.
fn is_of(entry: &Entry, user: UserId) -> bool {
    entry.entity == notification::ENTITY && entry.recipient == Some(user)
}
