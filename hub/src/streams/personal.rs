//! The stream of personal entries: each goes to all devices of its recipient, and to nobody else.
//!
//! The event of a notification shows its record as it is today, so it is made from the database and not from the entry
//! alone ([`rendering`]). The feed does not wait for that: live events go through a queue ([`queue`]).
//!
//! Beside the entries the stream sends changes of jobs ([`job_changes`]), which no entry does.

mod job_changes;
mod queue;
mod rendering;

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use plenum_app::jobs;
use plenum_shared::{
    Result,
    access::Access,
    caller::Identity,
    entry::Entry,
    ids::{TenantId, UserId},
    notice::JobNotice,
    notification,
};
use plenum_signalr::Prepared;

use self::{
    job_changes::{JobChange, JobChanges},
    queue::PersonalQueue,
};
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
            administrators: HashSet::new(),
            queue: PersonalQueue::new(tenant, context.clone()),
            jobs: JobChanges::new(tenant, context.clone()),
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
    /// The connections of those who see the jobs of all members.
    administrators: HashSet<SubscriberId>,
    queue: PersonalQueue,
    jobs: JobChanges,
}

impl LiveStream for LivePersonal {
    fn subscribe(&mut self, id: SubscriberId, _topic: Topic, access: &Arc<Access>) {
        self.devices.add(access.user, id);
        match jobs::sees_all(access) {
            true => self.administrators.insert(id),
            false => self.administrators.remove(&id),
        };
    }

    fn unsubscribe(&mut self, subscriber: &Subscriber) {
        self.devices.remove(subscriber.access.user, subscriber.connection.state().id);
        self.administrators.remove(&subscriber.connection.state().id);
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

    fn tell_of_job(&mut self, notice: &JobNotice, subscribers: &LiveSubscribers<'_>) {
        let own: HashSet<_> = self.devices.get(notice.created_by).collect();
        let connections = |ids: &mut dyn Iterator<Item = SubscriberId>| -> Vec<HubConnection> {
            ids.filter_map(|id| subscribers.connection(id)).cloned().collect()
        };
        let creator = connections(&mut own.iter().copied());
        let administrators = connections(&mut self.administrators.difference(&own).copied());
        let JobNotice { job, created_by, .. } = *notice;
        self.jobs.push(JobChange { job, created_by, creator, administrators });
    }

    fn send(&mut self, message: &Prepared, connections: Vec<HubConnection>) {
        self.queue.push_message(message, connections);
    }
}

/// Whether an entry is a personal one of this user.
fn is_of(entry: &Entry, user: UserId) -> bool {
    entry.entity == notification::ENTITY && entry.recipient == Some(user)
}
