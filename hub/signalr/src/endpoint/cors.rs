//! The CORS headers for pages of other origins: pages on the list may connect, with credentials, and no others.
//!
//! An origin is repeated only when it is on the list exactly. A star is never sent, because browsers send credentials
//! with every request of a SignalR client.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};
use http::{Method, StatusCode};

/// What the list of origins allows one request.
pub(super) struct CorsDecision {
    origin: Option<HeaderValue>,
    /// Set for the preflight that a browser sends before the real request.
    preflight: Option<Preflight>,
    /// Whether answers depend on the origin at all.
    varies: bool,
}

struct Preflight {
    requested_headers: Option<HeaderValue>,
}

impl CorsDecision {
    pub(super) fn of(request: &Request, allowed: &[String]) -> Self {
        let headers = request.headers();
        let listed = |origin: &&HeaderValue| allowed.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes());
        let origin = headers.get(ORIGIN).filter(listed).cloned();
        let is_preflight = request.method() == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let preflight = (origin.is_some() && is_preflight)
            .then(|| Preflight { requested_headers: headers.get(ACCESS_CONTROL_REQUEST_HEADERS).cloned() });
        Self { origin, preflight, varies: !allowed.is_empty() }
    }

    /// The response to a preflight. Every requested header is allowed, because users of a client may add their own.
    pub(super) fn preflight_response(&self) -> Option<Response> {
        let preflight = self.preflight.as_ref()?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
        if let Some(requested) = &preflight.requested_headers {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, requested.clone());
            headers.append(VARY, HeaderValue::from_static("access-control-request-headers"));
        }
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        Some(response)
    }

    /// Writes the decision onto a response; onto a refusal too, so that a page may read its text.
    pub(super) fn write_headers(self, headers: &mut HeaderMap) {
        if self.varies {
            headers.append(VARY, HeaderValue::from_static("origin"));
        }
        if let Some(origin) = self.origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
}
