//! Coming back: a client shows the cursor of the last event it had, and gets what it missed, judged by what it may see
//! now.
//!
//! The replay is read from the ring or the log beside the tenant's feed, which it never holds up, and it waits for a
//! slow client instead of dropping it. Only when the reader is at a head does it ask the feed for a seat.
//!
//! On the wire the order is: the replayed events, the completion of `Resume`, then live events. So the seat is taken
//! after the completion was queued; what happens in between is replayed in the same way, and nothing can overtake.

pub(crate) mod cursor;
mod replay_limits;
pub(crate) mod service_position;

use std::sync::Arc;

use plenum_notify::Unread;
use plenum_shared::{
    Result,
    access::Access,
    cursor::Position,
    entry::{ActorKind, Entry},
    notification,
};
use plenum_signalr::CloseReason;
use serde::Serialize;
use tokio::time::timeout;

use crate::{
    connection_state::{Link, close_reason},
    feed::{
        feeds::{Feeds, Ground},
        inbox::Attached,
        sequencer::Numbered,
    },
    log_reader::{PAGE, Replay, Snapshot},
    messages,
    streams::{
        personal,
        records::audience::{self, Topic},
    },
};
use cursor::{ResetReason, ResumeLimits, Surroundings, refusal};
use replay_limits::Turns;

/// How often a reader may come again for its seat before it is sent away.
const SEATINGS: usize = 20;

/// The answer to `Resume`.
#[derive(Debug, Serialize)]
pub(crate) struct Resumed {
    /// How many events were replayed.
    replayed: usize,
    /// Where the client stands now.
    cursor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reset: Option<Reset>,
}

/// The client's data is not continued by what it gets: it must load it again.
#[derive(Debug, Serialize)]
struct Reset {
    reason: ResetReason,
}

/// What brings readers back.
#[derive(Clone)]
pub(crate) struct Resume {
    ground: Arc<Ground>,
    feeds: Arc<Feeds>,
    turns: Turns,
}

/// How a replay went.
enum Outcome {
    /// The reader has everything up to this head.
    Level(Snapshot),
    /// The log does not continue where the reader is, or too much happened.
    Refused(ResetReason, Snapshot),
    /// The connection ended.
    Gone,
}

/// How the sending of one page went.
enum Sending {
    Done,
    /// More bytes than one resume replays.
    TooMuch,
    /// The connection ended.
    Gone,
}

#[derive(Default)]
struct Sent {
    events: usize,
    bytes: usize,
}

impl Resume {
    pub(crate) fn new(ground: Arc<Ground>, feeds: Arc<Feeds>) -> Self {
        Self { ground, feeds, turns: Turns::new() }
    }

    /// Replays what follows `cursor`, and says from where the reader goes on. Without one, a machine gets what it has
    /// not handled yet, and a person nothing.
    pub(crate) async fn run(&self, link: &Link, cursor: Option<&str>) -> Result<Option<(Resumed, Snapshot)>> {
        let who = &link.state().who;
        let mut sent = Sent::default();
        let opened = cursor.map(|cursor| self.ground.log.app().cursors().open(who.tenant, cursor));
        let outcome = match opened {
            None => match service_position::position(&self.ground.log, link.state()).await? {
                Some(from) => self.replay(link, from, &mut sent).await?,
                None => Outcome::Level(self.ground.log.snapshot(who).await?),
            },
            Some(Err(_)) => Outcome::Refused(ResetReason::InvalidCursor, self.ground.log.snapshot(who).await?),
            Some(Ok(from)) => self.replay(link, from, &mut sent).await?,
        };
        let (snapshot, reset) = match outcome {
            Outcome::Level(snapshot) => (snapshot, None),
            Outcome::Refused(reason, snapshot) => {
                metrics::counter!("hub.resets", "scope" => "resume").increment(1);
                (snapshot, Some(Reset { reason }))
            }
            Outcome::Gone => return Ok(None),
        };
        if !self.tell_unread(link).await? {
            return Ok(None);
        }
        metrics::counter!("hub.resumes", "outcome" => reset.as_ref().map_or("resumed", |reset| reset.reason.label()))
            .increment(1);
        let cursor = self.ground.log.app().cursors().seal(who.tenant, snapshot.head);
        Ok(Some((Resumed { replayed: sent.events, cursor, reset }, snapshot)))
    }

    /// Seats a reader that has everything up to its snapshot, replaying what happens until the feed can take it, or
    /// closes the connection.
    pub(crate) async fn seat(&self, link: &Link, snapshot: Snapshot) {
        if let Err(reason) = self.try_seat(link, snapshot).await {
            link.close(reason);
        }
    }

    async fn try_seat(&self, link: &Link, mut snapshot: Snapshot) -> Result<(), CloseReason> {
        for _ in 0..SEATINGS {
            match self.feeds.seat(link, &snapshot).await {
                Some(Attached::Seated) => return Ok(()),
                Some(Attached::ComeAgain) => {}
                None => break,
            }
            let replayed = self.replay(link, snapshot.head, &mut Sent::default()).await;
            // What was replayed may have changed what is unread.
            match self.tell_unread(link).await.and(replayed) {
                Ok(Outcome::Level(newer)) => snapshot = newer,
                Ok(Outcome::Refused(..) | Outcome::Gone) => break,
                Err(error) => {
                    tracing::debug!(%error, "a resumed reader could not be seated");
                    return Err(close_reason(&error));
                }
            }
        }
        Err(CloseReason::TryAgainLater)
    }

    /// How much may be replayed, and how slowly.
    fn limits_of(&self, reader: &Snapshot) -> &ResumeLimits {
        match reader.kind {
            ActorKind::Service => &service_position::LIMITS,
            _ => &self.ground.settings.resume,
        }
    }

    /// Sends what follows `from`, page by page, each judged by the access of its own snapshot.
    async fn replay(&self, link: &Link, mut from: Position, sent: &mut Sent) -> Result<Outcome> {
        let who = &link.state().who;
        let begun = from.seq;
        loop {
            let _page = self.turns.page_of(who).await?;
            let mut memory = self.turns.memory_for(who.tenant).await?;
            let reading = self.turns.read_for(who.tenant).await?;
            let Replay { snapshot, floor, entries } = self.ground.log.replay(who, from.seq).await?;
            // From here on it is the client who takes its time, and nobody but its own person waits for it.
            drop(reading);
            let limits = self.limits_of(&snapshot);
            let found = entries.first().map(|entry| (entry.position, entry.recorded_at));
            let log = Surroundings { head: snapshot.head, floor, found };
            if let Some(reason) = refusal(from, log, self.ground.log.app().source().now(), limits) {
                return Ok(Outcome::Refused(reason, snapshot));
            }
            if (snapshot.head.seq - begun) as u64 > limits.entries as u64 {
                return Ok(Outcome::Refused(ResetReason::TooFarBehind, snapshot));
            }
            let missed: Vec<_> = match self.ground.rings.after(who.tenant, from) {
                Some(recent) if recent.iter().any(|entry| entry.position == snapshot.head) => {
                    recent.into_iter().take_while(|entry| entry.position.seq <= snapshot.head.seq).take(PAGE).collect()
                }
                _ => entries.into_iter().filter(|entry| entry.position.seq > from.seq).map(Arc::new).collect(),
            };
            memory.keep(missed.iter().map(Numbered::weight).sum());
            let sending = self.send_all(link, &missed, &snapshot.access, limits, sent);
            match timeout(limits.page_time, sending).await {
                Ok(Sending::Done) => {}
                Ok(Sending::TooMuch) => return Ok(Outcome::Refused(ResetReason::TooFarBehind, snapshot)),
                Ok(Sending::Gone) => return Ok(Outcome::Gone),
                Err(_) => {
                    // It holds memory, and a turn that its person's other connections wait for.
                    link.close(CloseReason::SlowConsumer);
                    return Ok(Outcome::Gone);
                }
            }
            from = missed.last().map_or(from, |entry| entry.position);
            if from == snapshot.head {
                return Ok(Outcome::Level(snapshot));
            }
        }
    }

    async fn send_all(
        &self,
        link: &Link,
        entries: &[Arc<Entry>],
        access: &Access,
        limits: &ResumeLimits,
        sent: &mut Sent,
    ) -> Sending {
        if link.state().topic == Topic::Personal {
            return self.send_personal(link, entries, limits, sent).await;
        }
        for entry in entries {
            if !self.send(link, entry, access, sent).await {
                return Sending::Gone;
            }
            if sent.bytes > limits.bytes {
                return Sending::TooMuch;
            }
        }
        Sending::Done
    }

    /// Tells a reader of notifications how many are unread; false when the connection ended.
    async fn tell_unread(&self, link: &Link) -> Result<bool> {
        if link.state().topic != Topic::Personal {
            return Ok(true);
        }
        let Unread { unread } = plenum_notify::unread_count(self.ground.log.app(), &link.state().who).await?;
        let Some(message) = messages::unread_count(unread) else { return Ok(true) };
        Ok(link.send_when_ready(&message).await.is_ok())
    }

    /// Sends what is the reader's alone, as it is to be shown now.
    async fn send_personal(
        &self,
        link: &Link,
        entries: &[Arc<Entry>],
        limits: &ResumeLimits,
        sent: &mut Sent,
    ) -> Sending {
        let (app, who) = (self.ground.log.app(), &link.state().who);
        let theirs = |entry: &&Arc<Entry>| entry.entity == notification::ENTITY && entry.recipient == Some(who.user);
        let theirs: Vec<_> = entries.iter().filter(theirs).collect();
        let made = match personal::made(app, who.tenant, theirs.iter().map(|entry| &***entry)).await {
            Ok(made) => made,
            Err(error) => {
                tracing::debug!(%error, "a replay of notifications came to nothing");
                link.close(close_reason(&error));
                return Sending::Gone;
            }
        };
        let Some(delivery) = made.get(&who.user) else { return Sending::Done };
        for entry in theirs {
            // How many are unread is a state: it is told once, in the end.
            let Some((message, bytes)) = personal::event_of(app, entry, delivery) else { continue };
            sent.events += 1;
            sent.bytes += bytes;
            if link.send_when_ready(&message).await.is_err() {
                return Sending::Gone;
            }
            if sent.bytes > limits.bytes {
                return Sending::TooMuch;
            }
        }
        Sending::Done
    }

    /// Sends one entry as far as the reader may see it, waiting for room; false when the connection ended.
    async fn send(&self, link: &Link, entry: &Entry, access: &Access, sent: &mut Sent) -> bool {
        let cursor = || self.ground.log.app().cursors().seal(entry.tenant, entry.position);
        let heard = audience::for_one(self.ground.log.app().catalogue(), link.state().topic, access, entry, cursor);
        let Some((message, bytes)) = heard else { return true };
        sent.events += 1;
        sent.bytes += bytes;
        link.send_when_ready(&message).await.is_ok()
    }
}
