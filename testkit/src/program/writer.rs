//! Writes over REST that go into a history: sent, and how they ended as far as their caller knows.

use http::Method;
use serde_json::Value;

use crate::{
    history::{Outcome, Recorder},
    people::{Person, short_id},
};

/// Somebody who writes, and keeps a record of it. Cheap to clone.
#[derive(Clone)]
pub struct Writer {
    person: Person,
    recorder: Recorder,
}

impl Writer {
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
        let sent = self.person.http.ask(method, path).header("x-request-id", &op).json(fields).try_send().await;
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
