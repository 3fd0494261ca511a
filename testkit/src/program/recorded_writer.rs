//! Writes over REST that are recorded in a history: each request, and its outcome as far as the caller knows.

use http::Method;
use serde_json::Value;

use crate::{
    history::{Outcome, Recorder},
    people::{Person, short_id},
};

/// A person whose writes are recorded. Cheap to clone.
#[derive(Clone)]
pub struct RecordedWriter {
    person: Person,
    recorder: Recorder,
}

impl RecordedWriter {
    pub fn new(person: &Person, recorder: &Recorder) -> Self {
        Self { person: person.clone(), recorder: recorder.clone() }
    }

    pub fn person(&self) -> &Person {
        &self.person
    }

    pub async fn create(&self, path: &str, fields: &Value) -> Option<Value> {
        self.write(Method::POST, path, fields).await
    }

    pub async fn change(&self, path: &str, fields: &Value) -> Option<Value> {
        self.write(Method::PATCH, path, fields).await
    }

    /// The record as it was answered, or nothing when the write was refused or its answer was lost.
    pub async fn write(&self, method: Method, path: &str, fields: &Value) -> Option<Value> {
        let op = format!("op-{}", short_id());
        self.recorder.invoked(&op, self.person.tenant);
        let sent = self.person.http.request(method, path).header("x-request-id", &op).json(fields).try_send().await;
        let record = sent.as_ref().ok().filter(|answer| answer.status.is_success()).map(crate::http::Answer::data);
        let outcome = match (&record, &sent) {
            (Some(record), _) => Outcome::Ok {
                record: record["id"].as_str().and_then(|id| id.parse().ok()).expect("a record has an id"),
                version: record["version"].as_i64().expect("a record has a version"),
            },
            (None, Ok(answer)) if answer.status.is_client_error() => Outcome::Failed,
            (None, _) => Outcome::Unknown,
        };
        self.recorder.finished(&op, outcome);
        record
    }
}
