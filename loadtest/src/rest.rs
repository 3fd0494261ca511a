//! A REST client for this tool: JSON in, JSON out, and no retry of a request that may have been processed.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use tokio::time::sleep;

use crate::{Failure, Result, clock};

/// The timeout of a request. A write without a response counts as unknown.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The number of attempts while the server is busy.
const ATTEMPTS: u32 = 60;
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A client of the nodes that serve REST. Callers are spread over the nodes by their index.
#[derive(Debug, Clone)]
pub struct Rest {
    client: Client,
    nodes: Vec<String>,
}

/// A request.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    pub method: Method,
    /// Below `/api/v1`.
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub traceparent: Option<&'a str>,
    pub body: Option<&'a Value>,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
    /// Just before the request was sent.
    pub sent: Instant,
    /// When the head of the response had arrived.
    pub answered: Instant,
    /// The `Retry-After` of the response.
    retry_after: Option<Duration>,
}

impl<'a> Request<'a> {
    pub fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, token: None, traceparent: None, body: None }
    }

    pub fn with_token(self, token: &'a str) -> Self {
        Self { token: Some(token), ..self }
    }

    pub fn with_traceparent(self, traceparent: &'a str) -> Self {
        Self { traceparent: Some(traceparent), ..self }
    }

    pub fn json(self, body: &'a Value) -> Self {
        Self { body: Some(body), ..self }
    }
}

impl Rest {
    pub fn new(nodes: Vec<String>) -> Result<Self> {
        let client = Client::builder().timeout(TIMEOUT).tcp_nodelay(true).build().map_err(Failure::new)?;
        Ok(Self { client, nodes })
    }

    /// The node for a caller's index.
    pub fn node(&self, index: usize) -> usize {
        index % self.nodes.len()
    }

    /// Sends a request once, to the node for this index. It fails only without a response.
    pub async fn send(&self, index: usize, request: Request<'_>) -> std::result::Result<Answer, reqwest::Error> {
        let node = &self.nodes[self.node(index)];
        let mut builder = self.client.request(request.method, format!("{node}/api/v1{}", request.path));
        if let Some(token) = request.token {
            builder = builder.bearer_auth(token);
        }
        if let Some(traceparent) = request.traceparent {
            builder = builder.header("traceparent", traceparent);
        }
        if let Some(body) = request.body {
            builder = builder.json(body);
        }
        let sent = Instant::now();
        let answer = builder.send().await?;
        let answered = Instant::now();
        let status = answer.status();
        let header = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let retry_after = header.and_then(|text| text.parse().ok()).map(Duration::from_secs);
        let body = answer.bytes().await?;
        let body = serde_json::from_slice(&body).unwrap_or_default();
        Ok(Answer { status, body, sent, answered, retry_after })
    }

    /// Sends a request like [`send_until_accepted`](Self::send_until_accepted), and returns its `data`.
    pub async fn data_of(&self, index: usize, request: Request<'_>) -> Result<Value> {
        Ok(self.send_until_accepted(index, request).await?.body["data"].take())
    }

    /// Sends a request again until the server is not busy, and returns the response. It is for preparations only: it
    /// respects the rate limits of the server, and is not measured.
    pub async fn send_until_accepted(&self, index: usize, request: Request<'_>) -> Result<Answer> {
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            let wait = match self.send(index, request.clone()).await {
                Ok(answer) if answer.status.is_success() => return Ok(answer),
                Ok(answer) if is_busy(answer.status) => {
                    last = answer.problem();
                    answer.retry_after.unwrap_or(Duration::from_secs(1))
                }
                Ok(answer) => {
                    return Err(Failure::new(format!("{} {}: {}", request.method, request.path, answer.problem())));
                }
                Err(error) if error.is_connect() => {
                    last = error.without_url().to_string();
                    Duration::from_secs(1)
                }
                Err(error) => {
                    return Err(Failure::new(format!("{} {}: {}", request.method, request.path, error.without_url())));
                }
            };
            sleep(wait.min(LONGEST_WAIT)).await;
        }
        Err(Failure::new(format!(
            "{} {} was refused as busy {ATTEMPTS} times, last: {last}",
            request.method, request.path
        )))
    }
}

impl Answer {
    /// When the server wrote the record of this response, by the node's clock, in microseconds since 1970.
    pub fn stamp(&self) -> Option<i64> {
        clock::stamp(self.body["data"]["updatedAt"].as_str()?)
    }

    /// The status, code and detail of a refusal.
    pub fn problem(&self) -> String {
        let text = |name: &str| self.body[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", self.status.as_u16(), text("code"), text("detail")).trim_end().to_owned()
    }
}

fn is_busy(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
}
