//! What the composition root may set about this room.

use std::time::Duration;

use plenum_shared::networks::Networks;

/// The limits on one request, and on all of them together.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// The largest request body, in bytes.
    pub max_body_bytes: usize,
    /// Memory for all bodies that are coming in or being worked on, in bytes. Small ones are not counted.
    pub body_budget: usize,
    /// Memory for all answers that are not yet with their clients, in bytes. Small ones are not counted.
    pub answer_budget: usize,
    /// How long a body may take; one that keeps bringing bytes has longer.
    pub body_timeout: Duration,
    /// How long an answer may take once the body is there.
    pub request_timeout: Duration,
    /// How many requests are worked on at once; one more is told to try again.
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

/// How we are reached from outside.
#[derive(Debug, Clone, Default)]
pub struct FrontSettings {
    pub scheme: Scheme,
    /// Origins of web pages that may call us, exactly as a browser sends them.
    pub cors_origins: Vec<String>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Networks,
}

/// The scheme of the address that clients know us by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    #[default]
    Http,
    /// Browsers are told never to try without TLS again.
    Https,
}

impl Scheme {
    pub fn of_url(url: &str) -> Self {
        if url.starts_with("https://") { Self::Https } else { Self::Http }
    }
}
