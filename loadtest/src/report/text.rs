//! The report as text.

use std::fmt::{Result, Write};

use super::{Connections, Latency, ProcessReport, Report, Verdict};

impl Report {
    /// The report as text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing into a text cannot fail.
        let _ = sections(&mut out, self);
        out
    }
}

fn sections(out: &mut String, report: &Report) -> Result {
    load(out, report)?;
    writeln!(out)?;
    counts(out, report)?;
    writeln!(out)?;
    distributions(out, report)?;
    writeln!(out)?;
    connections(out, &report.connections)?;
    for used in &report.processes {
        process(out, used)?;
    }
    writeln!(out, "{:<20} {:>6.1} % of a core", "this tool", report.generator.cpu_percent)?;
    writeln!(out)?;
    verdict(out, &report.verdict)
}

/// The load, and the machine.
fn load(out: &mut String, report: &Report) -> Result {
    let (load, machine) = (&report.load, &report.machine);
    let rate = load.rate.map_or_else(|| "saturated".to_owned(), |rate| format!("{rate} operations/s"));
    writeln!(
        out,
        "{}: {} connections, {} users, {} tenants, {rate} in {} lanes ({})",
        report.scenario, load.connections, load.users, load.tenants, load.lanes, load.writes_are
    )?;
    writeln!(
        out,
        "on {}, {} cores, {} GiB, Linux {}",
        machine.cpu,
        machine.cores,
        machine.memory_bytes >> 30,
        machine.kernel
    )
}

fn counts(out: &mut String, report: &Report) -> Result {
    let (writes, deliveries) = (&report.writes, &report.deliveries);
    writeln!(
        out,
        "writes       {:>10}   {:.1}/s acknowledged; {} refused, {} unknown, {} unsent",
        writes.sent, writes.per_second, writes.refused, writes.unknown, writes.unsent
    )?;
    writeln!(
        out,
        "deliveries   {:>10}   {:.0}/s; {} expected",
        deliveries.heard, deliveries.per_second, deliveries.expected
    )?;
    writeln!(
        out,
        "  lost {}, repeated {}, out of order {}, other orders {}, announced gaps {}, foreign {}",
        deliveries.lost,
        deliveries.repeated,
        deliveries.out_of_order,
        deliveries.differing_orders,
        deliveries.announced,
        deliveries.foreign
    )
}

fn distributions(out: &mut String, report: &Report) -> Result {
    writeln!(out, "milliseconds                   count       p50       p90       p99     p99.9       max")?;
    line(out, "write to screen", &report.write_to_screen)?;
    line(out, "  due to timestamp", &report.split.until_server)?;
    line(out, "  timestamp to screen", &report.split.from_server)?;
    line(out, "write to slow screen", &report.write_to_slow_screen)?;
    line(out, "write to replay", &report.replay)?;
    for (name, latency) in &report.operations {
        line(out, &format!("  {name}"), latency)?;
    }
    line(out, "connect", &report.connections.connect)?;
    line(out, "caught up", &report.connections.level)?;
    line(out, "this tool was late", &report.generator.late)?;
    for clock in &report.split.clocks {
        writeln!(out, "clock of {}", clock.text())?;
    }
    Ok(())
}

fn connections(out: &mut String, connections: &Connections) -> Result {
    writeln!(
        out,
        "connections  {} of {} live in {:.2} s ({:.0}/s); {} resumes replayed {} events, {} resets",
        connections.live,
        connections.wanted,
        connections.opened_in_seconds,
        connections.per_second,
        connections.resumes,
        connections.replayed,
        connections.resets
    )?;
    for (why, count) in &connections.refusals {
        writeln!(out, "  refused {count} times: {why}")?;
    }
    for (how, count) in &connections.ends {
        writeln!(out, "  ended {count} times: {how}")?;
    }
    Ok(())
}

/// The usage of one process of the server.
fn process(out: &mut String, process: &ProcessReport) -> Result {
    let name = format!("{} ({})", process.name, process.process);
    match (process.cpu_percent, process.cpu_micros_per_delivery) {
        (Some(percent), Some(micros)) => {
            write!(out, "{name:<20} {percent:>6.1} % of a core, {micros:.1} µs per delivery")?
        }
        (Some(percent), None) => write!(out, "{name:<20} {percent:>6.1} % of a core")?,
        _ => write!(out, "{name:<20} ended")?,
    }
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    writeln!(
        out,
        ", {:.0} → {:.0} MiB, {:.1} KiB per connection",
        mib(process.resident_bytes_before),
        mib(process.resident_bytes_connected),
        process.bytes_per_connection as f64 / 1024.0
    )
}

fn verdict(out: &mut String, verdict: &Verdict) -> Result {
    for caution in &verdict.cautions {
        writeln!(out, "caution: {caution}")?;
    }
    for fault in &verdict.faults {
        writeln!(out, "FAULT: {fault}")?;
    }
    if verdict.ok {
        writeln!(out, "no fault: nothing lost, repeated or out of order")?;
    }
    Ok(())
}

/// A distribution, unless it is empty.
fn line(out: &mut String, name: &str, latency: &Latency) -> Result {
    if latency.count == 0 {
        return Ok(());
    }
    let ms = |micros: u64| micros as f64 / 1000.0;
    writeln!(
        out,
        "{name:<26} {:>9} {:>9.2} {:>9.2} {:>9.2} {:>9.2} {:>9.2}",
        latency.count,
        ms(latency.p50),
        ms(latency.p90),
        ms(latency.p99),
        ms(latency.p999),
        ms(latency.max)
    )
}
