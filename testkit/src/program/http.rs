//! A small HTTP client: one connection per request, nothing retried, nothing followed.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::{plenum::Secrets, wait::PATIENCE};

/// Sends requests to one address, as one person or anonymously. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    address: SocketAddr,
    bearer: Option<String>,
    secrets: Secrets,
}

/// A request that is being built.
#[derive(Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct RequestBuilder<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

/// A response, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// The connection broke before there was an answer.
#[derive(Debug, thiserror::Error)]
#[error("no answer: {0}")]
pub struct NoAnswer(String);

impl Client {
    pub(crate) fn new(address: SocketAddr, secrets: Secrets) -> Self {
        Self { address, bearer: None, secrets }
    }

    /// The same client with an access token.
    pub fn with_bearer(&self, token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..self.clone() }
    }

    /// The same client, speaking to another process.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { address, ..self.clone() }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder<'_> {
        RequestBuilder { client: self, method, path: path.to_owned(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path).send().await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::POST, path).json(body).send().await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::PATCH, path).json(body).send().await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::PUT, path).json(body).send().await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.request(Method::DELETE, path).send().await
    }
}

impl RequestBuilder<'_> {
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        self.headers.append(name, HeaderValue::from_bytes(value.as_ref()).expect("a header's value"));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// # Panics
    /// When there is no answer.
    pub async fn send(self) -> Answer {
        let what = format!("{} {}", self.method, self.path);
        self.try_send().await.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    pub async fn try_send(self) -> Result<Answer, NoAnswer> {
        let lost = |error: &dyn std::fmt::Display| NoAnswer(error.to_string());
        let answer = tokio::time::timeout(PATIENCE, self.exchange()).await.map_err(|error| lost(&error))?;
        answer.map_err(|error| lost(&error))
    }

    async fn exchange(self) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
        let stream = TcpStream::connect(self.client.address).await?;
        stream.set_nodelay(true)?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        // Ends with the connection, which ends when `sender` is dropped.
        tokio::spawn(connection);
        let mut request = Request::builder().method(self.method).uri(&self.path);
        let headers = request.headers_mut().ok_or("the path is not one")?;
        *headers = self.headers;
        headers.insert(header::HOST, HeaderValue::from_str(&self.client.address.to_string())?);
        if let (Some(token), false) = (&self.client.bearer, headers.contains_key(header::AUTHORIZATION)) {
            headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {token}"))?);
        }
        let response = sender.send_request(request.body(Full::new(self.body))?).await?;
        let (parts, body) = response.into_parts();
        let answer = Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() };
        self.client.secrets.learn(&answer.body);
        Ok(answer)
    }
}

impl Answer {
    /// # Panics
    /// When the status is another one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// A problem with this status and code, in the form that every error has.
    ///
    /// # Panics
    /// When it is anything else.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["requestId"].as_str(), answer.header("x-request-id"), "{problem}");
        assert!(problem["requestId"].is_string() && problem["title"].is_string(), "{problem}");
        answer
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{} {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// The `data` of a success.
    #[track_caller]
    pub fn data(&self) -> Value {
        let mut body = self.json();
        assert!(self.status.is_success(), "{} {body}", self.status);
        body["data"].take()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The cursor from which listening misses nothing that came after this answer.
    #[track_caller]
    pub fn cursor(&self) -> String {
        self.header("x-event-cursor").expect("an answer about records has a cursor").to_owned()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The parts that two indistinguishable answers have in common: everything except the request's id, the time, and
    /// how many requests are left.
    pub fn anonymous(&self) -> (StatusCode, Vec<(String, Vec<u8>)>, String) {
        let apart = |name: &str| matches!(name, "x-request-id" | "date" | "traceparent" | "ratelimit");
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| !apart(name.as_str()))
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect();
        headers.sort();
        let mut body = self.text();
        if let Some(request) = self.header("x-request-id") {
            body = body.replace(request, "");
        }
        (self.status, headers, body)
    }
}
