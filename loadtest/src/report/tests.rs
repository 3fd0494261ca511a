//! The verdict, with deliberately faulty figures.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use super::*;
use crate::clock::{
    interval::Interval,
    node::{ClockKind, NodeClock},
};

fn good() -> Report {
    Report {
        tool: "plenum-loadtest",
        version: "0",
        scenario: "fan-out",
        machine: crate::machine::machine(),
        load: Load {
            nodes: vec!["http://127.0.0.1:8080".to_owned()],
            hub: "records".to_owned(),
            protocol: "json",
            tenants: 1,
            users: 1,
            connections: 2,
            lanes: 1,
            rate: Some(5.0),
            writes_are: "changes over REST",
        },
        seconds: 2.0,
        writes: Writes { sent: 10, acknowledged: 10, refused: 0, unknown: 0, unsent: 0, per_second: 5.0 },
        deliveries: Deliveries {
            expected: 20,
            heard: 20,
            per_second: 10.0,
            lost: 0,
            announced: 0,
            repeated: 0,
            out_of_order: 0,
            differing_orders: 0,
            phantoms: 0,
            foreign: 0,
        },
        write_to_screen: Latency::default(),
        split: Split {
            until_server: Latency { count: 20, p50: 3_000, ..Latency::default() },
            from_server: Latency { count: 20, p50: 4_000, ..Latency::default() },
            clocks: vec![clock(ClockKind::Remote)],
        },
        write_to_slow_screen: Latency::default(),
        replay: Latency::default(),
        operations: BTreeMap::new(),
        connections: Connections {
            wanted: 2,
            live: 2,
            opened_in_seconds: 1.0,
            per_second: 2.0,
            connect: Latency::default(),
            refusals: BTreeMap::new(),
            ends: BTreeMap::new(),
            resumes: 0,
            replayed: 0,
            resets: 0,
            level: Latency::default(),
        },
        processes: vec![ProcessReport {
            name: "serve".to_owned(),
            process: 7,
            cpu_seconds: None,
            cpu_percent: None,
            cpu_micros_per_delivery: None,
            resident_bytes_before: 0,
            resident_bytes_connected: 0,
            bytes_per_connection: 0,
        }],
        generator: Generator { cpu_seconds: 0.1, cpu_percent: 5.0, late: Latency::default() },
        verdict: Verdict { ok: false, faults: Vec::new(), cautions: Vec::new() },
    }
}

/// The local clock, or one that is 5 ms ahead of it, within 2 ms.
fn clock(kind: ClockKind) -> Clock {
    let mut node = NodeClock::new(kind);
    let ahead = if kind == ClockKind::Local { 0 } else { 5_000 };
    // In the middle of a window, so that no drift is added.
    let stamp = 1_790_000_001_000_000;
    node.answered(stamp, Interval { low: ahead - 2_000, high: ahead + 2_000 });
    Clock::new("http://127.0.0.1:8080".to_owned(), &node.estimate())
}

/// A clock whose second timestamp contradicts the first.
fn contradictory_clock() -> Clock {
    let mut node = NodeClock::new(ClockKind::Remote);
    node.answered(0, Interval { low: 0, high: 1_000 });
    node.answered(0, Interval { low: 9_000, high: 10_000 });
    Clock::new("http://127.0.0.1:8080".to_owned(), &node.estimate())
}

fn verdict_of(spoil: impl Fn(&mut Report)) -> Verdict {
    let mut report = good();
    spoil(&mut report);
    report.set_verdict();
    report.verdict
}

#[test]
fn a_good_run_is_good() {
    let verdict = verdict_of(|_| {});
    assert!(verdict.ok && verdict.faults.is_empty() && verdict.cautions.is_empty(), "{verdict:?}");
}

#[test]
fn each_fault_alone_fails_the_verdict() {
    let faults: [fn(&mut Report); 6] = [
        |report| report.deliveries.lost = 1,
        |report| report.deliveries.repeated = 1,
        |report| report.deliveries.out_of_order = 1,
        |report| report.deliveries.differing_orders = 1,
        |report| report.deliveries.phantoms = 1,
        |report| report.connections.live = 1,
    ];
    for (index, spoil) in faults.into_iter().enumerate() {
        let verdict = verdict_of(spoil);
        assert!(!verdict.ok && verdict.faults.len() == 1, "{index}: {verdict:?}");
    }
}

#[test]
fn misleading_figures_have_a_caution() {
    let faults: [fn(&mut Report); 8] = [
        |report| report.split.clocks[0] = contradictory_clock(),
        |report| report.split.clocks[0].standing = Standing::Unknown,
        |report| report.split.clocks[0].uncertainty_micros = Some(4_001),
        |report| report.writes.unsent = 1,
        |report| report.writes.unknown = 1,
        |report| report.deliveries.announced = 1,
        |report| report.generator.cpu_percent = 99.0,
        |report| report.generator.late.p99 = 50_000,
    ];
    for (index, spoil) in faults.into_iter().enumerate() {
        let verdict = verdict_of(spoil);
        assert!(verdict.ok && verdict.cautions.len() == 1, "{index}: {verdict:?}");
    }
}

#[test]
fn quantiles_are_of_the_distribution() {
    let mut histogram = Histogram::<u64>::new(3).expect("three digits");
    (1..=1000).for_each(|micros| histogram.record(micros).expect("it grows"));
    let latency = Latency::from(&histogram);
    assert_eq!((latency.count, latency.p50, latency.p99, latency.p999, latency.max), (1000, 500, 990, 999, 1000));
    assert_eq!(Latency::from(&Histogram::<u64>::new(3).expect("three digits")), Latency::default());
}

#[test]
fn the_text_has_both_parts_and_the_quality_of_each_clock() {
    let mut report = good();
    report.split.clocks.extend([clock(ClockKind::Local), contradictory_clock()]);
    report.set_verdict();
    let text = report.text();
    for part in [
        "\n  due to timestamp                20      3.00",
        "\n  timestamp to screen             20      4.00",
        "clock of http://127.0.0.1:8080: +5.00 ms from the local clock, from +3.00 to +7.00 by 1 timestamps; the split is exact to 2.10 ms",
        "clock of http://127.0.0.1:8080: the local clock, without correction; 1 timestamps agree, with an offset from -2.00 to +2.00",
        "clock of http://127.0.0.1:8080: no offset fits all 2 timestamps",
        "caution: the timestamps of http://127.0.0.1:8080 contradict each other",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_contradictory_clock_has_no_offset_in_json() {
    let json = serde_json::to_value(contradictory_clock()).expect("a report is JSON");
    assert_eq!(json["standing"], "contradictory");
    assert!(json["offsetMicros"].is_null() && json["uncertaintyMicros"].is_null() && json["lowMicros"].is_null());
    let json = serde_json::to_value(clock(ClockKind::Remote)).expect("a report is JSON");
    assert_eq!((&json["standing"], &json["offsetMicros"]), (&"bounded".into(), &5_000.into()));
}

#[test]
fn the_text_shows_faults_and_cautions() {
    let mut report = good();
    report.deliveries.lost = 3;
    report.writes.unsent = 4;
    report.set_verdict();
    let text = report.text();
    assert!(text.contains("FAULT: 3 deliveries of acknowledged writes are missing"), "{text}");
    assert!(text.contains("caution: the rate was not reached: 4"), "{text}");
    assert!(!text.contains("no fault"), "{text}");
}
