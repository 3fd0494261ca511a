//! An official client that records every frame and delivery into a history, and resumes where it left off.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use plenum_shared::{cursor::CursorSealer, ids::TenantId};
use serde_json::{Value, json};

use crate::{
    Plenum,
    history::{Delivery, Event, Recorder},
    official::{OfficialClient, Options, Watcher},
    people::Person,
    wait::{PATIENCE, wait_until},
};

/// A client of a history, over all of its connections.
pub struct RecordedClient {
    name: String,
    tenant: TenantId,
    token: String,
    recorder: Recorder,
    cursors: Arc<CursorSealer>,
    received: Arc<Mutex<Received>>,
    /// Counts connections, those included that the client opened by itself.
    connection: Arc<AtomicU32>,
    client: Option<OfficialClient>,
    /// The number it began from.
    begun: i64,
}

/// The events and the cursor of a client.
#[derive(Debug, Clone, Default)]
struct Received {
    /// The events, in the order of their arrival.
    events: Vec<Value>,
    /// Where it would resume.
    cursor: Option<String>,
}

/// The answer to `Resume`.
#[derive(Debug, Clone, PartialEq)]
pub struct Resumed {
    pub replayed: u64,
    pub reset: bool,
}

impl RecordedClient {
    pub fn new(plenum: &Plenum, recorder: &Recorder, name: &str, person: &Person) -> Self {
        recorder.client(name, person.tenant);
        Self {
            name: name.to_owned(),
            tenant: person.tenant,
            token: person.access_token.clone(),
            recorder: recorder.clone(),
            cursors: Arc::new(plenum.cursors()),
            received: Arc::default(),
            connection: Arc::default(),
            client: None,
            begun: 0,
        }
    }

    /// Sets the first cursor, which came with a read of the data.
    pub fn begin_from(&mut self, cursor: &str) {
        let position = self.cursors.open(self.tenant, cursor).expect("a cursor of this tenant");
        self.recorder.begins(&self.name, position);
        self.begun = position.seq;
        self.received.lock().unwrap_or_else(PoisonError::into_inner).cursor = Some(cursor.to_owned());
    }

    /// Connects to this hub and resumes from the cursor.
    pub async fn resume_on(&mut self, hub: &str) -> Resumed {
        self.connect(&format!("{hub}?resume=1"), &Options::default()).await;
        self.resume().await
    }

    /// Connects to this address without resuming.
    pub async fn connect(&mut self, url: &str, options: &Options) {
        let connection = self.connection.fetch_add(1, Ordering::Relaxed) + 1;
        self.recorder.record(Event::Connected { client: self.name.clone(), connection });
        let client = OfficialClient::start(url, &self.token, options, self.watcher());
        client.connected().await;
        self.client = Some(client);
    }

    /// Calls `Resume` with the cursor.
    pub async fn resume(&mut self) -> Resumed {
        let cursor = self.cursor();
        let answer = self.client().invoke("Resume", json!([cursor])).await.expect("Resume is answered");
        Resumed { replayed: answer["replayed"].as_u64().expect("a number"), reset: !answer["reset"].is_null() }
    }

    pub fn client(&mut self) -> &mut OfficialClient {
        self.client.as_mut().expect("a connected client")
    }

    /// Ends the connection as a closed laptop does.
    pub fn disconnect(&mut self) {
        self.client = None;
    }

    /// The events received so far, over all connections.
    pub fn events(&self) -> Vec<Value> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).events.clone()
    }

    pub fn cursor(&self) -> Option<String> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).cursor.clone()
    }

    /// Waits until the client has received an event that fits.
    pub async fn receives(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        wait_until(what, PATIENCE, async || {
            let received = self.events().iter().any(&fits);
            assert!(received || !self.is_closed(), "{} was closed before {what}", self.name);
            received
        })
        .await;
        self.events().into_iter().find(fits).expect("it was received")
    }

    /// Whether the connection has ended without `disconnect`.
    fn is_closed(&self) -> bool {
        self.client.as_ref().is_some_and(|client| client.said().last().is_some_and(|line| line["event"] == "closed"))
    }

    /// Waits until the client has received the last entry of its tenant's log that is due to it, and records that.
    pub async fn catches_up(&self, plenum: &Plenum, due: impl Fn(&str, &str) -> bool) {
        let log = plenum.log(self.tenant).await;
        let new = log.iter().rev().take_while(|entry| entry.position.seq > self.begun);
        let Some(last) = new.into_iter().find(|entry| due(&entry.entity, &entry.kind)) else { return };
        let id = last.id.to_string();
        self.receives(&format!("{} to receive entry {} of the log", self.name, last.position.seq), |event| {
            event["id"] == id
        })
        .await;
        self.recorder.settled(&self.name, last.position);
    }

    /// Records every line of a connection before the test sees it.
    fn watcher(&self) -> Watcher {
        let (name, recorder, received) = (self.name.clone(), self.recorder.clone(), self.received.clone());
        let (cursors, tenant, connections) = (self.cursors.clone(), self.tenant, self.connection.clone());
        let mut connection = connections.load(Ordering::Relaxed);
        Box::new(move |line| match line["event"].as_str() {
            Some("reconnected") => {
                connection = connections.fetch_add(1, Ordering::Relaxed) + 1;
                recorder.record(Event::Connected { client: name.clone(), connection });
            }
            Some("frame") => {
                let data = line["data"].as_str().or(line["base64"].as_str()).unwrap_or_default();
                recorder.record(Event::Frame { client: name.clone(), connection, text: data.to_owned() });
            }
            // The one method that answers with a cursor is `Resume`. What it replayed came before, and what is live
            // comes after; but the client learns of the answer a moment late, when what came in the same frame has been
            // received.
            Some("result") if line["value"]["cursor"].is_string() => {
                let reset = !line["value"]["reset"].is_null();
                if reset {
                    recorder.record(Event::Reset { client: name.clone(), connection });
                }
                let answered = line["value"]["cursor"].as_str().map(str::to_owned);
                let number = |cursor: &Option<String>| {
                    cursor.as_deref().and_then(|cursor| cursors.open(tenant, cursor).ok()).map(|position| position.seq)
                };
                let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
                if reset || number(&answered) > number(&received.cursor) {
                    received.cursor = answered;
                }
            }
            Some("received") => {
                let argument = &line["args"][0];
                let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
                match line["target"].as_str() {
                    Some("Position") => received.cursor = argument.as_str().map(str::to_owned),
                    Some("Reset") => {
                        recorder.record(Event::Reset { client: name.clone(), connection });
                        received.cursor = argument["cursor"].as_str().map(str::to_owned);
                    }
                    _ => {
                        recorder.record(Event::Delivered(delivery(&name, connection, &cursors, tenant, argument)));
                        received.cursor = argument["cursor"].as_str().map(str::to_owned);
                        received.events.push(argument.clone());
                    }
                }
            }
            _ => {}
        })
    }
}

fn delivery(name: &str, connection: u32, cursors: &CursorSealer, tenant: TenantId, event: &Value) -> Delivery {
    let text = |field: &str| event[field].as_str().unwrap_or_default();
    Delivery {
        client: name.to_owned(),
        connection,
        tenant: text("tenantid").parse().expect("an event names its tenant"),
        id: text("id").parse().expect("an event has an id"),
        kind: text("type").to_owned(),
        subject: text("subject").to_owned(),
        version: event["data"]["version"].as_i64(),
        position: cursors.open(tenant, text("cursor")).ok(),
    }
}
