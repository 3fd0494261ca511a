//! One reader: connects, resumes, listens, and comes back when its connection ends, as any good client does.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use plenum_shared::clock::Source;
use plenum_signalr::protocol::Protocol;
use serde_json::json;
use tokio::{
    sync::watch,
    time::{Interval, interval_at, sleep, timeout},
};

use super::{
    address::HubAddress,
    client::{Client, Ended, Window},
    ledger::Ledger,
    message::{self, Message},
    tally::{Missing, Tally, Way, missing},
};
use crate::{
    clock::{self, Clocks},
    correlation::Marks,
    load::write_log::{Book, Phase},
    rest::Rest,
    test_data::users::Person,
};

/// The server pings every 15 seconds; twice that in silence means that it is gone.
const SILENCE: Duration = Duration::from_secs(30);
const PING_EVERY: Duration = Duration::from_secs(15);
/// A client that is refused tries again after a pause, which doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What all readers of a run share.
pub struct Hall {
    pub hubs: Vec<HubAddress>,
    pub protocol: Protocol,
    pub marks: Marks,
    pub book: Arc<Book>,
    pub tally: Tally,
    pub clocks: Clocks,
    pub rest: Rest,
    pub source: Source,
    /// How many readers are live at this moment.
    pub live: AtomicUsize,
    /// The shortest pause before a client connects again; the longest of the first try is ten times as long.
    pub pause: Duration,
}

/// What readers are told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Listen, and come back when sent away.
    Listen,
    /// Drop the connection as a broken network does, and come back; once for each number.
    Cut(u32),
    /// Those who do not read: read again.
    Wake,
    /// Go, for good.
    Leave,
}

/// One reader, as it is set up.
pub struct Reader {
    pub index: usize,
    pub tenant: usize,
    pub person: Arc<Person>,
    pub habit: Habit,
    pub orders: watch::Receiver<Order>,
    pub state: Arc<State>,
}

/// How a reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    Eager,
    /// Reads nothing once it is live, until it is told to; after its first connection it has learned.
    Slow,
}

/// Where a reader is, for those who wait for it.
#[derive(Debug, Default)]
pub struct State(AtomicU8);

impl State {
    const LIVE: u8 = 1;
    const FAILED: u8 = 2;

    pub fn is_live(&self) -> bool {
        self.0.load(Ordering::Relaxed) == Self::LIVE
    }

    /// Whether the last attempt to connect failed.
    pub fn has_failed(&self) -> bool {
        self.0.load(Ordering::Relaxed) == Self::FAILED
    }

    fn set(&self, state: u8) {
        self.0.store(state, Ordering::Relaxed);
    }
}

/// What a reader has to say in the end.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    pub index: usize,
    pub tenant: usize,
    pub missing: Missing,
    pub order: u64,
    /// Whether it ever was live.
    pub joined: bool,
    /// Whether it was ever told of a gap.
    pub reset: bool,
}

/// What a reader remembers over all of its connections.
struct Memory {
    ledger: Ledger,
    cursor: Option<String>,
    joined: bool,
    /// When its last connection ended.
    away_since: Option<Instant>,
}

/// Why a connection is over.
enum Over {
    Ended(Ended),
    Cut,
    Left(Box<Client>),
}

impl Reader {
    /// Reads until it is told to leave, and gives its account.
    pub async fn run(mut self, hall: Arc<Hall>) -> Account {
        let mut memory = Memory { ledger: Ledger::default(), cursor: None, joined: false, away_since: None };
        let mut attempt = 0;
        while *self.orders.borrow_and_update() != Order::Leave {
            match self.once(&hall, &mut memory, attempt).await {
                Ok(Over::Left(client)) => {
                    client.close().await;
                    break;
                }
                Ok(Over::Cut) => hall.tally.ended(&"cut by the test"),
                Ok(Over::Ended(ended)) => hall.tally.ended(&ended),
                Err(why) => {
                    hall.tally.refused(&why);
                    self.state.set(State::FAILED);
                }
            }
            attempt += 1;
            self.rest(&hall, attempt).await;
        }
        let missing = match memory.joined {
            true => missing(&hall.book, self.tenant, &memory.ledger),
            false => Missing::default(),
        };
        let (order, reset) = (memory.ledger.order(), memory.ledger.has_gaps());
        Account { index: self.index, tenant: self.tenant, missing, order, joined: memory.joined, reset }
    }

    /// One connection, from its beginning to its end. The error is why there was none.
    async fn once(&mut self, hall: &Hall, memory: &mut Memory, attempt: usize) -> Result<Over, String> {
        let begun = Instant::now();
        let token = self.person.token(&hall.rest).await.map_err(|failure| failure.to_string())?;
        let hub = &hall.hubs[(self.index + attempt) % hall.hubs.len()];
        let window = match self.habit {
            Habit::Slow if !memory.joined => Window::Narrow,
            _ => Window::Usual,
        };
        let opened = Client::open(hub, &token, hall.protocol, window).await;
        let mut client = opened.map_err(|refusal| refusal.to_string())?;
        if let Err(ended) = client.call("Resume", &json!([memory.cursor])).await {
            return Ok(Over::Ended(ended));
        }
        let mut visit = Visit { hall, reader: self, memory, way: Way::Replayed, dawdled: false, begun };
        let over = visit.listen(client).await;
        let was_live = visit.way == Way::Live;
        if was_live {
            hall.live.fetch_sub(1, Ordering::Relaxed);
            memory.away_since = Some(Instant::now());
        }
        self.state.set(0);
        Ok(over)
    }

    /// Waits a random moment, unless it is told to leave meanwhile.
    async fn rest(&mut self, hall: &Hall, attempt: usize) {
        let doubled = hall.pause.saturating_mul(1 << attempt.min(6));
        let longest = (doubled * 5).min(LONGEST_PAUSE).max(hall.pause);
        let share = f64::from(u16::from_le_bytes(hall.source.random())) / f64::from(u16::MAX);
        let pause = hall.pause + (longest - hall.pause).mul_f64(share);
        tokio::select! {
            () = sleep(pause) => {}
            _ = self.orders.wait_for(|order| *order == Order::Leave) => {}
        }
    }
}

/// One connection of a reader.
struct Visit<'a> {
    hall: &'a Hall,
    reader: &'a mut Reader,
    memory: &'a mut Memory,
    /// Live from the answer to `Resume` on.
    way: Way,
    /// Whether it has read nothing for a while, on purpose.
    dawdled: bool,
    begun: Instant,
}

impl Visit<'_> {
    async fn listen(&mut self, mut client: Client) -> Over {
        let stagger = Duration::from_millis(self.reader.index as u64 * 7 % PING_EVERY.as_millis() as u64);
        let mut ping = interval_at(tokio::time::Instant::now() + stagger + Duration::from_secs(1), PING_EVERY);
        loop {
            tokio::select! {
                next = timeout(SILENCE, client.next()) => {
                    let ended = match next {
                        Ok(Ok((message, arrived))) => self.take(&client, message, arrived).await,
                        Ok(Err(ended)) => Some(ended),
                        Err(_) => Some(Ended::Silent),
                    };
                    let ended = match ended {
                        None => self.dawdle(&mut client, &mut ping).await,
                        ended => ended,
                    };
                    if let Some(ended) = ended {
                        return Over::Ended(ended);
                    }
                }
                _ = ping.tick() => {
                    if let Err(ended) = client.ping().await {
                        return Over::Ended(ended);
                    }
                }
                changed = self.reader.orders.changed() => {
                    let order = *self.reader.orders.borrow_and_update();
                    match order {
                        Order::Cut(_) if changed.is_ok() => return Over::Cut,
                        Order::Listen | Order::Wake if changed.is_ok() => {}
                        _ => return Over::Left(Box::new(client)),
                    }
                }
            }
        }
    }

    async fn take(&mut self, client: &Client, message: Message, arrived: Instant) -> Option<Ended> {
        match message {
            Message::Event(event) => {
                let (hall, mark) = (self.hall, self.hall.marks.find(&event));
                let way = if self.dawdled { Way::Dawdled } else { self.way };
                let ledger = &mut self.memory.ledger;
                let write = hall.tally.hear(&hall.book, ledger, self.reader.index, mark, arrived, way);
                if let (Some(write), Some(mark), Way::Live) = (write, mark, way)
                    && let Some(stamp) = message::time(client.protocol(), &event).and_then(clock::stamp)
                {
                    let due = (write.phase == Phase::Measured).then_some(write.due);
                    hall.clocks.heard(hall.rest.node(usize::from(mark.lane)), stamp, due, arrived);
                }
                if let Some(cursor) = message::cursor(client.protocol(), &event) {
                    keep(&mut self.memory.cursor, cursor);
                }
            }
            Message::Position(cursor) => self.memory.cursor = Some(cursor),
            Message::Reset(cursor) => {
                self.gap(arrived);
                self.memory.cursor = Some(cursor);
            }
            Message::Answer(Ok(answer)) => {
                if !answer["reset"].is_null() {
                    self.gap(arrived);
                }
                if let Some(cursor) = answer["cursor"].as_str() {
                    self.memory.cursor = Some(cursor.to_owned());
                }
                self.live(answer["replayed"].as_u64().unwrap_or(0), arrived);
            }
            Message::Answer(Err(error)) => return Some(Ended::Unreadable(format!("Resume was refused: {error}"))),
            // The close frame that follows says more.
            Message::Close(_) | Message::Other => {}
        }
        None
    }

    fn gap(&mut self, arrived: Instant) {
        self.hall.tally.resets.fetch_add(1, Ordering::Relaxed);
        self.memory.ledger.gap(self.hall.book.since(arrived));
    }

    fn live(&mut self, replayed: u64, arrived: Instant) {
        let (tally, index) = (&self.hall.tally, self.reader.index);
        self.way = Way::Live;
        self.hall.live.fetch_add(1, Ordering::Relaxed);
        self.reader.state.set(State::LIVE);
        tally.connect.record(index, arrived.saturating_duration_since(self.begun));
        if let Some(away_since) = self.memory.away_since.take() {
            tally.resumes.fetch_add(1, Ordering::Relaxed);
            tally.replayed.fetch_add(replayed, Ordering::Relaxed);
            tally.level.record(index, arrived.saturating_duration_since(away_since));
        }
    }

    /// Once it is live for the first time, a slow consumer takes nothing until it is told to. It stays alive meanwhile.
    async fn dawdle(&mut self, client: &mut Client, ping: &mut Interval) -> Option<Ended> {
        let slow = self.reader.habit == Habit::Slow && self.way == Way::Live && !self.memory.joined;
        self.memory.joined |= self.way == Way::Live;
        if !slow {
            return None;
        }
        self.dawdled = true;
        loop {
            let told = tokio::select! {
                _ = self.reader.orders.wait_for(|order| *order != Order::Listen) => true,
                _ = ping.tick() => false,
            };
            if told {
                return None;
            }
            if let Err(ended) = client.ping().await {
                return Some(ended);
            }
        }
    }
}

/// Keeps a cursor without making a new text for each event.
fn keep(kept: &mut Option<String>, cursor: &str) {
    let kept = kept.get_or_insert_default();
    kept.clear();
    kept.push_str(cursor);
}
