//! The log by itself: numbers without gaps, ids of their own.

use std::collections::HashSet;

use super::{Event, History, Logs, Violation};

/// Sorts the entries by tenant and number, and notes what is wrong with that.
pub(super) fn judge<'a>(history: &'a History, found: &mut Vec<Violation>) -> Logs<'a> {
    let mut logs = Logs::new();
    let mut ids = HashSet::new();
    for event in &history.events {
        let Event::Logged(entry) = event else { continue };
        if !ids.insert(entry.id) {
            found.push(Violation::SharedEventId { tenant: entry.tenant, id: entry.id });
        }
        let seq = entry.position.seq;
        if logs.entry(entry.tenant).or_default().insert(seq, entry).is_some() {
            found.push(Violation::LogGap { tenant: entry.tenant, after: seq, next: seq });
        }
    }
    for (tenant, log) in &logs {
        // Numbers begin at 1.
        let numbers: Vec<i64> = std::iter::once(0).chain(log.keys().copied()).collect();
        for pair in numbers.windows(2) {
            if pair[1] != pair[0] + 1 {
                found.push(Violation::LogGap { tenant: *tenant, after: pair[0], next: pair[1] });
            }
        }
    }
    logs
}
