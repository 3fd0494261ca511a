//! A run: its test data, readers and lanes, and the phases that a scenario combines.

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
    clock::{Clocks, local::LocalClock, node::ClockKind},
    correlation::CorrelationIds,
    load::{
        append::Appender,
        lanes::{self, Lane, LaneContext, OperationStats},
        mix::Mix,
        schedule::Pace,
        write_log::WriteLog,
    },
    machine::{self, Usage},
    options::{Options, Sizes},
    readers::{
        address::HubAddress,
        reader::{Reader, ReaderCommand, ReaderKind, ReaderReport, ReaderState, RunContext},
        tally::Tally,
    },
    rest::Rest,
    target::Target,
    test_data::{TestData, TestDataSize},
};
use progress::Progress;

/// The time limit for all connections to become live.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(120);
const POLL_INTERVAL: Duration = Duration::from_millis(20);
/// The time limit for all readers to close their connections.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// The number of files that the process has open besides its connections.
const OTHER_FILES: u64 = 100;

/// A run in progress.
pub struct Run {
    pub options: Options,
    pub sizes: Sizes,
    pub target: Target,
    context: Arc<RunContext>,
    test_data: TestData,
    lane_context: Arc<LaneContext>,
    lanes: Option<Vec<Lane>>,
    readers: JoinSet<ReaderReport>,
    states: Vec<Arc<ReaderState>>,
    commands: watch::Sender<ReaderCommand>,
    progress: Progress,
    measurements: Measurements,
}

/// The measurements of clocks and processes during the run.
#[derive(Debug, Default)]
struct Measurements {
    before: Vec<Option<Usage>>,
    connected: Vec<Option<Usage>>,
    measured_from: Vec<Option<Usage>>,
    measured_to: Vec<Option<Usage>>,
    own_from: Usage,
    own_to: Usage,
    connecting: Duration,
    live: usize,
    /// The time between the first and the last measurement of the processes.
    span: Duration,
    /// The number of deliveries at the first measurement of the processes.
    delivered_from: u64,
    delivered_to: u64,
}

/// Whether all readers have returned their results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReaderReports {
    Complete,
    /// Some readers had not ended within the time limit.
    Incomplete,
}

impl Run {
    /// Connects to the server or starts it, and creates the test data.
    pub async fn prepare(options: Options, sizes: Sizes) -> Result<Self> {
        require_open_files(sizes.connections)?;
        let progress = Progress::new();
        progress.phase("connecting to the server");
        let target = Target::of(&options).await?;
        let source = Source::system();
        let rest = Rest::new(target.rest.clone())?;
        let mut hubs = Vec::new();
        for node in &target.hubs {
            hubs.push(HubAddress::resolve(node, &options.hub).await?);
        }
        let test_data = test_data(&options, &sizes, &rest, &source, &progress).await?;
        let own_clock = LocalClock::start(&source);
        let tenants = (0..sizes.lanes).map(|lane| lane % sizes.tenants);
        let context = Arc::new(RunContext {
            hubs,
            protocol: options.protocol(),
            ids: CorrelationIds::for_run(u32::from_le_bytes(source.random())),
            write_log: Arc::new(WriteLog::new(own_clock.begun(), tenants)),
            tally: Tally::default(),
            clocks: clocks(&target, own_clock, sizes.mix),
            rest,
            source: source.clone(),
            live: AtomicUsize::new(0),
            pause: options.pause,
        });
        let appender = match (&target.backend, sizes.mix) {
            (Some(backend), Mix::Appends) => Some(Appender::connect(backend, sizes.lanes as u32, &source).await?),
            _ => None,
        };
        progress.phase("preparing records");
        let lanes = lanes::prepare(&context, &test_data, appender.as_ref(), sizes.lanes, sizes.payload).await?;
        let lane_context = Arc::new(lane_context(&options, &sizes, context.clone(), appender));
        let (commands, _) = watch::channel(ReaderCommand::Read);
        let measurements = Measurements { before: usages(&target), ..Measurements::default() };
        Ok(Self {
            options,
            sizes,
            target,
            context,
            test_data,
            lane_context,
            lanes: Some(lanes),
            readers: JoinSet::new(),
            states: Vec::new(),
            commands,
            progress,
            measurements,
        })
    }

    /// Opens all connections, and waits until they are live or the time limit is over.
    pub async fn connect(&mut self, kind: impl Fn(usize) -> ReaderKind) {
        let begun = Instant::now();
        let wanted = self.sizes.connections;
        self.progress.bar("connecting", wanted as u64);
        for index in 0..wanted {
            if let Some(rate) = self.sizes.connect_rate {
                sleep_until((begun + Duration::from_secs_f64(index as f64 / rate)).into()).await;
            }
            let (tenant, user) = self.test_data.user_of_reader(index);
            let state = Arc::new(ReaderState::default());
            self.states.push(state.clone());
            let reader = Reader { index, tenant, user, kind: kind(index), commands: self.commands.subscribe(), state };
            self.readers.spawn(reader.run(self.context.clone()));
            self.progress.at(self.live() as u64);
        }
        self.wait_for_all(CONNECT_TIMEOUT).await;
        self.measurements.connecting = begun.elapsed();
        self.measurements.live = self.live();
        self.measurements.connected = usages(&self.target);
    }

    /// Waits until every reader is live. False when the time limit was over first.
    pub async fn wait_for_all(&self, limit: Duration) -> bool {
        let wanted = self.sizes.connections;
        let all_live = async {
            while self.live() < wanted {
                self.progress.at(self.live() as u64);
                sleep(POLL_INTERVAL).await;
            }
        };
        timeout(limit, all_live).await.is_ok()
    }

    pub fn live(&self) -> usize {
        self.context.live.load(Ordering::Relaxed)
    }

    /// Runs the lanes to the end of their timetable. `beside` runs from the beginning of the measured time.
    pub async fn write(&mut self, beside: impl AsyncFnOnce(&mut Self)) {
        let lanes = self.lanes.take().unwrap_or_default();
        let begins = Instant::now() + Duration::from_millis(100);
        let lane_context = Arc::new(self.lane_context.starting_at(begins));
        self.lane_context = lane_context.clone();
        let whole = self.options.warm_up + self.options.duration;
        self.progress.bar("writing", whole.as_millis() as u64);
        let mut work = tokio::spawn(lanes::run(lane_context, lanes));
        sleep_until((begins + self.options.warm_up).into()).await;
        self.begin_measuring();
        beside(self).await;
        let mut tick = interval(Duration::from_millis(200));
        loop {
            tokio::select! {
                _ = &mut work => break,
                _ = tick.tick() => {
                    let delivered = self.context.tally.deliveries.load(Ordering::Relaxed);
                    self.progress.at(begins.elapsed().as_millis() as u64);
                    self.progress.say(format!("{delivered} deliveries, {} live", self.live()));
                }
            }
        }
    }

    /// Waits until this share of the measured time has passed.
    pub async fn wait_until_share(&self, share: f64) {
        let at = self.lane_context.begins + self.options.warm_up + self.options.duration.mul_f64(share);
        sleep_until(at.into()).await;
    }

    /// Waits until the lanes have been writing for this long, or to the end of their timetable.
    pub async fn wait_for_writes(&self, length: Duration) {
        let whole = self.options.warm_up + self.options.duration;
        sleep_until((self.lane_context.begins + length.min(whole)).into()).await;
    }

    /// Measures the processes for the first time.
    pub fn begin_measuring(&mut self) {
        self.measurements.measured_from = usages(&self.target);
        self.measurements.own_from = machine::own_usage();
        self.measurements.delivered_from = self.context.tally.deliveries.load(Ordering::Relaxed);
        self.measurements.span = self.context.write_log.since(Instant::now());
    }

    /// Waits for the missing deliveries, as long as deliveries still arrive.
    pub async fn settle(&mut self) {
        let expected = self.expected();
        self.progress.bar("settling", expected);
        let tally = &self.context.tally;
        let delivered = || tally.deliveries.load(Ordering::Relaxed);
        let (mut last, mut since) = (delivered(), Instant::now());
        while delivered() < expected && since.elapsed() < self.options.settle {
            sleep(POLL_INTERVAL).await;
            if delivered() > last {
                (last, since) = (delivered(), Instant::now());
            }
            self.progress.at(last);
        }
        // Repeats may still arrive after the last expected delivery, and must be counted.
        sleep(Duration::from_millis(300)).await;
        self.measurements.measured_to = usages(&self.target);
        self.measurements.own_to = machine::own_usage();
        self.measurements.delivered_to = delivered();
        self.measurements.span = self.context.write_log.since(Instant::now()).saturating_sub(self.measurements.span);
    }

    /// Sends a command to all readers.
    pub fn command(&self, command: ReaderCommand) {
        self.commands.send_replace(command);
    }

    /// Stops all readers, and creates the report.
    pub async fn finish(mut self) -> crate::report::Report {
        self.progress.phase("closing connections");
        self.lane_context.stop.cancel();
        self.command(ReaderCommand::Stop);
        let mut reports = Vec::new();
        let all = async {
            while let Some(report) = self.readers.join_next().await {
                reports.extend(report.ok());
            }
        };
        let reader_reports = match timeout(STOP_TIMEOUT, all).await {
            Ok(()) => ReaderReports::Complete,
            Err(_) => ReaderReports::Incomplete,
        };
        self.progress.end();
        self.report(&reports, reader_reports)
    }

    /// The expected number of deliveries, if every connection is live or becomes live.
    fn expected(&self) -> u64 {
        let tenants = self.sizes.tenants;
        let readers = |tenant: usize| (self.sizes.connections + tenants - 1 - tenant) / tenants;
        (0..tenants).map(|tenant| self.context.write_log.acknowledged(tenant) * readers(tenant) as u64).sum()
    }

    fn rate(&self) -> Option<f64> {
        match self.sizes.pace {
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

/// Creates the tenants and users of a run, and shows the progress.
async fn test_data(
    options: &Options,
    sizes: &Sizes,
    rest: &Rest,
    source: &Source,
    progress: &Progress,
) -> Result<TestData> {
    let created = Arc::new(AtomicU64::new(0));
    let size = TestDataSize { tenants: sizes.tenants, users: sizes.users, role: options.role.clone() };
    progress.counting("users", sizes.users as u64, &created, TestData::create(rest, source, &size, &created)).await
}

/// The context of the lanes before the writing begins.
fn lane_context(options: &Options, sizes: &Sizes, context: Arc<RunContext>, appender: Option<Appender>) -> LaneContext {
    LaneContext {
        context,
        appender,
        stats: OperationStats::default(),
        // Set when the writing begins.
        begins: Instant::now(),
        warm_up: options.warm_up,
        length: options.duration,
        pace: sizes.pace,
        mix: sizes.mix,
        payload: sizes.payload,
        stop: CancellationToken::new(),
    }
}

/// The clocks of the nodes that write. A server that this tool has started runs on this machine.
fn clocks(target: &Target, own: LocalClock, mix: Mix) -> Clocks {
    let kind = if target.is_ours() { ClockKind::Local } else { ClockKind::Remote };
    match mix {
        Mix::Appends => Clocks::new(own, ["this tool".to_owned()], ClockKind::Local),
        Mix::Changes | Mix::Crud => Clocks::new(own, target.rest.iter().cloned(), kind),
    }
}

fn usages(target: &Target) -> Vec<Option<Usage>> {
    target.processes.iter().map(|process| machine::usage(process.id).ok()).collect()
}
