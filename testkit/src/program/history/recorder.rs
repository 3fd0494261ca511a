//! Writes a history down while it happens.

use std::{
    fs::File,
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use plenum_shared::{
    cursor::Position,
    ids::{RecordId, TenantId},
};

use super::{Canary, Event, History, Outcome};

/// Records from many tasks at a time; cheap to clone. The order of the lines is the order of the calls, so a caller
/// records that a write begins before sending it, and how it ended after.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<Lines>>);

#[derive(Default)]
struct Lines {
    events: Vec<Event>,
    file: Option<File>,
}

impl Recorder {
    /// A recorder that keeps the history in memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// A recorder that writes each line to a file as well, so that a run that dies leaves its history.
    pub fn to_file(path: &Path) -> std::io::Result<Self> {
        let lines = Lines { events: Vec::new(), file: Some(File::create(path)?) };
        Ok(Self(Arc::new(Mutex::new(lines))))
    }

    pub fn record(&self, event: Event) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &mut lines.file {
            let line = serde_json::to_string(&event).expect("an event of a history is JSON");
            writeln!(file, "{line}").expect("the history can be written");
        }
        lines.events.push(event);
    }

    pub fn client(&self, client: &str, tenant: TenantId) {
        self.record(Event::Client { client: client.to_owned(), tenant });
    }

    /// A text that no client outside the tenant may receive.
    pub fn canary(&self, text: &str, tenant: TenantId) {
        self.record(Event::Canary(Canary { text: text.to_owned(), tenant, hidden_from: Vec::new() }));
    }

    pub fn invoked(&self, op: &str, tenant: TenantId) {
        self.record(Event::Invoked { op: op.to_owned(), tenant });
    }

    pub fn acknowledged(&self, op: &str, record: RecordId, version: i64) {
        self.finished(op, Outcome::Ok { record, version });
    }

    pub fn finished(&self, op: &str, outcome: Outcome) {
        self.record(Event::Finished { op: op.to_owned(), outcome });
    }

    pub fn begins(&self, client: &str, position: Position) {
        self.record(Event::Begins { client: client.to_owned(), position });
    }

    pub fn settled(&self, client: &str, position: Position) {
        self.record(Event::Settled { client: client.to_owned(), position });
    }

    /// The events recorded so far.
    pub fn history(&self) -> History {
        History { events: self.0.lock().unwrap_or_else(PoisonError::into_inner).events.clone() }
    }
}
