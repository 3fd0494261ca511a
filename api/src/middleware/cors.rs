//! CORS: only web pages whose exact origin is in the settings may call the API.
//!
//! Credentials are allowed for them because the SignalR client of a browser needs that; it changes nothing for other
//! pages, since an origin is never reflected unless it is in the list.

use std::collections::HashSet;

use axum::{body::Body, extract::Request, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE";
const REQUEST_HEADERS: &str = "authorization, content-type, if-match, x-request-id, x-tenant-id, traceparent, x-requested-with, x-signalr-user-agent";
const EXPOSED: &str = "etag, location, link, ratelimit, ratelimit-policy, retry-after, x-event-cursor, x-request-id";

/// The list of origins.
pub(super) struct Cors {
    origins: HashSet<HeaderValue>,
}

/// The decision about one request.
pub(super) struct Permit {
    origin: Option<HeaderValue>,
    preflight: bool,
    listed_any: bool,
}

impl Cors {
    /// An origin that is no valid header value can never be sent, and is left out.
    pub(super) fn new(origins: Vec<String>) -> Self {
        Self { origins: origins.into_iter().filter_map(|origin| HeaderValue::try_from(origin).ok()).collect() }
    }

    pub(super) fn judge(&self, request: &Request) -> Permit {
        let origin = request.headers().get(header::ORIGIN).filter(|origin| self.origins.contains(*origin)).cloned();
        let is_requested = request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let preflight = origin.is_some() && is_requested && request.method() == Method::OPTIONS;
        Permit { origin, preflight, listed_any: !self.origins.is_empty() }
    }
}

impl Permit {
    /// The answer to a preflight request, if this was one.
    pub(super) fn preflight(&self) -> Option<Response> {
        if !self.preflight {
            return None;
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(REQUEST_HEADERS));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        Some(response)
    }

    /// Writes the CORS headers, and removes those that an inner service has written.
    pub(super) fn write(self, headers: &mut HeaderMap) {
        const GRANTS: [HeaderName; 3] = [
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
        ];
        for name in GRANTS {
            headers.remove(name);
        }
        if self.listed_any {
            headers.append(header::VARY, HeaderValue::from_static("origin"));
        }
        if let Some(origin) = self.origin {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        }
    }
}
