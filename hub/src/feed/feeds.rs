//! All feeds of this node: subscribing to one, notices from the bus, and the poll of the heads.
//!
//! One task reads the heads of all tenants with a feed once a second, in one query; after trouble on the bus it reads
//! them at once. When neither bus nor database has answered for a while, all connections are closed: a screen that is
//! stale without saying so is worse than one that says it is offline.
//!
//! The poll is no job of a worker: each node asks for the tenants that it serves, and it is what finds lost notices
//! when there is no worker.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use plenum_shared::{ids::TenantId, notice::Notice};
use plenum_signalr::CloseReason;
use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use super::{
    inbox::{Command, FeedHandle, PolledHead, SubscribeOutcome},
    registry::FeedRegistry,
    tenant_feed,
};
use crate::{connection_state::HubConnection, log_reader::AccessSnapshot, node_context::NodeContext};

/// How long a subscriber waits for its feed to begin.
const SUBSCRIBE_TIMEOUT: Duration = Duration::from_secs(10);

pub(crate) struct Feeds {
    context: Arc<NodeContext>,
    registry: Arc<FeedRegistry>,
    /// Asks for a poll of the heads at once.
    check: Notify,
    /// When the heads were last read.
    heads_read: Mutex<Option<Instant>>,
}

impl Feeds {
    pub(crate) fn start(context: Arc<NodeContext>) -> Arc<Self> {
        let tasks = context.tasks.clone();
        let feeds =
            Arc::new(Self { context, registry: Arc::default(), check: Notify::new(), heads_read: Mutex::new(None) });
        tasks.spawn_critical("poll", feeds.clone().poll());
        feeds
    }

    /// How many tenants have a feed here.
    pub(crate) fn count(&self) -> usize {
        self.registry.len()
    }

    /// How long ago the heads were last read.
    pub(crate) fn heads_age(&self) -> Option<Duration> {
        let read = *self.heads_read.lock().unwrap_or_else(PoisonError::into_inner);
        read.map(|at| at.elapsed())
    }

    /// Subscribes a connection from the position of its snapshot on. Nothing when the feed cannot begin in time or the
    /// node stops.
    pub(crate) async fn subscribe(
        &self,
        connection: &HubConnection,
        snapshot: &AccessSnapshot,
    ) -> Option<SubscribeOutcome> {
        let subscribing = async {
            // A feed may retire while the command is on its way to it; the next iteration starts a new one.
            while !self.context.tasks.is_stopping() {
                let (answer, outcome) = oneshot::channel();
                let command = Command::Subscribe { connection: connection.clone(), snapshot: snapshot.clone(), answer };
                let handle = self.get_or_start(connection.state().who.tenant);
                if handle.commands.send(command).await.is_ok()
                    && let Ok(outcome) = outcome.await
                {
                    return Some(outcome);
                }
            }
            None
        };
        timeout(SUBSCRIBE_TIMEOUT, subscribing).await.ok().flatten()
    }

    /// Ends a connection's subscription, if it has one.
    pub(crate) async fn unsubscribe(&self, connection: &HubConnection) {
        let state = connection.state();
        if let Some(handle) = self.registry.get(state.who.tenant) {
            // A feed that has ended has no subscribers.
            let _ = handle.commands.send(Command::Unsubscribe(state.id)).await;
        }
    }

    /// Passes the notice of a commit to the feed of its tenant.
    pub(crate) fn route_notice(&self, channel: &str, sealed: Bytes) {
        match self.feed_of(channel) {
            Some(handle) => handle.push_notice(sealed),
            None => metrics::counter!("hub.notices.dropped", "reason" => "unserved").increment(1),
        }
    }

    /// Has the heads of all logs read now.
    pub(crate) fn check_heads(&self) {
        self.check.notify_one();
    }

    fn get_or_start(&self, tenant: TenantId) -> Arc<FeedHandle> {
        self.registry.get_or_start(tenant, |inbox| {
            self.context.tasks.spawn(tenant_feed::run(tenant, self.context.clone(), self.registry.clone(), inbox));
        })
    }

    fn feed_of(&self, channel: &str) -> Option<Arc<FeedHandle>> {
        let tenant = channel.rsplit_once(':')?.1.parse::<TenantId>().ok()?;
        (Notice::channel(tenant) == channel).then(|| self.registry.get(tenant))?
    }

    async fn poll(self: Arc<Self>) {
        let settings = &self.context.settings;
        let mut ticks = interval(settings.poll_every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut stopping = std::pin::pin!(self.context.tasks.stopping());
        let mut outage: Option<Instant> = None;
        loop {
            tokio::select! {
                () = &mut stopping => return,
                _ = ticks.tick() => {}
                () = self.check.notified() => {}
            }
            let answered = self.read_heads().await;
            outage =
                if answered || self.context.bus().is_up() { None } else { outage.or_else(|| Some(Instant::now())) };
            if outage.is_some_and(|since| since.elapsed() >= settings.outage_timeout) {
                tracing::warn!("neither the bus nor the database answers; all connections are closed");
                for handle in self.registry.all().values() {
                    // A feed whose queue of commands is full gets the command after the next poll.
                    let _ = handle.commands.try_send(Command::CloseAll(CloseReason::TryAgainLater));
                }
            }
        }
    }

    /// Reads the heads of all tenants with a feed, and passes them on. The answer says whether the database answered.
    async fn read_heads(&self) -> bool {
        let before = |handle: Arc<FeedHandle>| {
            let delivered = handle.delivered.load(Ordering::Relaxed);
            (handle, delivered)
        };
        let feeds: HashMap<_, _> =
            self.registry.all().into_iter().map(|(tenant, handle)| (tenant, before(handle))).collect();
        let tenants: Vec<_> = feeds.keys().copied().collect();
        let at = Instant::now();
        let heads = match self.context.log.heads(&tenants).await {
            Ok(heads) => heads,
            Err(error) => {
                metrics::counter!("hub.polls", "outcome" => "failed").increment(1);
                tracing::warn!(%error, "the heads could not be read");
                return false;
            }
        };
        metrics::counter!("hub.polls", "outcome" => "answered").increment(1);
        *self.heads_read.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
        for (tenant, head) in heads {
            if let Some((handle, delivered_before)) = feeds.get(&tenant) {
                let polled = PolledHead { head, delivered_before: *delivered_before, at };
                handle.polled_head.send_replace(Some(polled));
            }
        }
        true
    }
}
