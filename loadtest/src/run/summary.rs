//! From what a run wrote down to its report.

use std::{collections::HashMap, sync::atomic::Ordering};

use hdrhistogram::Histogram;

use super::Run;
use crate::{
    clock::node::Settled,
    load::mix::Mix,
    machine,
    readers::reader::Account,
    report::{Clock, Connections, Deliveries, Generator, Latency, Load, ProcessReport, Report, Split, Verdict, Writes},
};

/// Whether the readers came back with their accounts when they were sent home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Farewell {
    Complete,
    /// Some had not, when nobody waited for them any more.
    CutShort,
}

pub(super) fn of(run: &Run, accounts: &[Account], farewell: Farewell) -> Report {
    let seconds = run.options.duration.as_secs_f64();
    let mut report = Report {
        tool: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenario: run.options.scenario.name(),
        machine: machine::machine(),
        load: load(run),
        seconds,
        writes: writes(run, seconds),
        deliveries: deliveries(run, accounts, seconds),
        write_to_screen: Latency::from(&run.hall.tally.screen.merged()),
        split: split(run),
        write_to_slow_screen: Latency::from(&run.hall.tally.slow_screen.merged()),
        replay: Latency::from(&run.hall.tally.replay.merged()),
        operations: run
            .office
            .measures
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
    report.judge();
    if farewell == Farewell::CutShort {
        report.verdict.ok = false;
        let absent = run.shape.connections - accounts.len();
        report.verdict.faults.push(format!("{absent} readers did not come back, so nobody knows what they heard"));
    }
    report
}

fn load(run: &Run) -> Load {
    let writes_are = match run.shape.mix {
        Mix::Changes => "changes over REST",
        Mix::Appends => "entries straight into the log",
        Mix::Office => "reads and writes over REST",
    };
    Load {
        nodes: run.target.hubs.clone(),
        hub: run.options.hub.clone(),
        protocol: run.options.protocol().name(),
        tenants: run.shape.tenants,
        users: run.shape.users,
        connections: run.shape.connections,
        lanes: run.shape.lanes,
        rate: run.rate(),
        writes_are,
    }
}

fn writes(run: &Run, seconds: f64) -> Writes {
    let counts = run.hall.book.counts();
    Writes {
        sent: counts.sent,
        acknowledged: counts.acknowledged,
        refused: counts.refused,
        unknown: counts.unknown,
        unsent: run.office.measures.unsent.load(Ordering::Relaxed),
        per_second: counts.measured as f64 / seconds,
    }
}

fn deliveries(run: &Run, accounts: &[Account], seconds: f64) -> Deliveries {
    let tally = &run.hall.tally;
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let joined = accounts.iter().filter(|account| account.joined);
    Deliveries {
        expected: joined.map(|account| run.hall.book.acknowledged(account.tenant)).sum(),
        heard: read(&tally.deliveries),
        per_second: read(&tally.measured) as f64 / seconds,
        lost: accounts.iter().map(|account| account.missing.lost).sum(),
        announced: accounts.iter().map(|account| account.missing.announced).sum(),
        repeated: read(&tally.repeated),
        out_of_order: read(&tally.out_of_order),
        differing_orders: differing(accounts),
        phantoms: read(&tally.phantoms),
        foreign: read(&tally.foreign),
    }
}

/// Of the readers who heard everything, those who heard it in another order than most of their tenant.
fn differing(accounts: &[Account]) -> u64 {
    let whole = accounts.iter().filter(|account| {
        let missing = account.missing.lost + account.missing.announced;
        account.joined && !account.reset && missing == 0
    });
    let mut orders: HashMap<usize, HashMap<u64, u64>> = HashMap::new();
    for account in whole {
        *orders.entry(account.tenant).or_default().entry(account.order).or_default() += 1;
    }
    let minority =
        |orders: &HashMap<u64, u64>| orders.values().sum::<u64>() - orders.values().max().copied().unwrap_or(0);
    orders.values().map(minority).sum()
}

fn split(run: &Run) -> Split {
    let settled = run.hall.clocks.settle();
    let all = |part: fn(&Settled) -> &Histogram<u64>| {
        let mut all = part(&settled[0].1).clone();
        for (_, other) in &settled[1..] {
            // It grows as it must.
            let _ = all.add(part(other));
        }
        Latency::from(&all)
    };
    Split {
        until_server: all(|settled| &settled.until_server),
        from_server: all(|settled| &settled.from_server),
        clocks: settled.iter().map(|(node, settled)| Clock::new(node.clone(), settled)).collect(),
    }
}

fn connections(run: &Run) -> Connections {
    let tally = &run.hall.tally;
    let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let seconds = run.marks.connecting.as_secs_f64();
    Connections {
        wanted: run.shape.connections,
        live: run.marks.live,
        opened_in_seconds: seconds,
        per_second: run.marks.live as f64 / seconds.max(f64::EPSILON),
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
    let marks = &run.marks;
    let heard = marks.heard_to.saturating_sub(marks.heard_from);
    let at = |looks: &[Option<machine::Usage>], index: usize| looks.get(index).copied().flatten();
    let report = |(index, process): (usize, &crate::target::Process)| {
        let used = at(&marks.measured_from, index).zip(at(&marks.measured_to, index));
        let cpu = used.map(|(from, to)| to.cpu.saturating_sub(from.cpu).as_secs_f64());
        let resident = |looks| at(looks, index).map_or(0, |usage: machine::Usage| usage.resident);
        let (before, connected) = (resident(&marks.before), resident(&marks.connected));
        ProcessReport {
            name: process.name.clone(),
            process: process.id,
            cpu_seconds: cpu,
            cpu_percent: cpu.map(|cpu| 100.0 * cpu / marks.span.as_secs_f64().max(f64::EPSILON)),
            cpu_micros_per_delivery: cpu.filter(|_| heard > 0).map(|cpu| cpu * 1e6 / heard as f64),
            resident_bytes_before: before,
            resident_bytes_connected: connected,
            bytes_per_connection: (connected as i64 - before as i64) / run.shape.connections.max(1) as i64,
        }
    };
    run.target.processes.iter().enumerate().map(report).collect()
}

fn generator(run: &Run) -> Generator {
    let cpu = run.marks.own_to.cpu.saturating_sub(run.marks.own_from.cpu).as_secs_f64();
    Generator {
        cpu_seconds: cpu,
        cpu_percent: 100.0 * cpu / run.marks.span.as_secs_f64().max(f64::EPSILON),
        late: Latency::from(&run.office.measures.late.merged()),
    }
}
