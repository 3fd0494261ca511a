//! The official SignalR client for JavaScript, as a process of its own, driven line by line.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use plenum_shared::event;
use serde_json::{Value, json};

use crate::{
    catalogue,
    wait::{PATIENCE, wait_for},
};

/// Sees every line of a client as it comes, on a thread of its own.
pub type Watcher = Box<dyn FnMut(&Value) + Send>;

/// A running client.
pub struct OfficialClient {
    process: Child,
    input: ChildStdin,
    said: Arc<Mutex<Vec<Value>>>,
    invocations: u64,
}

/// How a client connects, besides address and token.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Delays of its own reconnects, in milliseconds; none: it does not reconnect.
    pub reconnect: Option<Vec<u32>>,
    /// Whether it negotiates first, as it does when left alone.
    pub negotiation: Negotiation,
    pub transport: Transport,
}

/// How it shall connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transport {
    #[default]
    WebSockets,
    ServerSentEvents,
    LongPolling,
}

impl Transport {
    fn name(self) -> &'static str {
        match self {
            Self::WebSockets => "webSockets",
            Self::ServerSentEvents => "serverSentEvents",
            Self::LongPolling => "longPolling",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Negotiation {
    #[default]
    Negotiate,
    Skip,
}

impl OfficialClient {
    /// Starts a client; whether it came to be connected, its lines will say.
    ///
    /// # Panics
    /// When Node.js or the client is not installed.
    pub fn start(url: &str, token: &str, options: &Options, mut watcher: Watcher) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("js");
        let installed = folder.join("node_modules/@microsoft/signalr").is_dir();
        assert!(
            installed,
            "the official client is not installed: run `make test`, or `npm ci` in {}",
            folder.display()
        );
        let config = json!({
            "url": url,
            "accessToken": token,
            "targets": every_target(),
            "rawFrames": true,
            "automaticReconnect": options.reconnect,
            "transport": options.transport.name(),
            "skipNegotiation": options.negotiation == Negotiation::Skip,
        });
        let mut process = Command::new("node")
            .arg(folder.join("client.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("Node.js must be installed to run these tests: {error}"));
        let mut input = process.stdin.take().expect("a pipe");
        writeln!(input, "{config}").expect("the client reads its configuration");
        let output = process.stdout.take().expect("a pipe");
        let said = Arc::new(Mutex::new(Vec::new()));
        let lines = said.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let line: Value = serde_json::from_str(&line).expect("the client writes JSON");
                watcher(&line);
                lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
        Self { process, input, said, invocations: 0 }
    }

    /// Everything it said so far.
    pub fn said(&self) -> Vec<Value> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until it has said something that fits.
    pub async fn says(&self, what: &str, within: Duration, fits: impl Fn(&Value) -> bool) -> Value {
        wait_for(what, within, async || self.said().into_iter().find(&fits)).await
    }

    pub async fn connected(&self) {
        let first = |line: &Value| matches!(line["event"].as_str(), Some("connected" | "failed"));
        let line = self.says("the client to connect", PATIENCE, first).await;
        assert_eq!(line["event"], "connected", "{line}");
    }

    /// Calls a method of the hub: its result, or the text of its error.
    pub async fn invoke(&mut self, method: &str, arguments: Value) -> Result<Value, String> {
        self.invocations += 1;
        let id = self.invocations;
        self.send_command(&json!({ "invoke": method, "args": arguments, "id": id }));
        let answer = |line: &Value| line["event"] == "result" && line["id"] == id;
        let line = self.says(&format!("the answer to {method}"), PATIENCE, answer).await;
        match line["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(line["value"].clone()),
        }
    }

    /// Gives it another access token for its next connection.
    pub fn use_token(&mut self, token: &str) {
        self.send_command(&json!({ "accessToken": token }));
    }

    fn send_command(&mut self, command: &Value) {
        // A client that has ended accepts no command; its last output has the reason.
        let _ = writeln!(self.input, "{command}");
    }
}

impl Drop for OfficialClient {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Every client target there is, from the catalogue.
pub fn every_target() -> Vec<String> {
    let mut targets: Vec<_> =
        ["Position", "Reset", "NotificationReceived", "UnreadCountChanged"].map(str::to_owned).to_vec();
    for entity in catalogue().entities() {
        for what in ["created", "updated", "deleted", "restored", "access_gained", "access_lost"] {
            targets.push(event::target(&format!("{}.{what}", entity.name)));
        }
        targets.extend(entity.events.iter().map(|kind| event::target(kind.name)));
    }
    targets
}
