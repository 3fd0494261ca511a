//! One reader: connects, resumes, receives events, and reconnects when its connection ends, as a good client does.

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
    client::{Client, Ended, ReceiveBuffer},
    ledger::Ledger,
    message::{self, Message},
    tally::{DeliveryMode, Missing, Tally, missing},
};
use crate::{
    clock::{self, Clocks},
    correlation::CorrelationIds,
    load::write_log::{Phase, WriteLog},
    rest::Rest,
    test_data::users::TestUser,
};

/// The server pings every 15 seconds. After twice that time without a message it counts as gone.
const SERVER_TIMEOUT: Duration = Duration::from_secs(30);
const PING_EVERY: Duration = Duration::from_secs(15);
/// The longest pause between two attempts to connect. The pause doubles with each attempt up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What all readers and lanes of a run share.
pub struct RunContext {
    pub hubs: Vec<HubAddress>,
    pub protocol: Protocol,
    pub ids: CorrelationIds,
    pub write_log: Arc<WriteLog>,
    pub tally: Tally,
    pub clocks: Clocks,
    pub rest: Rest,
    pub source: Source,
    /// How many readers are live at this moment.
    pub live: AtomicUsize,
    /// The shortest pause before a client reconnects. The longest pause of the first attempt is ten times as long.
    pub pause: Duration,
}

/// A command to all readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderCommand {
    /// Read, and reconnect when the connection ends.
    Read,
    /// Drop the connection as a broken network does, and reconnect; once for each number.
    Cut(u32),
    /// Slow readers read again.
    ResumeReading,
    /// Close the connection and end.
    Stop,
}

/// One reader, as it is set up.
pub struct Reader {
    pub index: usize,
    pub tenant: usize,
    pub user: Arc<TestUser>,
    pub kind: ReaderKind,
    pub commands: watch::Receiver<ReaderCommand>,
    pub state: Arc<ReaderState>,
}

/// The behaviour of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderKind {
    Normal,
    /// Pauses reading on its first connection, once it is live, until it is told to resume.
    Slow,
}

/// The state of a reader, for tasks that wait for it.
#[derive(Debug, Default)]
pub struct ReaderState(AtomicU8);

impl ReaderState {
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

/// The result of a reader at the end of a run.
#[derive(Debug, Clone, Copy)]
pub struct ReaderReport {
    pub index: usize,
    pub tenant: usize,
    pub missing: Missing,
    pub order: u64,
    /// Whether it was ever live.
    pub joined: bool,
    /// Whether the server ever announced a gap to it.
    pub reset: bool,
}

/// The state of a reader that outlives its connections.
struct ReaderMemory {
    ledger: Ledger,
    cursor: Option<String>,
    joined: bool,
    /// When its last connection ended.
    away_since: Option<Instant>,
}

/// Why a connection ended.
enum ConnectionEnd {
    Ended(Ended),
    Cut,
    Left(Box<Client>),
}

impl Reader {
    /// Reads until it is told to stop, and returns its result.
    pub async fn run(mut self, context: Arc<RunContext>) -> ReaderReport {
        let mut memory = ReaderMemory { ledger: Ledger::default(), cursor: None, joined: false, away_since: None };
        let mut attempt = 0;
        while *self.commands.borrow_and_update() != ReaderCommand::Stop {
            match self.once(&context, &mut memory, attempt).await {
                Ok(ConnectionEnd::Left(client)) => {
                    client.close().await;
                    break;
                }
                Ok(ConnectionEnd::Cut) => context.tally.ended(&"cut by the test"),
                Ok(ConnectionEnd::Ended(ended)) => context.tally.ended(&ended),
                Err(why) => {
                    context.tally.refused(&why);
                    self.state.set(ReaderState::FAILED);
                }
            }
            attempt += 1;
            self.back_off(&context, attempt).await;
        }
        let missing = match memory.joined {
            true => missing(&context.write_log, self.tenant, &memory.ledger),
            false => Missing::default(),
        };
        let (order, reset) = (memory.ledger.order(), memory.ledger.has_gaps());
        ReaderReport { index: self.index, tenant: self.tenant, missing, order, joined: memory.joined, reset }
    }

    /// One connection, from its beginning to its end. The error says why it could not be opened.
    async fn once(
        &mut self,
        context: &RunContext,
        memory: &mut ReaderMemory,
        attempt: usize,
    ) -> Result<ConnectionEnd, String> {
        let begun = Instant::now();
        let token = self.user.token(&context.rest).await.map_err(|failure| failure.to_string())?;
        let hub = &context.hubs[(self.index + attempt) % context.hubs.len()];
        let window = match self.kind {
            ReaderKind::Slow if !memory.joined => ReceiveBuffer::Minimal,
            _ => ReceiveBuffer::Usual,
        };
        let opened = Client::open(hub, &token, context.protocol, window).await;
        let mut client = opened.map_err(|refusal| refusal.to_string())?;
        if let Err(ended) = client.call("Resume", &json!([memory.cursor])).await {
            return Ok(ConnectionEnd::Ended(ended));
        }
        let mut connection =
            ReaderConnection { context, reader: self, memory, mode: DeliveryMode::Replayed, paused: false, begun };
        let end = connection.listen(client).await;
        let was_live = connection.mode == DeliveryMode::Live;
        if was_live {
            context.live.fetch_sub(1, Ordering::Relaxed);
            memory.away_since = Some(Instant::now());
        }
        self.state.set(0);
        Ok(end)
    }

    /// Waits for a random pause, or until the reader is told to stop.
    async fn back_off(&mut self, context: &RunContext, attempt: usize) {
        let doubled = context.pause.saturating_mul(1 << attempt.min(6));
        let longest = (doubled * 5).min(LONGEST_PAUSE).max(context.pause);
        let share = f64::from(u16::from_le_bytes(context.source.random())) / f64::from(u16::MAX);
        let pause = context.pause + (longest - context.pause).mul_f64(share);
        tokio::select! {
            () = sleep(pause) => {}
            _ = self.commands.wait_for(|command| *command == ReaderCommand::Stop) => {}
        }
    }
}

/// One connection of a reader.
struct ReaderConnection<'a> {
    context: &'a RunContext,
    reader: &'a mut Reader,
    memory: &'a mut ReaderMemory,
    /// Replayed until the completion of `Resume`, live from then on.
    mode: DeliveryMode,
    /// Whether the reader has paused reading on this connection.
    paused: bool,
    begun: Instant,
}

impl ReaderConnection<'_> {
    async fn listen(&mut self, mut client: Client) -> ConnectionEnd {
        let stagger = Duration::from_millis(self.reader.index as u64 * 7 % PING_EVERY.as_millis() as u64);
        let mut ping = interval_at(tokio::time::Instant::now() + stagger + Duration::from_secs(1), PING_EVERY);
        loop {
            tokio::select! {
                next = timeout(SERVER_TIMEOUT, client.next()) => {
                    let ended = match next {
                        Ok(Ok((message, arrived))) => self.take(&client, message, arrived).await,
                        Ok(Err(ended)) => Some(ended),
                        Err(_) => Some(Ended::Silent),
                    };
                    let ended = match ended {
                        None => self.pause_reading(&mut client, &mut ping).await,
                        ended => ended,
                    };
                    if let Some(ended) = ended {
                        return ConnectionEnd::Ended(ended);
                    }
                }
                _ = ping.tick() => {
                    if let Err(ended) = client.ping().await {
                        return ConnectionEnd::Ended(ended);
                    }
                }
                changed = self.reader.commands.changed() => {
                    let command = *self.reader.commands.borrow_and_update();
                    match command {
                        ReaderCommand::Cut(_) if changed.is_ok() => return ConnectionEnd::Cut,
                        ReaderCommand::Read | ReaderCommand::ResumeReading if changed.is_ok() => {}
                        _ => return ConnectionEnd::Left(Box::new(client)),
                    }
                }
            }
        }
    }

    async fn take(&mut self, client: &Client, message: Message, arrived: Instant) -> Option<Ended> {
        match message {
            Message::Event(event) => {
                let (context, id) = (self.context, self.context.ids.find(&event));
                let mode = if self.paused { DeliveryMode::AfterPause } else { self.mode };
                let ledger = &mut self.memory.ledger;
                let write = context.tally.record(&context.write_log, ledger, self.reader.index, id, arrived, mode);
                if let (Some(write), Some(id), DeliveryMode::Live) = (write, id, mode)
                    && let Some(stamp) = message::time(client.protocol(), &event).and_then(clock::stamp)
                {
                    let due = (write.phase == Phase::Measured).then_some(write.due);
                    context.clocks.delivered(context.rest.node(usize::from(id.lane)), stamp, due, arrived);
                }
                if let Some(cursor) = message::cursor(client.protocol(), &event) {
                    store(&mut self.memory.cursor, cursor);
                }
            }
            Message::Position(cursor) => self.memory.cursor = Some(cursor),
            Message::Reset(cursor) => {
                self.gap(arrived);
                self.memory.cursor = Some(cursor);
            }
            Message::Completion(Ok(answer)) => {
                if !answer["reset"].is_null() {
                    self.gap(arrived);
                }
                if let Some(cursor) = answer["cursor"].as_str() {
                    self.memory.cursor = Some(cursor.to_owned());
                }
                self.live(answer["replayed"].as_u64().unwrap_or(0), arrived);
            }
            Message::Completion(Err(error)) => return Some(Ended::Unreadable(format!("Resume was refused: {error}"))),
            // The close frame that follows has the code.
            Message::Close(_) | Message::Other => {}
        }
        None
    }

    fn gap(&mut self, arrived: Instant) {
        self.context.tally.resets.fetch_add(1, Ordering::Relaxed);
        self.memory.ledger.record_gap(self.context.write_log.since(arrived));
    }

    fn live(&mut self, replayed: u64, arrived: Instant) {
        let (tally, index) = (&self.context.tally, self.reader.index);
        self.mode = DeliveryMode::Live;
        self.context.live.fetch_add(1, Ordering::Relaxed);
        self.reader.state.set(ReaderState::LIVE);
        tally.connect.record(index, arrived.saturating_duration_since(self.begun));
        if let Some(away_since) = self.memory.away_since.take() {
            tally.resumes.fetch_add(1, Ordering::Relaxed);
            tally.replayed.fetch_add(replayed, Ordering::Relaxed);
            tally.level.record(index, arrived.saturating_duration_since(away_since));
        }
    }

    /// A slow reader that is live for the first time reads nothing until it is told to; it only sends pings meanwhile.
    async fn pause_reading(&mut self, client: &mut Client, ping: &mut Interval) -> Option<Ended> {
        let slow = self.reader.kind == ReaderKind::Slow && self.mode == DeliveryMode::Live && !self.memory.joined;
        self.memory.joined |= self.mode == DeliveryMode::Live;
        if !slow {
            return None;
        }
        self.paused = true;
        loop {
            let resume = tokio::select! {
                _ = self.reader.commands.wait_for(|command| *command != ReaderCommand::Read) => true,
                _ = ping.tick() => false,
            };
            if resume {
                return None;
            }
            if let Err(ended) = client.ping().await {
                return Some(ended);
            }
        }
    }
}

/// Stores a cursor without a new allocation for each event.
fn store(stored: &mut Option<String>, cursor: &str) {
    let stored = stored.get_or_insert_default();
    stored.clear();
    stored.push_str(cursor);
}
