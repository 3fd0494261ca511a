//! Writes against the log: each acknowledged one is there once, and later ones have higher numbers.

use std::collections::{BTreeMap, HashMap};

use plenum_shared::ids::TenantId;

use super::log::Logs;
use crate::history::{Event, History, Logged, Outcome, Violation};

pub(super) fn judge(history: &History, logs: &Logs<'_>, found: &mut Vec<Violation>) {
    let mut effects: HashMap<&str, Vec<&Logged>> = HashMap::new();
    for entry in logs.values().flat_map(BTreeMap::values) {
        effects.entry(&entry.op).or_default().push(entry);
    }
    let mut outcomes: BTreeMap<&str, &Outcome> = BTreeMap::new();
    for event in &history.events {
        match event {
            Event::Invoked { op, .. } => drop(outcomes.entry(op).or_insert(&Outcome::Unknown)),
            Event::Finished { op, outcome } => drop(outcomes.insert(op, outcome)),
            _ => {}
        }
    }
    for (op, outcome) in outcomes {
        let entries = effects.get(op).map_or(&[][..], Vec::as_slice);
        judge_one(op, outcome, entries, found);
    }
    judge_order(history, &effects, found);
}

fn judge_one(op: &str, outcome: &Outcome, entries: &[&Logged], found: &mut Vec<Violation>) {
    let op = op.to_owned();
    let times = transactions(entries);
    if times > 1 {
        found.push(Violation::AppliedTwice { op: op.clone(), times });
    }
    match outcome {
        Outcome::Ok { .. } if entries.is_empty() => found.push(Violation::LostWrite { op }),
        Outcome::Ok { record, version } => {
            if !entries.iter().any(|entry| entry.record == *record && entry.version == Some(*version)) {
                found.push(Violation::MisloggedWrite { op });
            }
        }
        Outcome::Failed if !entries.is_empty() => found.push(Violation::RefusedWriteInLog { op }),
        Outcome::Failed | Outcome::Unknown => {}
    }
}

/// How many transactions wrote these entries, which are in the order of the log: those of one are neighbours and have
/// one time.
fn transactions(entries: &[&Logged]) -> usize {
    let same = |pair: &[&Logged]| {
        pair[1].position.seq == pair[0].position.seq + 1 && pair[1].recorded_at == pair[0].recorded_at
    };
    let borders = entries.windows(2).filter(|pair| !same(pair)).count();
    if entries.is_empty() { 0 } else { borders + 1 }
}

/// A write that began after another of its tenant was acknowledged comes later in the log.
fn judge_order(history: &History, effects: &HashMap<&str, Vec<&Logged>>, found: &mut Vec<Violation>) {
    let seqs = |op: &str| effects.get(op).map(|entries| entries.iter().map(|entry| entry.position.seq));
    let mut tenants: HashMap<&str, TenantId> = HashMap::new();
    let mut acknowledged: HashMap<TenantId, (i64, &str)> = HashMap::new();
    for event in &history.events {
        match event {
            Event::Invoked { op, tenant } => {
                tenants.insert(op, *tenant);
                let Some((highest, before)) = acknowledged.get(tenant) else { continue };
                if seqs(op).and_then(Iterator::min).is_some_and(|lowest| lowest < *highest) {
                    found.push(Violation::LogOrder { op: op.clone(), before: (*before).to_owned() });
                }
            }
            Event::Finished { op, outcome: Outcome::Ok { .. } } => {
                let (Some(tenant), Some(highest)) = (tenants.get(op.as_str()), seqs(op).and_then(Iterator::max)) else {
                    continue;
                };
                let known = acknowledged.entry(*tenant).or_insert((highest, op));
                if known.0 < highest {
                    *known = (highest, op);
                }
            }
            _ => {}
        }
    }
}
