//! Lanes: each does one thing after the other, when its timetable says so, and writes down what became of it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::sleep_until};
use tokio_util::sync::CancellationToken;

use super::{
    append::{Appender, Told},
    mix::{Mix, Operation},
    schedule::{Due, Pace, Timetable},
    write_log::{Outcome, Phase},
};
use crate::{
    Failure, Result,
    correlation::Mark,
    readers::{reader::Hall, tally::Latencies},
    rest::{Answer, Ask},
    test_data::{World, deal, users::Person},
};

/// How long after the end of the timetable a lane may go on with what is overdue.
const OVERTIME: Duration = Duration::from_secs(30);
/// Records that a lane of the office keeps at most.
const DRAWER: usize = 50;

/// What all lanes share.
pub struct Office {
    pub hall: Arc<Hall>,
    pub appender: Option<Appender>,
    pub measures: Measures,
    pub begins: Instant,
    /// Not measured at the beginning.
    pub warm_up: Duration,
    pub length: Duration,
    pub pace: Pace,
    pub mix: Mix,
    /// Characters of text in new records.
    pub payload: usize,
    /// Cancelled when everything should end at once.
    pub stop: CancellationToken,
}

/// What the lanes measure.
#[derive(Debug)]
pub struct Measures {
    /// From when an operation was due until it was answered.
    pub operations: BTreeMap<Operation, Latencies>,
    /// How much later than due an operation was sent although its lane was free: the tool's own lateness.
    pub late: Latencies,
    /// Operations that failed, reads included.
    pub failures: AtomicU64,
    /// Operations that were due and were not even tried.
    pub unsent: AtomicU64,
}

impl Office {
    /// This office at its opening hour, with nothing measured yet.
    pub fn begin(&self, begins: Instant) -> Self {
        Self {
            hall: self.hall.clone(),
            appender: self.appender.clone(),
            measures: Measures::default(),
            stop: self.stop.clone(),
            begins,
            ..*self
        }
    }

    /// Where something belongs that is due at this moment.
    fn phase(&self, due: Instant) -> Phase {
        if due.saturating_duration_since(self.begins) < self.warm_up { Phase::WarmUp } else { Phase::Measured }
    }
}

impl Default for Measures {
    fn default() -> Self {
        let operations = Operation::ALL.into_iter().map(|operation| (operation, Latencies::default())).collect();
        Self { operations, late: Latencies::default(), failures: AtomicU64::new(0), unsent: AtomicU64::new(0) }
    }
}

/// One lane, as it is set up.
pub struct Lane {
    pub index: usize,
    pub person: Arc<Person>,
    /// The records it works on; never empty.
    pub deals: VecDeque<String>,
    pub told: Option<Told>,
}

/// Lets all lanes work, until the timetable is through.
pub async fn work(office: Arc<Office>, lanes: Vec<Lane>) {
    let count = lanes.len();
    let mut tasks = JoinSet::new();
    for lane in lanes {
        tasks.spawn(lane.work(office.clone(), count));
    }
    while tasks.join_next().await.is_some() {}
}

impl Lane {
    async fn work(mut self, office: Arc<Office>, lanes: usize) {
        let mut table = Timetable::new(office.pace, self.index, lanes, office.warm_up + office.length);
        let mut done = 0;
        let mut free = office.begins;
        loop {
            let now = Instant::now().saturating_duration_since(office.begins);
            let due = match table.next(now) {
                Due::Over => return,
                Due::Now => office.begins + now,
                Due::At(at) => office.begins + at,
            };
            if now > office.warm_up + office.length + OVERTIME {
                break;
            }
            tokio::select! {
                () = sleep_until(due.into()) => {}
                () = office.stop.cancelled() => return,
            }
            let phase = office.phase(due);
            if phase == Phase::Measured {
                let ready = due.max(free);
                office.measures.late.record(self.index, Instant::now().saturating_duration_since(ready));
            }
            self.turn(&office, due, phase).await;
            done += 1;
            free = Instant::now();
        }
        let unsent = table.total().unwrap_or(done).saturating_sub(done);
        office.measures.unsent.fetch_add(unsent, Ordering::Relaxed);
    }

    /// One operation, from when it was due to its answer.
    async fn turn(&mut self, office: &Office, due: Instant, phase: Phase) {
        let random = u32::from_le_bytes(office.hall.source.random());
        let operation = self.possible(office.mix.pick(random));
        let (hall, book) = (&office.hall, &office.hall.book);
        let number =
            operation.is_heard().then(|| book.open(self.index, book.since(due), book.since(Instant::now()), phase));
        let header = number.map(|number| {
            let late = Instant::now().saturating_duration_since(due).as_micros() as i128;
            let due = hall.source.now().unix_timestamp_nanos() / 1_000 - late;
            let mark = Mark { lane: self.index as u16, number, due: u64::try_from(due).unwrap_or(0) };
            hall.marks.header(mark)
        });
        let outcome = match operation {
            Operation::Append => self.append(office, number.unwrap_or(0), header.as_deref().unwrap_or_default()).await,
            _ => self.request(office, operation, header.as_deref()).await,
        };
        let answered = Instant::now();
        let outcome = match outcome {
            Outcome::Acknowledged(_) => Outcome::Acknowledged(book.since(answered)),
            failed => {
                office.measures.failures.fetch_add(1, Ordering::Relaxed);
                failed
            }
        };
        if let Some(number) = number {
            book.close(self.index, number, outcome);
        }
        if phase == Phase::Measured && matches!(outcome, Outcome::Acknowledged(_)) {
            let latencies = &office.measures.operations[&operation];
            latencies.record(self.index, answered.saturating_duration_since(due));
        }
    }

    /// A drawer must not become empty or overflow.
    fn possible(&self, operation: Operation) -> Operation {
        match operation {
            Operation::Delete if self.deals.len() < 2 => Operation::Create,
            Operation::Create if self.deals.len() >= DRAWER => Operation::Delete,
            possible => possible,
        }
    }

    async fn append(&mut self, office: &Office, number: u32, header: &str) -> Outcome {
        let (Some(appender), Some(told)) = (&office.appender, &mut self.told) else { return Outcome::Refused };
        let sent = Instant::now();
        match appender.append(told, &format!("Load test {number}"), header).await {
            Ok(stamp) => {
                office.hall.clocks.answered(office.hall.rest.node(self.index), stamp, sent, Instant::now());
                Outcome::Acknowledged(Duration::ZERO)
            }
            // A commit whose answer was lost may have happened.
            Err(_) => Outcome::Unknown,
        }
    }

    async fn request(&mut self, office: &Office, operation: Operation, header: Option<&str>) -> Outcome {
        let Ok(token) = self.person.token(&office.hall.rest).await else { return Outcome::Refused };
        let answer = self.send(office, operation, header, &token).await;
        match answer {
            Ok(answer) if answer.status.is_success() => {
                if matches!(operation, Operation::Create | Operation::Change) {
                    note(&office.hall, self.index, &answer);
                }
                self.keep(operation, &answer.body["data"]);
                Outcome::Acknowledged(Duration::ZERO)
            }
            Ok(answer) if answer.status.is_client_error() => Outcome::Refused,
            Err(error) if error.is_connect() => Outcome::Refused,
            // The server failed, or nobody heard what it said: it may have happened.
            Ok(_) | Err(_) => Outcome::Unknown,
        }
    }

    async fn send(
        &self,
        office: &Office,
        operation: Operation,
        header: Option<&str>,
        token: &str,
    ) -> std::result::Result<Answer, reqwest::Error> {
        let one = format!("/deals/{}", self.deals.front().map(String::as_str).unwrap_or_default());
        let title = format!("Load test {}", u32::from_le_bytes(office.hall.source.random()));
        let fields: Value = json!({ "title": title });
        let new = (operation == Operation::Create).then(|| deal(&title, office.payload));
        let ask = match operation {
            Operation::Create => Ask::new(Method::POST, "/deals").json(new.as_ref().unwrap_or(&fields)),
            Operation::Change | Operation::Append => Ask::new(Method::PATCH, &one).json(&fields),
            Operation::Delete => Ask::new(Method::DELETE, &one),
            Operation::Get => Ask::new(Method::GET, &one),
            Operation::List => Ask::new(Method::GET, "/deals?limit=20"),
        };
        let ask = Ask { traceparent: header, ..ask.by(token) };
        office.hall.rest.send(self.index, ask).await
    }

    /// Takes note of what an operation did to the lane's records.
    fn keep(&mut self, operation: Operation, data: &Value) {
        match operation {
            Operation::Create => self.deals.extend(data["id"].as_str().map(str::to_owned)),
            Operation::Delete => drop(self.deals.pop_front()),
            _ => self.deals.rotate_left(1),
        }
    }
}

/// Takes note of the stamp of a write over REST.
fn note(hall: &Hall, lane: usize, answer: &Answer) {
    if let Some(stamp) = answer.stamp() {
        hall.clocks.answered(hall.rest.node(lane), stamp, answer.sent, answer.answered);
    }
}

/// Prepares the lanes: a record for each, and what is known about it.
pub async fn prepare(
    hall: &Hall,
    world: &World,
    appender: Option<&Appender>,
    lanes: usize,
    payload: usize,
) -> Result<Vec<Lane>> {
    let mut prepared = Vec::with_capacity(lanes);
    for index in 0..lanes {
        let tenant = &world.tenants[index % world.tenants.len()];
        let answer = tenant.deal(&hall.rest, index, &format!("Load test lane {index}"), payload).await?;
        let deal = answer.body["data"]["id"].as_str().ok_or_else(|| Failure::new("a new deal has no id"))?.to_owned();
        let person = tenant.writer().clone();
        let told = match appender {
            Some(appender) => Some(appender.told(&person.tenant_id, &person.user_id, &deal).await?),
            None => {
                note(hall, index, &answer);
                None
            }
        };
        prepared.push(Lane { index, person, deals: VecDeque::from([deal]), told });
    }
    Ok(prepared)
}
