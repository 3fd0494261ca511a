//! Microsoft's JavaScript client in a process of its own, controlled by lines of JSON.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::{PATIENCE, TestServer};

pub(crate) struct OfficialClient {
    /// The process is killed when this is dropped.
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    calls: u64,
}

impl OfficialClient {
    /// A connected client; `settings` are the first line that the program reads.
    pub(crate) async fn connect(server: &TestServer, settings: Value) -> Self {
        let mut client = Self::start(server, settings).await;
        let first = client.event(|_| true).await;
        assert_eq!(first["event"], "connected", "{first}");
        client
    }

    /// A client that tries to connect.
    pub(crate) async fn start(server: &TestServer, settings: Value) -> Self {
        Self::start_at(server.address, settings).await
    }

    /// A client that tries to connect to another address, for example that of a proxy.
    pub(crate) async fn start_at(address: SocketAddr, mut settings: Value) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/js");
        assert!(folder.join("node_modules").is_dir(), "run `npm ci` in {}", folder.display());
        settings["url"] = json!(format!("http://{address}/hub"));
        let mut process = Command::new("node")
            .arg(folder.join("client.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js is installed");
        let input = process.stdin.take().expect("a pipe");
        let output = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let mut client = Self { _process: process, input, output, calls: 0 };
        client.send_command(settings).await;
        client
    }

    /// The next line that matches; other lines are skipped.
    pub(crate) async fn event(&mut self, matches: impl Fn(&Value) -> bool) -> Value {
        loop {
            let line = timeout(PATIENCE, self.output.next_line()).await.expect("in time").expect("readable");
            let line: Value = serde_json::from_str(&line.expect("a line, not the end")).expect("json");
            if matches(&line) {
                return line;
            }
        }
    }

    /// The next line of a kind.
    pub(crate) async fn event_named(&mut self, name: &str) -> Value {
        self.event(|line| line["event"] == name).await
    }

    /// Calls a method: its result, or the error's text.
    pub(crate) async fn call(&mut self, method: &str, arguments: Value) -> Result<Value, String> {
        self.calls += 1;
        let id = self.calls;
        self.send_command(json!({"invoke": method, "args": arguments, "id": id})).await;
        let answer = self.event(|line| line["event"] == "result" && line["id"] == id).await;
        match answer["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Calls a method that must succeed, and returns its result.
    pub(crate) async fn result(&mut self, method: &str, arguments: Value) -> Value {
        self.call(method, arguments).await.expect("a result")
    }

    pub(crate) async fn send_command(&mut self, command: Value) {
        self.input.write_all(format!("{command}\n").as_bytes()).await.expect("the client reads");
    }

    /// Stops the client, which closes its connection, and waits until its process has ended.
    pub(crate) async fn stop(mut self) {
        self.send_command(json!({"stop": true})).await;
        while let Ok(Some(_)) = timeout(PATIENCE, self.output.next_line()).await.expect("in time") {}
    }
}
