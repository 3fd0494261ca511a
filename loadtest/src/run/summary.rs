//! Creates the report of a run from its measurements.

use std::{collections::HashMap, sync::atomic::Ordering};

use hdrhistogram::Histogram;

use super::{ReaderReports, Run};
use crate::{
    clock::node::ClockEstimate,
    load::mix::Mix,
    machine,
    readers::reader::ReaderReport,
    report::{Clock, Connections, Deliveries, Generator, Latency, Load, ProcessReport, Report, Split, Verdict, Writes},
};

impl Run {
    /// The report of the run, from the results that readers have returned.
    pub(super) fn report(&self, readers: &[ReaderReport], reader_reports: ReaderReports) -> Report {
        let run = self;
        let seconds = run.options.duration.as_secs_f64();
        let mut report = Report {
            tool: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            scenario: run.options.scenario.name(),
            machine: machine::machine(),
            load: load(run),
            seconds,
            writes: writes(run, seconds),
            deliveries: deliveries(run, readers, seconds),
            write_to_screen: Latency::from(&run.context.tally.screen.merged()),
            split: split(run),
            write_to_slow_screen: Latency::from(&run.context.tally.slow_screen.merged()),
            replay: Latency::from(&run.context.tally.replay.merged()),
            operations: run
                .lane_context
                .stats
                .operations
                .iter()
                .map(|(operation, latencies)| (operation.name(), Latency::from(&latencies.merged())))
                .filter(|(_, latency)| latency.count > 0)
                .collect(),
            connections: connections(run),
            processes: processes(run),
            generator: generator(run),
            verdict: Verdict { ok: false, faults: Vec::new(), cautions: Vec::new() },
        };
        report.set_verdict();
        if reader_reports == ReaderReports::Incomplete {
            report.verdict.ok = false;
            let absent = run.sizes.connections - readers.len();
            report.verdict.faults.push(format!("{absent} readers did not end, so their deliveries are unknown"));
        }
        report
    }
}

fn load(run: &Run) -> Load {
    let writes_are = match run.sizes.mix {
        Mix::Changes => "changes over REST",
        Mix::Appends => "entries straight into the log",
        Mix::Crud => "reads and writes over REST",
    };
    Load {
        nodes: run.target.hubs.clone(),
        hub: run.options.hub.clone(),
        protocol: run.options.protocol().name(),
        tenants: run.sizes.tenants,
        users: run.sizes.users,
        connections: run.sizes.connections,
        lanes: run.sizes.lanes,
        rate: run.rate(),
        writes_are,
    }
}

fn writes(run: &Run, seconds: f64) -> Writes {
    let counts = run.context.write_log.counts();
    Writes {
        sent: counts.sent,
        acknowledged: counts.acknowledged,
        refused: counts.refused,
        unknown: counts.unknown,
        unsent: run.lane_context.stats.unsent.load(Ordering::Relaxed),
        per_second: counts.measured as f64 / seconds,
    }
}

fn deliveries(run: &Run, readers: &[ReaderReport], seconds: f64) -> Deliveries {
    let tally = &run.context.tally;
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let joined = readers.iter().filter(|reader| reader.joined);
    Deliveries {
        expected: joined.map(|reader| run.context.write_log.acknowledged(reader.tenant)).sum(),
        heard: read(&tally.deliveries),
        per_second: read(&tally.measured) as f64 / seconds,
        lost: readers.iter().map(|reader| reader.missing.lost).sum(),
        announced: readers.iter().map(|reader| reader.missing.announced).sum(),
        repeated: read(&tally.repeated),
        out_of_order: read(&tally.out_of_order),
        differing_orders: differing(readers),
        phantoms: read(&tally.phantoms),
        foreign: read(&tally.foreign),
    }
}

/// The readers that received everything, but in another order than most readers of their tenant.
fn differing(readers: &[ReaderReport]) -> u64 {
    let whole = readers.iter().filter(|reader| {
        let missing = reader.missing.lost + reader.missing.announced;
        reader.joined && !reader.reset && missing == 0
    });
    let mut orders: HashMap<usize, HashMap<u64, u64>> = HashMap::new();
    for reader in whole {
        *orders.entry(reader.tenant).or_default().entry(reader.order).or_default() += 1;
    }
    let minority =
        |orders: &HashMap<u64, u64>| orders.values().sum::<u64>() - orders.values().max().copied().unwrap_or(0);
    orders.values().map(minority).sum()
}

fn split(run: &Run) -> Split {
    let estimates = run.context.clocks.estimates();
    let all = |part: fn(&ClockEstimate) -> &Histogram<u64>| {
        let mut all = part(&estimates[0].1).clone();
        for (_, other) in &estimates[1..] {
            // It grows as it must.
            let _ = all.add(part(other));
        }
        Latency::from(&all)
    };
    Split {
        until_server: all(|estimate| &estimate.until_server),
        from_server: all(|estimate| &estimate.from_server),
        clocks: estimates.iter().map(|(node, estimate)| Clock::new(node.clone(), estimate)).collect(),
    }
}

fn connections(run: &Run) -> Connections {
    let tally = &run.context.tally;
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let seconds = run.measurements.connecting.as_secs_f64();
    Connections {
        wanted: run.sizes.connections,
        live: run.measurements.live,
        opened_in_seconds: seconds,
        per_second: run.measurements.live as f64 / seconds.max(f64::EPSILON),
        connect: Latency::from(&tally.connect.merged()),
        refusals: tally.refusals(),
        ends: tally.ends(),
        resumes: read(&tally.resumes),
        replayed: read(&tally.replayed),
        resets: read(&tally.resets),
        level: Latency::from(&tally.level.merged()),
    }
}

fn processes(run: &Run) -> Vec<ProcessReport> {
    let measurements = &run.measurements;
    let delivered = measurements.delivered_to.saturating_sub(measurements.delivered_from);
    let at = |looks: &[Option<machine::Usage>], index: usize| looks.get(index).copied().flatten();
    let report = |(index, process): (usize, &crate::target::Process)| {
        let used = at(&measurements.measured_from, index).zip(at(&measurements.measured_to, index));
        let cpu = used.map(|(from, to)| to.cpu.saturating_sub(from.cpu).as_secs_f64());
        let resident = |looks| at(looks, index).map_or(0, |usage: machine::Usage| usage.resident);
        let (before, connected) = (resident(&measurements.before), resident(&measurements.connected));
        ProcessReport {
            name: process.name.clone(),
            process: process.id,
            cpu_seconds: cpu,
            cpu_percent: cpu.map(|cpu| 100.0 * cpu / measurements.span.as_secs_f64().max(f64::EPSILON)),
            cpu_micros_per_delivery: cpu.filter(|_| delivered > 0).map(|cpu| cpu * 1e6 / delivered as f64),
            resident_bytes_before: before,
            resident_bytes_connected: connected,
            bytes_per_connection: (connected as i64 - before as i64) / run.sizes.connections.max(1) as i64,
        }
    };
    run.target.processes.iter().enumerate().map(report).collect()
}

fn generator(run: &Run) -> Generator {
    let cpu = run.measurements.own_to.cpu.saturating_sub(run.measurements.own_from.cpu).as_secs_f64();
    Generator {
        cpu_seconds: cpu,
        cpu_percent: 100.0 * cpu / run.measurements.span.as_secs_f64().max(f64::EPSILON),
        late: Latency::from(&run.lane_context.stats.late.merged()),
    }
}
