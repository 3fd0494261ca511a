//! The log by itself: numbers without gaps, ids of their own.

use std::collections::{BTreeMap, HashSet};

use plenum_shared::{cursor::Position, ids::TenantId};

use crate::history::{Event, History, Logged, Violation};

/// The tenants' logs, by number.
pub(super) type Logs<'a> = BTreeMap<TenantId, BTreeMap<i64, &'a Logged>>;

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

/// The number that a position stands for, if the log has an entry of its epoch there.
pub(super) fn number(log: Option<&BTreeMap<i64, &Logged>>, position: Position) -> Option<i64> {
    if position == Position::START {
        return Some(0);
    }
    let entry = log?.get(&position.seq)?;
    (entry.position == position).then_some(position.seq)
}
