//! Generated runs: legal ones, and ways to falsify one.
//!
//! Tenant 0 has the clients *a* and *b*, tenant 1 has *c*.

use std::collections::BTreeMap;

use plenum_shared::{
    cursor::Position,
    ids::{RecordId, TenantId},
};
use time::{Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

use crate::history::{Canary, Delivery, Event, History, Logged, Outcome};

const CLIENTS: [(&str, usize); 3] = [("a", 0), ("b", 0), ("c", 1)];
const START: OffsetDateTime = datetime!(2026-01-02 03:04:05 UTC);

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn tenant(index: usize) -> TenantId {
    id(1_000_000 + index as u128).into()
}

pub(super) fn canary(index: usize) -> String {
    format!("CANARY-{index}-tenant")
}

/// A run that keeps every promise.
pub(super) struct Run {
    events: Vec<Event>,
    logs: [Vec<Logged>; 2],
    ops: u128,
    versions: BTreeMap<RecordId, i64>,
    /// How many entries of its tenant's log each client has received, and its connection.
    clients: BTreeMap<&'static str, (usize, u32)>,
}

impl Run {
    pub(super) fn new() -> Self {
        let mut events = Vec::new();
        for index in 0..2 {
            events.push(Event::Canary(Canary { text: canary(index), tenant: tenant(index), hidden_from: Vec::new() }));
        }
        for (client, index) in CLIENTS {
            events.push(Event::Client { client: client.into(), tenant: tenant(index) });
            events.push(Event::Begins { client: client.into(), position: Position::START });
            events.push(Event::Connected { client: client.into(), connection: 1 });
        }
        let clients = CLIENTS.map(|(client, _)| (client, (0, 1))).into();
        Self { events, logs: [Vec::new(), Vec::new()], ops: 0, versions: BTreeMap::new(), clients }
    }

    /// A run with a step for each byte.
    pub(super) fn of(steps: &[u8]) -> Self {
        let mut run = Self::new();
        for step in steps {
            let client = CLIENTS[usize::from(step / 16) % 3].0;
            let tenant = usize::from(step / 16) % 2;
            match step % 16 {
                0..=4 => run.write(tenant),
                5 => run.write_twofold(tenant),
                6 => run.fail(tenant),
                7 => run.lose_answer(tenant),
                8 => run.lose_request(tenant),
                9..=12 => run.deliver(client),
                13 => run.deliver_all(),
                14 => run.reconnect(client, usize::from(step / 64)),
                _ => run.reset(client),
            }
        }
        run
    }

    pub(super) fn write(&mut self, tenant: usize) {
        let op = self.invoke(tenant);
        let (record, version) = self.append(tenant, &op, &["deal.updated"]);
        self.events.push(Event::Finished { op, outcome: Outcome::Ok { record, version } });
    }

    pub(super) fn write_twofold(&mut self, tenant: usize) {
        let op = self.invoke(tenant);
        let (record, version) = self.append(tenant, &op, &["deal.stage_changed", "deal.closed_won"]);
        self.events.push(Event::Finished { op, outcome: Outcome::Ok { record, version } });
    }

    pub(super) fn fail(&mut self, tenant: usize) {
        let op = self.invoke(tenant);
        self.events.push(Event::Finished { op, outcome: Outcome::Failed });
    }

    /// The write took effect, and its caller does not know.
    pub(super) fn lose_answer(&mut self, tenant: usize) {
        let op = self.invoke(tenant);
        self.append(tenant, &op, &["deal.updated"]);
        self.events.push(Event::Finished { op, outcome: Outcome::Unknown });
    }

    fn lose_request(&mut self, tenant: usize) {
        let op = self.invoke(tenant);
        self.events.push(Event::Finished { op, outcome: Outcome::Unknown });
    }

    pub(super) fn deliver_all(&mut self) {
        for (client, index) in CLIENTS {
            while self.clients[client].0 < self.logs[index].len() {
                self.deliver(client);
            }
        }
    }

    /// The client receives the next event, if there is one.
    fn deliver(&mut self, client: &'static str) {
        let (received, connection) = self.clients[client];
        let Some(entry) = self.logs[tenant_of(client)].get(received).cloned() else { return };
        self.clients.insert(client, (received + 1, connection));
        let text = format!("{{\"title\":\"{}\"}}", canary(tenant_of(client)));
        self.events.push(Event::Frame { client: client.into(), connection, text });
        self.events.push(Event::Delivered(Delivery {
            client: client.into(),
            connection,
            tenant: entry.tenant,
            id: entry.id,
            kind: entry.kind,
            subject: entry.subject,
            version: entry.version,
            position: Some(entry.position),
        }));
    }

    /// The client reconnects and receives up to `repeats` events again. It resumes from its last cursor, so after a
    /// reset it receives no event from before the reset.
    pub(super) fn reconnect(&mut self, client: &'static str, repeats: usize) {
        let (received, connection) = self.clients[client];
        let since_reset = self.events.iter().rev().take_while(|event| !self.is_reset(event, client)).filter(
            |event| matches!(event, Event::Delivered(delivery) if delivery.client == client && delivery.connection == connection),
        );
        let back = repeats.min(since_reset.count());
        self.events.push(Event::Connected { client: client.into(), connection: connection + 1 });
        self.clients.insert(client, (received - back, connection + 1));
        (0..back).for_each(|_| self.deliver(client));
    }

    fn is_reset(&self, event: &Event, name: &str) -> bool {
        matches!(event, Event::Reset { client, .. } if client == name)
    }

    /// The client is reset and reads everything anew, when it has missed something.
    pub(super) fn reset(&mut self, client: &'static str) {
        let (received, connection) = self.clients[client];
        let Some(head) = self.logs[tenant_of(client)].last() else { return };
        let (length, position) = (self.logs[tenant_of(client)].len(), head.position);
        if received == length {
            return;
        }
        self.events.push(Event::Connected { client: client.into(), connection: connection + 1 });
        self.events.push(Event::Reset { client: client.into(), connection: connection + 1 });
        self.events.push(Event::Begins { client: client.into(), position });
        self.clients.insert(client, (length, connection + 1));
    }

    /// All clients receive the rest, and the logs are read.
    pub(super) fn finish(mut self) -> History {
        self.deliver_all();
        for (client, index) in CLIENTS {
            let position = self.logs[index].last().map_or(Position::START, |entry| entry.position);
            self.events.push(Event::Settled { client: client.into(), position });
        }
        self.events.extend(self.logs.into_iter().flatten().map(Event::Logged));
        History { events: self.events }
    }

    fn invoke(&mut self, index: usize) -> String {
        self.ops += 1;
        let op = format!("op-{}", self.ops);
        self.events.push(Event::Invoked { op: op.clone(), tenant: tenant(index) });
        op
    }

    fn append(&mut self, index: usize, op: &str, kinds: &[&str]) -> (RecordId, i64) {
        // A few records of each tenant, so that versions grow.
        let record = RecordId::from(id(5_000 + 10 * index as u128 + self.ops % 3));
        let version = self.versions.entry(record).or_insert(0);
        *version += 1;
        for kind in kinds {
            let seq = self.logs[index].len() as i64 + 1;
            self.logs[index].push(Logged {
                tenant: tenant(index),
                position: Position::new(1, seq),
                id: id(10_000 + 1_000 * index as u128 + seq as u128).into(),
                kind: (*kind).to_owned(),
                entity: "deal".to_owned(),
                subject: format!("deals/{record}"),
                record,
                version: Some(*version),
                op: op.to_owned(),
                recorded_at: START + Duration::milliseconds(self.ops as i64),
            });
        }
        (record, *version)
    }
}

fn tenant_of(client: &str) -> usize {
    CLIENTS.iter().find(|(name, _)| *name == client).map_or(0, |(_, index)| *index)
}

/// One way to falsify a history.
#[derive(Debug, Clone, Copy)]
pub(super) enum Falsification {
    DropDelivery,
    SwapDeliveries,
    ChangeEventId,
    ChangeVersion,
    ChangeSubject,
    ChangeNumber,
    ChangeEpoch,
    SpoilCursor,
    ForeignDelivery,
    ForeignFrame,
    RepeatDelivery,
    DropReset,
    DropLogEntry,
    RepeatLogEntry,
    RefuseWrite,
    AcknowledgeLostWrite,
    SwapLogRecords,
}

pub(super) const ALL_FALSIFICATIONS: &[Falsification] = &[
    Falsification::DropDelivery,
    Falsification::SwapDeliveries,
    Falsification::ChangeEventId,
    Falsification::ChangeVersion,
    Falsification::ChangeSubject,
    Falsification::ChangeNumber,
    Falsification::ChangeEpoch,
    Falsification::SpoilCursor,
    Falsification::ForeignDelivery,
    Falsification::ForeignFrame,
    Falsification::RepeatDelivery,
    Falsification::DropReset,
    Falsification::DropLogEntry,
    Falsification::RepeatLogEntry,
    Falsification::RefuseWrite,
    Falsification::AcknowledgeLostWrite,
    Falsification::SwapLogRecords,
];

/// Falsifies the history at one of the places that fit. False: no place fits. `choose` picks an index below the given
/// number.
pub(super) fn falsify(history: &mut History, falsification: Falsification, choose: impl Fn(usize) -> usize) -> bool {
    let events = &history.events;
    let places: Vec<usize> = (0..events.len()).filter(|place| fits(events, *place, falsification)).collect();
    if places.is_empty() {
        return false;
    }
    let place = places[choose(places.len())];
    apply(&mut history.events, place, falsification);
    true
}

fn fits(events: &[Event], place: usize, falsification: Falsification) -> bool {
    match (falsification, &events[place]) {
        (Falsification::DropDelivery, Event::Delivered(delivery)) => {
            delivered_once(events, delivery) && is_missed(events, place)
        }
        (Falsification::SwapDeliveries, Event::Delivered(delivery)) => {
            next_of(events, place).is_some_and(|next| first_time(events, place) && first_time(events, next))
                && delivery.position.is_some()
        }
        (Falsification::DropReset, Event::Reset { client, .. }) => is_needed(&events[place + 1..], client),
        (Falsification::ForeignFrame, Event::Frame { .. })
        | (Falsification::DropLogEntry | Falsification::RepeatLogEntry, Event::Logged(_))
        | (Falsification::RefuseWrite, Event::Finished { outcome: Outcome::Ok { .. }, .. }) => true,
        (Falsification::AcknowledgeLostWrite, Event::Finished { op, outcome: Outcome::Unknown | Outcome::Failed }) => {
            !events.iter().any(|event| matches!(event, Event::Logged(entry) if entry.op == *op))
        }
        (Falsification::SwapLogRecords, Event::Logged(entry)) => {
            was_delivered(events, entry)
                && matches!(events.get(place + 1), Some(Event::Logged(next)) if next.record != entry.record)
        }
        (
            Falsification::ChangeEventId
            | Falsification::ChangeVersion
            | Falsification::ChangeSubject
            | Falsification::ChangeNumber
            | Falsification::ChangeEpoch
            | Falsification::SpoilCursor
            | Falsification::ForeignDelivery
            | Falsification::RepeatDelivery,
            Event::Delivered(_),
        ) => true,
        _ => false,
    }
}

fn apply(events: &mut Vec<Event>, place: usize, falsification: Falsification) {
    let next = next_of(events, place);
    let copy = events[place].clone();
    match (falsification, &mut events[place]) {
        (Falsification::DropDelivery | Falsification::DropReset | Falsification::DropLogEntry, _) => {
            drop(events.remove(place))
        }
        (Falsification::SwapDeliveries, _) => events.swap(place, next.expect("a next one")),
        (Falsification::ChangeEventId, Event::Delivered(delivery)) => delivery.id = id(7).into(),
        (Falsification::ChangeVersion, Event::Delivered(delivery)) => {
            delivery.version = delivery.version.map(|version| version + 1)
        }
        (Falsification::ChangeSubject, Event::Delivered(delivery)) => delivery.subject.push('0'),
        (Falsification::ChangeNumber, Event::Delivered(delivery)) => {
            delivery.position = delivery.position.map(|position| Position::new(position.epoch, position.seq + 1));
        }
        (Falsification::ChangeEpoch, Event::Delivered(delivery)) => {
            delivery.position = delivery.position.map(|position| Position::new(position.epoch + 1, position.seq));
        }
        (Falsification::SpoilCursor, Event::Delivered(delivery)) => delivery.position = None,
        (Falsification::ForeignDelivery, Event::Delivered(delivery)) => {
            delivery.tenant = tenant(usize::from(delivery.tenant == tenant(0)));
        }
        (Falsification::ForeignFrame, Event::Frame { client, text, .. }) => {
            text.push_str(&canary(1 - tenant_of(client)))
        }
        (Falsification::RepeatDelivery, _) => events.insert(place, copy),
        (Falsification::RepeatLogEntry, Event::Logged(entry)) => {
            let of_tenant = entry.tenant;
            let (op, when) = (entry.op.clone(), entry.recorded_at + Duration::days(1));
            let head = events.iter().filter_map(|event| match event {
                Event::Logged(entry) if entry.tenant == of_tenant => Some(entry),
                _ => None,
            });
            let last = head.max_by_key(|entry| entry.position.seq).expect("a log").clone();
            let position = Position::new(1, last.position.seq + 1);
            events.push(Event::Logged(Logged { position, id: id(8).into(), op, recorded_at: when, ..last }));
        }
        (Falsification::RefuseWrite, Event::Finished { outcome, .. }) => *outcome = Outcome::Failed,
        (Falsification::AcknowledgeLostWrite, Event::Finished { outcome, .. }) => {
            *outcome = Outcome::Ok { record: id(5_000).into(), version: 1 };
        }
        (Falsification::SwapLogRecords, Event::Logged(_)) => {
            let (Event::Logged(one), Event::Logged(other)) = (events[place].clone(), events[place + 1].clone()) else {
                return;
            };
            let swapped = |entry: &Logged, with: &Logged| Logged {
                record: with.record,
                subject: with.subject.clone(),
                ..entry.clone()
            };
            events[place] = Event::Logged(swapped(&one, &other));
            events[place + 1] = Event::Logged(swapped(&other, &one));
        }
        (falsification, event) => unreachable!("{falsification:?} does not fit {event:?}"),
    }
}

fn was_delivered(events: &[Event], entry: &Logged) -> bool {
    events.iter().any(|event| matches!(event, Event::Delivered(delivery) if delivery.id == entry.id))
}

fn delivered_once(events: &[Event], delivery: &Delivery) -> bool {
    let same = |event: &&Event| matches!(event, Event::Delivered(other) if other.client == delivery.client && other.position == delivery.position);
    events.iter().filter(same).count() == 1
}

/// Whether leaving this delivery out is a gap. It is not when a reset follows before the client receives a new event:
/// then the reset covers it.
fn is_missed(events: &[Event], place: usize) -> bool {
    let Event::Delivered(delivery) = &events[place] else { return false };
    for event in &events[place + 1..] {
        match event {
            Event::Delivered(later)
                if later.client == delivery.client
                    && later.position.map(|p| p.seq) > delivery.position.map(|p| p.seq) =>
            {
                return true;
            }
            Event::Reset { client, .. } if *client == delivery.client => return false,
            _ => {}
        }
    }
    true
}

/// Whether a reset cannot be left out: a second reset before any delivery would cover the same entries.
fn is_needed(later: &[Event], name: &str) -> bool {
    let next = later.iter().find(|event| match event {
        Event::Delivered(Delivery { client, .. }) | Event::Reset { client, .. } => client == name,
        _ => false,
    });
    !matches!(next, Some(Event::Reset { .. }))
}

fn first_time(events: &[Event], place: usize) -> bool {
    let Event::Delivered(delivery) = &events[place] else { return false };
    !events[..place].iter().any(
        |event| matches!(event, Event::Delivered(earlier) if earlier.client == delivery.client && earlier.position == delivery.position),
    )
}

fn next_of(events: &[Event], place: usize) -> Option<usize> {
    let Event::Delivered(delivery) = &events[place] else { return None };
    (place + 1..events.len())
        .find(|at| matches!(&events[*at], Event::Delivered(next) if next.client == delivery.client))
}
