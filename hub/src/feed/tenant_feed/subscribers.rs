//! The connections that a tenant's feed delivers to: their access, their streams, and how a subscription ends.
//!
//! A stream decides which subscribers get an entry; this module owns the connections. It never waits for one of them: a
//! connection with a full queue closes itself, and its client resumes.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plenum_shared::{
    access::Access,
    cursor::Position,
    entry::Entry,
    ids::{SessionId, TenantId, UserId},
    notice::JobNotice,
};
use plenum_signalr::{CloseReason, Prepared};
use tokio::time::Instant;

use crate::{
    connection_state::{HubConnection, SubscriberId},
    feed::{
        access_change::AccessChange,
        join::{WaitStep, is_unreachable, wait_step},
    },
    messages,
    node_context::NodeContext,
    streams::{
        self,
        stream::{LiveStream, LiveSubscribers, Subscriber},
        topic::StreamKind,
    },
};

pub(super) struct Subscribers {
    tenant: TenantId,
    context: Arc<NodeContext>,
    connected: HashMap<SubscriberId, Subscriber>,
    /// The subscribers that joined ahead of the feed: they get nothing before it has reached their position.
    waiting: HashMap<SubscriberId, Waiting>,
    /// In the order of [`StreamKind::ALL`].
    streams: [Box<dyn LiveStream>; StreamKind::ALL.len()],
}

struct Waiting {
    joined: Position,
    since: Instant,
}

impl Subscribers {
    pub(super) fn new(tenant: TenantId, context: Arc<NodeContext>) -> Self {
        let streams = StreamKind::ALL.map(|kind| streams::of(kind).live(&context, tenant));
        Self { tenant, context, connected: HashMap::new(), waiting: HashMap::new(), streams }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.connected.is_empty()
    }

    /// Adds a connection, or replaces the access of a subscriber.
    pub(super) fn add(&mut self, connection: &HubConnection, access: Arc<Access>) {
        let state = connection.state();
        self.streams[state.topic.kind() as usize].subscribe(state.id, state.topic, &access);
        let subscriber = Subscriber { connection: connection.clone(), access };
        if self.connected.insert(state.id, subscriber).is_none() {
            metrics::gauge!("hub.readers").increment(1);
        }
    }

    /// Adds a connection whose snapshot is ahead of the feed.
    pub(super) fn add_waiting(&mut self, connection: &HubConnection, access: Arc<Access>, joined: Position) {
        self.add(connection, access);
        self.wait_for(connection.state().id, joined);
    }

    /// Has a subscriber wait until the feed has reached this position.
    pub(super) fn wait_for(&mut self, id: SubscriberId, joined: Position) {
        self.waiting.insert(id, Waiting { joined, since: Instant::now() });
    }

    pub(super) fn is_waiting(&self, id: SubscriberId) -> bool {
        self.waiting.contains_key(&id)
    }

    pub(super) fn stop_waiting(&mut self, id: SubscriberId) {
        self.waiting.remove(&id);
    }

    pub(super) fn remove(&mut self, id: SubscriberId) {
        self.waiting.remove(&id);
        if let Some(subscriber) = self.connected.remove(&id) {
            self.streams[subscriber.connection.state().topic.kind() as usize].unsubscribe(&subscriber);
            metrics::gauge!("hub.readers").decrement(1);
        }
    }

    pub(super) fn close(&mut self, id: SubscriberId, reason: CloseReason) {
        if let Some(subscriber) = self.connected.get(&id) {
            subscriber.connection.close(reason);
        }
        self.remove(id);
    }

    pub(super) fn close_all(&mut self, reason: CloseReason) {
        self.ids().into_iter().for_each(|id| self.close(id, reason));
    }

    /// Closes the subscribers whose position the feed can never reach, by a head that was polled after they joined.
    pub(super) fn close_unreachable(&mut self, head: Position, polled: Instant) {
        let unreachable = |waiting: &Waiting| waiting.since < polled && is_unreachable(waiting.joined, head);
        let ids: Vec<_> = self.waiting.iter().filter(|(_, waiting)| unreachable(waiting)).map(|(id, _)| *id).collect();
        ids.into_iter().for_each(|id| self.close(id, CloseReason::TryAgainLater));
    }

    /// Sends an entry to every subscriber that gets it.
    pub(super) fn deliver(&mut self, entry: &Arc<Entry>) {
        // A subscriber that joined at this very entry gets the next one, and not this one.
        let waiting: HashSet<_> = self.waiting.keys().copied().collect();
        self.reach(entry.position);
        let subscribers = LiveSubscribers { connected: &self.connected, waiting: &waiting };
        for stream in &mut self.streams {
            stream.deliver(entry, &subscribers);
        }
    }

    /// Sends a change of a job. A subscriber that waits for its position receives the next one.
    pub(super) fn tell_of_job(&mut self, notice: &JobNotice) {
        let waiting: HashSet<_> = self.waiting.keys().copied().collect();
        let subscribers = LiveSubscribers { connected: &self.connected, waiting: &waiting };
        for stream in &mut self.streams {
            stream.tell_of_job(notice, &subscribers);
        }
    }

    /// Sends a connection the entries that the feed has delivered since the connection's snapshot.
    pub(super) fn catch_up(&mut self, connection: &HubConnection, access: &Access, missed: &[Arc<Entry>]) {
        let stream = &mut self.streams[connection.state().topic.kind() as usize];
        missed.iter().for_each(|entry| stream.deliver_to_one(entry, connection, access));
    }

    /// Starts live delivery to the subscribers whose join position is reached. The entry there must be the one of their
    /// snapshot.
    pub(super) fn reach(&mut self, position: Position) {
        if self.waiting.is_empty() {
            return;
        }
        let steps: Vec<_> =
            self.waiting.iter().map(|(id, waiting)| (*id, wait_step(waiting.joined, position))).collect();
        for (id, step) in steps {
            match step {
                WaitStep::BeforeJoin => {}
                WaitStep::Reached => self.stop_waiting(id),
                WaitStep::HistoryMismatch => self.close(id, CloseReason::TryAgainLater),
            }
        }
    }

    /// Sends the feed's position to every subscriber that does not wait; encoded once.
    pub(super) fn send_position_to_all(&mut self, at: Position) {
        let live = self.connected.iter().filter(|(id, _)| !self.waiting.contains_key(id));
        let live = live.map(|(_, subscriber)| subscriber.connection.clone()).collect();
        self.send_position(live, at);
    }

    pub(super) fn send_position(&mut self, connections: Vec<HubConnection>, at: Position) {
        if let Some(message) = messages::position(&self.context, self.tenant, at) {
            self.send(&message, connections);
        }
    }

    /// Sends a message that is no event, behind the events that were sent before it.
    pub(super) fn send(&mut self, message: &Prepared, connections: Vec<HubConnection>) {
        let mut by_stream = StreamKind::ALL.map(|_| Vec::new());
        for connection in connections {
            by_stream[connection.state().topic.kind() as usize].push(connection);
        }
        for (stream, connections) in self.streams.iter_mut().zip(by_stream) {
            stream.send(message, connections);
        }
    }

    pub(super) fn ids(&self) -> Vec<SubscriberId> {
        self.connected.keys().copied().collect()
    }

    /// The subscribers whose access a change is about.
    pub(super) fn affected_by(&self, change: AccessChange) -> Vec<SubscriberId> {
        let affected = self.connected.iter().filter(|(_, subscriber)| change.affects(&subscriber.access));
        affected.map(|(id, _)| *id).collect()
    }

    /// The people and sessions behind these subscribers, each once.
    pub(super) fn sessions_of(&self, ids: &[SubscriberId]) -> Vec<(UserId, SessionId)> {
        let connections = ids.iter().filter_map(|id| self.connection(*id));
        let sessions: HashSet<_> =
            connections.map(|connection| (connection.state().who.user, connection.state().who.session)).collect();
        sessions.into_iter().collect()
    }

    pub(super) fn connection(&self, id: SubscriberId) -> Option<&HubConnection> {
        self.connected.get(&id).map(|subscriber| &subscriber.connection)
    }

    pub(super) fn access(&self, id: SubscriberId) -> Option<&Access> {
        self.connected.get(&id).map(|subscriber| &*subscriber.access)
    }
}

impl Drop for Subscribers {
    fn drop(&mut self) {
        metrics::gauge!("hub.readers").decrement(self.connected.len() as f64);
        self.connected.values().for_each(|subscriber| subscriber.connection.close(CloseReason::TryAgainLater));
    }
}
