//! The report of a run: what a program reads as JSON, and a person as text.

mod clock;
mod text;

use std::collections::BTreeMap;

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::machine::Machine;
pub use clock::{Clock, Standing};

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    pub tool: &'static str,
    pub version: &'static str,
    pub scenario: &'static str,
    pub machine: Machine,
    pub load: Load,
    /// The time that was measured, in seconds.
    pub seconds: f64,
    pub writes: Writes,
    pub deliveries: Deliveries,
    /// From when a write was due until a live reader had it.
    pub write_to_screen: Latency,
    /// [`Self::write_to_screen`] in its two parts, left and right of the server's stamp.
    pub split: Split,
    /// From when a write was due until a live reader had it that was slow on purpose.
    pub write_to_slow_screen: Latency,
    /// From when a write was due until it was told again after a reconnect; the time away is in it.
    pub replay: Latency,
    /// From when an operation was due until it was answered, by its name.
    pub operations: BTreeMap<&'static str, Latency>,
    pub connections: Connections,
    pub processes: Vec<ProcessReport>,
    pub generator: Generator,
    pub verdict: Verdict,
}

/// What was asked of the run.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Load {
    pub nodes: Vec<String>,
    pub hub: String,
    pub protocol: &'static str,
    pub tenants: usize,
    pub users: usize,
    pub connections: usize,
    pub lanes: usize,
    /// Operations per second; none when saturated.
    pub rate: Option<f64>,
    pub writes_are: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Writes {
    pub sent: u64,
    pub acknowledged: u64,
    pub refused: u64,
    /// Nobody knows whether they happened: the answer was lost or told of an error of the server.
    pub unknown: u64,
    /// Were due and not even tried, because their lane was held up too long.
    pub unsent: u64,
    /// Acknowledged in the measured time.
    pub per_second: f64,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// Acknowledged writes times those who should hear them.
    pub expected: u64,
    pub heard: u64,
    /// Of the measured time.
    pub per_second: f64,
    pub lost: u64,
    /// Not heard by readers who were told of a gap there (`reset`).
    pub announced: u64,
    pub repeated: u64,
    pub out_of_order: u64,
    /// Readers of one tenant who heard the same in another order than most.
    pub differing_orders: u64,
    /// Events of writes that were refused, or never made.
    pub phantoms: u64,
    /// Events that were not of this run.
    pub foreign: u64,
}

/// Every live delivery in two parts. Each was corrected by the offset of the clock that stamped it, and is wrong by no
/// more than what is said of that clock; so are the quantiles.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
    /// From when a write was due until the server had it, and stamped it.
    pub until_server: Latency,
    /// From the stamp, through commit and hub, until a live reader had it.
    pub from_server: Latency,
    /// Whose stamps these were.
    pub clocks: Vec<Clock>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connections {
    pub wanted: usize,
    /// Were live when the last one had been.
    pub live: usize,
    /// From the first to the last, in seconds.
    pub opened_in_seconds: f64,
    pub per_second: f64,
    /// Of one attempt, until it was live.
    pub connect: Latency,
    /// Attempts that failed, and why.
    pub refusals: BTreeMap<String, u64>,
    /// How connections ended.
    pub ends: BTreeMap<String, u64>,
    pub resumes: u64,
    /// Events told again by resumes.
    pub replayed: u64,
    /// Readers that were told to load their data again.
    pub resets: u64,
    /// From the end of a connection until its client was level again.
    pub level: Latency,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessReport {
    pub name: String,
    pub process: u32,
    /// Over the measured time; none for a process that ended meanwhile.
    pub cpu_seconds: Option<f64>,
    /// Share of one core.
    pub cpu_percent: Option<f64>,
    pub cpu_micros_per_delivery: Option<f64>,
    pub resident_bytes_before: u64,
    pub resident_bytes_connected: u64,
    /// What the connections added to this process, by all connections of the run.
    pub bytes_per_connection: i64,
}

/// This tool itself.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Generator {
    pub cpu_seconds: f64,
    pub cpu_percent: f64,
    /// How much later than it could an operation was sent, because this tool was late.
    pub late: Latency,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Nothing lost, repeated, or out of order.
    pub ok: bool,
    pub faults: Vec<String>,
    /// What makes the figures say less than they seem to.
    pub cautions: Vec<String>,
}

/// A distribution, in microseconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Latency {
    pub count: u64,
    pub mean: f64,
    pub p50: u64,
    pub p90: u64,
    pub p99: u64,
    pub p999: u64,
    pub max: u64,
}

impl From<&Histogram<u64>> for Latency {
    fn from(histogram: &Histogram<u64>) -> Self {
        if histogram.is_empty() {
            return Self::default();
        }
        let at = |quantile| histogram.value_at_quantile(quantile);
        Self {
            count: histogram.len(),
            mean: histogram.mean(),
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            p999: at(0.999),
            max: histogram.max(),
        }
    }
}

impl Report {
    /// What the run found, from its figures alone.
    pub fn judge(&mut self) {
        let found = &self.deliveries;
        let counts = [
            (found.lost, "acknowledged writes were not heard by somebody who should have"),
            (found.repeated, "deliveries were repeats"),
            (found.out_of_order, "deliveries came after something that was written later"),
            (found.differing_orders, "readers heard another order than the others of their tenant"),
            (found.phantoms, "events told of writes that never were"),
        ];
        let faults = counts.into_iter().filter(|(count, _)| *count > 0);
        let mut faults: Vec<_> = faults.map(|(count, what)| format!("{count} {what}")).collect();
        if self.connections.live < self.connections.wanted {
            faults.push(format!(
                "only {} of {} connections came to live",
                self.connections.live, self.connections.wanted
            ));
        }
        self.verdict.faults = faults;
        self.verdict.ok = self.verdict.faults.is_empty();
        self.verdict.cautions = self.cautions();
    }

    fn cautions(&self) -> Vec<String> {
        let mut cautions = Vec::new();
        let writes = &self.writes;
        if writes.unsent > 0 {
            cautions
                .push(format!("the rate was not reached: {} operations were due and not even tried", writes.unsent));
        }
        if writes.refused + writes.unknown > 0 {
            cautions.push(format!("{} writes were refused, {} have an unknown end", writes.refused, writes.unknown));
        }
        if self.deliveries.announced > 0 {
            cautions.push(format!("{} deliveries fell into gaps that were announced", self.deliveries.announced));
        }
        cautions.extend(self.split.clocks.iter().filter_map(|clock| clock.caution(&self.split)));
        if self.generator.cpu_percent > 80.0 {
            cautions.push(format!(
                "this tool used {:.0} % of a core: what it measures may be its own slowness",
                self.generator.cpu_percent
            ));
        }
        if self.generator.late.p99 > 10_000 {
            cautions.push(format!(
                "this tool was late itself: {} ms at the 99th percentile",
                self.generator.late.p99 / 1000
            ));
        }
        cautions
    }

    /// For people.
    pub fn text(&self) -> String {
        text::of(self)
    }
}

#[cfg(test)]
mod tests;
