//! The settings of this crate, made by the composition root.

use std::time::Duration;

use plenum_shared::networks::Networks;

/// The limits on one request, and on all of them together.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// The largest request body, in bytes.
    pub max_body_bytes: usize,
    /// Memory for the bodies of all current requests, in bytes. Small ones are not counted.
    pub body_budget: usize,
    /// Memory for all answers that are not yet sent, in bytes. Small ones are not counted.
    pub answer_budget: usize,
    /// The time limit of a body; a body that keeps bringing bytes gets more.
    pub body_timeout: Duration,
    /// The time limit of a request once its body is there.
    pub request_timeout: Duration,
    /// The number of requests that run at once; one more is answered with `busy`.
    pub max_in_flight: usize,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            max_body_bytes: 1 << 20,
            body_budget: 64 << 20,
            answer_budget: 256 << 20,
            body_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(15),
            max_in_flight: 512,
        }
    }
}

/// The addresses by which clients reach the server.
#[derive(Debug, Clone, Default)]
pub struct FrontSettings {
    pub scheme: Scheme,
    /// Origins of web pages that may call the API, exactly as a browser sends them.
    pub cors_origins: Vec<String>,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Networks,
}

/// The scheme of the public URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    #[default]
    Http,
    /// Answers tell browsers to use TLS only.
    Https,
}

impl Scheme {
    pub fn of_url(url: &str) -> Self {
        if url.starts_with("https://") { Self::Https } else { Self::Http }
    }
}
