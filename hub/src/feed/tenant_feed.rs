//! The task of one tenant: it does what the feed's [`Machine`] says, and seats and unseats readers in between.
//!
//! Everything about a tenant's delivery happens in this one task, one thing after the other. That is what makes order
//! easy, and what makes an access entry bite before the entry after it. It never waits for a client; it waits for the
//! database only where going on would show somebody what they may no longer see.

mod gap_fill;
mod subscribers;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use bytes::Bytes;
use plenum_bus::envelope;
use plenum_shared::{
    access::Access,
    cursor::Position,
    entry::{ACCESS_CHANGED, Entry},
    ids::{RoleId, TeamId, TenantId, UserId},
    notice::Notice,
};
use tokio::time::{Instant, interval_at, sleep, sleep_until};

use self::{gap_fill::Fill, subscribers::Seats};
use super::{
    feeds::{Feeds, Ground},
    inbox::{Attached, Command, Inbox, Polled},
    join::{Join, join},
    sequencer::{Input, Limits, Machine, Output},
};
use crate::{connection_state::Link, log_reader::Snapshot};

/// How long a gap may close by itself before the log is read.
const HOLD: Duration = Duration::from_millis(20);

/// A feed whose head nobody confirmed for this long says nothing about where its readers stand.
const FRESH: Duration = Duration::from_secs(5);

/// How many entries a reader may lack when it sits down. They are sent without waiting, so they must fit its queue.
const CATCH_UP: usize = 64;

/// Follows a tenant's log until nobody listens any more, or the node stops.
pub(super) async fn run(id: TenantId, ground: Arc<Ground>, feeds: Arc<Feeds>, mut inbox: Inbox) {
    let channel = Notice::channel(id);
    let bus = ground.log.app().bus().clone();
    // First the bus, then the head: what is committed in between comes over the bus. A wish that is not confirmed
    // stays, and the heads do its work meanwhile.
    if let Err(error) = bus.subscribe(&channel).await {
        tracing::warn!(tenant = %id, %error, "the bus did not confirm a subscription");
    }
    tokio::select! {
        () = ground.stop.cancelled() => {}
        head = first_head(&ground, id) => {
            metrics::gauge!("hub.feeds").increment(1);
            Feed::new(id, ground.clone(), channel.clone(), head).follow(&feeds, &mut inbox).await;
            metrics::gauge!("hub.feeds").decrement(1);
        }
    }
    bus.unsubscribe(&channel);
}

/// Asks until the database answers. A tenant without a log is at its beginning.
async fn first_head(ground: &Ground, id: TenantId) -> Position {
    let mut pause = Duration::from_millis(50);
    loop {
        match ground.log.heads(&[id]).await {
            Ok(heads) => return heads.first().map_or(Position { epoch: 0, seq: 0 }, |(_, head)| *head),
            Err(error) => {
                tracing::warn!(tenant = %id, %error, "a feed waits for the database to begin");
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(1));
            }
        }
    }
}

struct Feed {
    id: TenantId,
    ground: Arc<Ground>,
    channel: String,
    machine: Machine<Arc<Entry>>,
    seats: Seats,
    hold: Option<Instant>,
    fill: Option<Fill>,
    /// When the head was last confirmed by a poll.
    polled: Option<Instant>,
    /// When to stop, while nobody is seated.
    linger: Option<Instant>,
}

impl Feed {
    fn new(id: TenantId, ground: Arc<Ground>, channel: String, head: Position) -> Self {
        ground.rings.begin(id, head);
        Self {
            id,
            channel,
            machine: Machine::at(head, Limits::default()),
            seats: Seats::new(id, ground.log.clone(), ground.tasks.clone()),
            hold: None,
            fill: None,
            polled: None,
            linger: Some(Instant::now() + ground.settings.linger),
            ground,
        }
    }

    async fn follow(mut self, feeds: &Feeds, inbox: &mut Inbox) {
        let every = self.ground.settings.position_every;
        let mut positions = interval_at(Instant::now() + every, every);
        let stop = self.ground.stop.clone();
        loop {
            inbox.last.store(self.machine.last().seq, Ordering::Relaxed);
            self.linger = match (self.seats.is_empty(), self.linger) {
                (false, _) => None,
                (true, None) => Some(Instant::now() + self.ground.settings.linger),
                (true, waiting) => waiting,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                Some(command) = inbox.commands.recv() => self.command(command).await,
                news = inbox.news.next() => self.news(&news).await,
                Ok(()) = inbox.polled.changed() => {
                    let polled = *inbox.polled.borrow_and_update();
                    self.head(polled).await;
                }
                page = gap_fill::finished(&mut self.fill) => match page {
                    Ok(page) => {
                        let entries = page.entries.into_iter().map(Arc::new).collect();
                        self.step(Input::Filled { entries, head: page.head }).await;
                    }
                    Err(from) => self.begin_fill(from),
                },
                () = until(self.hold) => {
                    self.hold = None;
                    self.step(Input::HoldElapsed).await;
                }
                _ = positions.tick() => self.tell_positions(),
                () = until(self.linger) => {
                    if feeds.retire(self.id, inbox) {
                        return;
                    }
                    self.linger = None;
                }
            }
        }
    }

    async fn command(&mut self, command: Command) {
        match command {
            Command::Attach { link, snapshot, answer } => {
                let attached = self.attach(link, snapshot).await;
                // Whoever asked may have gone; the seat is given back when its connection ends.
                let _ = answer.send(attached);
            }
            Command::Detach(id) => self.seats.remove(id),
            Command::CloseAll(reason) => self.seats.close_all(reason),
        }
    }

    /// Gives a reader a seat at the place its access was loaded at, with what it missed since.
    async fn attach(&mut self, link: Link, snapshot: Snapshot) -> Attached {
        if link.is_closed() {
            return Attached::Seated;
        }
        let last = self.machine.last();
        match join(snapshot.head, last) {
            Join::Level => {
                self.seats.add(&link, snapshot.access);
                self.seats.tell_one(&link, last);
            }
            Join::Ahead => {
                self.seats.add_waiting(&link, snapshot.access, snapshot.head);
                self.seats.tell_one(&link, snapshot.head);
            }
            Join::Behind => {
                let missed = self.ground.rings.after(self.id, snapshot.head);
                let changed = |entry: &Arc<Entry>| changes_access_of(entry, &snapshot.access);
                let fits = |missed: &Vec<_>| missed.len() <= CATCH_UP && !missed.iter().any(changed);
                let Some(missed) = missed.filter(fits) else {
                    return Attached::ComeAgain;
                };
                self.seats.catch_up(&link, &snapshot.access, &missed);
                self.seats.add(&link, snapshot.access);
                self.seats.tell_one(&link, last);
            }
            Join::Contradiction => {
                self.step(Input::Doubt).await;
                return Attached::ComeAgain;
            }
        }
        Attached::Seated
    }

    /// News from the bus, as far as they are genuine and this tenant's.
    async fn news(&mut self, sealed: &Bytes) {
        let dropped = |reason: &'static str| metrics::counter!("hub.notices.dropped", "reason" => reason).increment(1);
        let Ok(payload) = envelope::open(self.ground.log.app().bus_keys(), &self.channel, sealed) else {
            return dropped("forged");
        };
        match Notice::decode(&payload) {
            Ok(notice) if notice.tenant == self.id => {
                let entries = notice.entries.into_iter().map(Arc::new).collect();
                self.step(Input::Heard { entries, head: notice.head }).await;
            }
            Ok(_) => dropped("foreign"),
            Err(error) => {
                tracing::debug!(tenant = %self.id, %error, "news that cannot be read");
                dropped("malformed");
            }
        }
    }

    async fn head(&mut self, polled: Option<Polled>) {
        let Some(Polled { head, since, at }) = polled else { return };
        self.polled = Some(at);
        self.seats.close_those_who_wait_in_vain(head, at);
        self.step(Input::Head { head, since }).await;
    }

    async fn step(&mut self, input: Input<Arc<Entry>>) {
        for output in self.machine.step(input) {
            match output {
                Output::Deliver(entries) => self.deliver(&entries).await,
                Output::Fill { from } => self.begin_fill(from),
                Output::ArmHold => self.hold = Some(Instant::now() + HOLD),
                Output::DisarmHold => self.hold = None,
                Output::Reset { head } => {
                    tracing::warn!(tenant = %self.id, seq = head.seq, "the log has another history; the feed begins anew");
                    metrics::counter!("hub.resets", "scope" => "feed").increment(1);
                    self.ground.rings.begin(self.id, head);
                    self.seats.begin_anew(head).await;
                }
            }
        }
    }

    async fn deliver(&mut self, entries: &[Arc<Entry>]) {
        self.ground.rings.push(self.id, entries);
        for entry in entries {
            self.seats.deliver(entry).await;
        }
        if let Some(entry) = entries.last() {
            let lag = self.ground.log.app().source().now() - entry.recorded_at;
            metrics::histogram!("hub.feed.lag").record(lag.as_seconds_f64().max(0.0));
        }
    }

    fn begin_fill(&mut self, from: Position) {
        self.fill = Some(Fill::begin(&self.ground, self.id, from));
    }

    /// Keeps the cursors of quiet readers fresh, unless nobody knows whether the feed is.
    fn tell_positions(&mut self) {
        let fresh = self.polled.is_some_and(|at| at.elapsed() < FRESH);
        if fresh && self.machine.is_level() {
            self.seats.tell_all(self.machine.last());
        }
    }
}

/// Whether an entry of the log changes what somebody with this access may do.
fn changes_access_of(entry: &Entry, access: &Access) -> bool {
    entry.kind == ACCESS_CHANGED
        && match Concerned::by(entry) {
            Concerned::User(user) => user == access.user,
            Concerned::Role(role) => role == access.role.id,
            Concerned::Team(team) => access.teams.contains(&team),
            Concerned::Everybody => true,
        }
}

/// Whom an access entry is about: by the access that they have from the entries before it.
enum Concerned {
    User(UserId),
    Role(RoleId),
    Team(TeamId),
    /// What it is about is the tenant's, or nothing this version knows.
    Everybody,
}

impl Concerned {
    fn by(entry: &Entry) -> Self {
        let id = entry.record.uuid();
        match entry.entity.as_str() {
            "user" => Self::User(id.into()),
            "role" => Self::Role(id.into()),
            "team" => Self::Team(id.into()),
            _ => Self::Everybody,
        }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
