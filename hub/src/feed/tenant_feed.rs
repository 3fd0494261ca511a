//! The task of one tenant's feed: it carries out the outputs of the [`Sequencer`], and subscribes connections in
//! between.
//!
//! Everything about the delivery of a tenant happens in this one task, one step after the other. That makes order easy,
//! and makes a change of access take effect before the entry after it. The task never waits for a client; it waits for
//! the database only where delivery with an old access would show a record that the reader may no longer see.

mod access_reload;
mod gap_fill;
mod subscribers;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use plenum_bus::envelope;
use plenum_shared::{
    cursor::Position,
    entry::Entry,
    ids::TenantId,
    notice::{Notice, TenantNotice},
};
use tokio::time::{Instant, interval_at, sleep, sleep_until};

use self::{access_reload::AccessReload, gap_fill::GapFill, subscribers::Subscribers};
use super::{
    access_change::AccessChange,
    inbox::{Command, FeedInbox, PolledHead, SubscribeOutcome},
    join::{JoinOrder, join_order},
    registry::FeedRegistry,
    sequencer::{BufferLimits, Input, Output, Sequencer},
};
use crate::{connection_state::HubConnection, log_reader::AccessSnapshot, node_context::NodeContext};

/// How long a gap may close by itself before the log is read.
const GAP_TIMER: Duration = Duration::from_millis(20);

/// A head that was polled longer ago than this does not prove that the feed is level.
const HEAD_FRESH: Duration = Duration::from_secs(5);

/// How many entries a new subscriber may lack. They are sent without waiting, so they must fit its queue.
const CATCH_UP: usize = 64;

/// Follows a tenant's log until it has had no subscriber for a while, or the node stops.
pub(super) async fn run(
    tenant: TenantId,
    context: Arc<NodeContext>,
    registry: Arc<FeedRegistry>,
    mut inbox: FeedInbox,
) {
    let channel = Notice::channel(tenant);
    // First the bus, then the head: the notice of a commit in between comes over the bus. A subscription that is not
    // confirmed is retried by the bus; until then the polled heads find new entries.
    if let Err(error) = context.bus().subscribe(&channel).await {
        tracing::warn!(%tenant, %error, "the bus did not confirm a subscription");
    }
    tokio::select! {
        () = context.tasks.stopping() => {}
        head = first_head(&context, tenant) => {
            metrics::gauge!("hub.feeds").increment(1);
            TenantFeed::new(tenant, context.clone(), channel.clone(), head).follow(&registry, &mut inbox).await;
            metrics::gauge!("hub.feeds").decrement(1);
        }
    }
    context.bus().unsubscribe(&channel);
}

/// Reads the head until the database answers. A tenant without a log is at its beginning.
async fn first_head(context: &NodeContext, tenant: TenantId) -> Position {
    let mut pause = Duration::from_millis(50);
    loop {
        match context.log.heads(&[tenant]).await {
            Ok(heads) => return heads.first().map_or(Position { epoch: 0, seq: 0 }, |(_, head)| *head),
            Err(error) => {
                tracing::warn!(%tenant, %error, "a feed waits for the database to begin");
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(1));
            }
        }
    }
}

struct TenantFeed {
    tenant: TenantId,
    context: Arc<NodeContext>,
    channel: String,
    sequencer: Sequencer<Arc<Entry>>,
    subscribers: Subscribers,
    access_reload: AccessReload,
    gap_timer: Option<Instant>,
    fill: Option<GapFill>,
    /// When a poll last confirmed the head.
    head_polled: Option<Instant>,
    /// When the feed ends, while it has no subscribers.
    idle_end: Option<Instant>,
}

impl TenantFeed {
    fn new(tenant: TenantId, context: Arc<NodeContext>, channel: String, head: Position) -> Self {
        context.rings.start(tenant, head);
        Self {
            tenant,
            channel,
            sequencer: Sequencer::at(head, BufferLimits::default()),
            subscribers: Subscribers::new(tenant, context.clone()),
            access_reload: AccessReload::new(tenant, context.clone()),
            gap_timer: None,
            fill: None,
            head_polled: None,
            idle_end: Some(Instant::now() + context.settings.linger),
            context,
        }
    }

    async fn follow(mut self, registry: &FeedRegistry, inbox: &mut FeedInbox) {
        let every = self.context.settings.position_every;
        let mut positions = interval_at(Instant::now() + every, every);
        let mut stopping = std::pin::pin!(self.context.tasks.stopping());
        loop {
            inbox.delivered.store(self.sequencer.last().seq, Ordering::Relaxed);
            self.idle_end = match (self.subscribers.is_empty(), self.idle_end) {
                (false, _) => None,
                (true, None) => Some(Instant::now() + self.context.settings.linger),
                (true, end) => end,
            };
            tokio::select! {
                () = &mut stopping => return,
                Some(command) = inbox.commands.recv() => self.on_command(command).await,
                notice = inbox.notices.next() => self.on_notice(&notice).await,
                Ok(()) = inbox.polled_head.changed() => {
                    let polled = *inbox.polled_head.borrow_and_update();
                    self.on_polled_head(polled).await;
                }
                page = gap_fill::finished(&mut self.fill) => match page {
                    Ok(page) => {
                        let entries = page.entries.into_iter().map(Arc::new).collect();
                        self.step(Input::Filled { entries, head: page.head }).await;
                    }
                    Err(from) => self.begin_fill(from),
                },
                () = until(self.gap_timer) => {
                    self.gap_timer = None;
                    self.step(Input::GapTimerElapsed).await;
                }
                _ = positions.tick() => self.send_positions(),
                () = until(self.idle_end) => {
                    if registry.retire(self.tenant, inbox, &self.context.rings) {
                        return;
                    }
                    self.idle_end = None;
                }
            }
        }
    }

    async fn on_command(&mut self, command: Command) {
        match command {
            Command::Subscribe { connection, snapshot, answer } => {
                let outcome = self.subscribe(connection, snapshot).await;
                // The caller may have gone; the subscription ends with its connection.
                let _ = answer.send(outcome);
            }
            Command::Unsubscribe(id) => self.subscribers.remove(id),
            Command::CloseAll(reason) => self.subscribers.close_all(reason),
        }
    }

    /// Subscribes a connection from the position of its snapshot on, and sends it the entries since.
    async fn subscribe(&mut self, connection: HubConnection, snapshot: AccessSnapshot) -> SubscribeOutcome {
        if connection.is_closed() {
            return SubscribeOutcome::Subscribed;
        }
        let last = self.sequencer.last();
        match join_order(snapshot.head, last) {
            JoinOrder::Level => {
                self.subscribers.add(&connection, snapshot.access);
                self.subscribers.send_position(vec![connection], last);
            }
            JoinOrder::ReaderAhead => {
                self.subscribers.add_waiting(&connection, snapshot.access, snapshot.head);
                self.subscribers.send_position(vec![connection], snapshot.head);
            }
            JoinOrder::ReaderBehind => {
                let missed = self.context.rings.entries_after(self.tenant, snapshot.head);
                let changes_access =
                    |entry: &Arc<Entry>| AccessChange::of(entry).is_some_and(|change| change.affects(&snapshot.access));
                let fits = |missed: &Vec<_>| missed.len() <= CATCH_UP && !missed.iter().any(changes_access);
                let Some(missed) = missed.filter(fits) else {
                    return SubscribeOutcome::SnapshotStale;
                };
                self.subscribers.catch_up(&connection, &snapshot.access, &missed);
                self.subscribers.add(&connection, snapshot.access);
                self.subscribers.send_position(vec![connection], last);
            }
            JoinOrder::HistoryMismatch => {
                self.step(Input::HistoryMismatch).await;
                return SubscribeOutcome::SnapshotStale;
            }
        }
        SubscribeOutcome::Subscribed
    }

    /// A notice from the bus, if it is genuine and of this tenant.
    async fn on_notice(&mut self, sealed: &Bytes) {
        let dropped = |reason: &'static str| metrics::counter!("hub.notices.dropped", "reason" => reason).increment(1);
        let Ok(payload) = envelope::open(self.context.bus_keys(), &self.channel, sealed) else {
            return dropped("forged");
        };
        match TenantNotice::decode(&payload) {
            Ok(notice) if notice.tenant() != self.tenant => dropped("foreign"),
            Ok(TenantNotice::Commit(notice)) => {
                let entries = notice.entries.into_iter().map(Arc::new).collect();
                self.step(Input::Notice { entries, head: notice.head }).await;
            }
            Ok(TenantNotice::Job(notice)) => self.subscribers.tell_of_job(&notice),
            Err(error) => {
                tracing::debug!(tenant = %self.tenant, %error, "a notice cannot be decoded");
                dropped("malformed");
            }
        }
    }

    async fn on_polled_head(&mut self, polled: Option<PolledHead>) {
        let Some(PolledHead { head, delivered_before, at }) = polled else { return };
        self.head_polled = Some(at);
        self.subscribers.close_unreachable(head, at);
        self.step(Input::PolledHead { head, delivered_before }).await;
    }

    async fn step(&mut self, input: Input<Arc<Entry>>) {
        for output in self.sequencer.step(input) {
            match output {
                Output::Deliver(entries) => self.deliver(&entries).await,
                Output::Fill { from } => self.begin_fill(from),
                Output::StartGapTimer => self.gap_timer = Some(Instant::now() + GAP_TIMER),
                Output::StopGapTimer => self.gap_timer = None,
                Output::Reset { head } => {
                    tracing::warn!(tenant = %self.tenant, seq = head.seq, "the log has another history; the feed is reset");
                    metrics::counter!("hub.resets", "scope" => "feed").increment(1);
                    self.context.rings.start(self.tenant, head);
                    self.access_reload.after_reset(&mut self.subscribers, head).await;
                }
            }
        }
    }

    /// Delivers entries; one that changes access is not sent, but the access is loaded again before the next entry.
    async fn deliver(&mut self, entries: &[Arc<Entry>]) {
        self.context.rings.push(self.tenant, entries);
        for entry in entries {
            match AccessChange::of(entry) {
                Some(change) => {
                    self.subscribers.reach(entry.position);
                    self.access_reload.after_change(&mut self.subscribers, change, entry.position).await;
                }
                None => self.subscribers.deliver(entry),
            }
        }
        if let Some(entry) = entries.last() {
            let lag = self.context.now() - entry.recorded_at;
            metrics::histogram!("hub.feed.lag").record(lag.as_seconds_f64().max(0.0));
        }
    }

    fn begin_fill(&mut self, from: Position) {
        self.fill = Some(GapFill::begin(&self.context, self.tenant, from));
    }

    /// Keeps the cursors of quiet readers fresh, unless the feed may have fallen behind.
    fn send_positions(&mut self) {
        let fresh = self.head_polled.is_some_and(|at| at.elapsed() < HEAD_FRESH);
        if fresh && self.sequencer.is_level() {
            self.subscribers.send_position_to_all(self.sequencer.last());
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
