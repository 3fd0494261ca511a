//! The report of a run: as JSON for programs, and as text for people.

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
    /// From the due time of a write until its live delivery.
    pub write_to_screen: Latency,
    /// [`Self::write_to_screen`] in two parts, before and after the server's timestamp.
    pub split: Split,
    /// From the due time of a write until its live delivery to a deliberately slow reader.
    pub write_to_slow_screen: Latency,
    /// From the due time of a write until its replay after a reconnect, including the time without a connection.
    pub replay: Latency,
    /// From the due time of an operation until its response, by the operation's name.
    pub operations: BTreeMap<&'static str, Latency>,
    pub connections: Connections,
    pub processes: Vec<ProcessReport>,
    pub generator: Generator,
    pub verdict: Verdict,
}

/// The load of the run.
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
    /// Writes that may have happened: the response was lost, or was an error of the server.
    pub unknown: u64,
    /// Writes that were due and never sent, because their lane was delayed too long.
    pub unsent: u64,
    /// Writes acknowledged in the measured time.
    pub per_second: f64,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// Acknowledged writes times the readers of their tenant.
    pub expected: u64,
    pub heard: u64,
    /// Deliveries of the measured time.
    pub per_second: f64,
    pub lost: u64,
    /// Missing deliveries in gaps that the server announced (`reset`).
    pub announced: u64,
    pub repeated: u64,
    pub out_of_order: u64,
    /// Readers that received the events in another order than most readers of their tenant.
    pub differing_orders: u64,
    /// Events of writes that were refused, or never made.
    pub phantoms: u64,
    /// Events of other writers.
    pub foreign: u64,
}

/// Every live delivery in two parts. Each part is corrected by the offset of the node's clock. Its error, and that of
/// the quantiles, is at most the uncertainty of that clock.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
    /// From the due time of a write until the server's timestamp.
    pub until_server: Latency,
    /// From the timestamp, through commit and hub, until the live delivery.
    pub from_server: Latency,
    /// The clocks of the timestamps.
    pub clocks: Vec<Clock>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connections {
    pub wanted: usize,
    /// Connections that were live after the connect phase.
    pub live: usize,
    /// The length of the connect phase in seconds.
    pub opened_in_seconds: f64,
    pub per_second: f64,
    /// From the beginning of an attempt until the connection was live.
    pub connect: Latency,
    /// Failed attempts by reason.
    pub refusals: BTreeMap<String, u64>,
    /// Ended connections by reason.
    pub ends: BTreeMap<String, u64>,
    pub resumes: u64,
    /// Events replayed by resumes.
    pub replayed: u64,
    /// Resets: readers that had to reload their data.
    pub resets: u64,
    /// From the end of a connection until its client had caught up.
    pub level: Latency,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessReport {
    pub name: String,
    pub process: u32,
    /// Over the measured time; `None` for a process that ended during it.
    pub cpu_seconds: Option<f64>,
    /// Share of one core.
    pub cpu_percent: Option<f64>,
    pub cpu_micros_per_delivery: Option<f64>,
    pub resident_bytes_before: u64,
    pub resident_bytes_connected: u64,
    /// The growth of resident memory while connecting, divided by the connections of the run.
    pub bytes_per_connection: i64,
}

/// This tool itself.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Generator {
    pub cpu_seconds: f64,
    pub cpu_percent: f64,
    /// How much later than possible operations were sent, because this tool was late.
    pub late: Latency,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Whether no fault was found.
    pub ok: bool,
    pub faults: Vec<String>,
    /// Reasons why the figures may mislead.
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
    /// Sets the verdict from the figures.
    pub fn set_verdict(&mut self) {
        let found = &self.deliveries;
        let counts = [
            (found.lost, "deliveries of acknowledged writes are missing"),
            (found.repeated, "deliveries were repeated"),
            (found.out_of_order, "deliveries came after one of a later write"),
            (found.differing_orders, "readers received another order than the other readers of their tenant"),
            (found.phantoms, "events are of refused or unknown writes"),
        ];
        let faults = counts.into_iter().filter(|(count, _)| *count > 0);
        let mut faults: Vec<_> = faults.map(|(count, what)| format!("{count} {what}")).collect();
        if self.connections.live < self.connections.wanted {
            faults
                .push(format!("only {} of {} connections became live", self.connections.live, self.connections.wanted));
        }
        self.verdict.faults = faults;
        self.verdict.ok = self.verdict.faults.is_empty();
        self.verdict.cautions = self.cautions();
    }

    fn cautions(&self) -> Vec<String> {
        let mut cautions = Vec::new();
        let writes = &self.writes;
        if writes.unsent > 0 {
            cautions.push(format!("the rate was not reached: {} operations were due and never sent", writes.unsent));
        }
        if writes.refused + writes.unknown > 0 {
            cautions
                .push(format!("{} writes were refused, {} have an unknown outcome", writes.refused, writes.unknown));
        }
        if self.deliveries.announced > 0 {
            cautions.push(format!("{} missing deliveries are in announced gaps", self.deliveries.announced));
        }
        cautions.extend(
            self.split
                .clocks
                .iter()
                .filter_map(|clock| clock.caution(self.split.from_server.count, self.split.from_server.p50)),
        );
        if self.generator.cpu_percent > 80.0 {
            cautions.push(format!(
                "this tool used {:.0} % of a core, so its own slowness may be in the figures",
                self.generator.cpu_percent
            ));
        }
        if self.generator.late.p99 > 10_000 {
            cautions.push(format!("this tool was late: {} ms at the 99th percentile", self.generator.late.p99 / 1000));
        }
        cautions
    }
}

#[cfg(test)]
mod tests;
