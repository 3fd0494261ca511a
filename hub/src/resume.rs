//! Resuming: a client sends the cursor of the last event it had, and gets the events since, judged by its access of
//! today.
//!
//! The replay is read from the ring buffer or the log beside the tenant's feed, which it never delays, and it waits for
//! a slow client instead of closing it. The connection subscribes to the feed only when the reader is at a head.
//!
//! The order of messages is: the replayed events, the completion of `Resume`, then live events. So the connection
//! subscribes after the completion was queued; entries in between are replayed in the same way, and nothing can
//! overtake.

pub(crate) mod cursor;
mod replay_limits;
mod service_position;

use std::{sync::Arc, time::Duration};

use plenum_shared::{Result, actor::ActorKind, cursor::Position, entry::Entry, plan::RESUME_DAYS};
use plenum_signalr::CloseReason;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::timeout;

use crate::{
    connection_state::{HubConnection, close_reason},
    feed::{feeds::Feeds, inbox::SubscribeOutcome, sequencer::LogItem},
    log_reader::{AccessSnapshot, PAGE, ReplayPage},
    node_context::NodeContext,
    streams::{
        self,
        stream::{EncodedEvent, Reader},
    },
};
use cursor::{LogAtCursor, ResetReason, ResumeLimits, reset_reason};
use replay_limits::ReplayLimits;

/// How often a reader loads a newer snapshot because its feed had moved on, before the connection is closed.
const SUBSCRIBE_ATTEMPTS: usize = 20;

/// The answer to `Resume`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ResumeResult")]
pub(crate) struct Resumed {
    /// How many events were replayed.
    #[schemars(with = "i64", range(min = 0))]
    replayed: usize,
    /// The position of the client now.
    cursor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Reset")]
    reset: Option<Reset>,
}

/// Later events do not continue the client's data: the client loads it again.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ResumeReset")]
struct Reset {
    reason: ResetReason,
}

/// Replays and subscribes returning clients. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Resumption {
    context: Arc<NodeContext>,
    feeds: Arc<Feeds>,
    limits: Arc<ReplayLimits>,
}

enum ReplayOutcome {
    /// The reader has everything up to this head.
    CaughtUp(AccessSnapshot),
    /// The log does not continue at the reader's position, or has too many entries since.
    Reset(ResetReason, AccessSnapshot),
    /// The connection ended.
    Disconnected,
}

enum PageOutcome {
    Sent,
    /// More bytes than one resume replays.
    OverLimit,
    /// The connection ended.
    Disconnected,
}

/// How much a replay has sent.
#[derive(Default)]
struct Sent {
    events: usize,
    bytes: usize,
}

impl Resumption {
    pub(crate) fn new(context: Arc<NodeContext>, feeds: Arc<Feeds>) -> Self {
        Self { context, feeds, limits: Arc::new(ReplayLimits::new()) }
    }

    /// Replays the entries after `cursor`, and returns the position from which the reader continues; nothing when the
    /// connection ended. Without a cursor, a service account gets the entries that it has not acknowledged, and a
    /// person gets none.
    pub(crate) async fn run(
        &self,
        connection: &HubConnection,
        cursor: Option<&str>,
    ) -> Result<Option<(Resumed, AccessSnapshot)>> {
        let who = &connection.state().who;
        let mut sent = Sent::default();
        let outcome = match cursor.map(|cursor| self.context.open_cursor(who.tenant, cursor)) {
            None => match service_position::position(&self.context, connection.state()).await? {
                Some(from) => self.replay(connection, from, &mut sent).await?,
                None => ReplayOutcome::CaughtUp(self.context.log.snapshot(who).await?),
            },
            Some(None) => ReplayOutcome::Reset(ResetReason::InvalidCursor, self.context.log.snapshot(who).await?),
            Some(Some(from)) => self.replay(connection, from, &mut sent).await?,
        };
        let (snapshot, reset) = match outcome {
            ReplayOutcome::CaughtUp(snapshot) => (snapshot, None),
            ReplayOutcome::Reset(reason, snapshot) => {
                metrics::counter!("hub.resets", "scope" => "resume").increment(1);
                (snapshot, Some(Reset { reason }))
            }
            ReplayOutcome::Disconnected => return Ok(None),
        };
        if !self.send_state(connection).await? {
            return Ok(None);
        }
        metrics::counter!("hub.resumes", "outcome" => reset.as_ref().map_or("resumed", |reset| reset.reason.label()))
            .increment(1);
        let cursor = self.context.seal_cursor(who.tenant, snapshot.head);
        Ok(Some((Resumed { replayed: sent.events, cursor, reset }, snapshot)))
    }

    /// Subscribes a reader that has everything up to its snapshot, and replays new entries until the feed accepts it;
    /// or closes the connection.
    pub(crate) async fn subscribe(&self, connection: &HubConnection, snapshot: AccessSnapshot) {
        if let Err(reason) = self.try_subscribe(connection, snapshot).await {
            connection.close(reason);
        }
    }

    async fn try_subscribe(&self, connection: &HubConnection, mut snapshot: AccessSnapshot) -> Result<(), CloseReason> {
        for _ in 0..SUBSCRIBE_ATTEMPTS {
            match self.feeds.subscribe(connection, &snapshot).await {
                Some(SubscribeOutcome::Subscribed) => return Ok(()),
                Some(SubscribeOutcome::SnapshotStale) => {}
                None => break,
            }
            let replayed = self.replay(connection, snapshot.head, &mut Sent::default()).await;
            // The replayed entries may have changed the state.
            match self.send_state(connection).await.and(replayed) {
                Ok(ReplayOutcome::CaughtUp(newer)) => snapshot = newer,
                Ok(ReplayOutcome::Reset(..) | ReplayOutcome::Disconnected) => break,
                Err(error) => {
                    tracing::debug!(%error, "a resumed reader could not be subscribed");
                    return Err(close_reason(&error));
                }
            }
        }
        Err(CloseReason::TryAgainLater)
    }

    /// From when on, how much and how slowly may be replayed. A plan may have a shorter window than the node.
    fn limits_of(&self, reader: &AccessSnapshot) -> ResumeLimits {
        if reader.kind == ActorKind::Service {
            return service_position::LIMITS;
        }
        let limits = self.context.settings.resume;
        match reader.entitlements.limit(&RESUME_DAYS) {
            Some(days) => {
                ResumeLimits { window: limits.window.min(Duration::from_hours(24 * u64::from(days))), ..limits }
            }
            None => limits,
        }
    }

    /// Sends the entries after `from`, page by page, each page judged by the access of its own snapshot.
    async fn replay(&self, connection: &HubConnection, mut from: Position, sent: &mut Sent) -> Result<ReplayOutcome> {
        let who = &connection.state().who;
        let begun = from.seq;
        loop {
            let _page = self.limits.page(who).await?;
            let mut memory = self.limits.memory(who).await?;
            let reading = self.limits.read(who).await?;
            let ReplayPage { snapshot, floor, entries } = self.context.log.replay_page(who, from.seq).await?;
            // From here on the client decides how long it takes, and delays its own user alone.
            drop(reading);
            let limits = self.limits_of(&snapshot);
            let found = entries.first().map(|entry| (entry.position, entry.recorded_at));
            let log = LogAtCursor { head: snapshot.head, floor, found };
            if let Some(reason) = reset_reason(from, log, self.context.now(), &limits) {
                return Ok(ReplayOutcome::Reset(reason, snapshot));
            }
            if (snapshot.head.seq - begun) as u64 > limits.entries as u64 {
                return Ok(ReplayOutcome::Reset(ResetReason::TooFarBehind, snapshot));
            }
            let missed: Vec<_> = match self.context.rings.entries_after(who.tenant, from) {
                Some(recent) if recent.iter().any(|entry| entry.position == snapshot.head) => {
                    recent.into_iter().take_while(|entry| entry.position.seq <= snapshot.head.seq).take(PAGE).collect()
                }
                _ => entries.into_iter().filter(|entry| entry.position.seq > from.seq).map(Arc::new).collect(),
            };
            memory.shrink_to(missed.iter().map(LogItem::size).sum());
            let sending = self.send_page(connection, &missed, &snapshot, &limits, sent);
            match timeout(limits.page_time, sending).await {
                Ok(PageOutcome::Sent) => {}
                Ok(PageOutcome::OverLimit) => return Ok(ReplayOutcome::Reset(ResetReason::TooFarBehind, snapshot)),
                Ok(PageOutcome::Disconnected) => return Ok(ReplayOutcome::Disconnected),
                Err(_) => {
                    // The client holds memory, and a permit that other connections of its user wait for.
                    connection.close(CloseReason::SlowConsumer);
                    return Ok(ReplayOutcome::Disconnected);
                }
            }
            from = missed.last().map_or(from, |entry| entry.position);
            if from == snapshot.head {
                return Ok(ReplayOutcome::CaughtUp(snapshot));
            }
        }
    }

    /// Sends the events of a page, waiting for space in the connection's queue.
    async fn send_page(
        &self,
        connection: &HubConnection,
        entries: &[Arc<Entry>],
        snapshot: &AccessSnapshot,
        limits: &ResumeLimits,
        sent: &mut Sent,
    ) -> PageOutcome {
        let state = connection.state();
        let reader = Reader { who: &state.who, topic: state.topic, access: &snapshot.access };
        let encode = match streams::of(state.topic.kind()).replay(&self.context, reader, entries).await {
            Ok(encode) => encode,
            Err(error) => {
                tracing::debug!(%error, "a page could not be replayed");
                connection.close(close_reason(&error));
                return PageOutcome::Disconnected;
            }
        };
        for entry in entries {
            let Some(EncodedEvent { message, bytes }) = encode(entry) else { continue };
            sent.events += 1;
            sent.bytes += bytes;
            if connection.send_when_ready(&message).await.is_err() {
                return PageOutcome::Disconnected;
            }
            if sent.bytes > limits.bytes {
                return PageOutcome::OverLimit;
            }
        }
        PageOutcome::Sent
    }

    /// Sends the state that the stream has beside its events; false when the connection ended.
    async fn send_state(&self, connection: &HubConnection) -> Result<bool> {
        let state = connection.state();
        let message = streams::of(state.topic.kind()).state_message(&self.context, &state.who).await?;
        let Some(message) = message else { return Ok(true) };
        Ok(connection.send_when_ready(&message).await.is_ok())
    }
}
