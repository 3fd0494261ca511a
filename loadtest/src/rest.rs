//! REST as this tool needs it: JSON in, JSON out, and nothing tried again that may have happened.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use tokio::time::sleep;

use crate::{Failure, Result, clock};

/// How long an answer may take before its write counts as unknown.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often somebody who is asked to come later does so before giving up.
const TRIES: u32 = 60;
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The nodes that answer REST, taken in turn by whoever has a number of their own.
#[derive(Debug, Clone)]
pub struct Rest {
    client: Client,
    nodes: Vec<String>,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    pub method: Method,
    /// Below `/api/v1`.
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub traceparent: Option<&'a str>,
    pub body: Option<&'a Value>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
    /// Just before it was asked.
    pub sent: Instant,
    /// When the head of the answer was there.
    pub answered: Instant,
    /// After how long one may ask again, if the server said so.
    retry_after: Option<Duration>,
}

impl<'a> Ask<'a> {
    pub fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, token: None, traceparent: None, body: None }
    }

    pub fn by(self, token: &'a str) -> Self {
        Self { token: Some(token), ..self }
    }

    pub fn marked(self, traceparent: &'a str) -> Self {
        Self { traceparent: Some(traceparent), ..self }
    }

    pub fn json(self, body: &'a Value) -> Self {
        Self { body: Some(body), ..self }
    }
}

impl Rest {
    pub fn new(nodes: Vec<String>) -> Result<Self> {
        let client = Client::builder().timeout(PATIENCE).tcp_nodelay(true).build().map_err(Failure::new)?;
        Ok(Self { client, nodes })
    }

    /// The node whose turn it is.
    pub fn node(&self, turn: usize) -> usize {
        turn % self.nodes.len()
    }

    /// Sends a request once, to the node whose turn it is. The error is that there was no answer.
    pub async fn send(&self, turn: usize, ask: Ask<'_>) -> std::result::Result<Answer, reqwest::Error> {
        let node = &self.nodes[self.node(turn)];
        let mut request = self.client.request(ask.method, format!("{node}/api/v1{}", ask.path));
        if let Some(token) = ask.token {
            request = request.bearer_auth(token);
        }
        if let Some(traceparent) = ask.traceparent {
            request = request.header("traceparent", traceparent);
        }
        if let Some(body) = ask.body {
            request = request.json(body);
        }
        let sent = Instant::now();
        let answer = request.send().await?;
        let answered = Instant::now();
        let status = answer.status();
        let header = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let retry_after = header.and_then(|text| text.parse().ok()).map(Duration::from_secs);
        let body = answer.bytes().await?;
        let body = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Answer { status, body, sent, answered, retry_after })
    }

    /// Asks until there is an answer that is not "later", and gives its `data`.
    pub async fn insist(&self, turn: usize, ask: Ask<'_>) -> Result<Value> {
        Ok(self.insist_on_answer(turn, ask).await?.body["data"].take())
    }

    /// Asks until there is an answer that is not "later", and gives it whole. For preparations only: the rate limits of
    /// the server are respected, and nothing here is measured.
    pub async fn insist_on_answer(&self, turn: usize, ask: Ask<'_>) -> Result<Answer> {
        let mut last = String::new();
        for _ in 0..TRIES {
            let wait = match self.send(turn, ask.clone()).await {
                Ok(answer) if answer.status.is_success() => return Ok(answer),
                Ok(answer) if is_busy(answer.status) => {
                    last = answer.problem();
                    answer.retry_after.unwrap_or(Duration::from_secs(1))
                }
                Ok(answer) => return Err(Failure::new(format!("{} {}: {}", ask.method, ask.path, answer.problem()))),
                Err(error) if error.is_connect() => {
                    last = error.without_url().to_string();
                    Duration::from_secs(1)
                }
                Err(error) => {
                    return Err(Failure::new(format!("{} {}: {}", ask.method, ask.path, error.without_url())));
                }
            };
            sleep(wait.min(LONGEST_WAIT)).await;
        }
        Err(Failure::new(format!("{} {} was put off {TRIES} times, last: {last}", ask.method, ask.path)))
    }
}

impl Answer {
    /// When the server wrote the record of this answer, by the clock of the node, in microseconds since 1970.
    pub fn stamp(&self) -> Option<i64> {
        clock::stamp(self.body["data"]["updatedAt"].as_str()?)
    }

    /// The problem of a refusal in a few words.
    pub fn problem(&self) -> String {
        let text = |name: &str| self.body[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", self.status.as_u16(), text("code"), text("detail")).trim_end().to_owned()
    }
}

fn is_busy(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}
