//! All feeds of this node: who runs, what comes from the bus, where the logs stand.
//!
//! One task moves messages from the bus to the tenants' tasks and does nothing else. One task asks once a second where
//! the logs of all tenants served stand, in one question; after trouble on the bus it asks at once. When neither the
//! bus nor the database has been there for a while, readers are sent away: a screen that is silently stale is worse
//! than one that says it is offline.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::Duration,
};

use plenum_bus::{BusEvent, BusEvents};
use plenum_shared::{ids::TenantId, notice::Notice};
use plenum_signalr::CloseReason;
use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    inbox::{self, Attached, Command, Handle, Inbox, Polled},
    ring_buffers::Rings,
    tenant_feed,
};
use crate::{
    backplane::Planes,
    connection_state::Link,
    log_reader::{LogReader, Snapshot},
    node_tasks::Vital,
    settings::Settings,
};

/// How long a reader waits for its feed to begin before it is told to try again.
const SEATING: Duration = Duration::from_secs(10);

/// What every task of the node stands on.
pub(crate) struct Ground {
    pub(crate) log: LogReader,
    pub(crate) rings: Rings,
    /// The hubs' ways to other nodes, which share the bus with the feeds.
    pub(crate) planes: Planes,
    pub(crate) settings: Settings,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
    /// Cancelled when a task has ended that the node cannot be without.
    pub(crate) failed: CancellationToken,
}

pub(crate) struct Feeds {
    ground: Arc<Ground>,
    served: Mutex<HashMap<TenantId, Arc<Handle>>>,
    check: Notify,
    /// When the database last told the heads.
    heard: Mutex<Option<Instant>>,
}

impl Feeds {
    pub(crate) fn start(ground: Arc<Ground>, events: BusEvents) -> Arc<Self> {
        let feeds = Arc::new(Self {
            ground: ground.clone(),
            served: Mutex::new(HashMap::new()),
            check: Notify::new(),
            heard: Mutex::new(None),
        });
        let vital = Vital { stop: ground.stop.clone(), failed: ground.failed.clone() };
        vital.spawn(&ground.tasks, "dispatch", feeds.clone().dispatch(events));
        vital.spawn(&ground.tasks, "poll", feeds.clone().poll());
        feeds
    }

    /// How many tenants are followed.
    pub(crate) fn count(&self) -> usize {
        self.lock().len()
    }

    /// How long ago the heads were last known.
    pub(crate) fn since_heads(&self) -> Option<Duration> {
        let heard = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.map(|at| at.elapsed())
    }

    /// Seats a reader at the place of its snapshot, or asks it to come again with a newer one. Nothing when the feed
    /// cannot begin in time or the node stops.
    pub(crate) async fn seat(self: &Arc<Self>, link: &Link, snapshot: &Snapshot) -> Option<Attached> {
        let seating = async {
            // A feed may retire just as somebody comes; the next look finds a new one.
            while !self.ground.stop.is_cancelled() {
                let (answer, attached) = oneshot::channel();
                let command = Command::Attach { link: link.clone(), snapshot: snapshot.clone(), answer };
                let handle = self.handle(link.state().who.tenant);
                if handle.commands.send(command).await.is_ok()
                    && let Ok(attached) = attached.await
                {
                    return Some(attached);
                }
            }
            None
        };
        timeout(SEATING, seating).await.ok().flatten()
    }

    /// Gives a reader's seat back, if it has one.
    pub(crate) async fn unseat(&self, link: &Link) {
        let member = link.state();
        let handle = self.lock().get(&member.who.tenant).cloned();
        if let Some(handle) = handle {
            // A feed that is gone has no seats.
            let _ = handle.commands.send(Command::Detach(member.id)).await;
        }
    }

    /// Ends a feed, unless somebody is about to sit down.
    pub(super) fn retire(&self, id: TenantId, inbox: &Inbox) -> bool {
        let mut served = self.lock();
        let idle = inbox.commands.is_empty();
        if idle {
            // Under the lock, so that the ring of the tenant's next feed is not the one that goes.
            self.ground.rings.forget(id);
            served.remove(&id);
        }
        idle
    }

    fn handle(self: &Arc<Self>, id: TenantId) -> Arc<Handle> {
        let mut served = self.lock();
        if let Some(handle) = served.get(&id).filter(|handle| !handle.commands.is_closed()) {
            return handle.clone();
        }
        let (handle, inbox) = inbox::open();
        let handle = Arc::new(handle);
        served.insert(id, handle.clone());
        self.ground.tasks.spawn(tenant_feed::run(id, self.ground.clone(), self.clone(), inbox));
        handle
    }

    async fn dispatch(self: Arc<Self>, mut events: BusEvents) {
        loop {
            let event = tokio::select! {
                () = self.ground.stop.cancelled() => return,
                event = events.recv() => event,
            };
            match event {
                Some(BusEvent::Message { channel, payload }) if self.ground.planes.pass(&channel, &payload) => {}
                Some(BusEvent::Message { channel, payload }) => match self.served_by(&channel) {
                    Some(handle) => handle.pass(payload),
                    None => metrics::counter!("hub.notices.dropped", "reason" => "unserved").increment(1),
                },
                Some(BusEvent::Disturbed(disturbance)) => {
                    tracing::info!(?disturbance, "the bus was disturbed; every feed is checked");
                    self.check.notify_one();
                }
                // The bus never ends before its node; that this task does says what happened.
                None => return,
            }
        }
    }

    fn served_by(&self, channel: &str) -> Option<Arc<Handle>> {
        let id = channel.rsplit_once(':')?.1.parse::<TenantId>().ok()?;
        (Notice::channel(id) == channel).then(|| self.lock().get(&id).cloned())?
    }

    async fn poll(self: Arc<Self>) {
        let settings = &self.ground.settings;
        let mut ticks = interval(settings.poll_every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let bus = self.ground.log.app().bus().clone();
        let mut blind: Option<Instant> = None;
        loop {
            tokio::select! {
                () = self.ground.stop.cancelled() => return,
                _ = ticks.tick() => {}
                () = self.check.notified() => {}
            }
            let database = self.ask().await;
            blind = if database || bus.is_up() { None } else { blind.or_else(|| Some(Instant::now())) };
            if blind.is_some_and(|since| since.elapsed() >= settings.blind_after) {
                tracing::warn!("neither the bus nor the database answers; readers are sent away");
                for handle in self.lock().values() {
                    // A feed with too much to do is told at the next poll.
                    let _ = handle.commands.try_send(Command::CloseAll(CloseReason::TryAgainLater));
                }
            }
        }
    }

    /// Asks for the heads of all tenants served; whether there was an answer.
    async fn ask(&self) -> bool {
        let served: HashMap<_, _> = self
            .lock()
            .iter()
            .map(|(id, handle)| (*id, (handle.clone(), handle.last.load(Ordering::Relaxed))))
            .collect();
        let tenants: Vec<_> = served.keys().copied().collect();
        let at = Instant::now();
        let heads = match self.ground.log.heads(&tenants).await {
            Ok(heads) => heads,
            Err(error) => {
                metrics::counter!("hub.polls", "outcome" => "failed").increment(1);
                tracing::warn!(%error, "the heads could not be asked for");
                return false;
            }
        };
        metrics::counter!("hub.polls", "outcome" => "answered").increment(1);
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
        for (id, head) in heads {
            if let Some((handle, since)) = served.get(&id) {
                handle.polled.send_replace(Some(Polled { head, since: *since, at }));
            }
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Handle>>> {
        self.served.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
