//! Lanes: each runs its operations one after the other by its timetable, and records their outcomes.

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
    append::{AppendedRecord, Appender},
    mix::{Mix, Operation},
    schedule::{Due, Pace, Timetable},
    write_log::{Outcome, Phase},
};
use crate::{
    Failure, Result,
    correlation::CorrelationId,
    readers::{reader::RunContext, tally::Latencies},
    rest::{Answer, Request},
    test_data::{TestData, deal, users::TestUser},
};

/// How long after the end of the timetable a lane may continue with overdue operations.
const OVERTIME: Duration = Duration::from_secs(30);
/// The most records of a lane in the CRUD mix.
const MAX_RECORDS: usize = 50;

/// What all lanes share.
pub struct LaneContext {
    pub context: Arc<RunContext>,
    pub appender: Option<Appender>,
    pub stats: OperationStats,
    pub begins: Instant,
    /// The time at the beginning that is not measured.
    pub warm_up: Duration,
    pub length: Duration,
    pub pace: Pace,
    pub mix: Mix,
    /// Characters of text in new records.
    pub payload: usize,
    /// Cancelled to stop all lanes at once.
    pub stop: CancellationToken,
}

/// The statistics of all lanes.
#[derive(Debug)]
pub struct OperationStats {
    /// From the due time of an operation until its response.
    pub operations: BTreeMap<Operation, Latencies>,
    /// How much later than possible an operation was sent: the lateness of the tool itself.
    pub late: Latencies,
    /// Operations that failed, reads included.
    pub failures: AtomicU64,
    /// Operations that were due and never sent.
    pub unsent: AtomicU64,
}

impl LaneContext {
    /// The same context with another beginning and empty statistics.
    pub fn starting_at(&self, begins: Instant) -> Self {
        Self {
            context: self.context.clone(),
            appender: self.appender.clone(),
            stats: OperationStats::default(),
            stop: self.stop.clone(),
            begins,
            ..*self
        }
    }

    /// The phase of an operation with this due time.
    fn phase(&self, due: Instant) -> Phase {
        if due.saturating_duration_since(self.begins) < self.warm_up { Phase::WarmUp } else { Phase::Measured }
    }
}

impl Default for OperationStats {
    fn default() -> Self {
        let operations = Operation::ALL.into_iter().map(|operation| (operation, Latencies::default())).collect();
        Self { operations, late: Latencies::default(), failures: AtomicU64::new(0), unsent: AtomicU64::new(0) }
    }
}

/// One prepared lane.
pub struct Lane {
    pub index: usize,
    pub user: Arc<TestUser>,
    /// The records it works on; never empty.
    pub deals: VecDeque<String>,
    pub appended: Option<AppendedRecord>,
}

/// Runs all lanes to the end of the timetable.
pub async fn run(shared: Arc<LaneContext>, lanes: Vec<Lane>) {
    let count = lanes.len();
    let mut tasks = JoinSet::new();
    for lane in lanes {
        tasks.spawn(lane.run(shared.clone(), count));
    }
    while tasks.join_next().await.is_some() {}
}

impl Lane {
    async fn run(mut self, shared: Arc<LaneContext>, lanes: usize) {
        let mut table = Timetable::new(shared.pace, self.index, lanes, shared.warm_up + shared.length);
        let mut done = 0;
        let mut free = shared.begins;
        loop {
            let now = Instant::now().saturating_duration_since(shared.begins);
            let due = match table.next(now) {
                Due::End => return,
                Due::Now => shared.begins + now,
                Due::At(at) => shared.begins + at,
            };
            if now > shared.warm_up + shared.length + OVERTIME {
                break;
            }
            tokio::select! {
                () = sleep_until(due.into()) => {}
                () = shared.stop.cancelled() => return,
            }
            let phase = shared.phase(due);
            if phase == Phase::Measured {
                let ready = due.max(free);
                shared.stats.late.record(self.index, Instant::now().saturating_duration_since(ready));
            }
            self.run_operation(&shared, due, phase).await;
            done += 1;
            free = Instant::now();
        }
        let unsent = table.total().unwrap_or(done).saturating_sub(done);
        shared.stats.unsent.fetch_add(unsent, Ordering::Relaxed);
    }

    /// Runs one operation, from its due time to its response.
    async fn run_operation(&mut self, shared: &LaneContext, due: Instant, phase: Phase) {
        let random = u32::from_le_bytes(shared.context.source.random());
        let operation = self.possible(shared.mix.pick(random));
        let (context, write_log) = (&shared.context, &shared.context.write_log);
        let number = operation
            .is_delivered()
            .then(|| write_log.begin(self.index, write_log.since(due), write_log.since(Instant::now()), phase));
        let header = number.map(|number| {
            let late = Instant::now().saturating_duration_since(due).as_micros() as i128;
            let due = context.source.now().unix_timestamp_nanos() / 1_000 - late;
            let id = CorrelationId { lane: self.index as u16, number, due: u64::try_from(due).unwrap_or(0) };
            context.ids.header(id)
        });
        let outcome = match operation {
            Operation::Append => self.append(shared, number.unwrap_or(0), header.as_deref().unwrap_or_default()).await,
            _ => self.request(shared, operation, header.as_deref()).await,
        };
        let answered = Instant::now();
        let outcome = match outcome {
            Outcome::Acknowledged(_) => Outcome::Acknowledged(write_log.since(answered)),
            failed => {
                shared.stats.failures.fetch_add(1, Ordering::Relaxed);
                failed
            }
        };
        if let Some(number) = number {
            write_log.finish(self.index, number, outcome);
        }
        if phase == Phase::Measured && matches!(outcome, Outcome::Acknowledged(_)) {
            let latencies = &shared.stats.operations[&operation];
            latencies.record(self.index, answered.saturating_duration_since(due));
        }
    }

    /// Replaces an operation that would leave the lane with no records or with too many.
    fn possible(&self, operation: Operation) -> Operation {
        match operation {
            Operation::Delete if self.deals.len() < 2 => Operation::Create,
            Operation::Create if self.deals.len() >= MAX_RECORDS => Operation::Delete,
            possible => possible,
        }
    }

    async fn append(&mut self, shared: &LaneContext, number: u32, header: &str) -> Outcome {
        let (Some(appender), Some(appended)) = (&shared.appender, &mut self.appended) else { return Outcome::Refused };
        let sent = Instant::now();
        match appender.append(appended, &format!("Load test {number}"), header).await {
            Ok(stamp) => {
                shared.context.clocks.answered(shared.context.rest.node(self.index), stamp, sent, Instant::now());
                Outcome::Acknowledged(Duration::ZERO)
            }
            // A commit whose response was lost may have happened.
            Err(_) => Outcome::Unknown,
        }
    }

    async fn request(&mut self, shared: &LaneContext, operation: Operation, header: Option<&str>) -> Outcome {
        let Ok(token) = self.user.token(&shared.context.rest).await else { return Outcome::Refused };
        let answer = self.send(shared, operation, header, &token).await;
        match answer {
            Ok(answer) if answer.status.is_success() => {
                if matches!(operation, Operation::Create | Operation::Change) {
                    record_timestamp(&shared.context, self.index, &answer);
                }
                self.update_records(operation, &answer.body["data"]);
                Outcome::Acknowledged(Duration::ZERO)
            }
            Ok(answer) if answer.status.is_client_error() => Outcome::Refused,
            Err(error) if error.is_connect() => Outcome::Refused,
            // After an error of the server or a lost response the operation may have happened.
            Ok(_) | Err(_) => Outcome::Unknown,
        }
    }

    async fn send(
        &self,
        shared: &LaneContext,
        operation: Operation,
        header: Option<&str>,
        token: &str,
    ) -> std::result::Result<Answer, reqwest::Error> {
        let one = format!("/deals/{}", self.deals.front().map(String::as_str).unwrap_or_default());
        let title = format!("Load test {}", u32::from_le_bytes(shared.context.source.random()));
        let fields: Value = json!({ "title": title });
        let new = (operation == Operation::Create).then(|| deal(&title, shared.payload));
        let request = match operation {
            Operation::Create => Request::new(Method::POST, "/deals").json(new.as_ref().unwrap_or(&fields)),
            Operation::Change | Operation::Append => Request::new(Method::PATCH, &one).json(&fields),
            Operation::Delete => Request::new(Method::DELETE, &one),
            Operation::Get => Request::new(Method::GET, &one),
            Operation::List => Request::new(Method::GET, "/deals?limit=20"),
        };
        let request = Request { traceparent: header, ..request.with_token(token) };
        shared.context.rest.send(self.index, request).await
    }

    /// Updates the lane's records after an operation.
    fn update_records(&mut self, operation: Operation, data: &Value) {
        match operation {
            Operation::Create => self.deals.extend(data["id"].as_str().map(str::to_owned)),
            Operation::Delete => drop(self.deals.pop_front()),
            _ => self.deals.rotate_left(1),
        }
    }
}

/// Records the server timestamp of a write over REST.
fn record_timestamp(context: &RunContext, lane: usize, answer: &Answer) {
    if let Some(stamp) = answer.stamp() {
        context.clocks.answered(context.rest.node(lane), stamp, answer.sent, answer.answered);
    }
}

/// Prepares the lanes: creates a record for each, and looks up its image if entries are appended.
pub async fn prepare(
    context: &RunContext,
    data: &TestData,
    appender: Option<&Appender>,
    lanes: usize,
    payload: usize,
) -> Result<Vec<Lane>> {
    let mut prepared = Vec::with_capacity(lanes);
    for index in 0..lanes {
        let tenant = &data.tenants[index % data.tenants.len()];
        let answer = tenant.deal(&context.rest, index, &format!("Load test lane {index}"), payload).await?;
        let deal = answer.body["data"]["id"].as_str().ok_or_else(|| Failure::new("a new deal has no id"))?.to_owned();
        let user = tenant.writer().clone();
        let appended = match appender {
            Some(appender) => Some(appender.look_up_record(&user.tenant_id, &user.user_id, &deal).await?),
            None => {
                record_timestamp(context, index, &answer);
                None
            }
        };
        prepared.push(Lane { index, user, deals: VecDeque::from([deal]), appended });
    }
    Ok(prepared)
}
