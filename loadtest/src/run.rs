//! A run: its world, its readers and its lanes, and the phases a scenario puts together.

mod progress;
mod summary;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use plenum_shared::clock::Source;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{interval, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{
    Failure, Result,
    clock::{Clocks, local::OwnClock, node::Whose},
    correlation::Marks,
    load::{
        append::Appender,
        lanes::{self, Lane, Measures, Office},
        mix::Mix,
        schedule::Pace,
        write_log::Book,
    },
    machine::{self, Usage},
    options::{Options, Shape},
    readers::{
        address::HubAddress,
        reader::{Account, Habit, Hall, Order, Reader, State},
        tally::Tally,
    },
    rest::Rest,
    target::Target,
    test_data::{Size, World},
};
use progress::Progress;
use summary::Farewell;

/// How long all connections together may take to come to live.
const CONNECT_PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// How long a reader may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(10);
/// Files a process has open besides its connections.
const OTHER_FILES: u64 = 100;

/// A run under way.
pub struct Run {
    pub options: Options,
    pub shape: Shape,
    pub target: Target,
    hall: Arc<Hall>,
    world: World,
    office: Arc<Office>,
    lanes: Option<Vec<Lane>>,
    readers: JoinSet<Account>,
    states: Vec<Arc<State>>,
    orders: watch::Sender<Order>,
    progress: Progress,
    marks: Marked,
}

/// What was read from the clocks and processes on the way.
#[derive(Debug, Default)]
struct Marked {
    before: Vec<Option<Usage>>,
    connected: Vec<Option<Usage>>,
    measured_from: Vec<Option<Usage>>,
    measured_to: Vec<Option<Usage>>,
    own_from: Usage,
    own_to: Usage,
    connecting: Duration,
    live: usize,
    /// Between the two looks at the processes.
    span: Duration,
    /// Deliveries when the processes were looked at.
    heard_from: u64,
    heard_to: u64,
}

impl Run {
    /// Reaches or starts the server, and makes the world.
    pub async fn prepare(options: Options, shape: Shape) -> Result<Self> {
        require_open_files(shape.connections)?;
        let progress = Progress::new();
        progress.phase("reaching the server");
        let target = Target::of(&options).await?;
        let source = Source::system();
        let rest = Rest::new(target.rest.clone())?;
        let mut hubs = Vec::new();
        for node in &target.hubs {
            hubs.push(HubAddress::look_up(node, &options.hub).await?);
        }
        let world = world(&options, &shape, &rest, &source, &progress).await?;
        let own_clock = OwnClock::start(&source);
        let tenants = (0..shape.lanes).map(|lane| lane % shape.tenants);
        let hall = Arc::new(Hall {
            hubs,
            protocol: options.protocol(),
            marks: Marks::of_run(u32::from_le_bytes(source.random())),
            book: Arc::new(Book::new(own_clock.begun(), tenants)),
            tally: Tally::default(),
            clocks: clocks(&target, own_clock, shape.mix),
            rest,
            source: source.clone(),
            live: AtomicUsize::new(0),
            pause: options.pause,
        });
        let appender = match (&target.back, shape.mix) {
            (Some(back), Mix::Appends) => Some(Appender::connect(back, shape.lanes as u32, &source).await?),
            _ => None,
        };
        progress.phase("preparing records");
        let lanes = lanes::prepare(&hall, &world, appender.as_ref(), shape.lanes, shape.payload).await?;
        let office = Arc::new(office(&options, &shape, hall.clone(), appender));
        let (orders, _) = watch::channel(Order::Listen);
        let marks = Marked { before: look(&target), ..Marked::default() };
        Ok(Self {
            options,
            shape,
            target,
            hall,
            world,
            office,
            lanes: Some(lanes),
            readers: JoinSet::new(),
            states: Vec::new(),
            orders,
            progress,
            marks,
        })
    }

    /// Opens all connections and waits until they are live, or until that has taken too long.
    pub async fn connect(&mut self, habit: impl Fn(usize) -> Habit) {
        let begun = Instant::now();
        let wanted = self.shape.connections;
        self.progress.bar("connecting", wanted as u64);
        for index in 0..wanted {
            if let Some(rate) = self.shape.connect_rate {
                sleep_until((begun + Duration::from_secs_f64(index as f64 / rate)).into()).await;
            }
            let (tenant, person) = self.world.seat(index);
            let state = Arc::new(State::default());
            self.states.push(state.clone());
            let reader = Reader { index, tenant, person, habit: habit(index), orders: self.orders.subscribe(), state };
            self.readers.spawn(reader.run(self.hall.clone()));
            self.progress.at(self.live() as u64);
        }
        self.wait_for_all(CONNECT_PATIENCE).await;
        self.marks.connecting = begun.elapsed();
        self.marks.live = self.live();
        self.marks.connected = look(&self.target);
    }

    /// Waits until every reader is live; whether they all are.
    pub async fn wait_for_all(&self, patience: Duration) -> bool {
        let wanted = self.shape.connections;
        let all_live = async {
            while self.live() < wanted {
                self.progress.at(self.live() as u64);
                sleep(LOOK_EVERY).await;
            }
        };
        timeout(patience, all_live).await.is_ok()
    }

    pub fn live(&self) -> usize {
        self.hall.live.load(Ordering::Relaxed)
    }

    /// Lets the lanes work through their timetable, while `beside` happens.
    pub async fn write(&mut self, beside: impl AsyncFnOnce(&mut Self)) {
        let lanes = self.lanes.take().unwrap_or_default();
        let begins = Instant::now() + Duration::from_millis(100);
        let office = Arc::new(self.office.begin(begins));
        self.office = office.clone();
        let whole = self.options.warm_up + self.options.duration;
        self.progress.bar("writing", whole.as_millis() as u64);
        let mut work = tokio::spawn(lanes::work(office, lanes));
        sleep_until((begins + self.options.warm_up).into()).await;
        self.begin_measuring();
        beside(self).await;
        let mut tick = interval(Duration::from_millis(200));
        loop {
            tokio::select! {
                _ = &mut work => break,
                _ = tick.tick() => {
                    let heard = self.hall.tally.deliveries.load(Ordering::Relaxed);
                    self.progress.at(begins.elapsed().as_millis() as u64);
                    self.progress.say(format!("{heard} deliveries, {} live", self.live()));
                }
            }
        }
    }

    /// Time until this much of the measured time has passed.
    pub async fn until(&self, share: f64) {
        let at = self.office.begins + self.options.warm_up + self.options.duration.mul_f64(share);
        sleep_until(at.into()).await;
    }

    /// Time until it has been written for so long, or to the end.
    pub async fn written_for(&self, length: Duration) {
        let whole = self.options.warm_up + self.options.duration;
        sleep_until((self.office.begins + length.min(whole)).into()).await;
    }

    /// Looks at the processes; what they use from here on counts.
    pub fn begin_measuring(&mut self) {
        self.marks.measured_from = look(&self.target);
        self.marks.own_from = machine::own_usage();
        self.marks.heard_from = self.hall.tally.deliveries.load(Ordering::Relaxed);
        self.marks.span = self.hall.book.since(Instant::now());
    }

    /// Waits for what has not been heard yet, as long as something still comes.
    pub async fn settle(&mut self) {
        let expected = self.expected();
        self.progress.bar("settling", expected);
        let tally = &self.hall.tally;
        let heard = || tally.deliveries.load(Ordering::Relaxed);
        let (mut last, mut since) = (heard(), Instant::now());
        while heard() < expected && since.elapsed() < self.options.settle {
            sleep(LOOK_EVERY).await;
            if heard() > last {
                (last, since) = (heard(), Instant::now());
            }
            self.progress.at(last);
        }
        // Who was level before may still be told something again; that must not go unseen.
        sleep(Duration::from_millis(300)).await;
        self.marks.measured_to = look(&self.target);
        self.marks.own_to = machine::own_usage();
        self.marks.heard_to = heard();
        self.marks.span = self.hall.book.since(Instant::now()).saturating_sub(self.marks.span);
    }

    /// Tells the readers something.
    pub fn order(&self, order: Order) {
        self.orders.send_replace(order);
    }

    /// Sends everybody home, and puts the report together.
    pub async fn finish(mut self) -> crate::report::Report {
        self.progress.phase("saying goodbye");
        self.office.stop.cancel();
        self.order(Order::Leave);
        let mut accounts = Vec::new();
        let all = async {
            while let Some(account) = self.readers.join_next().await {
                accounts.extend(account.ok());
            }
        };
        let farewell = match timeout(GOODBYE, all).await {
            Ok(()) => Farewell::Complete,
            Err(_) => Farewell::CutShort,
        };
        self.progress.end();
        summary::of(&self, &accounts, farewell)
    }

    /// Deliveries that there should be, if every connection is or comes live.
    fn expected(&self) -> u64 {
        let tenants = self.shape.tenants;
        let readers = |tenant: usize| (self.shape.connections + tenants - 1 - tenant) / tenants;
        (0..tenants).map(|tenant| self.hall.book.acknowledged(tenant) * readers(tenant) as u64).sum()
    }

    fn rate(&self) -> Option<f64> {
        match self.shape.pace {
            Pace::Rate(rate) => Some(rate),
            Pace::Saturated => None,
        }
    }
}

/// Each connection is an open file.
fn require_open_files(connections: usize) -> Result<()> {
    match machine::open_files_limit() {
        Some(limit) if limit < connections as u64 + OTHER_FILES => Err(Failure(format!(
            "{connections} connections need more than the {limit} open files this process may have (ulimit -n)"
        ))),
        _ => Ok(()),
    }
}

/// Makes the tenants and people of a run, and shows how far that is.
async fn world(options: &Options, shape: &Shape, rest: &Rest, source: &Source, progress: &Progress) -> Result<World> {
    let made = Arc::new(AtomicU64::new(0));
    let size = Size { tenants: shape.tenants, users: shape.users, role: options.role.clone() };
    progress.counting("people", shape.users as u64, &made, World::create(rest, source, &size, &made)).await
}

/// What the lanes of a run share, before its writing begins.
fn office(options: &Options, shape: &Shape, hall: Arc<Hall>, appender: Option<Appender>) -> Office {
    Office {
        hall,
        appender,
        measures: Measures::default(),
        // Set when the writing begins.
        begins: Instant::now(),
        warm_up: options.warm_up,
        length: options.duration,
        pace: shape.pace,
        mix: shape.mix,
        payload: shape.payload,
        stop: CancellationToken::new(),
    }
}

/// The clocks that stamp the writes: what we have started runs on this machine.
fn clocks(target: &Target, own: OwnClock, mix: Mix) -> Clocks {
    let whose = if target.is_ours() { Whose::Ours } else { Whose::Theirs };
    match mix {
        Mix::Appends => Clocks::new(own, ["this tool".to_owned()], Whose::Ours),
        Mix::Changes | Mix::Office => Clocks::new(own, target.rest.iter().cloned(), whose),
    }
}

fn look(target: &Target) -> Vec<Option<Usage>> {
    target.processes.iter().map(|process| machine::usage(process.id).ok()).collect()
}
