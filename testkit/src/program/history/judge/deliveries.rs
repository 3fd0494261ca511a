//! Compares deliveries with the log: each client receives the entries due to it, unchanged.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ops::RangeInclusive,
};

use plenum_shared::{cursor::Position, ids::TenantId};

use super::{
    expectation::{Due, Expectation, Repeats},
    log::{Logs, number},
};
use crate::history::{Canary, Delivery, Event, History, Logged, Violation};

pub(super) fn judge(expected: &Expectation<'_>, history: &History, logs: &Logs<'_>, found: &mut Vec<Violation>) {
    let canaries: Vec<&Canary> = history
        .events
        .iter()
        .filter_map(|event| if let Event::Canary(canary) = event { Some(canary) } else { None })
        .collect();
    for (name, tenant) in clients(history) {
        let mut listener = Listener::new(expected, name, tenant, logs.get(&tenant));
        for event in &history.events {
            listener.take(event, &canaries);
        }
        found.extend(listener.finish());
    }
}

/// The state of one client while its part of the history is read.
struct Listener<'a> {
    expected: &'a Expectation<'a>,
    name: &'a str,
    tenant: TenantId,
    log: Option<&'a BTreeMap<i64, &'a Logged>>,
    /// Whether it is known from where the client listens.
    began: bool,
    awaits_reading: bool,
    /// Numbers that the client need not receive, because it has read their result.
    covered: Vec<RangeInclusive<i64>>,
    received: BTreeSet<i64>,
    received_here: HashSet<(u32, i64)>,
    /// The highest number received.
    frontier: i64,
    settled: i64,
    found: Vec<Violation>,
}

impl<'a> Listener<'a> {
    fn new(
        expected: &'a Expectation<'a>,
        name: &'a str,
        tenant: TenantId,
        log: Option<&'a BTreeMap<i64, &'a Logged>>,
    ) -> Self {
        Self {
            expected,
            name,
            tenant,
            log,
            began: false,
            awaits_reading: false,
            covered: Vec::new(),
            received: BTreeSet::new(),
            received_here: HashSet::new(),
            frontier: 0,
            settled: 0,
            found: Vec::new(),
        }
    }

    fn take(&mut self, event: &Event, canaries: &[&Canary]) {
        match event {
            Event::Begins { client, position } if client == self.name => self.begins(*position),
            Event::Reset { client, .. } if client == self.name => self.awaits_reading = true,
            Event::Delivered(delivery) if delivery.client == self.name => self.delivered(delivery),
            Event::Frame { client, text, .. } if client == self.name => self.frame(text, canaries),
            Event::Settled { client, position } if client == self.name => {
                if let Some(seq) = self.number(*position) {
                    self.settled = self.settled.max(seq);
                }
            }
            _ => {}
        }
    }

    fn begins(&mut self, position: Position) {
        if self.began && !self.awaits_reading {
            return;
        }
        let Some(seq) = self.number(position) else { return };
        // A reset covers the entries after the last received event; a gap before that event stays a gap.
        let from = if self.began { self.frontier + 1 } else { 0 };
        self.covered.push(from..=seq);
        self.began = true;
        self.awaits_reading = false;
    }

    fn delivered(&mut self, delivery: &Delivery) {
        let client = self.name.to_owned();
        if !self.began {
            self.began = true;
            self.found.push(Violation::NeverBegan { client: client.clone() });
        }
        if delivery.tenant != self.tenant {
            return self.found.push(Violation::ForeignTenant { client, id: delivery.id });
        }
        let Some(position) = delivery.position else {
            return self.found.push(Violation::BadCursor { client, id: delivery.id });
        };
        let entry = number(self.log, position).and_then(|seq| self.log?.get(&seq).copied());
        let Some(entry) = entry else {
            return self.found.push(Violation::Phantom { client, id: delivery.id });
        };
        let seq = position.seq;
        if let Some(field) = difference(delivery, entry) {
            self.found.push(Violation::WrongEvent { client: client.clone(), seq, field });
        }
        if (self.expected.audience)(self.name, entry) == Due::Never {
            self.found.push(Violation::Forbidden { client: client.clone(), seq });
        }
        let again_here = !self.received_here.insert((delivery.connection, seq));
        let again = !self.received.insert(seq);
        let too_often = match self.expected.repeats {
            Repeats::Allowed => false,
            Repeats::AcrossConnections => again_here,
            Repeats::Never => again,
        };
        if too_often {
            self.found.push(Violation::Repeated { client: client.clone(), connection: delivery.connection, seq });
        }
        if !again && seq < self.frontier {
            self.found.push(Violation::OutOfOrder { client, seq, after: self.frontier });
        }
        self.frontier = self.frontier.max(seq);
    }

    fn frame(&mut self, text: &str, canaries: &[&Canary]) {
        for canary in canaries {
            let foreign = canary.tenant != self.tenant || canary.hidden_from.iter().any(|name| name == self.name);
            if foreign && text.contains(&canary.text) {
                let (client, canary) = (self.name.to_owned(), canary.text.clone());
                self.found.push(Violation::ForeignBytes { client, canary });
            }
        }
    }

    fn number(&mut self, position: Position) -> Option<i64> {
        let seq = number(self.log, position);
        if seq.is_none() {
            self.found.push(Violation::UnknownPosition { client: self.name.to_owned(), position });
        }
        seq
    }

    fn finish(mut self) -> Vec<Violation> {
        if !self.began && self.settled > 0 {
            self.found.push(Violation::NeverBegan { client: self.name.to_owned() });
        }
        let end = self.settled.max(self.frontier);
        let entries = self.log.into_iter().flatten().take_while(|(seq, _)| **seq <= end);
        for (seq, entry) in entries {
            let known = self.received.contains(seq) || self.covered.iter().any(|range| range.contains(seq));
            if !known && (self.expected.audience)(self.name, entry) == Due::Must {
                let (client, kind) = (self.name.to_owned(), entry.kind.clone());
                self.found.push(Violation::Missing { client, seq: *seq, kind });
            }
        }
        self.found
    }
}

/// The part of an event that differs from the log. A reader who may not learn of a type receives a plain update in its
/// stead, and a reader who gained or lost the record receives an event of that.
fn difference(delivery: &Delivery, entry: &Logged) -> Option<&'static str> {
    let plain = format!("{}.updated", entry.entity);
    let sight = [".access_gained", ".access_lost"].iter().any(|end| delivery.kind.ends_with(end));
    if delivery.id != entry.id {
        Some("id")
    } else if delivery.subject != entry.subject {
        Some("subject")
    } else if delivery.version.is_some() && delivery.version != entry.version {
        Some("version")
    } else if delivery.kind != entry.kind && delivery.kind != plain && !sight {
        Some("type")
    } else {
        None
    }
}

fn clients(history: &History) -> BTreeMap<&str, TenantId> {
    let named = history.events.iter().filter_map(|event| match event {
        Event::Client { client, tenant } => Some((client.as_str(), *tenant)),
        _ => None,
    });
    named.collect()
}
