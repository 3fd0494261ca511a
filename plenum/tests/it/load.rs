//! The load generator against the real program: small runs of every scenario, whose reports must be whole and good, and
//! must show what is done to the server on purpose.

use std::time::{Duration, Instant};

use clap::Parser;
use plenum_loadtest::{options::Options, scenarios};
use plenum_testkit::wait::{PATIENCE, wait_until};
use serde_json::Value;

/// How long a server is frozen whose stall must show.
const STALL: Duration = Duration::from_secs(1);

/// A scenario in miniature, against an installation of its own; the report as a program reads it.
async fn run(words: &str) -> Value {
    let small = "--duration 2s --warm-up 200ms --settle 20s --pause 20ms --connect-rate 0";
    let words = format!("plenum-loadtest {words} --start --program {} {small}", env!("CARGO_BIN_EXE_plenum"));
    let options = Options::try_parse_from(words.split_whitespace()).expect("a command line");
    let report = scenarios::run(options).await.expect("a run");
    serde_json::to_value(&report).expect("a report is JSON")
}

#[track_caller]
fn assert_good(report: &Value) {
    assert_eq!(report["verdict"]["ok"], true, "{report:#}");
    let deliveries = &report["deliveries"];
    assert!(deliveries["heard"].as_u64() > Some(0), "{report:#}");
    assert_eq!(deliveries["heard"], deliveries["expected"], "{report:#}");
    assert_eq!(report["writes"]["sent"], report["writes"]["acknowledged"], "{report:#}");
    let process = &report["processes"][0];
    assert!(
        process["cpuSeconds"].as_f64().is_some() && process["residentBytesConnected"].as_u64() > Some(0),
        "{report:#}"
    );
}

#[track_caller]
fn assert_ordered(latency: &Value) {
    let quantiles: Vec<_> = ["p50", "p90", "p99", "p999", "max"].iter().map(|name| latency[name].as_u64()).collect();
    assert!(quantiles.is_sorted() && quantiles[0] > Some(0), "{latency}");
}

/// The two parts of the way to the screen: of the same deliveries, together as long as the whole, and stamped by a
/// clock whose bounds hold the truth, which is zero on one machine.
#[track_caller]
fn assert_split(report: &Value, standing: &str) {
    let (whole, split) = (&report["writeToScreen"], &report["split"]);
    let (until, from) = (&split["untilServer"], &split["fromServer"]);
    assert!(until["count"] == whole["count"] && from["count"] == whole["count"], "{report:#}");
    let mean = |part: &Value| part["mean"].as_f64().expect("a mean");
    // Parts are counted to two digits.
    let apart = (mean(until) + mean(from) - mean(whole)).abs();
    assert!(apart <= mean(whole) / 50.0 + 20.0, "{apart} apart: {report:#}");
    let clock = &split["clocks"][0];
    assert_eq!(clock["standing"], standing, "{report:#}");
    assert!(clock["answers"].as_u64() > Some(0), "{report:#}");
    assert!(clock["lowMicros"].as_i64() <= Some(0) && clock["highMicros"].as_i64() >= Some(0), "{report:#}");
    let (offset, uncertainty) = (clock["offsetMicros"].as_i64(), clock["uncertaintyMicros"].as_i64());
    assert!(offset.map(i64::abs) <= uncertainty, "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fan_out_reaches_everybody_and_its_report_is_whole() {
    let report = run("fan-out --connections 6 --users 2 --rate 10 --lanes 2").await;
    assert_good(&report);
    assert_eq!(report["writes"]["sent"], 22, "two seconds and a fifth, ten a second");
    assert_eq!(report["deliveries"]["expected"], 132);
    assert_eq!(report["writeToScreen"]["count"], 120, "the warm-up is not measured");
    assert_eq!(report["connections"]["live"], 6);
    assert_ordered(&report["writeToScreen"]);
    assert_split(&report, "ours");
    assert_ordered(&report["operations"]["change"]);
    assert_ordered(&report["connections"]["connect"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_of_reconnections_over_two_hubs_in_messagepack_misses_nothing() {
    let words = "reconnect-wave --hubs 2 --tenants 2 --connections 8 --rate 20 --lanes 2 --protocol messagepack";
    let report = run(words).await;
    assert_good(&report);
    assert_eq!(report["connections"]["resumes"], 8, "{report:#}");
    assert_eq!(report["connections"]["ends"]["cut by the test"], 8, "{report:#}");
    assert_ordered(&report["connections"]["level"]);
    assert_split(&report, "ours");
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_appended_to_the_log_are_delivered_like_writes() {
    let report = run("fan-out --append --connections 3 --rate 20 --lanes 2").await;
    assert_good(&report);
    assert_ordered(&report["operations"]["append"]);
    assert_split(&report, "ours");
    assert_eq!(report["split"]["clocks"][0]["node"], "this tool", "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_creates_changes_and_deletes_and_every_screen_follows() {
    let report = run("crud-mix --tenants 2 --connections 4 --rate 60 --lanes 4").await;
    assert_good(&report);
    for operation in ["create", "change", "get", "list"] {
        assert_ordered(&report["operations"][operation]);
    }
    assert_split(&report, "ours");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_do_not_read_are_closed_resume_and_miss_nothing() {
    let words = "slow-consumers --connections 4 --slow-share 50 --rate 150 --lanes 8 --payload 20000 \
                 --set PLENUM_HUB_QUEUE_MESSAGES=16 --set PLENUM_RESUME_MAX_BYTES=64MiB";
    let report = run(words).await;
    assert_good(&report);
    assert_eq!(report["connections"]["ends"]["closed with 4008"], 2, "{report:#}");
    assert_eq!(report["connections"]["resumes"], 2, "{report:#}");
    // The unread messages of stopped clients do not count against the two that read.
    assert!(report["writeToScreen"]["count"].as_u64() >= Some(2 * 300), "{report:#}");
    assert!(report["writeToSlowScreen"]["count"].as_u64() > Some(0), "{report:#}");
    assert_split(&report, "ours");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_connections_becomes_live() {
    let report = run("connect-storm --tenants 2 --users 2 --connections 60 --rate 5").await;
    assert_good(&report);
    assert_eq!(report["connections"]["connect"]["count"], 60, "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_server_shows_in_the_latencies_of_all_due_deliveries() {
    let plenum = crate::plenum().start().await;
    let address = plenum.api().address();
    let words = format!(
        "plenum-loadtest fan-out --node http://{address} --process serve={} --connections 2 --rate 50 --lanes 1 \
         --duration 4s --warm-up 0s --settle 20s",
        plenum.api().process_id()
    );
    let options = Options::try_parse_from(words.split_whitespace()).expect("a command line");
    let stall = async {
        // Frozen once it is being written to.
        wait_until("the tool to write", PATIENCE, async || plenum.logged("deal.updated").await > 0).await;
        plenum.api().freeze();
        let frozen = Instant::now();
        wait_until("the stall to be long enough", PATIENCE, async || frozen.elapsed() > STALL).await;
        plenum.api().thaw();
    };
    let (report, ()) = tokio::join!(scenarios::run(options), stall);
    let report = serde_json::to_value(report.expect("a run")).expect("a report is JSON");
    assert_good(&report);
    let (screen, sent) = (&report["writeToScreen"], report["writes"]["sent"].as_u64());
    assert_eq!(sent, Some(200), "nothing that was due is left out");
    assert!(screen["max"].as_u64() > Some(900_000), "{screen}");
    // A second of four: of every ten writes, one at least was held up for more than a tenth of it.
    assert!(screen["p90"].as_u64() > Some(100_000), "{screen}");
    // No option says that the node is on this machine: the tool detects it.
    assert_split(&report, "bounded");
    // Requests during the freeze waited before the server, and not between the server and the screens.
    let split = &report["split"];
    assert!(split["untilServer"]["p90"].as_u64() > Some(100_000), "{split:#}");
    assert!(split["fromServer"]["p50"].as_u64() < Some(100_000), "{split:#}");
}
