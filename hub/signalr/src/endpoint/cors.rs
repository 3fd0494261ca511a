//! What a browser is told about pages of other origins: those on the list may connect, with credentials, and nobody
//! else hears anything.
//!
//! An origin is repeated only when it stands in the list, letter by letter; a star never is, since browsers send
//! credentials with every request of a SignalR client.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};
use http::{Method, StatusCode};

/// What the list says about one request.
pub(super) struct Permit {
    origin: Option<HeaderValue>,
    /// The headers a browser asks for before it sends the real request, when this is that question.
    asked: Option<Asked>,
    /// Whether answers depend on the origin at all.
    varies: bool,
}

struct Asked {
    headers: Option<HeaderValue>,
}

impl Permit {
    pub(super) fn judge(request: &Request, allowed: &[String]) -> Self {
        let headers = request.headers();
        let listed = |origin: &&HeaderValue| allowed.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes());
        let origin = headers.get(ORIGIN).filter(listed).cloned();
        let asks = request.method() == Method::OPTIONS && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        let asked =
            (origin.is_some() && asks).then(|| Asked { headers: headers.get(ACCESS_CONTROL_REQUEST_HEADERS).cloned() });
        Self { origin, asked, varies: !allowed.is_empty() }
    }

    /// The answer to a browser's question before the real request, if that is what this is. Clients may send headers of
    /// their user's, so whichever are asked for are granted.
    pub(super) fn preflight(&self) -> Option<Response> {
        let asked = self.asked.as_ref()?;
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
        if let Some(granted) = &asked.headers {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, granted.clone());
            headers.append(VARY, HeaderValue::from_static("access-control-request-headers"));
        }
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        Some(response)
    }

    /// Writes the permit onto an answer, a refusal too: a page may read why.
    pub(super) fn write(self, headers: &mut HeaderMap) {
        if self.varies {
            headers.append(VARY, HeaderValue::from_static("origin"));
        }
        if let Some(origin) = self.origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    }
}
